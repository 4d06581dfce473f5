package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import org.emconverge.Json;

/**
 * The mean spread that is typical of maps of a resolution: ln(mean refined Cα RMSD) = slope · d + intercept,
 * exponential as the trend of Herzik, Fraser & Lander (2019) for Rosetta and Phenix. It holds for the engines and the
 * settings that made the models it was fitted to, and for no others. {@code trend.json} has it, which
 * {@code bench/wrong_residues/fit_trend.py} writes.
 *
 * @param slope 1/Å
 * @param intercept of the logarithm of Å
 * @param residualSd residual standard deviation of ln(mean)
 * @param bestResolution of the maps that it was fitted to, Å
 * @param worstResolution of these maps, Å
 * @param sampler engine that made the models
 * @param refiner engine that refined them
 * @param fingerprints of the settings that made the models
 */
public record Trend(
        double slope,
        double intercept,
        double residualSd,
        double bestResolution,
        double worstResolution,
        String sampler,
        String refiner,
        Fingerprints fingerprints) {
    private static final Trend SHIPPED = of(Json.resource(Trend.class, "trend.json"));

    private static Trend of(JsonNode node) {
        return new Trend(
                node.required("slope").doubleValue(),
                node.required("intercept").doubleValue(),
                node.required("residual_sd").doubleValue(),
                node.required("best_resolution").doubleValue(),
                node.required("worst_resolution").doubleValue(),
                node.required("engines").required("sampler").textValue(),
                node.required("engines").required("refiner").textValue(),
                Fingerprints.of(node.required("fingerprints")));
    }

    /** That of the default engines with their default settings. */
    public static Trend shipped() {
        return SHIPPED;
    }

    /** Whether these are its engines; with other settings they too have no trend. */
    public boolean isOf(String sampler, String refiner) {
        return this.sampler.equals(sampler) && this.refiner.equals(refiner);
    }

    /** The mean Cα RMSD that is typical at a resolution; both Å. */
    public double expectedMean(double resolution) {
        return Math.exp(slope * resolution + intercept);
    }

    /**
     * (ln mean − ln expected) / residual standard deviation; positive: less well determined than is typical.
     *
     * @param resolution Å
     * @param mean mean Cα RMSD of the refined models, Å; NaN when it is 0
     */
    public double z(double resolution, double mean) {
        return mean > 0 ? Math.log(mean / expectedMean(resolution)) / residualSd : Double.NaN;
    }

    /** Whether a resolution (Å) lies outside the maps that the trend was fitted to. */
    public boolean extrapolates(double resolution) {
        return resolution < bestResolution || resolution > worstResolution;
    }
}
