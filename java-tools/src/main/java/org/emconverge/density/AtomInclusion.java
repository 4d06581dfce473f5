package org.emconverge.density;

import java.util.List;

/**
 * Atom inclusion: the share of the heavy atoms in the map whose density, interpolated at the atom, exceeds a contour
 * level, as the EMDB has it.
 *
 * @param mean over all heavy atoms, 0 to 1; NaN without any
 * @param residues of each residue; NaN where there is none
 */
public record AtomInclusion(double mean, double[] residues) {
    static AtomInclusion of(DensityMap map, List<FitAtom> atoms, double contour, int residues) {
        double[] inside = new double[atoms.size()];
        for (int i = 0; i < inside.length; i++) {
            FitAtom atom = atoms.get(i);
            double density = map.at(atom.x(), atom.y(), atom.z());
            inside[i] = atom.isHydrogen() || Double.isNaN(density) ? Double.NaN : density > contour ? 1 : 0;
        }
        return new AtomInclusion(Residues.mean(inside), Residues.means(atoms, inside, FitAtom::residue, residues));
    }
}
