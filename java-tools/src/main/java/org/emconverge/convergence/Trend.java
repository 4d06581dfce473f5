package org.emconverge.convergence;

/**
 * Where a mean spread lies among maps of the same resolution.
 *
 * @param expectedMean mean Cα RMSD over all pairs of refined models that is typical at the resolution, Å
 * @param z (ln mean - ln expected) / residual standard deviation; positive: less well determined than is typical
 * @param extrapolated the resolution lies outside the maps that the trend was fitted to
 */
public record Trend(double expectedMean, double z, boolean extrapolated) {
    /*
     * The line is ln(mean refined Cα RMSD) = SLOPE · d + INTERCEPT. It was fitted to 15 EMDB maps of 1.75 to 4.5 Å whose
     * models were made by OpenMM annealing (600 K, 8 ps, linear density term) and Servalcat; one alpha chain of the 20S
     * proteasome was left out. It is exponential, as the trend of Herzik, Fraser & Lander (2019) for Rosetta and Phenix,
     * and holds for this pair of engines only.
     */
    static final double SLOPE = 1.35;
    static final double INTERCEPT = -5.98;
    /** The residual standard deviation of ln(mean) about the line. */
    public static final double RESIDUAL_SD = 0.37;
    /** The best resolution of the maps that the line was fitted to, Å. */
    public static final double BEST_RESOLUTION = 1.75;
    /** The worst resolution of these maps, Å. */
    public static final double WORST_RESOLUTION = 4.5;

    static final String SAMPLER = "openmm";
    static final String REFINER = "servalcat";

    /** Whether the trend was fitted to models of these engines. */
    public static boolean knows(String sampler, String refiner) {
        return SAMPLER.equals(sampler) && REFINER.equals(refiner);
    }

    /** The mean Cα RMSD that is typical at a resolution; both Å. */
    public static double expectedMean(double resolution) {
        return Math.exp(SLOPE * resolution + INTERCEPT);
    }

    /**
     * @param resolution Å
     * @param mean mean Cα RMSD of the refined models, Å; z is NaN when it is 0
     */
    public static Trend of(double resolution, double mean) {
        double expected = expectedMean(resolution);
        double z = mean > 0 ? Math.log(mean / expected) / RESIDUAL_SD : Double.NaN;
        return new Trend(expected, z, resolution < BEST_RESOLUTION || resolution > WORST_RESOLUTION);
    }
}
