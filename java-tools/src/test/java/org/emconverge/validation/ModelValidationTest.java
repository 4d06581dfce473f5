package org.emconverge.validation;

import static org.emconverge.validation.TestModels.built;
import static org.emconverge.validation.TestModels.helical;
import static org.emconverge.validation.TestModels.map;
import static org.emconverge.validation.TestModels.move;
import static org.emconverge.validation.TestModels.residue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.vecmath.AxisAngle4d;
import javax.vecmath.Matrix3d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Json;
import org.emconverge.density.FitAtom;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.Chirality.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelValidationTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeLibrary() throws IOException {
        TestLibrary.writeRealistic(folder);
    }

    private ModelValidation judge(Structure structure) {
        return ModelValidation.of(structure, MonomerLibrary.open(folder));
    }

    private static Structure helix() {
        return built(
                helical("ALA"),
                helical("LEU", -65, 175),
                helical("ALA"),
                helical("ALA"),
                helical("LEU", -65, 175),
                helical("ALA"));
    }

    @Test
    void aPerfectHelixHasNoFault() {
        ModelValidation found = judge(helix());
        ModelSummary summary = found.summary("helix");
        assertEquals(100, summary.ramachandran().favouredPercent());
        assertEquals(4, found.ramachandran().size());
        assertEquals(0, summary.rotamers().outliersPercent());
        assertEquals(0, summary.cbeta().outliers());
        assertEquals(0, summary.bonds().outliers());
        assertEquals(0, summary.angles().outliers());
        assertTrue(summary.bonds().rmsz() < 1 && summary.angles().rmsz() < 1.5, summary.toString());
        assertEquals(new ModelSummary.ChiralitySummary(0, 0, 0), summary.chirality());
        assertEquals(6, found.chirality().count(), "the Cα; CG of Leu only has names");
        assertEquals(5, found.planarity().count());
        assertEquals(0, summary.planarity().outliers());
        assertEquals(new ModelSummary.PeptideSummary(0, 0, 0), summary.peptides());
        assertEquals(new SkippedResidues(0, 0, 0, 0, null, null), summary.skipped());
    }

    @Test
    void aPlantedBondIsFound() {
        Structure model = helix();
        Atom cb = residue(model, 3).getAtom("CB");
        Vector3d bond = direction(residue(model, 3).getAtom("CA"), cb);
        move(cb, 0.1 * bond.x, 0.1 * bond.y, 0.1 * bond.z);
        Geometry.Deviations bonds = Geometry.bonds(judge(model).geometry());
        assertEquals(
                List.of("CA-CB"),
                bonds.outliers().stream().map(Geometry.RestraintOutlier::atoms).toList());
        // conformation-dependent ideal and σ of the α-helical cell of the general class
        assertEquals(1.621, bonds.outliers().get(0).value(), 1e-6);
        assertEquals(
                BackboneIdeals.of(ProteinResidue.of(helix()).get(2)).mean(BackboneIdeals.Quantity.CA_CB),
                bonds.outliers().get(0).ideal());
    }

    @Test
    void aPlantedAngleIsFound() {
        Structure model = helix();
        Group residue = residue(model, 6);
        Vector3d axis = new Vector3d();
        axis.cross(
                direction(residue.getAtom("CA"), residue.getAtom("C")),
                direction(residue.getAtom("C"), residue.getAtom("O")));
        turn(residue.getAtom("O"), residue.getAtom("C"), axis, 15);
        Geometry.Deviations angles = Geometry.angles(judge(model).geometry());
        assertEquals(
                List.of("CA-C-O"),
                angles.outliers().stream().map(Geometry.RestraintOutlier::atoms).toList());
        assertEquals(15 / 1.7, Math.abs(angles.outliers().get(0).z()), 0.3, "GeoStd has 1.7 degrees");
        assertEquals(0, Geometry.bonds(judge(model).geometry()).outliers().size());
    }

    @Test
    void aMirrorImageIsAllHandednessAndNoTetrahedra() {
        Structure model = helix();
        map(model, point -> new Point3d(-point.x, point.y, point.z));
        ModelValidation found = judge(model);
        assertEquals(6, found.chirality().count(Fault.HANDEDNESS));
        assertEquals(2, found.chirality().count(Fault.NAMING), "mirrored leucines have their CD1 and CD2 swapped");
        assertEquals(0, found.chirality().count(Fault.TETRAHEDRAL));
        assertEquals(6, found.summary("mirror").cbeta().outliers());
        assertEquals(0, found.summary("mirror").bonds().outliers());
    }

    @Test
    void oneDAminoAcidIsFound() {
        Structure model = helix();
        Group residue = residue(model, 4);
        Atom n = residue.getAtom("N");
        Atom ca = residue.getAtom("CA");
        Vector3d normal = new Vector3d();
        normal.cross(direction(ca, n), direction(ca, residue.getAtom("C")));
        normal.normalize();
        Atom cb = residue.getAtom("CB");
        double height = direction(ca, cb).dot(normal) * 1.53;
        move(cb, -2 * height * normal.x, -2 * height * normal.y, -2 * height * normal.z);
        List<Chirality.CentreOutlier> outliers = judge(model).chirality().outliers();
        assertEquals(1, outliers.size());
        assertEquals(4, outliers.get(0).id().number());
        assertEquals(Fault.HANDEDNESS, outliers.get(0).fault());
        assertEquals("CA-N-C-CB", outliers.get(0).atoms());
        assertTrue(outliers.get(0).volume() < -2 && outliers.get(0).ideal() > 2);
    }

    @Test
    void aFlattenedCentreIsNoMirrorImage() {
        Structure model = helix();
        Group residue = residue(model, 4);
        Vector3d normal = new Vector3d();
        normal.cross(
                direction(residue.getAtom("CA"), residue.getAtom("N")),
                direction(residue.getAtom("CA"), residue.getAtom("C")));
        normal.normalize();
        double height = direction(residue.getAtom("CA"), residue.getAtom("CB")).dot(normal) * 1.53;
        move(residue.getAtom("CB"), -0.7 * height * normal.x, -0.7 * height * normal.y, -0.7 * height * normal.z);
        assertEquals(
                List.of(Fault.TETRAHEDRAL),
                judge(model).chirality().outliers().stream()
                        .map(Chirality.CentreOutlier::fault)
                        .toList());
    }

    @Test
    void exchangedNamesAreNoOutlier() {
        Structure model = helix();
        double[] place = residue(model, 2).getAtom("CD1").getCoords();
        residue(model, 2)
                .getAtom("CD1")
                .setCoords(residue(model, 2).getAtom("CD2").getCoords());
        residue(model, 2).getAtom("CD2").setCoords(place);
        assertEquals(
                new ModelSummary.ChiralitySummary(0, 0, 1),
                judge(model).summary("names").chirality());
    }

    @Test
    void anOxygenOutOfThePeptidePlaneIsFound() {
        Structure model = helix();
        Group residue = residue(model, 3);
        Vector3d normal = new Vector3d();
        normal.cross(
                direction(residue.getAtom("C"), residue.getAtom("CA")),
                direction(residue.getAtom("C"), residue.getAtom("O")));
        normal.normalize();
        move(residue.getAtom("O"), 0.2 * normal.x, 0.2 * normal.y, 0.2 * normal.z);
        assertEquals(0, judge(model).planarity().outliers().size(), "0.12 Å at most once the plane has followed");
        move(residue.getAtom("O"), 0.4 * normal.x, 0.4 * normal.y, 0.4 * normal.z);
        List<Planarity.PlaneOutlier> outliers = judge(model).planarity().outliers();
        assertEquals(1, outliers.size());
        assertEquals("-CA--C--O-N", outliers.get(0).atoms());
        assertEquals(4, outliers.get(0).id().number());
        assertTrue(outliers.get(0).z() > Planarity.OUTLIER
                && outliers.get(0).rms() < outliers.get(0).z() * 0.02);
    }

    @Test
    void nothingDependsOnPlaceOrOrientation() {
        ModelValidation before = judge(helix());
        Structure moved = helix();
        Matrix3d rotation = new Matrix3d();
        rotation.set(new AxisAngle4d(2.0 / 3, 2.0 / 3, -1.0 / 3, 2.1));
        map(moved, point -> {
            rotation.transform(point);
            point.add(new Point3d(300, -200, 50));
            return point;
        });
        ModelValidation after = judge(moved);
        assertEquals(before.summary("m"), after.summary("m"));
        for (int i = 0; i < before.residues().size(); i++) {
            ResidueValidation a = before.residues().get(i);
            ResidueValidation b = after.residues().get(i);
            assertEquals(a.cbeta().deviation(), b.cbeta().deviation(), 1e-6);
            if (a.rotamer() != null) {
                assertEquals(a.rotamer().score(), b.rotamer().score(), 1e-6);
            }
        }
    }

    @Test
    void residuesComeInTheOrderOfTheFileWithWhatAppliesToThem() {
        Structure model = built(helical("LEU", -65, 175), helical("GLY"), helical("ALA"));
        residue(model, 1).setResidueNumber("A", 9, null);
        residue(model, 2).setResidueNumber("A", 9, 'A');
        residue(model, 3).setResidueNumber("A", 2, null);
        List<ResidueValidation> residues = judge(model).residues();
        assertEquals(
                List.of("A 9", "A 9A", "A 2"),
                residues.stream().map(r -> r.id().toString()).toList());
        assertNull(residues.get(0).ramachandran());
        assertNull(residues.get(0).peptide());
        assertNotNull(residues.get(0).rotamer());
        assertNotNull(residues.get(1).ramachandran());
        assertNull(residues.get(1).rotamer());
        assertNull(residues.get(1).cbeta());
        assertNotNull(residues.get(2).cbeta());
    }

    @Test
    void residuesWithoutBackboneAreCounted() {
        Structure model = helix();
        List<Atom> kept = new ArrayList<>(residue(model, 3).getAtoms());
        kept.removeIf(atom -> "CA".equals(atom.getName()));
        residue(model, 3).setAtoms(kept);
        assertEquals(1, judge(model).skipped().backbone());
        assertEquals(5, judge(model).residues().size());
    }

    /** Of alternate conformers the first is judged, as MolProbity counts them. */
    @Test
    void theFirstConformerIsJudged() throws IOException {
        Path file = folder.resolve("altlocs.pdb");
        Files.writeString(file, """
                ATOM      1  N   SER A   1      -0.525   1.362   0.000  1.00 10.00           N
                ATOM      2  CA  SER A   1       0.000   0.000   0.000  1.00 10.00           C
                ATOM      3  C   SER A   1       1.525   0.000   0.000  1.00 10.00           C
                ATOM      4  O   SER A   1       2.150   1.050   0.000  1.00 10.00           O
                ATOM      5  CB ASER A   1      -0.530  -0.774  -1.206  0.30 10.00           C
                ATOM      6  CB BSER A   1      -0.230  -0.774  -1.506  0.70 10.00           C
                ATOM      7  OG ASER A   1      -1.950  -0.750  -1.200  0.30 10.00           O
                ATOM      8  OG BSER A   1       1.000  -1.100  -1.900  0.70 10.00           O
                END
                """);
        List<ResidueValidation> residues = judge(ModelFile.read(file)).residues();
        assertEquals(1, residues.size());
        assertTrue(
                residues.get(0).cbeta().deviation() < 0.05,
                residues.get(0).cbeta().toString());
        assertEquals(-1.950, residue(ModelFile.read(file), 1).getAtom("OG").getX());
        assertEquals(-56.2, residues.get(0).rotamer().chi().get(0), 0.1);
    }

    /** Bonds and angles count once for what is shared and once for every conformer, those to the next residue too. */
    @Test
    void bondsOfAllConformersAreJudged() throws IOException {
        String shared = """
                ATOM      1  N   ALA A   1      -0.525   1.362   0.000  1.00 10.00           N
                ATOM      2  CA  ALA A   1       0.000   0.000   0.000  1.00 10.00           C
                ATOM      3  C   ALA A   1       1.525   0.000   0.000  1.00 10.00           C
                """;
        String split = """
                ATOM      4  O  AALA A   1       2.150   1.050   0.000  0.50 10.00           O
                ATOM      5  O  BALA A   1       2.500   1.450   0.000  0.50 10.00           O
                """;
        Path file = folder.resolve("shared.pdb");
        Files.writeString(file, shared + split + "END\n");
        List<Geometry.Result> both = judge(ModelFile.read(file)).geometry();
        assertEquals(1, both.size());
        assertEquals(2 + 2, both.get(0).bonds().count(), "N-CA, CA-C and two C-O");
        assertEquals(1 + 2, both.get(0).angles().count(), "N-CA-C and two CA-C-O");
        assertEquals(
                List.of("C-O"),
                both.get(0).bonds().outliers().stream()
                        .map(Geometry.RestraintOutlier::atoms)
                        .toList());
        Files.writeString(file, shared + split.substring(0, split.indexOf('\n') + 1) + "END\n");
        assertEquals(3, judge(ModelFile.read(file)).geometry().get(0).bonds().count());
    }

    @Test
    void theSummaryHasTheDocumentedKeys() throws IOException {
        Path file = folder.resolve("summary.json");
        Json.write(judge(helix()).summary("helix"), file);
        JsonNode summary = new ObjectMapper().readTree(file.toFile());
        List<String> keys = new ArrayList<>();
        summary.fieldNames().forEachRemaining(keys::add);
        assertEquals(
                List.of(
                        "model",
                        "ramachandran",
                        "rotamers",
                        "cbeta",
                        "clashscore",
                        "bonds",
                        "angles",
                        "molprobity_score",
                        "geometry_violations_percent",
                        "chirality",
                        "planarity",
                        "peptides",
                        "skipped",
                        "fit",
                        "fused_atoms",
                        "judged"),
                keys);
        assertTrue(summary.at("/ramachandran/outliers_percent").isNumber()
                && summary.at("/rotamers/outliers_percent").isNumber()
                && summary.at("/cbeta/outliers").isInt()
                && summary.at("/angles/rmsz").isNumber()
                && summary.at("/peptides/cis_other").isInt()
                && summary.at("/skipped/side_chain").isInt());
        for (String kind : List.of("ramachandran", "rotamers", "cbeta", "bonds", "angles", "peptides")) {
            assertTrue(summary.path("judged").path(kind).asInt() > 0, kind);
        }
    }

    private static Vector3d direction(Atom from, Atom to) {
        Vector3d vector = new Vector3d(to.getX() - from.getX(), to.getY() - from.getY(), to.getZ() - from.getZ());
        vector.normalize();
        return vector;
    }

    private static void turn(Atom atom, Atom about, Vector3d axis, double degrees) {
        axis.normalize(); // which Matrix3d does not do
        Matrix3d rotation = new Matrix3d();
        rotation.set(new AxisAngle4d(axis, Math.toRadians(degrees)));
        Point3d place = new Point3d(atom.getCoords());
        place.sub(new Point3d(about.getCoords()));
        rotation.transform(place);
        place.add(new Point3d(about.getCoords()));
        atom.setCoords(new double[] {place.x, place.y, place.z});
    }

    /** 5I55: lysine 12 has two conformers of half occupancy, and both make the density. */
    @Test
    void everyConformerIsHeldAgainstTheMap() throws URISyntaxException {
        Path file = Path.of(
                ModelValidationTest.class.getResource("peptide-5i55.pdb").toURI());
        List<FitAtom> atoms = FittedModel.of(ModelFile.read(file), false).atoms();
        assertEquals(218 - 12, atoms.size(), "all but the waters");
        assertEquals(18, atoms.stream().filter(atom -> atom.occupancy() == 0.5).count());
    }
}
