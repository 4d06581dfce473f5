package org.emconverge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.Conformers;
import org.emconverge.structure.Elements;

/**
 * The heavy atoms of the best model, waters left out, as they are held against the map.
 *
 * @param atoms Å; rows of x, y, z
 * @param backbone whether each belongs to the backbone: of amino acids N, CA, C, O and OXT, of nucleotides P and the
 *     chain of the sugars, as the EMDB counts them
 * @param trace positions of the Cα atoms, and of the nucleotides' C4', Å
 */
record BestModel(double[][] atoms, boolean[] backbone, double[][] trace) {
    private static final String SUGAR = "C4'";
    private static final Set<String> PEPTIDE = Set.of("N", "CA", "C", "O", "OXT");
    private static final Set<String> NUCLEOTIDE = Set.of("P", "O5'", "C5'", SUGAR, "C3'", "O3'");

    static BestModel of(Structure models) {
        List<double[]> atoms = new ArrayList<>();
        List<Boolean> backbone = new ArrayList<>();
        List<double[]> trace = new ArrayList<>();
        for (Chain chain : models.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (!group.isWater()) {
                    Set<String> names = backboneOf(group);
                    for (Atom atom : Conformers.allAtoms(group)) {
                        if (!Elements.isHydrogen(atom)) {
                            atoms.add(atom.getCoords());
                            backbone.add(names.contains(atom.getName()));
                        }
                    }
                    String middle = names == PEPTIDE ? "CA" : SUGAR;
                    if (!names.isEmpty() && group.hasAtom(middle)) {
                        trace.add(group.getAtom(middle).getCoords());
                    }
                }
            }
        }
        boolean[] isBackbone = new boolean[backbone.size()];
        IntStream.range(0, isBackbone.length).forEach(atom -> isBackbone[atom] = backbone.get(atom));
        return new BestModel(atoms.toArray(double[][]::new), isBackbone, trace.toArray(double[][]::new));
    }

    /** By its atoms, because components that are not known have no kind: a ligand's N or O is of no backbone. */
    private static Set<String> backboneOf(Group group) {
        if (group.hasAtom("N") && group.hasAtom("CA") && group.hasAtom("C")) {
            return PEPTIDE;
        }
        return group.hasAtom(SUGAR) && group.hasAtom("C3'") ? NUCLEOTIDE : Set.of();
    }

    /** The lowest and the highest coordinates of all atoms, Å; of no atoms null. */
    double[][] box() {
        if (atoms.length == 0) {
            return null;
        }
        double[][] box = {atoms[0].clone(), atoms[0].clone()};
        for (double[] atom : atoms) {
            for (int axis = 0; axis < 3; axis++) {
                box[0][axis] = Math.min(box[0][axis], atom[axis]);
                box[1][axis] = Math.max(box[1][axis], atom[axis]);
            }
        }
        return box;
    }

    /** The mean position of its atoms, Å. */
    double[] centre() {
        double[] centre = new double[3];
        for (double[] atom : atoms) {
            for (int axis = 0; axis < 3; axis++) {
                centre[axis] += atom[axis] / atoms.length;
            }
        }
        return centre;
    }
}
