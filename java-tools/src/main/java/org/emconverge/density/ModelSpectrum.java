package org.emconverge.density;

import java.util.List;

/**
 * Structure factors of a model in the periodic box of a map, by way of its density on a grid: fast, and exact to about
 * 1 in 1,000.
 */
final class ModelSpectrum {
    /** The grid samples this much finer than the highest frequency asked for needs. */
    private static final double OVERSAMPLING = 1.5;
    /** What aliasing may add at the highest frequency, relative to the true coefficient there. */
    private static final double ALIASING = 1e-3;
    /** The smallest width of a Gaussian in the table of scattering factors is about this, Å². */
    private static final double NARROWEST = 0.2;

    private ModelSpectrum() {}

    /**
     * @param atoms inside the box (it repeats: what reaches out of it appears on the other side)
     * @param origin position of the box's corner, Å
     * @param length its edges, Å
     * @param limit the highest frequency, Å⁻¹
     * @return F(q) in Å
     */
    static Spectrum of(List<FitAtom> atoms, double[] origin, double[] length, double limit) {
        int[] size = new int[3];
        double[] spacing = new double[3];
        double coarsest = 0;
        for (int axis = 0; axis < 3; axis++) {
            size[axis] = TransformSize.from((int) Math.ceil(length[axis] * 2 * limit * OVERSAMPLING));
            spacing[axis] = length[axis] / size[axis];
            coarsest = Math.max(coarsest, spacing[axis]);
        }
        double leastB =
                atoms.stream().mapToDouble(a -> Math.max(0, a.bFactor())).min().orElse(0);
        // Frequency q is joined by 1/spacing − q, damped by exp(−B (…² − q²) / 4) against it
        double alias = 1 / coarsest - limit;
        double needed = -4 * Math.log(ALIASING) / (alias * alias - limit * limit);
        double blur = Math.max(0, needed - leastB - NARROWEST);
        Spectrum spectrum = Spectrum.of(new AtomicDensity(atoms, size, spacing, origin, blur), size, length, limit);
        spectrum.multiply(q -> Math.exp(blur * q * q / 4));
        return spectrum;
    }
}
