package org.emconverge.register;

import static org.emconverge.validation.TestModels.built;
import static org.emconverge.validation.TestModels.helical;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.Grid;
import org.emconverge.density.Scatterer;
import org.emconverge.density.SyntheticMaps;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.Symmetry;
import org.junit.jupiter.api.Test;

/** A helix of known sequence in the map that it gives at 3 Å, with noise. */
class RegisterTest {
    private static final double RESOLUTION = 3;
    private static final String[] SEQUENCE =
            "LEU GLY TRP ALA LYS VAL GLU PHE SER ILE ALA TYR GLY MET ASP LEU ALA TRP GLN THR PHE GLY ARG VAL ALA LEU ASN TYR SER ILE GLU ALA PHE LYS GLY LEU"
                    .split(" ");
    private static final DensityMap MAP = map();

    private static Structure helix(String... sequence) {
        return built(Arrays.stream(sequence)
                .map(name -> helical(
                        name,
                        SideChains.shipped()
                                .of(SideChains.KINDS.indexOf(name))
                                .get(0)
                                .chi()))
                .toArray(ChainBuilder.Residue[]::new));
    }

    private static DensityMap map() {
        List<Scatterer> atoms = new ArrayList<>();
        for (Group group : helix(SEQUENCE).getChains().get(0).getAtomGroups()) {
            for (Atom atom : group.getAtoms()) {
                String element = atom.getName().substring(0, 1);
                atoms.add(new Scatterer(element, atom.getX(), atom.getY(), atom.getZ(), 30));
            }
        }
        Grid grid = Grid.around(atoms, 8, 1);
        return SyntheticMaps.of(atoms, List.of(), grid, RESOLUTION, new Random(1))
                .map();
    }

    private static Register register(Structure structure) {
        return Register.of(structure, MAP, RESOLUTION, Symmetry.NONE);
    }

    /** The same backbone, where residues 11 to 24 are named as the one before them is in truth. */
    private static Structure shifted() {
        String[] names = SEQUENCE.clone();
        System.arraycopy(SEQUENCE, 9, names, 10, 14);
        Structure structure = helix(SEQUENCE);
        List<Group> groups = structure.getChains().get(0).getAtomGroups();
        IntStream.range(0, names.length).forEach(i -> groups.get(i).setPDBName(names[i]));
        return structure;
    }

    @Test
    void rightResiduesAreRight() {
        for (ResidueRegister residue : register(helix(SEQUENCE)).residues()) {
            assertTrue(residue.probability() > 0.8, residue.toString());
            assertEquals(0, residue.shift(), residue.toString());
        }
    }

    @Test
    void aShiftedStretchIsFound() {
        List<ResidueRegister> residues = register(shifted()).residues();
        for (int i = 11; i < 22; i++) {
            assertTrue(residues.get(i).probability() < 0.2, residues.get(i).toString());
            assertEquals(-1, residues.get(i).shift(), residues.get(i).toString());
        }
        for (int i : new int[] {0, 5, 7, 28, 35}) {
            assertTrue(residues.get(i).probability() > 0.8, residues.get(i).toString());
        }
        Stretch best = Stretches.of(register(shifted())).get(0);
        assertEquals(-1, best.shift());
        assertTrue(best.probability() > 0.3, "probability " + best.probability());
        assertTrue(Math.abs(Integer.parseInt(best.first()) - 11) <= 3, best.first());
        assertTrue(Math.abs(Integer.parseInt(best.last()) - 24) <= 3, best.last());
        Stretch.MovedResidue moved = best.residues().get(2);
        assertEquals(
                Integer.parseInt(moved.residue()) - 1,
                Integer.parseInt(moved.place()),
                "each goes where the one before it is");
    }

    @Test
    void theSideChainThatFitsIsTheOneThatIsThere() {
        Stretch best = Stretches.of(register(shifted())).get(0);
        Stretch.MovedResidue tyrosine = best.residues().stream()
                .filter(residue -> residue.place().equals("12"))
                .findFirst()
                .orElseThrow();
        double[] there =
                SideChains.shipped().of(SideChains.KINDS.indexOf("TYR")).get(0).chi();
        assertEquals(there[0], tyrosine.chi()[0], 30);
    }

    @Test
    void aStretchEndsAtAChainBreak() {
        Structure structure = shifted();
        List<Group> groups = structure.getChains().get(0).getAtomGroups();
        structure.getChains().get(0).setAtomGroups(new ArrayList<>(groups));
        List<Group> left = new ArrayList<>(groups.subList(0, 16));
        left.addAll(groups.subList(17, groups.size()));
        structure.getChains().get(0).setAtomGroups(left);
        List<Stretch> stretches = Stretches.of(register(structure));
        assertFalse(stretches.isEmpty());
        for (Stretch stretch : stretches) {
            for (Stretch.MovedResidue residue : stretch.residues()) {
                boolean before = Integer.parseInt(residue.residue()) < 17;
                assertEquals(before, Integer.parseInt(residue.place()) < 17, stretch.first() + " " + stretch.shift());
            }
        }
    }

    @Test
    void glycineAndAlanineAreToldByWhatIsAbsent() {
        Structure structure = helix(SEQUENCE);
        SideChainDensity density = new SideChainDensity(MAP, Place.of(structure), List.of(), RESOLUTION);
        double[][] ratios = KindEvidence.of(density).logRatios(7);
        assertTrue(mean(ratios, "GLY", "GLY") > 0.5, "glycine " + mean(ratios, "GLY", "GLY"));
        assertTrue(mean(ratios, "ALA", "ALA") > 0.1, "alanine " + mean(ratios, "ALA", "ALA"));
        assertTrue(mean(ratios, "GLY", "LEU") < -1, "leucine in the place of glycine");
        assertTrue(mean(ratios, "ALA", "LEU") < 0, "leucine in the place of alanine " + mean(ratios, "ALA", "LEU"));
        assertTrue(mean(ratios, "LEU", "GLY") < 0, "glycine in the place of leucine");
    }

    /** Mean logarithm by which the density makes a kind more probable, over the places where another is. */
    private static double mean(double[][] ratios, String there, String kind) {
        return IntStream.range(0, SEQUENCE.length)
                .filter(i -> SEQUENCE[i].equals(there))
                .mapToDouble(i -> ratios[i][SideChains.KINDS.indexOf(kind)])
                .average()
                .orElseThrow();
    }

    @Test
    void aMapWithoutTheModelSaysNothing() {
        DensityMap empty =
                new DensityMap(MAP.nx(), MAP.ny(), MAP.nz(), MAP.voxel(), MAP.origin(), new float[MAP.values().length]);
        for (ResidueRegister residue :
                Register.of(shifted(), empty, RESOLUTION, Symmetry.NONE).residues()) {
            assertEquals(RegisterModel.start(RegisterModel.MOST), residue.probability(), 0.1);
            assertEquals(0, residue.shift());
        }
    }

    @Test
    void aModelBesideTheMapSaysNothing() {
        Structure far = helix(SEQUENCE);
        far.getChains()
                .get(0)
                .getAtomGroups()
                .forEach(group -> group.getAtoms().forEach(atom -> atom.setX(atom.getX() + 1000)));
        for (ResidueRegister residue : register(far).residues()) {
            assertEquals(RegisterModel.start(RegisterModel.MOST), residue.probability(), 0.1);
        }
    }

    @Test
    void sameInputSameBytes() throws IOException {
        assertEquals(
                Json.text(RegisterReport.of(register(shifted()), RESOLUTION)),
                Json.text(RegisterReport.of(register(shifted()), RESOLUTION)));
    }
}
