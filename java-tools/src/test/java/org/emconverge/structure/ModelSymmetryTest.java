package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.SharedData;
import org.emconverge.structure.Symmetry.Helix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSymmetryTest {
    private static final Point3d CENTRE = new Point3d(110, 95.5, 130.25);

    @TempDir
    Path folder;

    /** Deposited structures; their axes are along z and x and meet in the middle of the chains. */
    @ParameterizedTest
    @CsvSource({"trpv1_c4_rosetta.pdb.gz,C4,4,1,4", "5a1a_bgal_d2.cif.gz,D2,4,3,2", "t20s_d7_28chains.pdb.gz,D7,14,8,7"
    })
    void realAssembliesAreFound(String file, String pointGroup, int order, int axes, int highest) {
        Structure structure = ModelFile.read(SharedData.file("data/structures/" + file));
        Symmetry symmetry = ModelSymmetry.find(structure).orElseThrow();
        assertEquals(pointGroup, symmetry.pointGroup());
        assertEquals(order, symmetry.operators().size());
        assertEquals(axes, symmetry.axes().size());
        assertEquals(highest, symmetry.axes().get(0).order());
        assertTrue(
                symmetry.axes().get(0).direction().z > 0.99999, symmetry.axes().toString());
        for (Matrix4d operator : symmetry.operators()) {
            assertEquals(0, worstMismatch(structure, operator), 0.1);
        }
        Assembly assembly = Assembly.of(structure, symmetry);
        assertTrue(assembly.obstacle().isEmpty());
        assertEquals(pointGroup.equals("D7") ? 2 : 1, assembly.unit().size());
        assertEquals(0, assembly.rmsd(), 0.1);
        assertEquals(
                ChainTrace.of(structure).size(),
                assembly.unit().size() + assembly.copies().size());
    }

    /** Of every Cα from the nearest Cα of the same residue in any chain, after the operator, Å. */
    private static double worstMismatch(Structure structure, Matrix4d operator) {
        List<ChainTrace> traces = ChainTrace.of(structure);
        double worst = 0;
        for (ChainTrace trace : traces) {
            for (int i = 0; i < trace.size(); i += 50) {
                Point3d moved = Mates.moved(trace.places().get(i), operator);
                worst = Math.max(
                        worst,
                        traces.stream()
                                .flatMap(t -> t.places().stream())
                                .mapToDouble(moved::distance)
                                .min()
                                .orElseThrow());
            }
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(strings = {"C2", "C3", "C13", "D2", "D3", "D5", "T", "O", "I"})
    void everyGroupIsFoundAboutAnyAxesDespiteNoise(String name) {
        Symmetry truth = Symmetry.of(PointGroup.of(name), TestAssemblies.frame(3), CENTRE);
        Chain[] unit = {
            TestAssemblies.peptide("A", 1, new Point3d(190, 150, 170)),
            TestAssemblies.peptide("B", 2, new Point3d(180, 140, 210))
        };
        Structure structure = TestAssemblies.of(truth.operators(), 0.2, unit);
        Symmetry found = ModelSymmetry.find(structure).orElseThrow();
        assertEquals(name, found.pointGroup());
        assertEquals(
                truth.axes().stream().map(Symmetry.Axis::order).toList(),
                found.axes().stream().map(Symmetry.Axis::order).toList());
        assertSameOperators(truth.operators(), found.operators(), unit[0]);
        if (found.axes().size() > 1) {
            assertEquals(0, found.centre().distance(CENTRE), 0.1);
        } else {
            Vector3d off = new Vector3d();
            off.sub(found.centre(), CENTRE);
            off.cross(off, truth.axes().get(0).direction());
            assertEquals(0, off.length(), 0.1);
        }
        Assembly assembly = Assembly.of(structure, found);
        assertTrue(assembly.obstacle().isEmpty(), assembly.obstacle().toString());
        assertEquals(2, assembly.unit().size());
        assertEquals(2 * truth.operators().size() - 2, assembly.copies().size());
        assertEquals(0.2 * Math.sqrt(6), assembly.rmsd(), 0.06);
    }

    @ParameterizedTest
    @CsvSource({"-12.5,9.4,C1,7", "36,18,C1,6", "179.4,14.75,C1,9", "-1.2,40,C3,5", "0,12,C1,4"})
    void helicesAreFound(double twist, double rise, String about, int copies) {
        Symmetry truth = Symmetry.helical(
                PointGroup.of(about), new Helix(twist, rise), TestAssemblies.frame(4), CENTRE, copies / 2);
        Chain chain = TestAssemblies.peptide("A", 1, new Point3d(160, 130, 150));
        Structure structure = TestAssemblies.of(
                truth.operators().subList(0, copies * PointGroup.of(about).order()), 0.05, chain);
        Symmetry found = ModelSymmetry.find(structure).orElseThrow();
        assertEquals("helical", found.name());
        assertEquals(about, found.pointGroup());
        assertEquals(rise, found.helix().rise(), 0.02);
        assertEquals(twist, found.helix().twist(), 0.1);
        assertSameOperators(truth.operators().subList(0, 3), found.operators(), chain);
        Assembly assembly = Assembly.of(structure, found);
        assertTrue(assembly.obstacle().isEmpty(), assembly.obstacle().toString());
        assertEquals(1, assembly.unit().size());
    }

    private static void assertSameOperators(List<Matrix4d> expected, List<Matrix4d> found, Chain chain) {
        Point3d place = new Point3d(chain.getAtomGroup(0).getAtom("CA").getCoords());
        for (Matrix4d operator : expected) {
            Point3d there = Mates.moved(place, operator);
            assertEquals(
                    0,
                    found.stream()
                            .mapToDouble(o -> Mates.moved(place, o).distance(there))
                            .min()
                            .orElseThrow(),
                    0.1);
        }
    }

    @Test
    void copiesThatStandAnyhowHaveNoSymmetry() {
        Chain a = TestAssemblies.peptide("A", 1, new Point3d(100, 100, 100));
        List<Matrix4d> anyhow = List.of(
                Symmetry.identity(),
                Symmetry.about(TestAssemblies.frame(1), CENTRE),
                Symmetry.about(TestAssemblies.frame(2), new Point3d(60, 80, 90)));
        assertTrue(ModelSymmetry.find(TestAssemblies.of(anyhow, 0, a)).isEmpty());
        assertTrue(ModelSymmetry.find(TestAssemblies.of(List.of(Symmetry.identity()), 0, a))
                .isEmpty());
    }

    /** BioJava looks at no chain so short: it answers null. */
    @Test
    void chainsOfOneResidueEachHaveNoPointGroup() throws Exception {
        Path file = folder.resolve("short.pdb");
        Files.writeString(file, """
                ATOM      1  C1'   A A   1      11.104  13.207   2.100  1.00 20.00           C
                ATOM      2  C1'   A B   1      21.104  13.207   2.100  1.00 20.00           C
                END
                """);
        assertTrue(ModelSymmetry.find(ModelFile.read(file)).isEmpty());
    }

    @Test
    void aChainOnTheAxisAndMatesOnTheUnitAreObstacles() {
        Matrix3d upright = new Matrix3d();
        upright.setIdentity();
        Chain chain = TestAssemblies.peptide("A", 1, new Point3d(CENTRE));
        Symmetry near = Symmetry.of(PointGroup.of("C2"), upright, new Point3d(CENTRE.x + 1, CENTRE.y, CENTRE.z));
        assertTrue(Assembly.of(TestAssemblies.of(List.of(Symmetry.identity()), 0, chain), near)
                .obstacle()
                .orElseThrow()
                .contains("%"));
        Symmetry whole = Symmetry.of(PointGroup.of("C2"), upright, new Point3d(0, 0, 0));
        Structure twice = TestAssemblies.of(whole.operators(), 0, chain);
        assertTrue(Assembly.of(twice, whole).obstacle().isEmpty());
    }

    @Test
    void theListedAssemblyIsReadFromBothFormats() throws Exception {
        Symmetry truth = Symmetry.of(PointGroup.of("D3"), TestAssemblies.frame(4), CENTRE);
        Structure unit = TestAssemblies.of(
                List.of(Symmetry.identity()), 0, TestAssemblies.peptide("A", 1, new Point3d(160, 130, 150)));
        Path cif = folder.resolve("unit.cif");
        ModelFile.writeCif(unit, cif);
        assertTrue(DepositedAssembly.symmetry(cif, unit).isEmpty());
        Files.writeString(cif, Files.readString(cif) + cifAssembly(truth.operators()));
        assertListed(truth, cif, unit);
        Path pdb = folder.resolve("unit.pdb");
        EnsembleFile.writePdb(unit, pdb);
        Files.writeString(pdb, remark350(truth.operators()) + Files.readString(pdb));
        assertListed(truth, pdb, unit);
    }

    private static void assertListed(Symmetry truth, Path file, Structure unit) {
        Symmetry listed = DepositedAssembly.symmetry(file, unit).orElseThrow();
        assertEquals("D3", listed.pointGroup());
        assertSameOperators(
                truth.operators(), listed.operators(), unit.getChains().get(0));
    }

    private static String cifAssembly(List<Matrix4d> operators) {
        StringBuilder text = new StringBuilder("""
                loop_
                _pdbx_struct_assembly.id
                _pdbx_struct_assembly.details
                1 'complete point assembly'
                loop_
                _pdbx_struct_assembly_gen.assembly_id
                _pdbx_struct_assembly_gen.oper_expression
                _pdbx_struct_assembly_gen.asym_id_list
                1 (1-6) A
                loop_
                _pdbx_struct_oper_list.id
                _pdbx_struct_oper_list.type
                """);
        for (int row = 1; row <= 3; row++) {
            for (int column = 1; column <= 3; column++) {
                text.append("_pdbx_struct_oper_list.matrix[" + row + "][" + column + "]\n");
            }
            text.append("_pdbx_struct_oper_list.vector[" + row + "]\n");
        }
        for (int k = 0; k < operators.size(); k++) {
            text.append(k + 1).append(" 'point symmetry operation'");
            for (int i = 0; i < 12; i++) {
                text.append(String.format(Locale.ROOT, " %.8f", operators.get(k).getElement(i / 4, i % 4)));
            }
            text.append('\n');
        }
        return text.append("#\n").toString();
    }

    private static String remark350(List<Matrix4d> operators) {
        StringBuilder text =
                new StringBuilder("REMARK 350 BIOMOLECULE: 1\nREMARK 350 APPLY THE FOLLOWING TO CHAINS: A\n");
        for (int k = 0; k < operators.size(); k++) {
            for (int row = 0; row < 3; row++) {
                Matrix4d m = operators.get(k);
                text.append(String.format(
                        Locale.ROOT,
                        "REMARK 350   BIOMT%d %3d%10.6f%10.6f%10.6f%15.5f            \n",
                        row + 1,
                        k + 1,
                        m.getElement(row, 0),
                        m.getElement(row, 1),
                        m.getElement(row, 2),
                        m.getElement(row, 3)));
            }
        }
        return text.toString();
    }
}
