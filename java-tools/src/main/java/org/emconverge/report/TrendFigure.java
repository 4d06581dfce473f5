package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.emconverge.trend.Trend;
import org.emconverge.trend.TrendGroup;
import org.emconverge.trend.TrendPlace;

/**
 * Shows the mean Cα RMSD of entries against the resolution of their maps with the fitted curve and where it bends, as
 * Figure 4 of Herzik, Fraser & Lander (2019). The axis is linear, because the knee is that of the linear curve.
 */
final class TrendFigure {
    /** More names than these cannot be read; the page's table has them all. */
    private static final int MOST_NAMES = 12;

    private static final double PIXELS_PER_MM = 4.1;
    private static final int BESIDE = 60;

    private TrendFigure() {}

    /** @param group with a trend */
    static ObjectNode of(TrendGroup group) {
        Trend trend = group.trend();
        ObjectNode spec = Charts.resource("trend-figure.vl.json");
        double factor = Math.exp(trend.residualSd());
        for (Trend.Limits at : trend.band()) {
            double mean = trend.expectedMean(at.resolution());
            at(spec, 0, at.resolution())
                    .put("low", Charts.rounded(mean / factor))
                    .put("high", Charts.rounded(mean * factor));
            at(spec, 1, at.resolution()).put("low", at.low()).put("high", at.high());
            at(spec, 2, at.resolution()).put("mean", Charts.rounded(mean));
        }
        Trend.Knee knee = trend.knee();
        if (knee != null && !trend.extrapolates(knee.resolution())) {
            double mean = Charts.rounded(trend.expectedMean(knee.resolution()));
            at(spec, 3, knee.resolution()).put("bottom", 0).put("mean", mean);
            at(spec, 4, knee.resolution())
                    .put("mean", mean)
                    .put("label", String.format(Locale.ROOT, "knee %.1f Å", knee.resolution()));
        }
        List<TrendPlace> far = group.places().stream().filter(TrendPlace::isFar).toList();
        for (TrendPlace place : group.places()) {
            at(spec, 5, place.entry().resolution())
                    .put("mean", place.entry().mean())
                    .put("place", place.isFar() ? "far from it" : place.fitted() ? "near the trend" : "not fitted");
        }
        if (far.size() <= MOST_NAMES) {
            far.forEach(place -> at(spec, 6, place.entry().resolution())
                    .put("mean", place.entry().mean())
                    .put("id", place.entry().id()));
        }
        return spec;
    }

    /** The same for a column of a journal, which gets a PDF too. */
    static ObjectNode wide(ObjectNode spec, int millimetres) {
        ObjectNode narrow = spec.deepCopy().put("width", (int) Math.round(PIXELS_PER_MM * millimetres) - BESIDE);
        narrow.putObject("usermeta").put("width_mm", millimetres);
        return narrow;
    }

    private static ObjectNode at(ObjectNode spec, int layer, double resolution) {
        return ((ArrayNode) spec.at("/layer/" + layer + "/data/values"))
                .addObject()
                .put("resolution", resolution);
    }
}
