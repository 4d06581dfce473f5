package org.emconverge.trend;

/**
 * The mean spread that is typical at a resolution: mean(d) = floor + scale · exp(rate · d), the exponential of Herzik,
 * Fraser & Lander (2019) with a floor below which models of however good a map do not come.
 *
 * @param scale Å, above 0
 * @param rate 1/Å
 * @param floor Å, 0 or more
 */
public record Curve(double scale, double rate, double floor) {
    /** The mean Cα RMSD at a resolution; both Å. */
    public double mean(double resolution) {
        return floor + scale * Math.exp(rate * resolution);
    }

    /**
     * The resolution (Å) at which the curve bends most. The curvature y″ / (1 + y′²)^(3/2) of y = c + a exp(b d) is
     * largest where y′ = 1/√2, at d = −ln(√2 a b) / b; NaN for a curve that does not rise.
     */
    public double knee() {
        return rate > 0 ? -Math.log(Math.sqrt(2) * scale * rate) / rate : Double.NaN;
    }
}
