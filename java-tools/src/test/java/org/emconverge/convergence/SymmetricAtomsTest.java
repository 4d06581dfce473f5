package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.emconverge.structure.ResidueKind;
import org.emconverge.structure.TestKinds;
import org.junit.jupiter.api.Test;

class SymmetricAtomsTest {
    private static final double EXACT = 1e-9;

    @Test
    void theOxygensOfAPhosphateMayHaveEachOthersNames() {
        Group swapped = residue("C");
        TestKinds.exchange(swapped, "O1G", "O3G");
        TestKinds.exchange(swapped, "O2G", "O3G");
        TestKinds.exchange(swapped, "O1A", "O2A");
        assertEquals(0, deviation(residue("C"), swapped), EXACT);
    }

    @Test
    void otherOxygensOfAtpKeepTheirs() {
        Group swapped = residue("C");
        double distance2 = distance2(swapped, "O2'", "O3'");
        TestKinds.exchange(swapped, "O2'", "O3'");
        assertEquals(2 * distance2 / 31, deviation(residue("C"), swapped), EXACT);
    }

    @Test
    void aRingFlipsAsAWhole() {
        Group flipped = residue("F");
        TestKinds.exchange(flipped, "C2", "C6");
        TestKinds.exchange(flipped, "C3", "C5");
        assertEquals(0, deviation(residue("F"), flipped), EXACT);
        Group half = residue("F");
        TestKinds.exchange(half, "C2", "C6");
        assertEquals(2 * distance2(half, "C2", "C6") / 7, deviation(residue("F"), half), EXACT);
    }

    @Test
    void aModelThatLacksAnAtomIsComparedByName() {
        Group lacking = residue("C");
        TestKinds.exchange(lacking, "O1A", "O2A");
        double distance2 = distance2(lacking, "O1A", "O2A");
        lacking.getAtoms().remove(lacking.getAtom("N6"));
        assertEquals(2 * distance2 / 30, deviation(residue("C"), lacking), EXACT);
    }

    /** A chain of CF₂ groups has two to the power of its length ways to exchange its fluorines. */
    @Test
    void aLongPerfluoroChainIsMatchedExactly() {
        int length = 40;
        Map<String, Point3d> places = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            double up = i % 2 == 0 ? 0 : 0.84;
            places.put("C" + i, new Point3d(1.27 * i, up, 0));
            double out = i % 2 == 0 ? -0.6 : 1.44;
            places.put("F" + i + "A", new Point3d(1.27 * i, out, 1.2));
            places.put("F" + i + "B", new Point3d(1.27 * i, out, -1.2));
        }
        Map<String, Point3d> swapped = new LinkedHashMap<>(places);
        for (int i = 0; i < length; i += 3) {
            swapped.put("F" + i + "A", places.get("F" + i + "B"));
            swapped.put("F" + i + "B", places.get("F" + i + "A"));
        }
        ResidueAtoms first = ligand(places);
        SymmetricAtoms symmetric = SymmetricAtoms.of(List.of(first, ligand(swapped)));
        assertEquals(0, symmetric.meanSquaredDeviation(first, ligand(swapped)), EXACT);
        assertFalse(symmetric.isCutShort());
    }

    /** A cage of 8 × 8 × 8 atoms has 48 automorphisms; a chain of many cyclobutanes through a spiro centre 2^n. */
    @Test
    void moreWaysThanAreTriedAreTold() {
        int rings = 14;
        Map<String, Point3d> places = new LinkedHashMap<>();
        for (int i = 0; i <= rings; i++) {
            places.put("S" + i, new Point3d(2.2 * i, 0, 0));
        }
        for (int i = 0; i < rings; i++) {
            boolean upright = i % 2 == 0;
            places.put("A" + i, new Point3d(2.2 * i + 1.1, upright ? 1.1 : 0, upright ? 0 : 1.1));
            places.put("B" + i, new Point3d(2.2 * i + 1.1, upright ? -1.1 : 0, upright ? 0 : -1.1));
        }
        ResidueAtoms spiro = ligand(places);
        SymmetricAtoms symmetric = SymmetricAtoms.of(List.of(spiro, spiro));
        assertTrue(symmetric.isCutShort());
        assertEquals(0, symmetric.meanSquaredDeviation(spiro, spiro), EXACT);
    }

    @Test
    void atomsWithoutABondAreNotExchanged() {
        ResidueAtoms a = ligand(Map.of("C1", new Point3d(0, 0, 0), "C2", new Point3d(9, 0, 0)));
        ResidueAtoms b = ligand(Map.of("C1", new Point3d(9, 0, 0), "C2", new Point3d(0, 0, 0)));
        assertEquals(81, SymmetricAtoms.of(List.of(a, b)).meanSquaredDeviation(a, b), EXACT);
    }

    @Test
    void aBondThatOneModelOfThreeHasBrokenCounts() {
        Group broken = residue("F");
        broken.getAtom("C4").setX(broken.getAtom("C4").getX() + 3);
        Group flipped = residue("F");
        TestKinds.exchange(flipped, "C2", "C6");
        TestKinds.exchange(flipped, "C3", "C5");
        List<ResidueAtoms> models = new ArrayList<>();
        for (Group group : List.of(broken, residue("F"), flipped)) {
            models.add(ResidueAtoms.of(group));
        }
        assertEquals(0, SymmetricAtoms.of(models).meanSquaredDeviation(models.get(1), models.get(2)), EXACT);
    }

    private static Group residue(String chain) {
        return TestKinds.residue(TestKinds.read(), chain);
    }

    private static double distance2(Group group, String a, String b) {
        return group.getAtom(a)
                .getCoordsAsPoint3d()
                .distanceSquared(group.getAtom(b).getCoordsAsPoint3d());
    }

    private static double deviation(Group a, Group b) {
        ResidueAtoms first = ResidueAtoms.of(a);
        ResidueAtoms second = ResidueAtoms.of(b);
        return SymmetricAtoms.of(List.of(first, second)).meanSquaredDeviation(first, second);
    }

    /** Of carbon, and of fluorine where the names say so. */
    private static ResidueAtoms ligand(Map<String, Point3d> places) {
        Map<String, HeavyAtom> atoms = new LinkedHashMap<>();
        Map<String, Element> elements = new LinkedHashMap<>();
        places.forEach((name, at) -> {
            atoms.put(name, new HeavyAtom(at.x, at.y, at.z, 30));
            elements.put(name, name.startsWith("F") ? Element.F : Element.C);
        });
        return new ResidueAtoms(ResidueKind.LIGAND, "LIG", atoms, elements);
    }
}
