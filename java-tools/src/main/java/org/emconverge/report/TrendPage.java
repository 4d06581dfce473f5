package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.emconverge.AtomicOutput;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.trend.Trend;
import org.emconverge.trend.TrendEntry.Settings;
import org.emconverge.trend.TrendGroup;
import org.emconverge.trend.TrendPlace;
import org.emconverge.trend.TrendStudy;

/** Writes {@code trend.html} and its figures: what is typical at a resolution, and which entries lie off. */
public final class TrendPage {
    private static final List<Integer> JOURNAL_COLUMNS = List.of(88, 180);
    private static final String SVG = ".svg";

    private TrendPage() {}

    /** @param renderer of the figures, or null for the one on the PATH */
    public static void write(TrendStudy study, Path renderer, Path folder) throws IOException {
        Path figures = Files.createDirectories(folder.resolve("figures"));
        List<Path> specs = new ArrayList<>();
        for (int place = 0; place < study.groups().size(); place++) {
            if (study.groups().get(place).trend() != null) {
                ObjectNode figure = TrendFigure.of(study.groups().get(place));
                specs.add(figure(figures, name(place), figure));
                for (int millimetres : JOURNAL_COLUMNS) {
                    specs.add(figure(
                            figures, name(place) + "_" + millimetres + "mm", TrendFigure.wide(figure, millimetres)));
                }
            }
        }
        if (!specs.isEmpty()) {
            FigureRenderer.render(renderer, specs);
        }
        List<Map<String, Object>> groups = new ArrayList<>();
        for (int place = 0; place < study.groups().size(); place++) {
            groups.add(group(name(place), study.groups().get(place), figures));
        }
        long count = study.groups().stream()
                .mapToLong(group -> group.places().size())
                .sum();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("policy", new PageScripts().policy());
        values.put("style", ReportPage.style("index.css"));
        values.put("count", entries(count));
        values.put("groups", groups);
        values.put("notes", study.notes().isEmpty() ? null : Map.of("lines", study.notes()));
        values.put("version", SharedFacts.version());
        AtomicOutput.write(folder.resolve("trend.html"), ReportPage.fill("trend.mustache", values));
    }

    private static String entries(long count) {
        return count == 1 ? "1 entry" : String.format(Locale.ROOT, "%,d entries", count);
    }

    private static String name(int place) {
        return place == 0 ? "trend" : "trend_" + (place + 1);
    }

    private static Path figure(Path folder, String name, ObjectNode spec) throws IOException {
        Path file = folder.resolve(name + ".vl.json");
        Json.write(spec, file);
        return file;
    }

    private static Map<String, Object> group(String name, TrendGroup group, Path figures) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        Trend trend = group.trend();
        String entries = entries(group.places().size());
        values.put("name", name);
        values.put("title", title(group.settings()));
        values.put("entries", entries);
        values.put("words", words(group, entries));
        if (trend != null) {
            values.put("picture", FigureRenderer.element(figures.resolve(name + SVG)));
            values.put(
                    "alt",
                    "Mean Cα RMSD against resolution with the fitted curve; the numbers are in the table below.");
            values.put(
                    "caption",
                    "Line: the fitted curve; dark band: its 95 % limits by bootstrap; light band: one residual standard"
                            + " deviation of the logarithm on either side.");
            values.put("numbers", Map.of("rows", numbers(trend)));
        }
        List<Map<String, Object>> far = group.places().stream()
                .filter(TrendPlace::isFar)
                .map(TrendPage::row)
                .toList();
        values.put("far", far.isEmpty() ? null : Map.of("rows", far));
        values.put("rows", group.places().stream().map(TrendPage::row).toList());
        return values;
    }

    private static String title(Settings settings) {
        if (settings.sampler() == null || settings.refiner() == null) {
            return "Models of other programs";
        }
        return EngineNames.name(settings.sampler()) + " with " + EngineNames.name(settings.refiner())
                + (settings.areKnown()
                        ? ", settings " + settings.fingerprints().sampler() + " and "
                                + settings.fingerprints().refiner()
                        : "");
    }

    private static String words(TrendGroup group, String entries) {
        if (group.trend() == null) {
            return "No trend is fitted to the " + entries + ": " + group.why() + ".";
        }
        long fitted = group.trend().fittedTo().size();
        long far = group.places().stream().filter(TrendPlace::isFar).count();
        return "Fitted to " + fitted + " of " + entries + "; "
                + (far == 0 ? "none lies" : far == 1 ? "1 lies" : far + " lie")
                + " further off than twice the residual standard deviation.";
    }

    private static List<Map<String, Object>> numbers(Trend trend) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(number(
                "mean Cα RMSD (Å) at resolution d (Å)",
                (trend.curve().floor() > 0
                                ? String.format(
                                        Locale.ROOT, "%.3g + ", trend.curve().floor())
                                : "")
                        + String.format(
                                Locale.ROOT,
                                "%.3g · exp(%.3g d)",
                                trend.curve().scale(),
                                trend.curve().rate())));
        rows.add(number("residual standard deviation of its logarithm", ReadableText.number(trend.residualSd())));
        if (trend.knee() == null) {
            rows.add(number("knee", "none: the curve does not rise"));
        } else {
            rows.add(number(
                    "knee, where the curve bends most",
                    String.format(
                            Locale.ROOT,
                            "%.2f Å (95 %% limits %.2f to %.2f Å)%s",
                            trend.knee().resolution(),
                            trend.knee().low(),
                            trend.knee().high(),
                            trend.extrapolates(trend.knee().resolution())
                                    ? ", outside the resolutions of the entries: extrapolated"
                                    : "")));
        }
        return rows;
    }

    private static Map<String, Object> number(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    private static Map<String, Object> row(TrendPlace place) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", place.entry().id());
        row.put("resolution", ReadableText.shortest(place.entry().resolution()));
        row.put("mean", ReadableText.number(place.entry().mean()));
        row.put("expected", ReadableText.number(place.expected()));
        row.put(
                "z",
                Double.isNaN(place.z())
                        ? "–"
                        : String.format(Locale.ROOT, "%+.1f", place.z()).replace('-', '−'));
        row.put("percentile", percent(place.percentile()));
        row.put("alike", percent(place.percentileAlike()));
        row.put("fitted", place.fitted() ? "yes" : "no");
        row.put("reasons", String.join("; ", place.reasons()));
        return row;
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f %%", value);
    }
}
