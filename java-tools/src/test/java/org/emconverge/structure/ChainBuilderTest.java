package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.InputException;
import org.emconverge.structure.ChainBuilder.Residue;
import org.emconverge.structure.InternalCoordinates.Placement;
import org.junit.jupiter.api.Test;

class ChainBuilderTest {
    private static final List<String> ALL_TWENTY = List.of(
            "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU", "LYS", "MET", "PHE", "PRO",
            "SER", "THR", "TRP", "TYR", "VAL");
    private static final double LENGTH = 1e-6;
    private static final double ANGLE = 1e-4;

    @Test
    void torsionsAndIdealGeometryAreRecoveredInAllTwentyResidues() {
        List<Residue> chain = randomChain(new Random(5));
        List<Map<String, Point3d>> built = ChainBuilder.build(chain);
        for (int i = 1; i < chain.size(); i++) {
            for (Placement p : InternalCoordinates.of(chain.get(i).name())) {
                Point3d d = built.get(i).get(p.atom());
                Point3d c = find(built, i, p.bondTo());
                Point3d b = find(built, i, p.angleTo());
                Point3d a = find(built, i, p.torsionTo());
                String where = chain.get(i).name() + " " + p.atom();
                assertEquals(p.length(), c.distance(d), LENGTH, where);
                assertEquals(p.angle(), angle(b, c, d), ANGLE, where);
                double expected = p.torsion().isEmpty()
                        ? 0
                        : p.torsion().equals("previous_psi")
                                ? chain.get(i - 1).torsions().psi()
                                : chain.get(i).torsions().named(p.torsion());
                assertEquals(0, difference(torsion(a, b, c, d), expected + p.offset()), ANGLE, where);
            }
        }
    }

    @Test
    void everyResidueHasItsHeavyAtomsInTheirUsualOrder() {
        List<Map<String, Point3d>> built = ChainBuilder.build(randomChain(new Random(7)));
        for (int i = 0; i < ALL_TWENTY.size(); i++) {
            assertEquals(
                    AminoAcids.atoms(ALL_TWENTY.get(i)),
                    List.copyOf(built.get(i).keySet()),
                    ALL_TWENTY.get(i));
        }
    }

    @Test
    void backboneHasTheAnglesOfEnghAndHuber() {
        List<Map<String, Point3d>> built =
                ChainBuilder.build(List.of(helical("ALA"), helical("GLY"), helical("PRO"), helical("LEU")));
        assertEquals(
                111.2,
                angle(
                        built.get(3).get("N"),
                        built.get(3).get("CA"),
                        built.get(3).get("C")),
                ANGLE);
        assertEquals(
                112.5,
                angle(
                        built.get(1).get("N"),
                        built.get(1).get("CA"),
                        built.get(1).get("C")),
                ANGLE);
        assertEquals(1.329, built.get(0).get("C").distance(built.get(1).get("N")), LENGTH);
        assertEquals(1.341, built.get(1).get("C").distance(built.get(2).get("N")), LENGTH);
        // what the table does not set but implies: the trans Calpha-Calpha distance and the other angle at C
        assertEquals(3.80, built.get(0).get("CA").distance(built.get(1).get("CA")), 0.02);
        assertEquals(
                123.0,
                angle(built.get(0).get("O"), built.get(0).get("C"), built.get(1).get("N")),
                0.1);
    }

    @Test
    void alphaHelixRisesOnePointFiveAngstromAResidue() {
        List<Map<String, Point3d>> built = ChainBuilder.build(java.util.Collections.nCopies(30, helical("ALA")));
        double perTurns = built.get(4).get("CA").distance(built.get(22).get("CA")) / 18;
        assertEquals(1.5, perTurns, 0.06);
        assertEquals(2.95, built.get(5).get("O").distance(built.get(9).get("N")), 0.25);
    }

