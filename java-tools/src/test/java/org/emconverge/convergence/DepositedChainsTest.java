package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.metrics.TestResidue;
import org.emconverge.structure.Assembly.Copy;
import org.emconverge.structure.ModelCopy;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;
import org.emconverge.symmetry.SymmetryReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepositedChainsTest {
    /** A 2-fold axis along z at x = 10, y = 5. */
    private static final double[][] TWOFOLD = {{-1, 0, 0, 20}, {0, -1, 0, 10}, {0, 0, 1, 0}};

    private static final double[][] IDENTITY = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};

    @TempDir
    Path folder;

    private static SymmetryReport symmetry(boolean used) {
        return new SymmetryReport(
                "C2",
                List.of(),
                new double[] {10, 5, 0},
                null,
                List.of(IDENTITY, TWOFOLD),
                0.02,
                0.98,
                "model",
                used,
                List.of("A"),
                List.of(new Copy("B", "A", 1, 100)),
                List.of(1),
                List.of(),
                null);
    }

    private static MeasuredResidue row(String chain, int number, double rmsd) {
        return TestResidue.at(chain, number).with(ResidueMetric.CA_RMSD, rmsd).build();
    }

    private Structure model(String... chainNumberX) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String atom : chainNumberX) {
            String[] part = atom.split(" ");
            text.append(String.format(
                    Locale.ROOT,
                    "ATOM      1  CA  ALA %s%4s    %8.3f%8.3f%8.3f  1.00 40.00           C\n",
                    part[0],
                    part[1],
                    Double.parseDouble(part[2]),
                    1.0,
                    2.0));
        }
        return ModelFile.read(Files.writeString(folder.resolve("model.pdb"), text));
    }

    @Test
    void copiesGetTheNumbersOfTheirChain() {
        List<MeasuredResidue> rows = DepositedChains.rows(List.of(row("A", 1, 0.5), row("A", 2, 1.5)), symmetry(true));
        assertEquals(
                List.of("A 1", "A 2", "B 101", "B 102"),
                rows.stream().map(r -> r.id().toString()).toList());
        assertArrayEquals(
                new double[] {0.5, 1.5, 0.5, 1.5},
                rows.stream().mapToDouble(r -> r.number(ResidueMetric.CA_RMSD)).toArray());
    }

    @Test
    void theModelGetsItsCopiesInPlace() throws Exception {
        Structure unit = model("A 1 3", "A 2 4");
        Structure whole = DepositedChains.of(unit, symmetry(true));
        assertEquals(1, unit.getModel(0).size());
        assertEquals(
                List.of("A", "B"),
                whole.getModel(0).stream().map(c -> c.getName()).toList());
        Atom copy = whole.getModel(0).get(1).getAtomGroup(0).getAtom("CA");
        assertArrayEquals(new double[] {17, 9, 2}, copy.getCoords(), 1e-6);
        assertEquals("B 101", ResidueId.of(copy.getGroup()).toString());
    }

    @Test
    void aCopyAndItsLigandsHaveALabelEach() throws Exception {
        Structure unit = model("A 1 3");
        Chain ligand = ModelCopy.of(unit.getModel(0).get(0));
        ligand.setId("Ax1");
        unit.addChain(ligand);
        assertEquals(
                List.of("A", "Ax1", "B", "Bx1"),
                DepositedChains.of(unit, symmetry(true)).getModel(0).stream()
                        .map(Chain::getId)
                        .toList());
    }

    @Test
    void withoutASymmetryNothingIsAdded() throws Exception {
        for (SymmetryReport none : new SymmetryReport[] {null, symmetry(false)}) {
            assertEquals(
                    1, DepositedChains.rows(List.of(row("A", 1, 0.5)), none).size());
            assertEquals(1, DepositedChains.of(model("A 1 3"), none).getModel(0).size());
        }
    }

    @Test
    void copiesSampledByThemselvesAreMeasured() throws Exception {
        // the axis puts A 1 and A 2 at x = 17 and 16; the models have 18 and 16
        List<ModelAtoms> models = List.of(ModelAtoms.of("m", model("A 1 3", "A 2 4", "B 101 18", "B 102 16")));
        assertTrue(models.get(0).residues().size() == 4);
        assertTrue(DepositedChains.difference(models, symmetry(true)).isEmpty());
        String note = DepositedChains.difference(List.of(ModelAtoms.of("m", shifted())), symmetry(false))
                .orElseThrow();
        assertTrue(note.contains("C2") && note.contains("0.71 Å") && note.contains("0.02 Å"), note);
    }

    /** As above, with y where the axis puts it. */
    private Structure shifted() throws Exception {
        Structure model = model("A 1 3", "A 2 4", "B 101 18", "B 102 16");
        model.getModel(0)
                .get(1)
                .getAtomGroups()
                .forEach(group -> group.getAtom("CA").setY(9));
        return model;
    }
}
