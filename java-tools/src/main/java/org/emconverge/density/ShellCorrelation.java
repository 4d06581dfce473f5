package org.emconverge.density;

/**
 * The Fourier shell correlation of two maps on one grid, onto which the second is moved where it begins elsewhere
 * ({@link CommonGrid}) (Harauz &amp; van Heel, Optik 73, 146, 1986): Σ Re(F G*) / √(Σ|F|² Σ|G|²) over the coefficients
 * of each shell. Shells are as wide as the reciprocal of the longest edge of the box and end at the Nyquist frequency
 * of the coarsest axis.
 *
 * <p>Each map is taken about its mean, so that neither an offset nor a factor changes the curve, mask or not. Memory:
 * two floats per voxel besides the maps.
 */
public final class ShellCorrelation {
    private ShellCorrelation() {}

    /** @throws org.emconverge.InputException when the maps lie on different grids or one of them is constant */
    public static FscCurve of(DensityMap a, DensityMap b) {
        return of(a, b, null);
    }

    /**
     * @param mask a weight for every voxel, by which both maps are multiplied; null for none
     * @throws org.emconverge.InputException as {@link #of(DensityMap, DensityMap)}
     */
    public static FscCurve of(DensityMap a, DensityMap b, float[] mask) {
        PairTransform pair = PairTransform.pack(a, CommonGrid.onto(b, a, SolventLevel.of(b)));
        if (mask != null) {
            pair.multiply(mask);
        }
        pair.forward();
        return pair.curve();
    }
}
