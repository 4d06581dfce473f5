package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.TestKinds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rings, anomers and links of the glycan on Asn A 297 of the PDB's 3AVE, a biantennary one with a core fucose, whose
 * links its LINK records and its authors name.
 */
class GlycanTest {
    private static final Path MODEL = Path.of("src/test/resources/org/emconverge/validation/glycan-3ave.pdb");

    @TempDir
    Path folder;

    private final Structure glycan = ModelFile.read(MODEL);
    private MonomerLibrary library;

    /** A library with N-acetylglucosamine in its ideal conformer, two links of sugars and that of nucleotides. */
    @BeforeEach
    void writeLibrary() throws IOException {
        TestLibrary.write(folder);
        StringBuilder component = new StringBuilder("""
                data_comp_NAG
                loop_
                _chem_comp_atom.comp_id
                _chem_comp_atom.atom_id
                _chem_comp_atom.type_symbol
                _chem_comp_atom.x
                _chem_comp_atom.y
                _chem_comp_atom.z
                """);
        for (Atom atom : TestKinds.residue(TestKinds.read(), "D").getAtoms()) {
            component.append("NAG %s %s %.3f %.3f %.3f%n"
                    .formatted(atom.getName(), atom.getElement(), atom.getX(), atom.getY(), atom.getZ()));
        }
        component.append("""
                loop_
                _chem_comp_bond.atom_id_1
                _chem_comp_bond.atom_id_2
                _chem_comp_bond.value_dist
                _chem_comp_bond.value_dist_esd
                C1 O5 1.43 0.02
                C1 O1 1.40 0.02
                C1 C2 2.00 0.02
                loop_
                _chem_comp_angle.atom_id_1
                _chem_comp_angle.atom_id_2
                _chem_comp_angle.atom_id_3
                _chem_comp_angle.value_angle
                _chem_comp_angle.value_angle_esd
                O5 C1 O1 108 3
                O1 C1 C2 108 3
                C2 C1 O5 110 3
                loop_
                _chem_comp_chir.atom_id_centre
                _chem_comp_chir.atom_id_1
                _chem_comp_chir.atom_id_2
                _chem_comp_chir.atom_id_3
                _chem_comp_chir.volume_sign
                C1 O5 O1 C2 negative
                """);
        Files.createDirectories(folder.resolve("n"));
        Files.writeString(folder.resolve("n/NAG.cif"), component);
        Path list = folder.resolve("list/mon_lib_list.cif");
        Files.writeString(
                list,
                Files.readString(list)
                                .replace(
                                        "_chem_link.mod_id_2\n",
                                        "_chem_link.mod_id_2\n_chem_link.comp_id_1\n_chem_link.group_comp_1\n"
                                                + "_chem_link.comp_id_2\n_chem_link.group_comp_2\n")
                                .replaceAll("(?m) DEL-HN1$", " DEL-HN1 . peptide . peptide")
                                .replace(
                                        "data_mod_DEL-OXT",
                                        "ALPHA1-4 . DEL-O1 . pyranose . pyranose\n"
                                                + "BETA1-4 . DEL-O1 . pyranose . pyranose\n"
                                                + "pyr-ASN DEL-O1 . . pyranose ASN peptide\n"
                                                + "p . . . DNA/RNA . DNA/RNA\n"
                                                + "data_mod_DEL-OXT")
                        + """
                data_mod_DEL-O1
                loop_
                _chem_mod_bond.atom_id_1
                _chem_mod_bond.atom_id_2
                _chem_mod_bond.new_value_dist
                _chem_mod_bond.new_value_dist_esd
                C1 O1 . .
                C1 C2 1.523 0.02
                """
                        + link("ALPHA1-4", "1 O4 2 C1 9.9 0.02", "2 C1 2 O5 1 O4 2 C2 positive")
                        + link("BETA1-4", "1 O4 2 C1 1.43 0.02", "2 C1 2 O5 1 O4 2 C2 negative")
                        + link("pyr-ASN", "1 C1 2 ND2 1.45 0.02", "1 C1 1 O5 2 ND2 1 C2 negative")
                        + link("p", "1 \"O3'\" 2 P 1.607 0.02", ""));
        library = MonomerLibrary.open(folder);
    }

