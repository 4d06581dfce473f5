package org.emconverge.register;

import java.util.List;

/**
 * Residues that together fit better some places further along the chain.
 *
 * @param chain author chain id
 * @param first number and insertion code of the first residue
 * @param last of the last, which counts
 * @param shift places along the chain, not 0
 * @param probability share of the paths drawn that shift it, its ends two residues off at most
 * @param residues all of them, in order
 */
public record Stretch(
        String chain, String first, String last, int shift, double probability, List<MovedResidue> residues) {
    /**
     * @param residue number and insertion code
     * @param place those of the residue in whose place it goes
     * @param chi torsions of the side chain there, degrees in (−180, 180]
     */
    public record MovedResidue(String residue, String place, double[] chi) {}
}
