package org.emconverge.trend;

import java.util.List;
import java.util.stream.Stream;

/**
 * The mean spread that is typical of maps of a resolution, after Herzik, Fraser & Lander (2019). It holds for the
 * settings that made the models it was fitted to, and for no others. Resolutions and spreads in Å.
 *
 * @param sampler engine that made the models
 * @param refiner engine that refined them
 * @param fingerprints of their settings
 * @param curve of the mean Cα RMSD of the refined models
 * @param residualSd residual standard deviation of ln(mean)
 * @param knee where the curve bends most; null where it does not rise
 * @param band of the curve, by bootstrap
 * @param fittedTo the entries that it was fitted to
 */
public record Trend(
        String sampler,
        String refiner,
        Fingerprints fingerprints,
        Curve curve,
        double residualSd,
        Knee knee,
        List<Limits> band,
        List<Member> fittedTo) {

    /**
     * With the limits between which 95 % of the bootstrap's samples have it.
     *
     * @param resolution Å
     */
    public record Knee(double resolution, double low, double high) {}

    /** Between which the curve lies at a resolution in 95 % of the bootstrap's samples; all Å. */
    public record Limits(double resolution, double low, double high) {}

    /** An entry: the resolution of its map and the mean Cα RMSD of its models, Å. */
    public record Member(String id, double resolution, double mean) {}

    /** The mean Cα RMSD that is typical at a resolution; both Å. */
    public double expectedMean(double resolution) {
        return curve.mean(resolution);
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
        return fittedTo.stream().noneMatch(member -> member.resolution <= resolution)
                || fittedTo.stream().noneMatch(member -> member.resolution >= resolution);
    }

    /** Whether nothing is missing that the numbers are computed from. */
    boolean isWhole() {
        return Stream.of(sampler, refiner, fingerprints, curve, band, fittedTo).noneMatch(part -> part == null)
                && residualSd > 0
                && !fittedTo.isEmpty();
    }
}
