package org.emconverge.ensemble;

import java.util.Arrays;

/**
 * Moves the gaps of an alignment to where the structure has its breaks. A sequence alone often leaves open which of
 * several like residues stands before a missing loop and which after it; the distance of neighbours does not.
 */
final class GapSlide {
    private static final int NONE = -1;

    private GapSlide() {}

    /**
     * The alignment with every gap moved, as far as like residues stay with like, to where the chain that goes on
     * across it is broken; where there is no such place a gap stays.
     *
     * @param places for each residue of the first chain that of the second, or -1
     */
    static int[] slide(int[] places, PolymerChain first, PolymerChain second) {
        int[] moved = slideOne(places.clone(), first, second);
        return inverse(
                slideOne(inverse(moved, second.residues().size()), second, first),
                first.residues().size());
    }

    /** Moves the gaps in the first chain, where it lacks residues of the second. */
    private static int[] slideOne(int[] places, PolymerChain first, PolymerChain second) {
        for (int i = 0; i + 1 < places.length; i++) {
            boolean gap = places[i] != NONE && places[i + 1] > places[i] + 1;
            int shift = gap && !first.isBrokenAfter(i) ? shift(places, i, first, second) : 0;
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
    private static int shift(int[] places, int i, PolymerChain first, PolymerChain second) {
        int gap = places[i + 1] - places[i] - 1;
        boolean left = true;
        boolean right = true;
        for (int step = 1; left || right; step++) {
            int l = i - step + 1;
            left = left
                    && l >= 1
                    && places[l - 1] == places[i] - step
                    && first.letter(l) == second.letter(places[l] + gap);
            if (left && first.isBrokenAfter(i - step)) {
                return -step;
            }
            int r = i + step;
            right = right
                    && r + 1 < places.length
                    && places[r + 1] == places[i + 1] + step
                    && first.letter(r) == second.letter(places[r] - gap);
            if (right && first.isBrokenAfter(i + step)) {
                return step;
            }
        }
        return 0;
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
