package org.emconverge.validation;

import static org.emconverge.validation.TestModels.built;
import static org.emconverge.validation.TestModels.helical;
import static org.emconverge.validation.TestModels.residue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.SharedData;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.RotamerGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotamersTest {
    /** Scores that mmtbx's rotamer_eval of cctbx 2025.11 gives. */
    @ParameterizedTest
    @CsvSource({
        "MET,80.4 -172.2 177.5,0.0958161,FAVOURED",
        "GLN,166 178 -107.4,0.0968587,FAVOURED",
        "ILE,60.3 162.4,0.242038,FAVOURED",
        "PHE,-60.7 97.9,0.944335,FAVOURED",
        "TYR,-60.7 -82.1,0.944335,FAVOURED",
        "VAL,-179.8,0.581459,FAVOURED",
        "LYS,-175.6 176.2 -172 -174.2,0.818003,FAVOURED",
        "THR,76.7,0.104576,FAVOURED",
        "LEU,-68.2 -165.8,0.0906325,FAVOURED",
        "LEU,-117.8 30.2,0.000172274,OUTLIER",
        "ILE,125.7 -175.4,0,OUTLIER",
        "GLU,-75.1 -167.9 139.8,0.346966,FAVOURED",
        "GLU,-73.9 -54.5 -18.4,0.299519,FAVOURED",
        "PRO,-29.0,0.909697,FAVOURED",
        "PRO,0.2,0.0116964,ALLOWED",
        "PRO,60,0,OUTLIER",
        "SER,35.7,0.00483165,ALLOWED",
        "SER,60,0.759681,FAVOURED",
        "ASP,-80.6 -19.8,0.549616,FAVOURED",
        "ASP,-80.6 160.2,0.549616,FAVOURED",
        "ASN,177.5 53.8,0.300777,FAVOURED",
        "ASN,-159.1 -145.0,0.0119978,ALLOWED",
        "ARG,161.7 173.6 174.2 -106.7,0.20529,FAVOURED",
        "ARG,-55.9 -71.7 114.2 -128,0.00355508,ALLOWED",
        "ARG,133.9 -155.8 27.2 -152.9,0,OUTLIER",
        "HIS,-69.1 -88.8,0.808615,FAVOURED",
        "TRP,-65 -5,0.490209,FAVOURED",
        "CYS,-65,0.825495,FAVOURED",
        "LYS,78.3 138.2 62.4 -165.4,0.00682243,ALLOWED"
    })
    void knownConformations(String residue, String chi, double score, Verdict verdict) {
        double found = RotamerGrid.of(residue)
                .at(Stream.of(chi.split(" ")).mapToDouble(Double::parseDouble).toArray());
        assertEquals(score, found, 0.03 * score + 1e-4);
        assertEquals(verdict, Rotamers.verdict(found));
    }

    @Test
    void limits() {
        assertEquals(Verdict.FAVOURED, Rotamers.verdict(0.02));
        assertEquals(Verdict.ALLOWED, Rotamers.verdict(0.0199));
        assertEquals(Verdict.ALLOWED, Rotamers.verdict(0.003));
        assertEquals(Verdict.OUTLIER, Rotamers.verdict(0.0029));
    }

    /**
     * On a grid of points that keeps no step with the cells: over everything, and over what is not plainly impossible.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arg", "asn", "asp", "cys", "gln", "glu", "his", "ile", "leu", "lys", "met", "phetyr", "pro", "ser",
                "thr", "trp", "val"
            })
    void classifiesAsTheReferenceGrids(String table) throws IOException {
        Reference reference = Reference.read(SharedData.file("reference/top8000/rota8000-" + table + ".data.gz"));
        RotamerGrid grid = RotamerGrid.of("phetyr".equals(table) ? "TYR" : table.toUpperCase(Locale.ROOT));
        int dimensions = reference.cells.length;
        int perAxis = new int[] {0, 20000, 300, 47, 19}[dimensions];
        double[] chi = new double[dimensions];
        int all = 0;
        int same = 0;
        int possible = 0;
        int samePossible = 0;
        for (int point = 0; point < Math.pow(perAxis, dimensions); point++) {
            for (int axis = 0, rest = point; axis < dimensions; axis++, rest /= perAxis) {
                chi[axis] = (rest % perAxis + 0.37) * 360 / perAxis - 180;
            }
            double expected = reference.at(chi);
            boolean equal = Rotamers.verdict(expected) == Rotamers.verdict(grid.at(chi));
            all++;
            same += equal ? 1 : 0;
            possible += expected > Rotamers.OUTLIER / 10 ? 1 : 0;
            samePossible += equal && expected > Rotamers.OUTLIER / 10 ? 1 : 0;
        }
        assertTrue(same >= 0.998 * all, same + " of " + all);
        assertTrue(samePossible >= 0.995 * possible, samePossible + " of " + possible);
    }

    @Test
    void aPlantedOutlierIsFound() {
        List<Rotamers.Result> results =
                of(built(helical("ALA"), helical("LEU", -65, 175), helical("GLY"), helical("LEU", -120, 30)));
        assertEquals(
                List.of(2, 4),
                results.stream().map(result -> result.id().number()).toList());
        assertEquals(
                List.of(Verdict.FAVOURED, Verdict.OUTLIER),
                results.stream().map(Rotamers.Result::verdict).toList());
        assertEquals(-120, results.get(1).chi().get(0), 1e-6);
        assertEquals(30, results.get(1).chi().get(1), 1e-6);
        assertEquals(50, Rotamers.percent(results, Verdict.OUTLIER));
        assertTrue(Double.isNaN(Rotamers.percent(List.of(), Verdict.OUTLIER)));
    }

    @ParameterizedTest
    @CsvSource({"PHE,-65 85,CD1,CD2", "TYR,-65 100,CD1,CD2", "ASP,-70 -20,OD1,OD2", "GLU,-65 175 30,OE1,OE2"})
    void namesOfSymmetricAtomsDoNotMatter(String name, String chi, String atom, String twin) {
        ChainBuilder.Residue residue = helical(
                name, Stream.of(chi.split(" ")).mapToDouble(Double::parseDouble).toArray());
        Structure swapped = built(helical("ALA"), residue, helical("ALA"));
        Group group = residue(swapped, 2);
        double[] place = group.getAtom(atom).getCoords();
        group.getAtom(atom).setCoords(group.getAtom(twin).getCoords());
        group.getAtom(twin).setCoords(place);
        double score = of(built(helical("ALA"), residue, helical("ALA"))).get(0).score();
        assertTrue(score > 0.1);
        assertEquals(score, of(swapped).get(0).score(), 0.02 * score);
    }

    @Test
    void residuesWithMissingAtomsAreSkippedAndCounted() {
        Structure model = built(helical("LEU", -65, 175), helical("ALA"), helical("SER", 60), helical("GLY"));
        removeAtom(residue(model, 1), "CD1");
        assertEquals(
                List.of(3),
                of(model).stream().map(result -> result.id().number()).toList());
        assertEquals(1, SkippedResidues.of(model, ProteinResidue.of(model)).sideChain());
        removeAtom(residue(model, 1), "CD2"); // CD2 makes no χ
        assertEquals(1, SkippedResidues.of(model, ProteinResidue.of(model)).sideChain());
    }

    @Test
    void onlyModifiedResiduesWithTheirParentsAtomsAreJudged() {
        Structure model =
                built(helical("MET", -65, 180, 180), helical("HIS", -65, -80), helical("SER", 60), helical("SER", 60));
        residue(model, 1).setPDBName("MSE");
        residue(model, 1).getAtom("SD").setName("SE");
        residue(model, 2).setPDBName("HSD");
        residue(model, 3).setPDBName("SEP");
        residue(model, 3).addAtom(TestModels.atom("P", 0, 0, 9));
        residue(model, 4).setPDBName("XYZ");
        assertEquals(
                List.of("MSE", "HSD"),
                of(model).stream().map(Rotamers.Result::name).toList());
        assertEquals(1, SkippedResidues.of(model, ProteinResidue.of(model)).unknown());
    }

    private static void removeAtom(Group group, String name) {
        List<Atom> kept = new ArrayList<>(group.getAtoms());
        kept.removeIf(atom -> atom.getName().equals(name));
        group.setAtoms(kept);
    }

    private static List<Rotamers.Result> of(Structure structure) {
        return Rotamers.of(ProteinResidue.of(structure));
    }

    /** An original table; read and interpolated apart from the product's own code. */
    private record Reference(int[] cells, double[] widths, double[] values) {
        static Reference read(Path file) throws IOException {
            try (BufferedReader in = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                in.readLine();
                int dimensions = Integer.parseInt(after(in.readLine()));
                in.readLine();
                int[] cells = new int[dimensions];
                double[] widths = new double[dimensions];
                int size = 1;
                for (int axis = 0; axis < dimensions; axis++) {
                    String[] columns = after(in.readLine()).split(" ");
                    cells[axis] = Integer.parseInt(columns[2]);
                    widths[axis] = Double.parseDouble(columns[1]) / cells[axis];
                    size *= cells[axis];
                }
                in.readLine();
                Reference reference = new Reference(cells, widths, new double[size]);
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String[] columns = line.split(" ");
                    int[] cell = new int[dimensions];
                    for (int axis = 0; axis < dimensions; axis++) {
                        cell[axis] = (int) (Double.parseDouble(columns[axis]) / widths[axis]);
                    }
                    reference.values[reference.index(cell)] = Double.parseDouble(columns[dimensions]);
                }
                return reference;
            }
        }

        /** As MolProbity's NDFloatTable: from the cell the point is in and its neighbours on the nearer side. */
        double at(double[] chi) {
            return sum(chi, new int[cells.length], 0);
        }

        private double sum(double[] chi, int[] cell, int axis) {
            if (axis == cells.length) {
                return values[index(cell)];
            }
            double position = chi[axis] / widths[axis];
            int home = (int) Math.floor(position);
            double offset = position - home - 0.5;
            cell[axis] = home;
            double value = (1 - Math.abs(offset)) * sum(chi, cell, axis + 1);
            cell[axis] = home + (offset < 0 ? -1 : 1);
            return value + Math.abs(offset) * sum(chi, cell, axis + 1);
        }

        private int index(int[] cell) {
            int index = 0;
            for (int axis = 0; axis < cell.length; axis++) {
                index = index * cells[axis] + Math.floorMod(cell[axis], cells[axis]);
            }
            return index;
        }

        private static String after(String line) {
            return line.substring(line.indexOf(':') + 1).trim();
        }
    }
}
