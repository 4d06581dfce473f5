package org.emconverge.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.SharedFacts;

/**
 * The page as one self-contained HTML text. Mustache escapes every value but the style sheet, the figures and the
 * scripts.
 */
public final class ReportPage {
    /** A larger picture is left to the page's scripts, which draw it from numbers. */
    private static final int MOST_PICTURE_CHARACTERS = 1_500_000;

    /** Of the templates, among the resources. */
    private static final String FOLDER = "org/emconverge/report";

    private static final DefaultMustacheFactory TEMPLATES =
            new DefaultMustacheFactory(FOLDER); // keeps what it compiled

    private ReportPage() {}

    /**
     * @param pictures svg elements by the name of the figure
     * @param beside what the page links to
     */
    static String html(
            EntryResults results,
            ModelGeometry geometry,
            MapSection map,
            Map<String, String> pictures,
            PageScripts scripts,
            BesidePage beside)
            throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        putEntry(values, results);
        putKinds(values, results, geometry);
        pictures.forEach(
                (name, svg) -> values.put(name + "Picture", svg.length() > MOST_PICTURE_CHARACTERS ? "" : svg));
        values.put("relations", pictures.containsKey("relations"));
        values.put("policy", scripts.policy());
        values.put("earlyScripts", scripts.earlyHtml());
        values.put("scripts", scripts.html());
        putSpread(values, results);
        putModels(values, results);
        values.put("mapSection", map.values(pictures));
        values.putAll(GeometrySection.values(results, geometry));
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
        putWords(values, results, beside);
        values.put("citations", Citation.of(Methods.used(List.of(results.summary()))));
        return fill("report.mustache", values);
    }

    /** Links, what to do now, the place among other entries, and what the terms mean. */
    private static void putWords(Map<String, Object> values, EntryResults results, BesidePage beside) {
        values.put("version", SharedFacts.version());
        values.put("archives", ArchiveLinks.of(results));
        values.put("runLinks", beside.run());
        values.put("record", beside.knowsRecord());
        section(values, "files", beside.list(results.given()));
        values.put("next", NextSteps.of(results, beside));
        values.put("percentiles", PercentileSection.of(results));
        values.put(
                "glossary",
                GlossaryTerm.all().stream().map(GlossaryTerm::values).toList());
    }

    /** What the head of the page says of the entry. */
    private static void putEntry(Map<String, Object> values, EntryResults results) throws IOException {
        String id = results.text("/id");
        String title = results.summary().path("title").isTextual() ? results.text("/title") : "";
        values.put("id", id);
        values.put("title", title);
        values.put("style", style("geometry.css", "map.css", "words.css"));
        boolean byConfidence = ConfidenceClass.isKnown(results.residues());
        values.put("confidence", byConfidence);
        values.put("conformation", SmallestSetSection.isJudged(results));
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
        values.put("headlineAtom", KindsSection.atom(results.headline()));
        values.put("given", results.given());
        values.put("kind", results.given() ? "given" : "refined");
        values.put(
                "headline",
                Headline.paragraphs(results).stream()
                        .map(sentences -> Map.of("sentences", sentences))
                        .toList());
        values.put("withoutConfidence", Headline.withoutConfidence(results));
        values.put("precision", PrecisionWords.sentences(results.summary()));
        List<Map<String, Object>> keyNumbers = new ArrayList<>(ConfidenceSections.keyNumbers(results));
        keyNumbers.addAll(SpreadSections.keyNumbers(results));
        values.put("keyNumbers", keyNumbers);
    }

    /** What the models hold beside protein. */
    private static void putKinds(Map<String, Object> values, EntryResults results, ModelGeometry geometry) {
        values.put("kindsNote", KindsSection.note(results));
        values.put("dictionaries", KindsSection.dictionaries(results));
        section(values, "kinds", KindWords.rows(results.residues()));
        section(values, "ligands", KindsSection.ligands(results, geometry.outliers()));
        section(values, "glycans", GlycanTrees.rows(results.residues()));
    }

    /** How far the models differ, residue by residue and on the whole. */
    private static void putSpread(Map<String, Object> values, EntryResults results) {
        values.put("sequences", SequenceStrip.chains(results.residues()));
        values.put("histogramAlt", "Histogram of the Cα RMSD: " + String.join(" ", Headline.ofSpread(results)));
        values.put("constant", SpreadSections.constant(results));
        values.put("sampledLine", results.residues().stream().anyMatch(row -> !Double.isNaN(row.sampled())));
        values.put("skew", SpreadSections.skew(results));
        values.put("confidenceStretches", ConfidenceSections.stretches(results));
        values.put("stretches", SpreadSections.stretches(results));
        values.put("spreadColumns", SpreadSections.columns());
        values.put("spreads", SpreadSections.spreads(results));
        values.put("remarks", SpreadSections.remarks(results));
        values.put("confidenceLimits", ConfidenceSections.limits(results));
        values.put("limit", SpreadSections.samplerLimit(results));
    }

    /** The models that were made and how good they are. */
    private static void putModels(Map<String, Object> values, EntryResults results) {
        values.put("smallestSet", SmallestSetSection.values(results));
        values.put("ranking", results.ranking().rows().isEmpty() ? null : RankingSection.table(results));
        section(values, "validation", ValidationSection.rows(results));
        values.put("worsened", ValidationSection.worsened(results));
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

    /** A template with its values, which are escaped unless it says otherwise; {@code {{> part}}} is part.mustache. */
    public static String fill(String name, Map<String, Object> values) throws IOException {
        Mustache mustache = TEMPLATES.compile(name);
        StringWriter html = new StringWriter();
        mustache.execute(html, values).flush();
        return html.toString();
    }

    /** The custom properties of colours, and these style sheets of the resources after the one that all pages have. */
    public static String style(String... sheets) throws IOException {
        StringBuilder style = new StringBuilder(SpreadClass.styleProperties()).append(resource("report.css"));
        for (String sheet : sheets) {
            style.append(resource(sheet));
        }
        return style.toString();
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
