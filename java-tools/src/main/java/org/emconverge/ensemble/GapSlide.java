package org.emconverge.ensemble;

import java.util.Arrays;
import java.util.List;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Group;

/**
 * Moves the gaps of an alignment to where the structure has its breaks. A sequence alone often leaves open which of
 * several like residues stands before a missing loop and which after it; the distance of the Cα atoms does not.
 */
final class GapSlide {
    /** Cα atoms farther apart than this are not those of neighbours, which are 3.8 Å apart; Å. */
    private static final double NEIGHBOURS = 4.5;

    private static final int NONE = -1;

    private GapSlide() {}

    /**
     * The alignment with every gap moved, as far as like residues stay with like, to where the chain that goes on
     * across it is broken; where there is no such place a gap stays.
     *
     * @param places for each residue of the first chain that of the second, or -1
     */
    static int[] slide(int[] places, List<Group> first, List<Group> second) {
        int[] moved = slideOne(places.clone(), first, second);
        return inverse(slideOne(inverse(moved, second.size()), second, first), first.size());
    }

    /** Moves the gaps in the first chain, where it lacks residues of the second. */
    private static int[] slideOne(int[] places, List<Group> first, List<Group> second) {
        for (int i = 0; i + 1 < places.length; i++) {
            boolean gap = places[i] != NONE && places[i + 1] > places[i] + 1;
            int shift = gap && !isBroken(first, i) ? shift(places, i, first, second) : 0;
            for (int k = i + shift + 1; k <= i; k++) { // to the left: these go to the other side of the gap
                places[k] = places[i + 1] - (i + 1 - k);
            }
            int left = places[i];
            for (int k = i + 1; k <= i + shift; k++) { // to the right
                places[k] = left + k - i;
            }
        }
        return places;
    }

    /**
     * How many residues the gap after residue i has to go to the right (to the left: negative) to meet a break; 0 when
     * there is none.
     */
    private static int shift(int[] places, int i, List<Group> first, List<Group> second) {
        int gap = places[i + 1] - places[i] - 1;
        boolean left = true;
        boolean right = true;
        for (int step = 1; left || right; step++) {
            int l = i - step + 1;
            left = left
                    && l >= 1
                    && places[l - 1] == places[i] - step
                    && alike(first.get(l), second.get(places[l] + gap));
            if (left && isBroken(first, i - step)) {
                return -step;
            }
            int r = i + step;
            right = right
                    && r + 1 < places.length
                    && places[r + 1] == places[i + 1] + step
                    && alike(first.get(r), second.get(places[r] - gap));
            if (right && isBroken(first, i + step)) {
                return step;
            }
        }
        return 0;
    }

    private static boolean alike(Group a, Group b) {
        return ProteinChain.letter(a) == ProteinChain.letter(b);
    }

    private static boolean isBroken(List<Group> chain, int i) {
        return i >= 0
                && i + 1 < chain.size()
                && Calc.getDistance(ProteinChain.alpha(chain.get(i)), ProteinChain.alpha(chain.get(i + 1)))
                        > NEIGHBOURS;
    }

    private static int[] inverse(int[] places, int size) {
        int[] inverse = new int[size];
        Arrays.fill(inverse, NONE);
        for (int i = 0; i < places.length; i++) {
            if (places[i] != NONE) {
                inverse[places[i]] = i;
            }
        }
        return inverse;
    }
}
