package org.emconverge.validation;

import static org.emconverge.validation.TestModels.atom;
import static org.emconverge.validation.TestModels.residue;
import static org.emconverge.validation.TestModels.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(0, facing(2 * 1.17 - 0.39).clashes().size());
        Contacts.Result result = facing(2 * 1.17 - 0.41);
        assertEquals(1, result.clashes().size());
        Contacts.Clash clash = result.clashes().get(0);
        assertEquals("A 1 HB1 A 9 HB1", clash.first() + " " + clash.firstAtom() + " " + clash.second() + " " + clash.secondAtom());
        assertEquals(0.41, clash.overlap(), 1e-9);
        assertEquals(1000.0 / 4, result.clashscore(), 1e-9);
    }

    @Test
    void carbonsBehindTheirHydrogensDoNotCount() {
        Contacts.Result result = facing(1.1);
        assertEquals(1, result.clashes().size(), "C-C and C-H overlap too, but their facing points lie inside the bonded hydrogens");
    }

    @Test
    void hydrogensAtElectronCloudCentresAreLarger() {
        Group left = residue("ALA", 1, atom("CB", 0, 0, 0), atom("HB1", 0.97, 0, 0));
        double x = 0.97 + 2 * 1.22 - 0.41;
        Group right = residue("ALA", 9, atom("HB1", x, 0, 0), atom("CB", x + 0.97, 0, 0));
        assertEquals(1, Contacts.of(structure(left, right)).clashes().size());
    }

    /** N-H...O=C: polar hydrogen 1.00, oxygen 1.40; overlap as a hydrogen bond may reach 0.6 before the clash's 0.4 begins. */
    private static int hydrogenBond(double distance) {
        Group donor = residue("ALA", 1, atom("CA", -1.45, 0.3, 0), atom("HA", -1.6, 1.38, 0), atom("N", 0, 0, 0), atom("H", 1.01, 0, 0));
        double x = 1.01 + distance;
        Group acceptor = residue("ALA", 9, atom("O", x, 0, 0), atom("C", x + 1.23, 0, 0));
        return Contacts.of(structure(donor, acceptor)).clashes().size();
    }

    @Test
    void hydrogenBondsAreNoClashes() {
        assertEquals(0, hydrogenBond(1.9));
        assertEquals(0, hydrogenBond(1.45));
        assertEquals(1, hydrogenBond(1.39));
    }

    @Test
    void saltBridgesMayComeCloser() {
        Group lysine = residue("LYS", 1, atom("CE", -1.5, 0, 0), atom("HE2", -1.9, 1.01, 0), atom("NZ", 0, 0, 0), atom("HZ1", 1.01, 0, 0));
        Group aspartate = residue("ASP", 9, atom("OD1", 1.01 + 1.25, 0, 0), atom("CG", 1.01 + 2.5, 0, 0));
        assertEquals(0, Contacts.of(structure(lysine, aspartate)).clashes().size());
    }

    @Test
    void atomsWithinThreeBondsAreNotCompared() {
        Group ethane = residue("ALA", 1, atom("CA", 0, 0, 0), atom("CB", 1.5, 0, 0), atom("HA", -0.4, 1.0, 0), atom("HB1", 1.9, 1.0, 0));
        assertEquals(0, Contacts.of(structure(ethane)).clashes().size());
    }

    @Test
    void everyPairIsFoundOnce() {
        int n = 6;
        Group[] groups = new Group[n];
        for (int i = 0; i < n; i++) {
            groups[i] = residue("ALA", 10 * i, atom("CB", 2.9 * i, 50 * (i % 2), 7), atom("HB1", 2.9 * i, 50 * (i % 2), 8.09));
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
        assertTrue(Double.isNaN(Contacts.of(structure(residue("ALA", 1, atom("CB", 0, 0, 0)))).clashscore()));
    }
}
