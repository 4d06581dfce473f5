package org.emconverge.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page as one self-contained HTML text. Mustache escapes every value but the style sheet, the figures and the
 * scripts.
 */
final class ReportPage {
    /** A larger picture is left to the page's scripts, which draw it from numbers. */
    private static final int MOST_PICTURE_CHARACTERS = 1_500_000;

    private ReportPage() {}

    /** @param pictures svg elements by the name of the figure */
    static String html(EntryResults results, Map<String, String> pictures, PageScripts scripts) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        putEntry(values, results);
        pictures.forEach(
                (name, svg) -> values.put(name + "Picture", svg.length() > MOST_PICTURE_CHARACTERS ? "" : svg));
        values.put("relations", pictures.containsKey("relations"));
        values.put("policy", scripts.policy());
        values.put("scripts", scripts.html());
        putSpread(values, results);
        putModels(values, results);
        putInput(values, results);
        section(
                values,
                "versions",
                InputSection.rows(FlattenedJson.flat(results.summary().path("versions"))));
        section(values, "libraries", scripts.html().isEmpty() ? List.of() : libraries());
        section(values, "settings", InputSection.rows(settings(results)));
        section(
                values,
                "refinerSettings",
                InputSection.rows(FlattenedJson.flat(results.summary().at("/refinement/settings"))));
        values.put("citations", Citation.of(Methods.used(List.of(results.summary()))));
        return fill("report.mustache", values);
    }

    /** What the head of the page says of the entry. */
    private static void putEntry(Map<String, Object> values, EntryResults results) throws IOException {
        String id = results.text("/id");
        String title = results.summary().path("title").isTextual() ? results.text("/title") : "";
        values.put("id", id);
        values.put("title", title);
        values.put("style", SpreadClass.styleProperties() + resource("report.css"));
        boolean byConfidence = ConfidenceClass.isKnown(results.residues());
        values.put("confidence", byConfidence);
        values.put("spreadLabels", SpreadClass.labels());
        values.put("key", byConfidence ? SequenceStrip.confidenceKey() : SequenceStrip.spreadKey());
        values.put("resolution", ReadableText.shortest(results.number("/resolution")));
        values.put("sampler", EngineNames.withVersion(results, "sampler"));
        values.put("refiner", EngineNames.withVersion(results, "refiner"));
        values.put(
                "residues",
                ReadableText.count(results.summary().path("residues").asLong(), "residue"));
        values.put("sampled", results.summary().at("/models/sampled").asText("?"));
        values.put("compared", results.compared());
        values.put("given", results.given());
        values.put("kind", results.given() ? "given" : "refined");
        values.put(
                "headline",
                Headline.paragraphs(results).stream()
                        .map(sentences -> Map.of("sentences", sentences))
                        .toList());
        values.put("withoutConfidence", Headline.withoutConfidence(results));
        List<Map<String, Object>> keyNumbers = new ArrayList<>(ConfidenceSections.keyNumbers(results));
        keyNumbers.addAll(SpreadSections.keyNumbers(results));
        values.put("keyNumbers", keyNumbers);
    }

    /** How far the models differ, residue by residue and on the whole. */
    private static void putSpread(Map<String, Object> values, EntryResults results) {
        values.put("sequences", SequenceStrip.chains(results.residues()));
        values.put("histogramAlt", "Histogram of the Cα RMSD: " + String.join(" ", Headline.ofSpread(results)));
        values.put("skew", SpreadSections.skew(results));
        values.put("confidenceStretches", ConfidenceSections.stretches(results));
        values.put("stretches", SpreadSections.stretches(results));
        values.put("spreads", SpreadSections.spreads(results));
        values.put("remarks", SpreadSections.remarks(results));
        values.put("confidenceLimits", ConfidenceSections.limits(results));
        values.put("limit", SpreadSections.samplerLimit(results));
    }

    /** The models that were made and how good they are. */
    private static void putModels(Map<String, Object> values, EntryResults results) {
        values.put("ranking", results.ranking().rows().isEmpty() ? null : RankingSection.table(results));
        section(values, "validation", ValidationSection.rows(results));
        values.put("stages", ValidationSection.titles(results));
        values.put("halfMaps", ValidationSection.halfMaps(results));
        section(values, "dropped", RankingSection.dropped(results));
    }

    /** What was done to the model and the map. */
    private static void putInput(Map<String, Object> values, EntryResults results) {
        section(values, "input", InputSection.model(results));
        values.put("mapSentences", InputSection.mapSentences(results));
        section(values, "alignment", InputSection.alignment(results));
        section(values, "map", InputSection.map(results));
    }

    private static List<Map<String, Object>> libraries() throws IOException {
        return PageScripts.libraries().stream()
                .flatMap(library -> library.packages().stream())
                .map(library -> Map.<String, Object>of(
                        "name", library.name(), "value", library.version() + " (" + library.licence() + ")"))
                .toList();
    }

    /** What the sampler was told; times differ from run to run and are no setting. */
    private static Map<String, String> settings(EntryResults results) {
        Map<String, String> settings = FlattenedJson.flat(results.setup());
        settings.keySet().removeIf(key -> key.startsWith("seconds") || key.startsWith("versions"));
        return settings;
    }

    /** A list under its name, and null instead of an empty one, so that the template leaves out its heading. */
    private static void section(Map<String, Object> values, String name, List<Map<String, Object>> rows) {
        values.put(name, rows.isEmpty() ? null : Map.of("rows", rows));
    }

    /** A template with its values, which are escaped unless it says otherwise. */
    static String fill(String name, Map<String, Object> values) throws IOException {
        try (Reader template = new InputStreamReader(stream(name), StandardCharsets.UTF_8)) {
            Mustache mustache = new DefaultMustacheFactory().compile(template, name);
            StringWriter html = new StringWriter();
            mustache.execute(html, values).flush();
            return html.toString();
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = stream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream stream(String name) {
        return ReportPage.class.getResourceAsStream(name);
    }
}
