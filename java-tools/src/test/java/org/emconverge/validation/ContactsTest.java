package org.emconverge.validation;

import static org.emconverge.validation.TestModels.atom;
import static org.emconverge.validation.TestModels.residue;
import static org.emconverge.validation.TestModels.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.biojava.nbio.structure.Group;
import org.junit.jupiter.api.Test;

class ContactsTest {
    /** C-H 1.09 Å along +x; the other pointing back at it from a distance between the hydrogens. */
    private static Contacts.Result facing(double hydrogenDistance) {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 1.09, 0, 0));
        double x = 1.09 + hydrogenDistance;
        Group right = residue("ALA", 9, atom("HB1", x, 0, 0), atom("CB", x + 1.09, 0, 0));
        return Contacts.of(structure(left, right));
    }

    @Test
    void twoHydrogensClashFromFourTenthsOfOverlap() {
        assertEquals(0, facing(2 * 1.17 - 0.40).clashes().size());
        Contacts.Result result = facing(2 * 1.17 - 0.42);
        assertEquals(1, result.clashes().size());
        Contacts.Clash clash = result.clashes().get(0);
        assertEquals(
                "A 1 HB1 A 9 HB1",
                clash.first() + " " + clash.firstAtom() + " " + clash.second() + " " + clash.secondAtom());
        assertEquals(0.42, clash.overlap(), 1e-9);
        assertEquals(1000.0 / 4, result.clashscore(), 1e-9);
    }

    @Test
    void carbonsBehindTheirHydrogensDoNotCount() {
        Contacts.Result result = facing(1.1);
        assertEquals(
                1,
                result.clashes().size(),
                "C-C and C-H overlap too, but their facing points lie inside the bonded hydrogens");
    }

    @Test
    void hydrogensAtElectronCloudCentresAreLarger() {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 0.97, 0, 0));
        double x = 0.97 + 2 * 1.22 - 0.42;
        Group right = residue("ALA", 9, atom("HB1", x, 0, 0), atom("CB", x + 0.97, 0, 0));
        assertEquals(1, Contacts.of(structure(left, right)).clashes().size());
    }

    /** O=C and a water, whose hydrogens nobody knows. */
    private static int water(double distance) {
        Group carbonyl = residue(
                "ALA", 1, atom("C", -1.23, 0, 0), atom("O", 0, 0, 0), atom("CA", -2, 1.3, 0), atom("HA", -1.4, 2.1, 0));
        return Contacts.of(structure(carbonyl, residue("HOH", 9, atom("O", distance, 0, 0))))
                .clashes()
                .size();
    }

    @Test
    void aWaterTooNearForAHydrogenBondClashes() {
        assertEquals(0, water(2.8 - 0.55));
        assertEquals(1, water(2.8 - 0.65));
    }

    @Test
    void anAtomGivenTwiceIsOne() {
        Group once = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 0.97, 0, 0));
        Group twice = residue(
                "ALA",
                1,
                atom("CB", 0, 0, 0),
                atom("CB", 0.01, 0, 0),
                atom("HB1", 0.97, 0, 0),
                atom("HB1", 0.97, 0.01, 0));
        assertEquals(Contacts.of(structure(once)), Contacts.of(structure(twice)));
    }

    /** N-H...O=C: polar hydrogen 1.00, oxygen 1.40. */
    private static int hydrogenBond(double distance) {
        Group donor = residue(
                "ALA",
                1,
                atom("CA", -1.45, 0.3, 0),
                atom("HA", -1.6, 1.38, 0),
                atom("N", 0, 0, 0),
                atom("H", 1.01, 0, 0));
        double x = 1.01 + distance;
        Group acceptor = residue("ALA", 9, atom("O", x, 0, 0), atom("C", x + 1.23, 0, 0));
        return Contacts.of(structure(donor, acceptor)).clashes().size();
    }

    @Test
    void hydrogenBondsAreNoClashes() {
        assertEquals(0, hydrogenBond(1.9));
        assertEquals(0, hydrogenBond(1.3));
    }

    @Test
    void acceptorsClashWithEachOther() {
        Group left = residue("ASP", 1, atom("CG", -1.25, 0, 0), atom("OD1", 0, 0, 0));
        Group right = residue("ASP", 9, atom("OD1", 2.3, 0, 0), atom("CG", 3.55, 0, 0));
        assertEquals(1, Contacts.of(structure(left, right)).clashes().size());
    }

    @Test
    void watersAreNotCountedButClash() {
        Group alanine = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 1.09, 0, 0));
        Group water = residue("HOH", 100, atom("O", 1.09 + 1.17 + 1.4 - 0.5, 0, 0));
        Group other = residue("HOH", 101, atom("O", 1.09 + 1.17 + 1.4 + 1.5, 0, 0));
        Contacts.Result result = Contacts.of(structure(alanine, water, other));
        assertEquals(2, result.atoms());
        assertEquals(1, result.clashes().size(), "the waters are 2 Å apart and do not clash");
        assertEquals("O", result.clashes().get(0).secondAtom());
    }

    @Test
    void atomsThatAreNotThereTogetherDoNotClash() {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 1.09, 0, 0));
        Group right = residue("ALA", 9, atom("HB1", 2.69, 0, 0), atom("CB", 3.78, 0, 0));
        Group whole = residue("ALA", 20, atom("CB", 30, 0, 0));
        whole.getAtoms().forEach(atom -> atom.setOccupancy(1));
        for (double occupancy : new double[] {0.5, 0.6}) {
            List.of(left, right)
                    .forEach(group -> group.getAtoms().forEach(atom -> atom.setOccupancy((float) occupancy)));
            assertEquals(
                    occupancy > 0.5 ? 1 : 0,
                    Contacts.of(structure(left, right, whole)).clashes().size());
        }
    }

    @Test
    void atomsWithATenthOfTheOccupancyDoNotCount() {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 1.09, 0, 0));
        Group right = residue("ALA", 9, atom("CB", 2.9, 0, 0));
        List.of(left, right).forEach(group -> group.getAtoms().forEach(atom -> atom.setOccupancy(1)));
        for (double occupancy : new double[] {0.1, 0.15}) {
            right.getAtom("CB").setOccupancy((float) occupancy);
            Contacts.Result result = Contacts.of(structure(left, right));
            assertEquals(occupancy > 0.1 ? 3 : 2, result.atoms());
            assertEquals(occupancy > 0.1 ? 1 : 0, result.clashes().size());
        }
    }

    /** Two side chains whose CB are this far apart, Å; their hydrogens point at each other. */
    private static Contacts.Result runningThroughEachOther(double distance) {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 0.97, 0, 0));
        Group right = residue("ALA", 9, atom("CB", distance, 0, 0), atom("HB1", distance - 0.97, 0, 0));
        return Contacts.of(structure(left, right));
    }

    /** Probe takes carbons from 0.94 to 1.74 Å, the sum of their covalent radii less 0.6 and plus 0.2, as bonded. */
    @Test
    void atomsAsNearAsBondedOnesAreToldButDoNotClash() {
        Contacts.Result bonded = runningThroughEachOther(1.73);
        assertEquals(0, bonded.clashes().size());
        assertEquals(1, bonded.fused().size());
        Contacts.Fused pair = bonded.fused().get(0);
        assertEquals(
                "A 1 CB A 9 CB", pair.first() + " " + pair.firstAtom() + " " + pair.second() + " " + pair.secondAtom());
        assertEquals(1.73, pair.distance(), 1e-9);
        Contacts.Result farther = runningThroughEachOther(1.75);
        assertTrue(farther.fused().isEmpty());
        assertTrue(farther.clashes().size() > 1, "the carbons, and each with the other's hydrogen");
        Contacts.Result nearer = runningThroughEachOther(0.93);
        assertTrue(nearer.fused().isEmpty());
        assertEquals("CB", nearer.clashes().get(0).firstAtom());
    }

    @Test
    void atomsThatAreNotThereTogetherAreNotFused() {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0));
        Group right = residue("ALA", 9, atom("CB", 1.5, 0, 0));
        Group whole = residue("ALA", 20, atom("CB", 30, 0, 0));
        whole.getAtoms().forEach(atom -> atom.setOccupancy(1));
        List.of(left, right).forEach(group -> group.getAtoms().forEach(atom -> atom.setOccupancy(0.5f)));
        assertTrue(Contacts.of(structure(left, right, whole)).fused().isEmpty());
    }

    @Test
    void stretchedBondsAreStillBonds() {
        Group stretched = residue("PRO", 1, atom("N", 0, 0, 0), atom("CD", 2.2, 0, 0), atom("HD2", 2.6, 1, 0));
        assertEquals(0, Contacts.of(structure(stretched)).clashes().size());
    }

    @Test
    void nucleotidesAndGlycansAreBondedToTheirNeighbours() {
        Group nucleotide = residue("A", 1, atom("C3'", -1.4, 0, 0), atom("O3'", 0, 0, 0));
        Group next = residue("U", 2, atom("P", 1.6, 0, 0), atom("OP1", 2.1, 1.4, 0));
        assertEquals(0, Contacts.of(structure(nucleotide, next)).clashes().size());
        Group asparagine = residue("ASN", 1, atom("CG", -1.3, 0, 0), atom("ND2", 0, 0, 0));
        Group sugar = residue("NAG", 300, atom("C1", 1.45, 0, 0), atom("C2", 2.0, 1.4, 0));
        assertEquals(0, Contacts.of(structure(asparagine, sugar)).clashes().size());
    }

    @Test
    void theWorstComesFirst() {
        Group middle = residue("ALA", 5, atom("CB", 0, 0, 0), atom("HB3", 0, 0, -1.09));
        Group near = residue("ALA", 9, atom("CB", 0, 2.7, 0));
        Group nearer = residue("ALA", 12, atom("CB", 0, -2.5, 0));
        List<Contacts.Clash> clashes =
                Contacts.of(structure(middle, near, nearer)).clashes();
        assertEquals(
                List.of(12, 9),
                clashes.stream().map(clash -> clash.second().number()).toList());
    }

    @Test
    void atomsWithinThreeBondsAreNotCompared() {
        Group ethane = residue(
                "ALA",
                1,
                atom("CA", 0, 0, 0),
                atom("CB", 1.5, 0, 0),
                atom("HA", -0.4, 1.0, 0),
                atom("HB1", 1.9, 1.0, 0));
        assertEquals(0, Contacts.of(structure(ethane)).clashes().size());
    }

    @Test
    void everyPairIsFoundOnce() {
        int n = 6;
        Group[] groups = new Group[n];
        for (int i = 0; i < n; i++) {
            groups[i] = residue(
                    "ALA", 10 * i, atom("CB", 2.9 * i, 50 * (i % 2), 7), atom("HB1", 2.9 * i, 50 * (i % 2), 8.09));
        }
        assertEquals(0, Contacts.of(structure(groups)).clashes().size());
        Group[] row = new Group[n];
        for (int i = 0; i < n; i++) {
            row[i] = residue("ALA", 10 * i, atom("CB", 2.99 * i, 0, 0));
        }
        assertEquals(n - 1, Contacts.of(structure(row)).clashes().size());
    }

    @Test
    void withoutHydrogensThereIsNoClashscore() {
        assertTrue(Double.isNaN(
                Contacts.of(structure(residue("ALA", 1, atom("CB", 0, 0, 0)))).clashscore()));
    }
}
