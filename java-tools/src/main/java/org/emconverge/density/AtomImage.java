package org.emconverge.density;

/** What one atom looks like in a map of limited resolution. */
final class AtomImage {
    /** Å; as mmtbx computes the image. */
    private static final double STEP = 0.1;

    private static final double FARTHEST = 15;
    /** Intervals of Simpson's rule over the frequencies. */
    private static final int INTERVALS = 400;
    /** Å: bounds of the radius that residues are compared in. */
    static final double LEAST_RADIUS = 3;

    static final double MOST_RADIUS = 10;

    private AtomImage() {}

    /**
     * How far from its atoms a residue is compared with the map: the resolution or, when larger, twice the distance at
     * which the image of a carbon atom turns from falling ever faster to falling ever slower, between 3 and 10 Å
     * (phenix.map_model_cc).
     *
     * @param resolution Å
     * @param bFactor mean B of the model, Å²
     */
    static double radius(double resolution, double bFactor) {
        double beforeLast = image(-STEP, resolution, bFactor);
        double last = image(0, resolution, bFactor);
        double inflection = FARTHEST;
        for (double r = STEP; r < FARTHEST; r += STEP) {
            double next = image(r, resolution, bFactor);
            if (beforeLast + next - 2 * last > 0) {
                inflection = r - STEP * 3 / 2;
                break;
            }
            beforeLast = last;
            last = next;
        }
        return Math.max(LEAST_RADIUS, Math.min(MOST_RADIUS, Math.max(resolution, 2 * inflection)));
    }

    /** ∫ f(s) exp(−B s²/4) 2 s sin(2πrs)/r ds from 0 to 1/d, Å⁻². */
    private static double image(double r, double resolution, double bFactor) {
        ElectronScattering carbon = ElectronScattering.of("C");
        double step = 1 / resolution / INTERVALS;
        double sum = 0;
        for (int i = 1; i <= INTERVALS; i++) {
            double s = i * step;
            double wave = Math.abs(r) < 1e-9 ? 2 * Math.PI * s : Math.sin(2 * Math.PI * r * s) / r;
            sum += (i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2) * carbon.factor(s, bFactor) * 2 * s * wave;
        }
        return sum * step / 3;
    }
}
