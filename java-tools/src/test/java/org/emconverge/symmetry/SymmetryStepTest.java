package org.emconverge.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.HetatomImpl;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.density.Grid;
import org.emconverge.density.ModelMap;
import org.emconverge.density.MrcFile;
import org.emconverge.density.Scatterer;
import org.emconverge.structure.Assembly;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.Mates;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.PointGroup;
import org.emconverge.structure.Symmetry;
import org.emconverge.structure.Symmetry.Helix;
import org.emconverge.structure.TestAssemblies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetryStepTest {
    private static final int VOXELS = 60;
    private static final double VOXEL = 2;
    private static final double RESOLUTION = 6;
    /** The middle of a box that begins at no whole voxel. */
    private static final double[] ORIGIN = {-31.3, 12.7, 40.2};

    private static final Point3d MIDDLE =
            new Point3d(ORIGIN[0] + VOXELS / 2 * VOXEL, ORIGIN[1] + VOXELS / 2 * VOXEL, ORIGIN[2] + VOXELS / 2 * VOXEL);
    private static final List<Matrix4d> ALONE =
            List.of(Symmetry.NONE.operators().get(0));

    @TempDir
    Path folder;

    private static Chain chain() {
        return TestAssemblies.peptide("A", 1, new Point3d(MIDDLE.x + 28, MIDDLE.y + 6, MIDDLE.z - 9));
    }

    private static Symmetry about(String setting) {
        Matrix3d upright = new Matrix3d();
        upright.setIdentity();
        return Symmetry.of(PointGroup.of(setting), upright, MIDDLE);
    }

    private Path model(List<Matrix4d> operators) throws Exception {
        Path file = folder.resolve("model.cif");
        ModelFile.writeCif(TestAssemblies.of(operators, 0, chain()), file);
        return file;
    }

    private Path map(List<Matrix4d> operators) throws Exception {
        Structure whole = TestAssemblies.of(operators, 0, chain());
        List<Scatterer> atoms = Arrays.stream(HeavyAtoms.positions(whole))
                .map(p -> new Scatterer("C", p[0], p[1], p[2], 60))
                .toList();
        Path file = folder.resolve("map.mrc");
        MrcFile.write(ModelMap.of(atoms, new Grid(VOXELS, VOXELS, VOXELS, VOXEL, ORIGIN), 1 / RESOLUTION), file);
        return file;
    }

    private SymmetryReport run(Path model, Path map, String name) throws Exception {
        return SymmetryStep.run(
                new SymmetryStep.Inputs(model, null, map, null, null, RESOLUTION, name),
                new SymmetryStep.Outputs(
                        folder.resolve("symmetry.json"),
                        folder.resolve("unit.cif"),
                        folder.resolve("surroundings.cif")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C3", "D2", "T", "T222"})
    void aLoneUnitGetsItsMatesWhereTheMapHasThem(String setting) throws Exception {
        Symmetry truth = about(setting);
        String name = setting.substring(0, Math.min(2, setting.length()))
                .replace("T2", "T"); // as EMDB says it, without the setting
        SymmetryReport report = run(model(ALONE), map(truth.operators()), name);
        assertTrue(report.used(), report.notes().toString());
        assertEquals("name", report.source());
        assertTrue(report.mapCorrelation() > 0.9, report.mapCorrelation().toString());
        Point3d place = new Point3d(chain().getAtomGroup(0).getAtom("CA").getCoords());
        for (int k = 0; k < truth.operators().size(); k++) {
            Point3d expected = new Point3d();
            Point3d there = new Point3d();
            truth.operators().get(k).transform(place, expected);
            assertTrue(report.operators().size() == truth.operators().size());
            report.operator(k).transform(place, there);
            assertEquals(0, there.distance(expected), 0.05);
        }
        assertEquals(List.of("A"), report.unit());
        assertEquals(List.of(), report.copies());
        assertEquals(
                1 + report.neighbours().size(),
                ModelFile.read(folder.resolve("surroundings.cif")).getChains().size());
        assertTrue(
                Json.read(folder.resolve("symmetry.json"), SymmetryReport.class).used());
    }

    @Test
    void aHelixIsPlacedByItsNumbers() throws Exception {
        Matrix3d upright = new Matrix3d();
        upright.setIdentity();
        Symmetry truth = Symmetry.helical(PointGroup.of("C1"), new Helix(40, 9), upright, MIDDLE, 5);
        SymmetryReport report = run(model(ALONE), map(truth.operators()), "helical:40:9");
        assertTrue(report.used(), report.notes().toString());
        assertEquals(new Helix(40, 9), report.helix());
        assertFalse(report.neighbours().isEmpty());
    }

    @Test
    void copiesAreUsedWhenTheMapHasThemToo() throws Exception {
        Symmetry truth = about("C3");
        SymmetryReport report = run(model(truth.operators()), map(truth.operators()), null);
        assertTrue(report.used(), report.notes().toString());
        assertEquals("model", report.source());
        assertEquals(List.of("A"), report.unit());
        assertEquals(List.of(new Assembly.Copy("A2", "A", 1, 0), new Assembly.Copy("A3", "A", 2, 0)), report.copies());
        assertEquals(
                List.of("A"),
                ModelFile.read(folder.resolve("unit.cif")).getChains().stream()
                        .map(Chain::getName)
                        .toList());
    }

    @Test
    void ligandsWithChainsOfTheirOwnGoWithTheNearestPolymerAndThoseOnTheAxisAreNamed() throws Exception {
        Symmetry truth = about("C3");
        Structure whole = TestAssemblies.of(truth.operators(), 0, chain());
        Point3d beside = new Point3d(chain().getAtomGroup(3).getAtom("O").getCoords());
        beside.add(new Point3d(0, 0, -3));
        String[] names = {"X", "Y", "Z"};
        for (int k = 0; k < 3; k++) {
            Point3d place = new Point3d();
            truth.operators().get(k).transform(beside, place);
            whole.addChain(ion(names[k], 1, place));
        }
        whole.addChain(ion("W", 7, new Point3d(MIDDLE.x, MIDDLE.y, MIDDLE.z + 4)));
        Path file = folder.resolve("model.cif");
        ModelFile.writeCif(whole, file);
        SymmetryReport report = run(file, map(truth.operators()), null);
        assertTrue(report.used(), report.notes().toString());
        assertEquals(List.of("A", "X"), report.unit());
        assertEquals(
                List.of("Left out, because they lie on an axis of the symmetry, upon their own images: W 7 ZN."
                        + " With --symmetry C1 they are sampled."),
                report.notes());
        assertEquals(
                List.of("A", "X"),
                ModelFile.read(folder.resolve("unit.cif")).getChains().stream()
                        .map(Chain::getName)
                        .toList());
    }

    private static Chain ion(String name, int number, Point3d place) {
        Atom atom = new AtomImpl();
        atom.setName("ZN");
        atom.setElement(Element.Zn);
        atom.setCoords(new double[] {place.x, place.y, place.z});
        atom.setOccupancy(1);
        Group group = new HetatomImpl();
        group.setPDBName("ZN");
        group.setHetAtomInFile(true);
        group.setResidueNumber(new ResidueNumber(name, number, null));
        group.addAtom(atom);
        Chain chain = new ChainImpl();
        chain.setName(name);
        chain.setId(name);
        chain.addGroup(group);
        return chain;
    }

    @Test
    void aMapWithoutTheSymmetryTurnsItOff() throws Exception {
        Path asymmetric = map(ALONE);
        SymmetryReport cut = run(model(ALONE), asymmetric, "C3");
        assertFalse(cut.used());
        assertTrue(
                cut.notes().get(0).contains("C3") && cut.notes().get(0).contains("is not used"),
                cut.notes().toString());
        assertFalse(Files.exists(folder.resolve("surroundings.cif")));
        SymmetryReport copies = run(model(about("C3").operators()), asymmetric, null);
        assertFalse(copies.used());
        assertTrue(
                copies.notes().get(0).contains("found in the model"),
                copies.notes().toString());
        assertEquals(3, ModelFile.read(folder.resolve("unit.cif")).getChains().size());
    }

    @Test
    void nothingIsSaidWhereNothingIsAskedOrFound() throws Exception {
        SymmetryReport report = run(model(ALONE), map(ALONE), null);
        assertFalse(report.used());
        assertEquals("C1", report.pointGroup());
        assertEquals(List.of(), report.notes());
        assertNull(report.mapCorrelation());
    }

    @Test
    void c1TurnsItOffAndStillTellsTheCopies() throws Exception {
        Symmetry truth = about("C3");
        SymmetryReport report = run(model(truth.operators()), map(truth.operators()), "C1");
        assertFalse(report.used());
        assertEquals(List.of(), report.notes());
        assertEquals(2, report.copies().size());
        assertEquals(
                3,
                Mates.restricted(ModelFile.read(folder.resolve("unit.cif")), List.of("A", "A2", "A3"))
                        .getChains()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X9", "C0", "helical:1", "helical:10:0", "helical:400:5", "C4;ls"})
    void badNamesAreRefused(String name) {
        assertThrows(InputException.class, () -> run(model(ALONE), null, name));
    }
}