    private static String link(String name, String bond, String hand) {
        String chirality = hand.isEmpty() ? "" : """
                loop_
                _chem_link_chir.atom_centre_comp_id
                _chem_link_chir.atom_id_centre
                _chem_link_chir.atom_1_comp_id
                _chem_link_chir.atom_id_1
                _chem_link_chir.atom_2_comp_id
                _chem_link_chir.atom_id_2
                _chem_link_chir.atom_3_comp_id
                _chem_link_chir.atom_id_3
                _chem_link_chir.volume_sign
                %s
                """.formatted(hand);
        return """
                data_link_%s
                loop_
                _chem_link_bond.atom_1_comp_id
                _chem_link_bond.atom_id_1
                _chem_link_bond.atom_2_comp_id
                _chem_link_bond.atom_id_2
                _chem_link_bond.value_dist
                _chem_link_bond.value_dist_esd
                %s
                """.formatted(name, bond) + chirality;
    }

    private static Group sugar(Structure of, int number) {
        return of.getModel(0).stream()
                .filter(chain -> chain.getName().equals("C"))
                .flatMap(chain -> chain.getAtomGroups().stream())
                .filter(group -> group.getResidueNumber().getSeqNum() == number)
                .findFirst()
                .orElseThrow();
    }

    private List<String> outliers(String criterion) {
        return OutlierRow.of(ModelValidation.of(glycan, library), Map.of()).stream()
                .filter(row -> row.criterion().equals(criterion))
                .map(row -> row.id() + " " + row.atoms())
                .toList();
    }

    @Test
    void chairsAndBoatsByTheirHeights() {
        RingPucker chair = RingPucker.of(ring(0.25, -0.25, 0.25, -0.25, 0.25, -0.25));
        assertEquals(0.25 * Math.sqrt(6), chair.amplitude(), 1e-9);
        assertEquals(
                "4C1",
                RingPucker.of(ring(0.25, -0.25, 0.25, -0.25, 0.25, -0.25)).form(),
                "C4 above, C1 below");
        assertEquals(
                "1C4",
                RingPucker.of(ring(-0.25, 0.25, -0.25, 0.25, -0.25, 0.25)).form());
        RingPucker boat = RingPucker.of(ring(0.4, -0.2, -0.2, 0.4, -0.2, -0.2));
        assertEquals("3,OB", boat.form(), "O and C3 above");
        assertEquals(90, boat.theta(), 1e-9);
        assertEquals(0, boat.phi(), 1e-9);
        assertEquals("B1,4", RingPucker.of(ring(0.2, -0.4, 0.2, 0.2, -0.4, 0.2)).form());
        assertEquals("", RingPucker.of(ring(0.3, -0.2, 0, 0.1, -0.2)).form());
    }

