package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.emconverge.density.MapStatistics;

/**
 * Density in σ: standard deviations above the mean, of the whole map as it was given where map.json tells them, because
 * what is cut out around the model has less solvent and so another σ.
 *
 * @param mean in the map's units
 * @param sd likewise, above 0
 * @param whole whether both are of the whole map
 */
record DensityScale(double mean, double sd, boolean whole) {
    private static final char MINUS = '−';
    private static final MathContext DIGITS = new MathContext(3);

    /** @param report map.json, or a missing node */
    static DensityScale of(JsonNode report, MapStatistics cut) {
        double mean = report.path("mean").asDouble(Double.NaN);
        double sd = report.path("sd").asDouble(Double.NaN);
        return Double.isFinite(mean) && sd > 0
                ? new DensityScale(mean, sd, true)
                : new DensityScale(cut.mean(), cut.sd(), false);
    }

    double sigma(double density) {
        return (density - mean) / sd;
    }

    /** {@code 0.0265 (4.5 σ)}. */
    String text(double density) {
        return number(density)
                + String.format(Locale.ROOT, " (%.1f\u00a0σ)", sigma(density)).replace('-', MINUS);
    }

    /** With three digits. */
    static String number(double density) {
        return new BigDecimal(density)
                .round(DIGITS)
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', MINUS);
    }

    /** Has the labels of an axis of densities say σ below. */
    void label(JsonNode axis) {
        ((ObjectNode) axis)
                .put(
                        "labelExpr",
                        "[datum.label, format((datum.value - " + Charts.rounded(mean) + ") / " + Charts.rounded(sd)
                                + ", '.1f') + ' σ']");
    }
}
