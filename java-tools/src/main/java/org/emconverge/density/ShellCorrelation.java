package org.emconverge.density;

import java.util.Arrays;
import java.util.Locale;
import org.emconverge.InputException;

/**
 * The Fourier shell correlation of two maps on one grid (Harauz &amp; van Heel, Optik 73, 146, 1986): Σ Re(F G*) /
 * √(Σ|F|² Σ|G|²) over the coefficients of each shell. Shells are as wide as the reciprocal of the longest edge of the
 * box and end at the Nyquist frequency of the coarsest axis.
 *
 * <p>Each map is taken about its mean, so that neither an offset nor a factor changes the curve, mask or not. Memory:
 * two floats per voxel besides the maps.
 */
public final class ShellCorrelation {
    /** Voxel edges of one grid agree to this, relative. */
    private static final double SAME_VOXEL = 1e-4;

    private ShellCorrelation() {}

    /** @throws InputException when the maps lie on different grids or one of them is constant */
    public static FscCurve of(DensityMap a, DensityMap b) {
        return of(a, b, null);
    }

    /**
     * @param mask a weight for every voxel, by which both maps are multiplied; null for none
     * @throws InputException as {@link #of(DensityMap, DensityMap)}
     */
    public static FscCurve of(DensityMap a, DensityMap b, float[] mask) {
        requireSameGrid(a, b);
        PairTransform pair = PairTransform.pack(a, b);
        if (mask != null) {
            pair.multiply(mask);
        }
        pair.forward();
        return pair.curve();
    }

    /** @throws InputException when sizes or voxels differ; where the maps lie is of no matter */
    static void requireSameGrid(DensityMap a, DensityMap b) {
        boolean same = a.nx() == b.nx() && a.ny() == b.ny() && a.nz() == b.nz();
        for (int axis = 0; axis < 3; axis++) {
            same &= Math.abs(a.voxel()[axis] - b.voxel()[axis]) <= SAME_VOXEL * a.voxel()[axis];
        }
        if (!same) {
            throw new InputException(
                    "Two maps to be correlated have " + grid(a) + " and " + grid(b) + ": give maps on one grid.");
        }
    }

    private static String grid(DensityMap m) {
        return String.format(
                Locale.ROOT, "%d x %d x %d voxels of %s Å", m.nx(), m.ny(), m.nz(), Arrays.toString(m.voxel()));
    }
}
