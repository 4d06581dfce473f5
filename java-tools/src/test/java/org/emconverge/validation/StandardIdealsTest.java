package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.validation.Ideal.AtomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardIdealsTest {
    private static final String AMINO_ACIDS =
            "ALA ARG ASN ASP CYS GLN GLU GLY HIS ILE LEU LYS MET PHE PRO SER THR TRP TYR VAL";

    @TempDir
    Path folder;

    @Test
    void everyBondAndEveryAngleHasAnIdeal() {
        for (String residue : AMINO_ACIDS.split(" ")) {
            List<String[]> bonds = ResidueBonds.of(residue).stream()
                    .filter(bond -> !"OXT".equals(bond[1]))
                    .toList();
            Ideals ideals = StandardIdeals.of(residue);
            assertEquals(unordered(bonds.stream().map(List::of).toList()), names(ideals.bonds()), residue);
            assertEquals(unordered(angles(bonds)), names(ideals.angles()), residue);
        }
    }

    /**
     * In a ring of five a side of one angle is opposite to it in no other, so every pair of bonds at an atom is one.
     */
    private static List<List<String>> angles(List<String[]> bonds) {
        List<List<String>> angles = new ArrayList<>();
        for (int i = 0; i < bonds.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (String apex : bonds.get(i)) {
                    if (List.of(bonds.get(j)).contains(apex)) {
                        angles.add(List.of(other(bonds.get(i), apex), apex, other(bonds.get(j), apex)));
                    }
                }
            }
        }
        return angles;
    }

    private static String other(String[] bond, String atom) {
        return bond[0].equals(atom) ? bond[1] : bond[0];
    }

    private static Set<String> names(List<Ideal> ideals) {
        return unordered(ideals.stream()
                .map(ideal -> ideal.atoms().stream().map(AtomKey::name).toList())
                .toList());
    }

    private static Set<String> unordered(List<List<String>> groups) {
        Set<String> names = new TreeSet<>();
        for (List<String> group : groups) {
            String first = group.get(0);
            String last = group.get(group.size() - 1);
            String apex = group.size() == 3 ? group.get(1) : "";
            names.add(first.compareTo(last) < 0 ? first + " " + apex + " " + last : last + " " + apex + " " + first);
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LEU CB CG 1.530 0.020",
                "LEU CG CD1 1.521 0.033",
                "LYS CE NZ 1.489 0.030",
                "ALA CA CB 1.521 0.033",
                "HIS ND1 CE1 1.321 0.010",
                "PRO CB CG 1.492 0.050",
                "TRP CD2 CE2 1.409 0.017",
                "MSE CG SE 1.962 0.020"
            })
    void valuesAreThoseOfGeoStd(String expected) {
        String[] fields = expected.split(" ");
        Ideal bond = StandardIdeals.of(fields[0]).bonds().stream()
                .filter(ideal -> ideal.isAbout(List.of(AtomKey.of(fields[1]), AtomKey.of(fields[2]))))
                .findFirst()
                .orElseThrow();
        assertEquals(Double.parseDouble(fields[3]), bond.value());
        assertEquals(Double.parseDouble(fields[4]), bond.sigma());
    }

    @Test
    void peptideBondsBeforeProlineHaveTheirOwn() {
        Map<MonomerLibrary.Link, Double> lengths = Map.of(
                MonomerLibrary.Link.TRANS, 1.329,
                MonomerLibrary.Link.CIS, 1.329,
                MonomerLibrary.Link.PTRANS, 1.341,
                MonomerLibrary.Link.PCIS, 1.338);
        lengths.forEach((link, length) -> {
            Ideals ideals = StandardIdeals.of(link);
            assertEquals(
                    List.of(new AtomKey(1, "C"), new AtomKey(2, "N")),
                    ideals.bonds().get(0).atoms());
            assertEquals(length, ideals.bonds().get(0).value());
            assertEquals(link.name().startsWith("P") ? 4 : 3, ideals.angles().size());
        });
    }

    @Test
    void aBondThatOnlyTheTighterLibraryMindsIsNoOutlier() throws IOException {
        TestLibrary.writeRealistic(folder);
        Path leucine = folder.resolve("l/LEU.cif");
        Files.writeString(leucine, Files.readString(leucine).replace("LEU CB CG 1.53 0.02", "LEU CB CG 1.532 0.011"));
        assertTrue(Geometry.bonds(stretched(0.06)).outliers().isEmpty(), "5 sigma of the library, 3 of GeoStd");
        Geometry.RestraintOutlier outlier =
                Geometry.bonds(stretched(0.09)).outliers().get(0);
        assertEquals("CB-CG", outlier.atoms());
        assertEquals(4.5, outlier.z(), 1e-3);
    }

    /**
     * A leucine in a helix of three whose end is moved along CB-CG until the bond is {@code by} Å longer than GeoStd's.
     */
    private List<Geometry.Result> stretched(double by) {
        Structure structure = TestModels.built(
                TestModels.helical("ALA"), TestModels.helical("LEU", -65, 175), TestModels.helical("ALA"));
        List<Atom> atoms = structure.getChains().get(0).getAtomGroup(1).getAtoms();
        Point3d beta = find(atoms, "CB").getCoordsAsPoint3d();
        Point3d gamma = find(atoms, "CG").getCoordsAsPoint3d();
        double scale = (1.53 + by) / beta.distance(gamma) - 1;
        for (String name : List.of("CG", "CD1", "CD2")) {
            Atom atom = find(atoms, name);
            atom.setX(atom.getX() + scale * (gamma.x - beta.x));
            atom.setY(atom.getY() + scale * (gamma.y - beta.y));
            atom.setZ(atom.getZ() + scale * (gamma.z - beta.z));
        }
        return Geometry.of(structure, MonomerLibrary.open(folder));
    }

    private static Atom find(List<Atom> atoms, String name) {
        return atoms.stream()
                .filter(atom -> atom.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
