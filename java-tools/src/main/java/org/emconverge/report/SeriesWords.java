package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.series.MissingMap;
import org.emconverge.series.ResidueLoss;
import org.emconverge.series.ResidueLoss.Fate;
import org.emconverge.series.ResolutionSeries;
import org.emconverge.series.SeriesMap;
import org.emconverge.series.SeriesResidue;
import org.emconverge.series.SeriesStep;

/** What a series says, in sentences. */
final class SeriesWords {
    private SeriesWords() {}

    /** What happens from the finest maps to the coarsest. */
    static List<String> headline(ResolutionSeries series) {
        List<String> sentences = new ArrayList<>();
        SeriesStep finest = series.steps().get(0);
        SeriesStep coarsest = series.steps().get(series.steps().size() - 1);
        if (series.steps().size() == 1) {
            sentences.add("The series has maps of one resolution, " + resolution(finest) + ": the models differ by "
                    + ReadableText.angstrom(finest.caRmsdMean()) + " on average.");
        } else {
            sentences.add("From maps of " + resolution(finest) + " to maps of " + resolution(coarsest)
                    + " the mean spread of the models goes from " + ReadableText.angstrom(finest.caRmsdMean()) + " to "
                    + ReadableText.angstrom(coarsest.caRmsdMean()) + ".");
        }
        List<SeriesResidue> known =
                series.unit().stream().filter(residue -> residue.maps() > 0).toList();
        sentences.add(fates(known, SeriesResidue::lost3, "The sequence register", "3 Å"));
        sentences.add(fates(known, SeriesResidue::lost1, "Agreement to within 1 Å", "1 Å"));
        return sentences;
    }

    /** {@code 3.3 Å}, and where it was measured {@code 3.3 Å (measured 3.41 Å)}. */
    private static String resolution(SeriesStep step) {
        return ReadableText.shortest(step.nominal()) + "\u00a0Å"
                + (step.measured() == null ? "" : " (measured " + ReadableText.angstrom(step.measured()) + ")");
    }

    private static String fates(
            List<SeriesResidue> known, Function<SeriesResidue, ResidueLoss> of, String what, String limit) {
        long kept = known.stream().filter(r -> of.apply(r).fate() == Fate.KEPT).count();
        long before = known.stream()
                .filter(r -> of.apply(r).fate() == Fate.LOST_BEFORE)
                .count();
        double[] lost = known.stream()
                .map(of)
                .filter(loss -> loss.fate() == Fate.LOST)
                .mapToDouble(ResidueLoss::resolution)
                .sorted()
                .toArray();
        String within = lost.length == 0
                ? "none is lost in between"
                : ReadableText.count(lost.length, "residue")
                        + (lost.length == 1 ? " is lost at " : " are lost, half of them by ")
                        + ReadableText.angstrom(lost[(lost.length - 1) / 2]);
        return String.format(
                Locale.ROOT,
                "%s (spread up to %s) is kept through the whole series by %s of the %s; %s; %s it in the finest map.",
                what,
                limit,
                ReadableText.percent((double) kept / known.size()),
                ReadableText.count(known.size(), "residue"),
                within,
                before == 0 ? "none lacks" : before == 1 ? "1 lacks" : String.format(Locale.ROOT, "%,d lack", before));
    }

    /** Maps that are not what was asked for, and those that are not there; a sentence each. */
    static List<String> attention(ResolutionSeries series) {
        List<String> lines = new ArrayList<>();
        for (MissingMap map : series.missing()) {
            lines.add(map.id() + " has no result"
                    + (map.reason().isEmpty() ? ": see pipeline_info/failed.csv." : ": " + map.reason()));
        }
        for (SeriesMap map : series.maps()) {
            if (map.isAsGiven()) {
                lines.add(map.id() + " has the half maps as they were given, because these reach no better than the "
                        + ReadableText.shortest(map.nominal()) + "\u00a0Å that were asked for.");
            }
            if (map.differs()) {
                lines.add(map.id() + " measures " + ReadableText.angstrom(map.measured()) + ", "
                        + String.format(Locale.ROOT, "%.0f", 100 * Math.abs(map.deviation())) + "\u00a0% "
                        + (map.deviation() > 0 ? "more" : "less") + " than the "
                        + ReadableText.shortest(map.nominal()) + "\u00a0Å that were asked for.");
            }
            if (map.measured() == null) {
                lines.add(map.id() + " has no measured resolution: where resolutions are compared, the "
                        + ReadableText.shortest(map.nominal()) + "\u00a0Å that were asked for stand in its place.");
            }
        }
        return lines;
    }

    /** What the bars of the curve are. */
    static String bars(ResolutionSeries series) {
        return series.steps().stream().anyMatch(step -> step.caRmsdSd() != null)
                ? "Bars: one standard deviation from one seed of the noise to the next; small points: the maps."
                : "There are no error bars: every resolution has one map. --repeats makes more, with other noise.";
    }

    /** How the maps were made, from the record of the first. */
    static String made(ResolutionSeries series) {
        JsonNode record = Json.readOrMissing(series.maps().get(0).folder().path(EntryFile.SERIES_MAP));
        double given = record.path("given").asDouble(Double.NaN);
        return "The maps were made from the half maps of " + series.name()
                + (Double.isNaN(given) ? "" : ", which reach " + ReadableText.angstrom(given) + ",")
                + " as if every particle had been shifted at random: the signal is attenuated as such shifts would do,"
                + " and as much noise as that takes away is given back. All models start from one prepared model.";
    }

    /** Residues of a chain that are lost at most at a resolution, in stretches by their fate, coarsely. */
    static List<String> lostFirst(ResolutionSeries series, int most) {
        List<SeriesResidue> lost = series.unit().stream()
                .filter(residue -> residue.lost3().fate() == Fate.LOST)
                .sorted((a, b) ->
                        Double.compare(a.lost3().resolution(), b.lost3().resolution()))
                .toList();
        return lost.stream()
                .limit(most)
                .map(residue -> SeriesCharts.name(residue) + " at "
                        + ReadableText.angstrom(residue.lost3().resolution()))
                .toList();
    }
}
