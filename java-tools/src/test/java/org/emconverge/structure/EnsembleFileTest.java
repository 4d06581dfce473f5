package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleFileTest {
    /** Insertion code, negative number, a four-character name, an ion, a two-letter element, a sugar with primes. */
    private static final String PDB = """
            ATOM      1  N   ALA A  -1      11.104   6.134  -6.504  1.00 10.00           N
            ATOM      2  CA  ALA A  -1      11.639   6.071  -5.147  1.00 20.00           C
            ATOM      3  CA  GLY A  27B     -0.001 999.500-500.250  0.50 30.00           C
            ATOM      4 HG11 VAL A  28       1.000   2.000   3.000  1.00 40.00           H
            TER       5      VAL A  28
            HETATM    6 CA    CA A 101       5.000   6.000   7.000  1.00 50.00          CA
            HETATM    7  O5' ATP A 102       5.500   6.500   7.500  1.00 60.00           O
            END
            """;

    @TempDir
    Path folder;

    @Test
    void bothFormatsReadBackAsWritten() throws Exception {
        Structure model = model(PDB);
        Structure ensemble = EnsembleFile.join(List.of(model, model));
        EnsembleFile.writeCif(ensemble, "two models", folder.resolve("e.cif"));
        EnsembleFile.writePdb(ensemble, folder.resolve("e.pdb"));
        for (String name : List.of("e.cif", "e.pdb")) {
            Structure again = ModelFile.read(folder.resolve(name));
            assertEquals(2, again.nrModels(), name);
            for (int i = 0; i < 2; i++) {
                assertEquals(atoms(model.getModel(0)), atoms(again.getModel(i)), name);
            }
        }
        assertTrue(Files.readString(folder.resolve("e.cif")).startsWith("data_two_models\n"));
    }

    @Test
    void pdbRecordsKeepTheirColumns() throws Exception {
        EnsembleFile.writePdb(EnsembleFile.join(List.of(model(PDB))), folder.resolve("one.pdb"));
        List<String> lines = Files.readAllLines(folder.resolve("one.pdb"));
        List<String> expected = PDB.lines().toList();
        assertEquals("EXPDTA    ELECTRON MICROSCOPY", lines.get(0));
        assertEquals(expected, lines.stream().skip(1).map(String::stripTrailing).toList());
    }

    @Test
    void colouringLeavesOutWhatIsNotDefinedAndTheOriginalAlone() throws Exception {
        Structure model = model(PDB);
        Structure coloured =
                EnsembleFile.colouredBy(id -> id.number() == 27 ? 1.25 : id.number() == -1 ? 0 : Double.NaN, model);
        assertEquals(
                List.of("A -1 N", "A -1 CA", "A 27B CA"),
                atoms(coloured.getModel(0)).stream()
                        .map(s -> s.split(" \\| ")[0])
                        .toList());
        assertEquals(
                1.25, coloured.getModel(0).get(0).getAtomGroup(1).getAtom(0).getTempFactor(), 1e-6);
        assertEquals(30, model.getModel(0).get(0).getAtomGroup(1).getAtom(0).getTempFactor(), 1e-6);
    }

    @Test
    void aFreeNucleotideIsNoChainOfOneInACopyEither() throws Exception {
        String name = "HETATM%5d  %-3s ATP B   1    %8.3f   6.500   7.500  1.00 60.00           %s%n";
        String atp = String.format(Locale.ROOT, name, 1, "C1'", 5.0, "C")
                + String.format(Locale.ROOT, name, 2, "C4'", 7.0, "C")
                + String.format(Locale.ROOT, name, 3, "O2'", 6.0, "O");
        Structure model = model(atp);
        Path file = folder.resolve("copy.cif");
        EnsembleFile.writeCif(EnsembleFile.restrictedTo(atom -> true, model), "copy", file);
        String text = Files.readString(file);
        assertTrue(text.contains("\n1 non-polymer\n") && text.contains("HETATM 3 O"), text);
    }

    @Test
    void saysWhatPdbCannotHold() throws Exception {
        assertTrue(EnsembleFile.obstacleToPdb(model(PDB)).isEmpty());
        Structure longName = model(PDB);
        longName.getModel(0).get(0).setName("AB");
        assertTrue(EnsembleFile.obstacleToPdb(longName).orElseThrow().contains("chain AB"));
        Structure far = model(PDB);
        far.getModel(0).get(0).getAtomGroup(0).getAtom(0).setX(10_000);
        assertTrue(EnsembleFile.obstacleToPdb(far).orElseThrow().contains("A -1"));
        Structure numbered = model(PDB);
        numbered.getModel(0).get(0).getAtomGroup(0).getResidueNumber().setSeqNum(10_000);
        assertTrue(EnsembleFile.obstacleToPdb(numbered).orElseThrow().contains("A 10000"));
    }

    @Test
    void roundsAsWritten() {
        for (double value : new double[] {0, -0.0004, -0.0005001, 0.9996, -12.3456, 999.9994}) {
            StringBuilder text = new StringBuilder();
            FixedPoint.append(text, value, 3, 8);
            assertEquals(8, text.length());
            assertEquals(value, Double.parseDouble(text.toString()), 0.0005 + 1e-9);
        }
        assertNotEquals('-', first(-0.0004));
    }

    private static char first(double value) {
        StringBuilder text = new StringBuilder();
        FixedPoint.append(text, value, 3, 0);
        return text.charAt(0);
    }

    private Structure model(String pdb) throws Exception {
        Path file = folder.resolve("model.pdb");
        Files.writeString(file, pdb);
        return ModelFile.read(file);
    }

    private static List<String> atoms(List<Chain> chains) {
        return chains.stream()
                .flatMap(c -> c.getAtomGroups().stream())
                .flatMap(g -> g.getAtoms().stream().map(a -> ResidueId.of(g) + " " + a.getName() + " | " + describe(a)))
                .toList();
    }

    private static String describe(Atom a) {
        return "%s %s %.3f %.3f %.3f %.2f %.2f"
                .formatted(
                        a.getGroup().getPDBName(),
                        a.getElement(),
                        a.getX(),
                        a.getY(),
                        a.getZ(),
                        a.getOccupancy(),
                        a.getTempFactor());
    }
}