    /** A regular ring, clockwise seen from above, with these heights. */
    private static List<Point3d> ring(double... heights) {
        List<Point3d> places = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            double angle = -2 * Math.PI * i / heights.length;
            places.add(new Point3d(1.4 * Math.cos(angle), 1.4 * Math.sin(angle), heights[i]));
        }
        return places;
    }

    @Test
    void ringsAndLinksAreThoseOfTheEntry() {
        String found = new Validator(library, null, null, null, false)
                .judge("m", ModelFile.load(MODEL)).residues().stream()
                        .filter(residue -> residue.verdict(ResidueMetric.KIND).equals("glycan"))
                        .map(GlycanTest::row)
                        .collect(Collectors.joining("\n"));
        assertEquals("""
                1 NAG favoured 4C1 β1-ND2 A 297
                2 NAG favoured 4C1 β1-4 C 1
                3 BMA favoured 4C1 β1-4 C 2
                4 MAN favoured 4C1 α1-3 C 3
                5 NAG favoured 4C1 β1-2 C 4
                6 MAN favoured 4C1 α1-6 C 3
                7 NAG favoured 4C1 β1-2 C 6
                8 FUC favoured 1C4 α1-6 C 1""", found);
        assertEquals(
                new ModelSummary.GlycanSummary(8, 0, 8, 4, 0),
                ModelValidation.of(glycan, library).summary("m").glycans(),
                "the library of the test knows the hand of NAG alone");
    }

    private static String row(MeasuredResidue residue) {
        assertEquals(0.56, residue.number(ResidueMetric.RING_AMPLITUDE), 0.06);
        return residue.id().number() + " " + residue.name() + " " + residue.verdict(ResidueMetric.RING) + " "
                + residue.verdict(ResidueMetric.RING_FORM) + " " + residue.verdict(ResidueMetric.GLYCAN_LINK);
    }

    @Test
    void anotherFormIsAnOutlier() {
        Atom c1 = sugar(glycan, 2).getAtom("C1");
        RingPucker pucker = SugarRings.of(glycan, library).get(1).pucker();
        c1.setCoords(new double[] { // from below the mean plane to above it
            c1.getX() + 0.9 * pucker.normal().x,
            c1.getY() + 0.9 * pucker.normal().y,
            c1.getZ() + 0.9 * pucker.normal().z
        });
        assertEquals(List.of("C 2 1,4B 4C1"), outliers("ring"));
    }

    @Test
    void aFlatRingIsAnOutlier() {
        Group sugar = sugar(glycan, 2);
        SugarRings.Result ring = SugarRings.of(glycan, library).get(1);
        flatten(sugar, ring, 0.4);
        assertEquals(List.of("C 2 4C1 4C1"), outliers("ring"), "the form is right, the amplitude is not");
    }

    /** Moves the atoms of a ring along the normal of its mean plane, so that a share of their heights is left. */
    private static void flatten(Group sugar, SugarRings.Result ring, double left) {
        Point3d centre = new Point3d();
        ring.ring().forEach(name -> centre.add(sugar.getAtom(name).getCoordsAsPoint3d()));
        centre.scale(1.0 / ring.ring().size());
        for (String name : ring.ring()) {
            Atom atom = sugar.getAtom(name);
            Point3d offset = new Point3d(atom.getCoords());
            offset.sub(centre);
            double height = offset.x * ring.pucker().normal().x
                    + offset.y * ring.pucker().normal().y
                    + offset.z * ring.pucker().normal().z;
            double by = (left - 1) * height;
            atom.setCoords(new double[] {
                atom.getX() + by * ring.pucker().normal().x,
                atom.getY() + by * ring.pucker().normal().y,
                atom.getZ() + by * ring.pucker().normal().z
            });
        }
    }

    @Test
    void theOtherHandOfAnAnomericCarbonIsAnOutlier() {
        glycan.getModel(0)
                .forEach(chain -> chain.getAtomGroups()
                        .forEach(group -> group.getAtoms().forEach(atom -> atom.setX(-atom.getX()))));
        assertEquals(
                List.of("C 1 C1-O5--ND2-C2", "C 2 C1-O5--O4-C2", "C 5 C1-O5--O2-C2", "C 7 C1-O5--O2-C2"),
                outliers("anomer"));
    }

    @Test
    void bondsAcrossLinksAreJudgedByTheLinkOfTheRightHand() {
        assertEquals(
                List.of("C 5 C1-C2", "C 7 C1-C2"),
                outliers("bond"),
                "of known links C1-C2 is as the link has it, else as of the free sugar");
        SkippedResidues skipped =
                ModelValidation.of(glycan, library).summary("m").skipped();
        assertEquals(4, skipped.dictionary(), "all but NAG");
        assertEquals(5, skipped.links(), "1-2, 1-3 and 1-6 are not in the library");
        Atom c1 = sugar(glycan, 2).getAtom("C1");
        Atom o4 = sugar(glycan, 1).getAtom("O4");
        Point3d along = new Point3d(c1.getCoords());
        along.sub(o4.getCoordsAsPoint3d());
        along.scale(0.1 / 1.42);
        o4.setCoords(new double[] {o4.getX() - along.x, o4.getY() - along.y, o4.getZ() - along.z});
        assertTrue(outliers("bond").contains("C 2 -O4-C1"));
    }

    @Test
    void thePhosphodiesterBondIsJudged() {
        Structure rna = ModelFile.read(MODEL.resolveSibling("rna-4p5j.pdb"));
        int before = Geometry.bonds(Geometry.of(rna, library)).count();
        assertEquals(39, before);
        Group group = rna.getModel(0).get(0).getAtomGroup(20);
        Atom p = group.getAtom("P");
        Point3d o3 = rna.getModel(0).get(0).getAtomGroup(19).getAtom("O3'").getCoordsAsPoint3d();
        Point3d along = new Point3d(p.getCoords());
        along.sub(o3);
        p.setCoords(new double[] {p.getX() + 0.1 * along.x, p.getY() + 0.1 * along.y, p.getZ() + 0.1 * along.z});
        assertEquals(
                List.of("-O3'-P"),
                Geometry.bonds(Geometry.of(rna, library)).outliers().stream()
                        .map(Geometry.RestraintOutlier::atoms)
                        .toList());
    }
}
