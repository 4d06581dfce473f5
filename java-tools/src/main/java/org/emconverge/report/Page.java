package org.emconverge.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page as one self-contained HTML text. Mustache escapes every value but the style sheet, the figures and the
 * scripts.
 */
final class Page {
    /** A larger picture is left to the page's scripts, which draw it from numbers. */
    private static final int MOST_PICTURE_CHARACTERS = 1_500_000;

    private Page() {}

    /** @param pictures svg elements by the name of the figure */
    static String html(Facts facts, Map<String, String> pictures, PageScripts scripts) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        putEntry(values, facts);
        pictures.forEach(
                (name, svg) -> values.put(name + "Picture", svg.length() > MOST_PICTURE_CHARACTERS ? "" : svg));
        values.put("relations", pictures.containsKey("relations"));
        values.put("policy", scripts.policy());
        values.put("scripts", scripts.html());
        putSpread(values, facts);
        putModels(values, facts);
        putInput(values, facts);
        section(
                values,
                "versions",
                InputSection.rows(Details.flat(facts.summary().path("versions"))));
        section(values, "libraries", scripts.html().isEmpty() ? List.of() : libraries());
        section(values, "settings", InputSection.rows(settings(facts)));
        section(
                values,
                "refinerSettings",
                InputSection.rows(Details.flat(facts.summary().at("/refinement/settings"))));
        values.put("citations", Citation.of(Methods.used(List.of(facts.summary()))));
        return fill("report.mustache", values);
    }

    /** What the head of the page says of the entry. */
    private static void putEntry(Map<String, Object> values, Facts facts) throws IOException {
        String id = facts.text("/id");
        String title = facts.summary().path("title").isTextual() ? facts.text("/title") : "";
        values.put("id", id);
        values.put("title", title);
        values.put("style", SpreadClass.styleProperties() + resource("report.css"));
        values.put("spreadLabels", SpreadClass.labels());
        values.put("spreadKey", SequenceStrip.key());
        values.put("resolution", Words.shortest(facts.number("/resolution")));
        values.put("sampler", Engines.withVersion(facts, "sampler"));
        values.put("refiner", Engines.withVersion(facts, "refiner"));
        values.put("residues", Words.count(facts.summary().path("residues").asLong(), "residue"));
        values.put("sampled", facts.summary().at("/models/sampled").asText("?"));
        values.put("compared", facts.compared());
        values.put("given", facts.given());
        values.put("kind", facts.given() ? "given" : "refined");
        values.put("headline", Headline.sentences(facts));
        values.put("keyNumbers", Sections.keyNumbers(facts));
    }

    /** How far the models differ, residue by residue and on the whole. */
    private static void putSpread(Map<String, Object> values, Facts facts) {
        values.put("sequences", SequenceStrip.chains(facts.residues()));
        values.put("histogramAlt", "Histogram of the Cα RMSD: " + String.join(" ", Headline.sentences(facts)));
        values.put("skew", Sections.skew(facts));
        values.put("stretches", Sections.stretches(facts.residues()));
        values.put("spreads", Sections.spreads(facts));
        values.put("remarks", Sections.remarks(facts));
        values.put("limit", Sections.samplerLimit(facts));
    }

    /** The models that were made and how good they are. */
    private static void putModels(Map<String, Object> values, Facts facts) {
        values.put("ranking", facts.ranking().rows().isEmpty() ? null : RankingSection.table(facts));
        section(values, "validation", ValidationSection.rows(facts));
        values.put("stages", ValidationSection.titles(facts));
        values.put("halfMaps", ValidationSection.halfMaps(facts));
        section(values, "dropped", RankingSection.dropped(facts));
    }

    /** What was done to the model and the map. */
    private static void putInput(Map<String, Object> values, Facts facts) {
        section(values, "input", InputSection.model(facts));
        values.put("mapSentences", InputSection.mapSentences(facts));
        section(values, "alignment", InputSection.alignment(facts));
        section(values, "map", InputSection.map(facts));
    }

    private static List<Map<String, Object>> libraries() throws IOException {
        return PageScripts.libraries().stream()
                .flatMap(library -> library.packages().stream())
                .map(library -> Map.<String, Object>of(
                        "name", library.name(), "value", library.version() + " (" + library.licence() + ")"))
                .toList();
    }

    /** What the sampler was told; times differ from run to run and are no setting. */
    private static Map<String, String> settings(Facts facts) {
        Map<String, String> settings = Details.flat(facts.setup());
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
        return Page.class.getResourceAsStream(name);
    }
}