    @Test
    void everyCentreIsL() {
        List<Residue> chain = randomChain(new Random(6));
        List<Map<String, Point3d>> built = ChainBuilder.build(chain);
        for (int i = 0; i < chain.size(); i++) {
            Map<String, Point3d> at = built.get(i);
            String name = chain.get(i).name();
            if (!name.equals("GLY")) {
                assertTrue(chiralVolume(at, "CA", "N", "C", "CB") > 2, name);
            }
            if (name.equals("ILE")) {
                assertTrue(chiralVolume(at, "CB", "CA", "CG1", "CG2") > 2, "2S,3S isoleucine");
            }
            if (name.equals("THR")) {
                assertTrue(chiralVolume(at, "CB", "CA", "OG1", "CG2") > 2, "2S,3R threonine");
            }
        }
    }

    @Test
    void ringsClose() {
        List<Map<String, Point3d>> built = ChainBuilder.build(
                ALL_TWENTY.stream().map(ChainBuilderTest::helical).toList());
        assertEquals(1.382, bond(built, "PHE", "CE2", "CZ"), 0.02);
        assertEquals(1.378, bond(built, "TYR", "CE2", "CZ"), 0.02);
        assertEquals(1.345, bond(built, "HIS", "CE1", "NE2"), 0.03);
        assertEquals(1.370, bond(built, "TRP", "NE1", "CE2"), 0.02);
        assertEquals(1.400, bond(built, "TRP", "CZ3", "CH2"), 0.02);
        assertEquals(1.473, bond(built, "PRO", "N", "CD"), 0.04);
    }

    @Test
    void unknownResidueAndWrongNumberOfAnglesAreRefused() {
        assertTrue(assertThrows(InputException.class, () -> InternalCoordinates.of("MSE"))
                .getMessage()
                .startsWith("There are no ideal coordinates for residue \"MSE\": use the three-letter code"));
        assertThrows(IllegalArgumentException.class, () -> new Residue("ALA", new Torsions(-60, -45, 180, 60)));
    }

    private static List<Residue> randomChain(Random random) {
        List<Residue> chain = new ArrayList<>();
        for (String name : ALL_TWENTY) {
            double[] chi = random.doubles(InternalCoordinates.chiCount(name), -180, 180)
                    .toArray();
            chain.add(new Residue(name, new Torsions(random.nextDouble() * 360, random.nextDouble() * 360, 175, chi)));
        }
        return chain;
    }

    private static Residue helical(String name) {
        double[] chi = new double[InternalCoordinates.chiCount(name)];
        Arrays.fill(chi, 180);
        if (name.equals("PRO")) {
            chi = new double[] {-25, 36};
        }
        return new Residue(name, new Torsions(-63, -42, 180, chi));
    }

    private static double bond(List<Map<String, Point3d>> built, String residue, String a, String b) {
        Map<String, Point3d> at = built.get(ALL_TWENTY.indexOf(residue));
        return at.get(a).distance(at.get(b));
    }

    private static Point3d find(List<Map<String, Point3d>> built, int i, String name) {
        return name.startsWith("-")
                ? built.get(i - 1).get(name.substring(1))
                : built.get(i).get(name);
    }

    private static Vector3d minus(Point3d a, Point3d b) {
        Vector3d v = new Vector3d(a);
        v.sub(b);
        return v;
    }

    private static double chiralVolume(Map<String, Point3d> at, String centre, String a, String b, String c) {
        Vector3d cross = new Vector3d();
        cross.cross(minus(at.get(b), at.get(centre)), minus(at.get(c), at.get(centre)));
        return minus(at.get(a), at.get(centre)).dot(cross);
    }

    private static double angle(Point3d a, Point3d b, Point3d c) {
        return Math.toDegrees(minus(a, b).angle(minus(c, b)));
    }

    private static double torsion(Point3d a, Point3d b, Point3d c, Point3d d) {
        Vector3d axis = minus(c, b);
        Vector3d n1 = new Vector3d();
        Vector3d n2 = new Vector3d();
        n1.cross(minus(b, a), axis);
        n2.cross(axis, minus(d, c));
        Vector3d cross = new Vector3d();
        cross.cross(n1, n2);
        return Math.toDegrees(Math.atan2(cross.dot(axis) / axis.length(), n1.dot(n2)));
    }

    private static double difference(double a, double b) {
        return Math.IEEEremainder(a - b, 360);
    }
}
