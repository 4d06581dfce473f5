package org.emconverge.validation;

import static org.emconverge.validation.TestModels.atom;
import static org.emconverge.validation.TestModels.residue;
import static org.emconverge.validation.TestModels.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.Elements;
import org.emconverge.structure.InternalCoordinates;
import org.emconverge.structure.Torsions;
import org.emconverge.validation.Hydrogens.Flips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HydrogensTest {
    /** A strand of these residues, numbered from {@code first}; side chains stretched out. */
    private static Group[] strand(int first, String... names) {
        List<ChainBuilder.Residue> chain = new ArrayList<>();
        for (String name : names) {
            double[] chi = new double[InternalCoordinates.chiCount(name)];
            Arrays.fill(chi, 180);
            if (chi.length > 1 && "PHE TYR TRP HIS ASN".contains(name)) {
                chi[1] = 90;
            }
            if (name.equals("PRO")) {
                chi = new double[] {-25, 36};
            }
            chain.add(new ChainBuilder.Residue(name, new Torsions(-120, 130, 180, chi)));
        }
        List<Map<String, Point3d>> built = ChainBuilder.build(chain);
        Group[] groups = new Group[names.length];
        for (int i = 0; i < names.length; i++) {
            groups[i] = residue(
                    names[i],
                    first + i,
                    built.get(i).entrySet().stream()
                            .map(e -> atom(e.getKey(), e.getValue().x, e.getValue().y, e.getValue().z))
                            .toArray(Atom[]::new));
        }
        return groups;
    }

    private static Group single(Hydrogens.Result result, int number) {
        return result.structure().getChains().get(0).getAtomGroups().stream()
                .filter(group -> group.getResidueNumber().getSeqNum() == number)
                .findFirst()
                .orElseThrow();
    }

    private static long hydrogens(Group group) {
        return group.getAtoms().stream().filter(Elements::isHydrogen).count();
    }

    /**
     * Hydrogens of a residue within a chain at neutral pH: those of the amino acid's formula less H2O, with Lys and Arg
     * charged.
     */
    @ParameterizedTest
    @CsvSource({
        "ALA,5", "ARG,13", "ASN,6", "ASP,4", "CYS,5", "GLN,8", "GLU,6", "GLY,3", "ILE,11", "LEU,11", "LYS,13", "MET,9",
        "PHE,9", "PRO,7", "SER,5", "THR,7", "TRP,10", "TYR,9", "VAL,9", "HIS,7"
    })
    void everyResidueGetsItsHydrogens(String name, int expected) {
        Hydrogens.Result result = Hydrogens.added(structure(strand(10, "ALA", name, "ALA")));
        assertEquals(expected, hydrogens(single(result, 11)));
        assertEquals(0, result.skipped());
    }

    @Test
    void selenomethionineGetsThoseOfMethionine() {
        Group[] chain = strand(10, "ALA", "MET", "ALA");
        chain[1].setPDBName("MSE");
        Atom selenium = chain[1].getAtom("SD");
        selenium.setName("SE");
        selenium.setElement(Element.Se);
        Hydrogens.Result result = Hydrogens.added(structure(chain));
        assertEquals(9, hydrogens(single(result, 11)));
        assertEquals(0, Contacts.of(result.structure()).clashes().size());
    }

    /** Where atoms are not seen, their hydrogens are not either: nothing is left that could clash with itself. */
    @Test
    void hydrogensOfAtomsWithoutOccupancyDoNotCount() {
        Group[] chain = strand(10, "ALA", "LYS", "ALA");
        List.of(chain).forEach(group -> group.getAtoms().forEach(atom -> atom.setOccupancy(1)));
        List.of("CD", "CE", "NZ").forEach(name -> chain[1].getAtom(name).setOccupancy(0));
        Contacts.Result contacts = Contacts.of(Hydrogens.added(structure(chain)).structure());
        int whole = Contacts.of(Hydrogens.added(structure(strand(10, "ALA", "LYS", "ALA")))
                        .structure())
                .atoms();
        assertEquals(whole - 3 - 7, contacts.atoms(), "CD, CE, NZ and the seven hydrogens on them");
        assertEquals(0, contacts.clashes().size());
    }

    @Test
    void distancesAreThoseToTheElectronCloud() {
        Hydrogens.Result result = Hydrogens.added(structure(strand(10, "ALA", "SER", "PHE", "CYS", "LYS", "TRP")));
        for (String[] expected : new String[][] {
            {"11", "N", "H", "0.86"},
            {"11", "CA", "HA", "0.97"},
            {"11", "OG", "HG", "0.84"},
            {"12", "CD1", "HD1", "0.93"},
            {"13", "SG", "HG", "1.20"},
            {"14", "NZ", "HZ1", "0.89"},
            {"15", "NE1", "HE1", "0.86"}
        }) {
            Group group = single(result, Integer.parseInt(expected[0]));
            assertEquals(
                    Double.parseDouble(expected[3]),
                    Calc.getDistance(group.getAtom(expected[1]), group.getAtom(expected[2])),
                    1e-9);
        }
        Group serine = single(result, 11);
        Group alanine = single(result, 10);
        assertEquals(114, angle(serine.getAtom("CA"), serine.getAtom("N"), serine.getAtom("H")), 0.5);
        assertEquals(109.5, angle(alanine.getAtom("HB1"), alanine.getAtom("CB"), alanine.getAtom("HB2")), 0.1);
    }

    /**
     * IUPAC-IUB 1970: looking from the atom nearer the backbone, the chain, the second and the third hydrogen go
     * clockwise.
     */
    @Test
    void methyleneHydrogensAreNamedClockwise() {
        Group leucine = single(Hydrogens.added(structure(strand(10, "ALA", "LEU"))), 11);
        Vector3d towards = difference(leucine, "CA", "CB");
        Vector3d normal = new Vector3d();
        normal.cross(towards, difference(leucine, "CG", "CB"));
        assertTrue(normal.dot(difference(leucine, "HB2", "CB")) < 0);
        assertTrue(normal.dot(difference(leucine, "HB3", "CB")) > 0);
    }

    @Test
    void onlyResidueOneIsAnAminoTerminus() {
        assertEquals(
                List.of("H1", "H2", "H3"), names(single(Hydrogens.added(structure(strand(1, "ALA", "ALA"))), 1), "N"));
        assertEquals(List.of("H2", "H3"), names(single(Hydrogens.added(structure(strand(1, "PRO", "ALA"))), 1), "N"));
        assertEquals(List.of(), names(single(Hydrogens.added(structure(strand(5, "ALA", "ALA"))), 5), "N"));
    }

    @Test
    void aModelWithHydrogensKeepsThem() {
        Group[] chain = strand(10, "ALA", "ALA");
        Structure with = Hydrogens.added(structure(chain)).structure();
        Atom moved = with.getChains().get(0).getAtomGroup(1).getAtom("HB1");
        moved.setX(moved.getX() + 0.05);
        Hydrogens.Result again = Hydrogens.added(with);
        assertEquals(0, again.placed());
        assertEquals(10 - 1, again.kept());
        assertEquals(moved.getX(), single(again, 11).getAtom("HB1").getX());
        Hydrogens.Result anew = Hydrogens.replaced(with, Flips.KEPT);
        assertEquals(9, anew.placed());
        assertEquals(
                0.97,
                Calc.getDistance(
                        single(anew, 11).getAtom("CB"), single(anew, 11).getAtom("HB1")),
                1e-9);
    }

    @Test
    void polarHydrogensAloneAreReplaced() {
        Group[] chain = strand(10, "ALA", "ALA");
        chain[1].addAtom(atom("H", 0, 0, 0));
        Hydrogens.Result result = Hydrogens.added(structure(chain));
        assertEquals(0, result.kept());
        assertEquals(9, result.placed());
    }

    @Test
    void theInputIsNotChanged() {
        Structure structure = structure(strand(10, "SER", "HIS"));
        int before = structure.getChains().get(0).getAtomGroup(1).size();
        Hydrogens.added(structure, Flips.OPTIMISED);
        assertEquals(before, structure.getChains().get(0).getAtomGroup(1).size());
    }

    @Test
    void whatLacksHeavyAtomsIsSkippedAndCounted() {
        Group[] chain = strand(10, "ALA", "LYS");
        chain[1].setAtoms(chain[1].getAtoms().stream()
                .filter(atom -> !atom.getName().equals("NZ"))
                .toList());
        Hydrogens.Result result = Hydrogens.added(structure(chain));
        assertEquals(5, result.skipped(), "three on NZ, two on CE");
        assertNotNull(single(result, 11).getAtom("HD2"));
        assertNull(single(result, 11).getAtom("HE2"));
    }

    @Test
    void bridgedCysteinesHaveNoThiol() {
        Group[] chain = strand(10, "ALA", "CYS");
        Atom sulphur = chain[1].getAtom("SG");
        assertNotNull(single(Hydrogens.added(structure(chain)), 11).getAtom("HG"));
        Group partner = residue("CYS", 50, atom("SG", sulphur.getX() + 2.03, sulphur.getY(), sulphur.getZ()));
        assertNull(single(Hydrogens.added(structure(chain[0], chain[1], partner)), 11)
                .getAtom("HG"));
    }

    @Test
    void theBetterConformerCounts() {
        Group[] chain = strand(10, "ALA", "SER");
        Atom oxygen = chain[1].getAtom("OG");
        oxygen.setAltLoc('A');
        oxygen.setOccupancy(0.3f);
        Group other = residue("SER", 11);
        Atom better = atom("OG", oxygen.getX(), oxygen.getY() + 0.2, oxygen.getZ());
        better.setAltLoc('B');
        better.setOccupancy(0.7f);
        other.addAtom(better);
        chain[1].addAltLoc(other);
        Group serine = single(Hydrogens.added(structure(chain)), 11);
        assertEquals(better.getY(), serine.getAtom("OG").getY());
        assertEquals(0.84, Calc.getDistance(serine.getAtom("OG"), serine.getAtom("HG")), 1e-9);
    }

    @Test
    void aHydroxylPointsAtAnAcceptor() {
        Group[] chain = strand(11, "SER");
        Group serine = single(Hydrogens.added(structure(chain)), 11);
        Atom oxygen = serine.getAtom("OG");
        for (double turn : new double[] {-60, 0, 45}) {
            Vector3d hydrogen =
                    HydrogenPlacement.turned(at(serine.getAtom("HG")), at(serine.getAtom("CB")), at(oxygen), turn);
            Vector3d towards = new Vector3d(hydrogen);
            towards.sub(at(oxygen));
            Vector3d acceptor = new Vector3d();
            acceptor.scaleAdd(2.7 / towards.length(), towards, at(oxygen));
            Group carbonyl = residue("ASP", 60, atom("OD1", acceptor.x, acceptor.y, acceptor.z));
            Hydrogens.Result result = Hydrogens.added(structure(chain[0], carbonyl));
            Vector3d found = at(single(result, 11).getAtom("HG"));
            found.sub(hydrogen);
            assertEquals(0, found.length(), 0.2, turn + "°: within 14° of the hydrogen bond's direction");
        }
    }

    @Test
    void aHydroxylTurnsAwayFromAClash() {
        Group[] chain = strand(10, "ALA", "SER", "ALA");
        Group serine = single(Hydrogens.added(structure(chain)), 11);
        Vector3d towards = at(serine.getAtom("HG"));
        towards.sub(at(serine.getAtom("OG")));
        Vector3d carbon = new Vector3d();
        carbon.scaleAdd(3.1 / towards.length(), towards, at(serine.getAtom("OG")));
        Hydrogens.Result result = Hydrogens.added(
                structure(chain[0], chain[1], chain[2], residue("LIG", 60, atom("C1", carbon.x, carbon.y, carbon.z))));
        Vector3d gap = at(single(result, 11).getAtom("HG"));
        gap.sub(carbon);
        assertTrue(gap.length() > 1.70 + 1.05 - 0.1, "it would be 2.26 Å away");
        assertEquals(
                0,
                Contacts.of(result.structure()).clashes().stream()
                        .filter(clash -> clash.firstAtom().equals("HG"))
                        .count());
    }

    /** Acceptors where the amide's hydrogens would be if N and O changed places. */
    @Test
    void anAmideFlipsOnlyWhenAsked() {
        Group[] chain = strand(10, "ALA", "ASN", "ALA");
        Group asparagine = chain[1];
        List<Vector3d> hydrogens = HydrogenPlacement.place(
                HydrogenGroup.Kind.AMINO,
                Element.N,
                at(asparagine.getAtom("OD1")),
                List.of(at(asparagine.getAtom("CG")), at(asparagine.getAtom("CB"))));
        List<Group> groups = new ArrayList<>(List.of(chain));
        for (Vector3d hydrogen : hydrogens) {
            Vector3d towards = new Vector3d(hydrogen);
            towards.sub(at(asparagine.getAtom("OD1")));
            Vector3d acceptor = new Vector3d();
            acceptor.scaleAdd(2.65 / towards.length(), towards, at(asparagine.getAtom("OD1")));
            groups.add(residue("ASP", 60 + groups.size(), atom("OD1", acceptor.x, acceptor.y, acceptor.z)));
        }
        Structure structure = structure(groups.toArray(Group[]::new));
        Hydrogens.Result kept = Hydrogens.added(structure);
        assertEquals(List.of(), kept.flipped());
        assertEquals(at(asparagine.getAtom("OD1")), at(single(kept, 11).getAtom("OD1")));
        Hydrogens.Result flipped = Hydrogens.added(structure, Flips.OPTIMISED);
        assertEquals("[A 11]", flipped.flipped().toString());
        assertEquals(at(asparagine.getAtom("OD1")), at(single(flipped, 11).getAtom("ND2")));
        Structure right = structure(chain[0], asparagine, chain[2]);
        assertEquals(List.of(), Hydrogens.added(right, Flips.OPTIMISED).flipped());
    }

    @Test
    void histidineTakesTheProtonThatBonds() {
        Group[] chain = strand(10, "ALA", "HIS", "ALA");
        Group histidine = chain[1];
        for (String nitrogen : List.of("ND1", "NE2")) {
            List<Vector3d> neighbours = (nitrogen.equals("ND1") ? List.of("CG", "CE1") : List.of("CD2", "CE1"))
                    .stream().map(name -> at(histidine.getAtom(name))).toList();
            Vector3d towards = HydrogenPlacement.place(
                            HydrogenGroup.Kind.PLANAR, Element.N, at(histidine.getAtom(nitrogen)), neighbours)
                    .get(0);
            towards.sub(at(histidine.getAtom(nitrogen)));
            Vector3d acceptor = new Vector3d();
            acceptor.scaleAdd(2.8 / towards.length(), towards, at(histidine.getAtom(nitrogen)));
            Group partner = residue("ASP", 60, atom("OD1", acceptor.x, acceptor.y, acceptor.z));
            Group result = single(Hydrogens.added(structure(chain[0], histidine, chain[2], partner)), 11);
            assertEquals(nitrogen.equals("ND1"), result.hasAtom("HD1"));
            assertEquals(nitrogen.equals("NE2"), result.hasAtom("HE2"));
        }
    }

    @Test
    void metalsTakeThePlaceOfProtons() {
        Group[] chain = strand(10, "ALA", "CYS", "ALA");
        Atom sulphur = chain[1].getAtom("SG");
        Group zinc = residue("ZN", 90);
        Atom ion = atom("C", sulphur.getX(), sulphur.getY() + 2.3, sulphur.getZ());
        ion.setName("ZN");
        ion.setElement(Element.Zn);
        zinc.addAtom(ion);
        assertNull(single(Hydrogens.added(structure(chain[0], chain[1], chain[2], zinc)), 11)
                .getAtom("HG"));
    }

    @Test
    void modifiedResiduesGetWhatFits() {
        Group[] chain = strand(10, "ALA", "SER", "ALA");
        Atom oxygen = chain[1].getAtom("OG");
        chain[1].setPDBName("SEP");
        Vector3d along = at(oxygen);
        along.sub(at(chain[1].getAtom("CB")));
        along.scaleAdd(1.6 / along.length(), along, at(oxygen));
        chain[1].addAtom(atom("P", along.x, along.y, along.z));
        Group result = single(Hydrogens.added(structure(chain)), 11);
        assertTrue(result.hasAtom("HB2"));
        assertFalse(result.hasAtom("HG"));
    }

    private static double angle(Atom a, Atom b, Atom c) {
        return Calc.angle(Calc.subtract(a, b), Calc.subtract(c, b));
    }

    private static List<String> names(Group group, String parent) {
        return group.getAtoms().stream()
                .filter(atom -> Elements.isHydrogen(atom) && Calc.getDistance(atom, group.getAtom(parent)) < 1)
                .map(Atom::getName)
                .toList();
    }

    private static Vector3d at(Atom atom) {
        return Hydrogens.at(atom);
    }

    private static Vector3d difference(Group group, String to, String from) {
        Vector3d difference = at(group.getAtom(to));
        difference.sub(at(group.getAtom(from)));
        return difference;
    }
}
