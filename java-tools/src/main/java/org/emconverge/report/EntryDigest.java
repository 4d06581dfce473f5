package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * What a site keeps of an entry: little enough that a site of many thousands can hold all of them at once.
 *
 * @param title or the empty string
 * @param authors where the summary or the archive names some
 * @param emdb accession of the map, or the empty string
 * @param pdb accession of the starting model, or the empty string
 * @param method who made the models, for instance {@code openmm + servalcat}
 * @param hasTrend whether a trend is known for this method
 * @param numbers by the name that index.csv has for each; Å, fractions and percentages as there. What is not defined is
 *     missing
 * @param headline what the numbers mean, a sentence each
 * @param contested stretches that the density would rather have elsewhere along the chain
 * @param citations keys of the publications that the results rest on
 * @param version of emconverge that made the results, or the empty string
 * @param profile the spread along the chains, as an SVG file
 */
public record EntryDigest(
        String id,
        String title,
        List<String> authors,
        String emdb,
        String pdb,
        String method,
        boolean hasTrend,
        Map<String, Double> numbers,
        List<String> headline,
        List<Contested> contested,
        List<String> citations,
        String version,
        String profile) {
    private static final String TITLE = "title";

    /**
     * A stretch of residues whose register is contested.
     *
     * @param range for instance {@code A 85–105}
     * @param shift how many places along the chain the density would have it; not 0
     * @param residues how many
     */
    public record Contested(String range, int shift, int residues) {}

    /** A publication as a page names it. */
    public record Reference(String text, String address) {}

    /**
     * Reads a finished entry.
     *
     * @throws org.emconverge.InputException when one of its files is missing or unusable, or not of this entry
     */
    public static EntryDigest read(EntryFolder folder) {
        EntryResults results = EntryResults.read(folder, null, PageContext.NONE);
        IndexEntry entry = IndexEntry.of(results.summary(), results.residues(), folder);
        JsonNode fetched = Json.readOrMissing(folder.path(EntryFile.FETCHED));
        String title = entry.title().isEmpty() ? fetched.path(TITLE).asText("") : entry.title();
        List<String> headline = new ArrayList<>();
        Headline.paragraphs(results).forEach(headline::addAll);
        return new EntryDigest(
                entry.id(),
                plain(title),
                authors(results.summary(), fetched),
                results.text("/emdb"),
                results.text("/pdb"),
                entry.method(),
                entry.hasTrend(),
                numbers(entry),
                headline,
                RegisterStretch.of(results.residues()).stream()
                        .map(of -> new Contested(
                                of.stretch().range(), of.shift(), of.stretch().length()))
                        .toList(),
                Citation.of(Methods.used(List.of(results.summary()))).stream()
                        .map(Citation::key)
                        .toList(),
                version(results.summary()),
                ProfilePicture.of(results.residues()));
    }

    /** A publication by its key. */
    public static Reference reference(String key) {
        Citation citation = Citation.all().get(key);
        return new Reference(
                citation.reference().replace("*", "").replace(" doi:" + citation.doi(), ""), citation.address());
    }

    private static List<String> authors(JsonNode summary, JsonNode fetched) {
        JsonNode named = summary.path("authors").isArray() ? summary.path("authors") : fetched.path("authors");
        List<String> authors = new ArrayList<>();
        named.forEach(author -> authors.add(plain(author.asText())));
        return authors;
    }

    private static Map<String, Double> numbers(IndexEntry entry) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("resolution", entry.resolution());
        numbers.put("residues", (double) entry.residueCount());
        numbers.put("models", (double) entry.models());
        numbers.put("ca_rmsd_mean", entry.mean());
        numbers.put("ca_rmsd_median", entry.median());
        numbers.put("fraction_lt1", entry.well());
        numbers.put("fraction_gt3", entry.uncertain());
        numbers.put("fraction_determined", ReferenceMeasure.rounded(entry.determined()));
        numbers.put("expected_mean", entry.expected());
        numbers.put("z", entry.z());
        ReferenceMeasure.ofModels()
                .forEach(of ->
                        numbers.put(of.column(), entry.reference().numbers().getOrDefault(of, Double.NaN)));
        numbers.values().removeIf(value -> Double.isNaN(value));
        return numbers;
    }

    private static String version(JsonNode summary) {
        String own = summary.at("/versions/emconverge").asText("");
        return own.isEmpty() ? summary.at("/versions/emtools").asText("") : own;
    }

    /** Without what XML cannot hold, which a title has no use for. */
    public static String plain(String text) {
        return text.codePoints()
                .filter(c -> c >= ' ' && c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
