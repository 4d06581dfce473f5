package org.emconverge.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.Json;

/**
 * What programs read: files at addresses that stay, whose fields are added to and do not change. docs/site.md describes
 * them.
 */
final class SiteApi {
    static final String ROOT = "api/v1/";
    /** What is said of the site, and what it has. */
    static final String INDEX = ROOT + "index.json";

    static final String ENTRIES = ROOT + "entries.json";
    static final String TABLE = "data/entries.csv";
    static final String CONTESTED = "data/contested.csv";

    /** Numbers of the tables, by their names in index.csv. */
    private static final List<String> NUMBERS = List.of(
            "resolution",
            "residues",
            "models",
            "ca_rmsd_mean",
            "ca_rmsd_median",
            "fraction_lt1",
            "fraction_gt3",
            "fraction_determined",
            "expected_mean",
            "z",
            "cc_mask",
            "q_score",
            "q_score_04",
            "molprobity_score",
            "clashscore",
            "ramachandran_favoured_percent",
            "ramachandran_outliers_percent",
            "rotamers_outliers_percent");

    private SiteApi() {}

    /** What an earlier call said of the site. */
    static SiteSettings.About about(Path folder) {
        JsonNode index = Json.readOrMissing(folder.resolve(INDEX));
        return new SiteSettings.About(
                index.path("title").asText(""),
                index.path("base_url").asText(""),
                index.path("contact").asText(""),
                index.path("licence").asText(""));
    }

    static void write(SiteFiles files, SiteSettings settings, List<SiteEntry> entries, LeftOut leftOut)
            throws IOException {
        for (SiteEntry entry : entries) {
            files.write(SiteReader.RECORDS + entry.id() + ".json", Json.text(entry) + "\n");
        }
        files.write(ENTRIES, out -> {
            out.write('[');
            String before = "\n";
            for (SiteEntry entry : entries) {
                out.write((before + row(entry)).getBytes(StandardCharsets.UTF_8));
                before = ",\n";
            }
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        });
        table(files, entries);
        contested(files, entries);
        ObjectNode index = Json.object()
                .put("schema_version", SiteEntry.SCHEMA_VERSION)
                .put("title", settings.title())
                .put("base_url", settings.baseUrl())
                .put("contact", settings.contact())
                .put("licence", settings.licence())
                .put("entries", entries.size())
                .put("left_out", leftOut.size())
                .put("updated", updated(entries));
        index.putObject("files")
                .put("entries", "entries.json")
                .put("entry", "entries/{id}.json")
                .put("entries_csv", "../../" + TABLE)
                .put("contested_csv", "../../" + CONTESTED)
                .put("left_out_csv", "../../" + LeftOut.FILE)
                .put("summary", "../../entries/{id}/summary.json")
                .put("residues_csv_gz", "../../entries/{id}/residues.csv.gz")
                .put("page", "../../entries/{id}/index.html")
                .put("feed", "../../feed.xml");
        files.write(INDEX, Json.text(index) + "\n");
    }

    /** The date of the newest version of any entry; of none, that of the epoch. */
    static String updated(List<SiteEntry> entries) {
        return entries.stream()
                .map(entry -> entry.current().date())
                .max(String::compareTo)
                .orElse("1970-01-01T00:00:00Z");
    }

    /** An entry in the list of all. */
    private static ObjectNode row(SiteEntry entry) {
        SiteVersion current = entry.current();
        ObjectNode row = Json.object()
                .put("id", entry.id())
                .put("title", entry.title())
                .put("emdb", entry.emdb())
                .put("pdb", entry.pdb())
                .put("version", current.version())
                .put("date", current.date())
                .put("method", current.method());
        NUMBERS.forEach(name -> row.set(name, Json.tree(current.numbers().get(name))));
        return row.put("percentile", entry.percentile())
                .put("percentile_alike", entry.percentileAlike())
                .put("contested_residues", entry.contestedResidues());
    }

    private static void table(SiteFiles files, List<SiteEntry> entries) throws IOException {
        List<String> columns = Stream.of(
                        List.of("id", "title", "emdb", "pdb", "version", "date", "method"),
                        NUMBERS,
                        List.of("percentile", "percentile_alike", "contested_residues"))
                .flatMap(List::stream)
                .toList();
        files.write(
                TABLE,
                out -> Csv.write(out, columns, printer -> {
                    for (SiteEntry entry : entries) {
                        SiteVersion current = entry.current();
                        List<Object> cells = new ArrayList<>(List.of(
                                entry.id(),
                                entry.title(),
                                entry.emdb(),
                                entry.pdb(),
                                current.version(),
                                current.date(),
                                current.method()));
                        NUMBERS.forEach(name -> cells.add(
                                Objects.requireNonNullElse(current.numbers().get(name), "")));
                        cells.add(Objects.requireNonNullElse(entry.percentile(), ""));
                        cells.add(Objects.requireNonNullElse(entry.percentileAlike(), ""));
                        cells.add(entry.contestedResidues());
                        printer.printRecord(cells);
                    }
                }));
    }

    private static void contested(SiteFiles files, List<SiteEntry> entries) throws IOException {
        files.write(
                CONTESTED,
                out -> Csv.write(out, List.of("id", "resolution", "range", "residues", "shift"), printer -> {
                    for (SiteEntry entry : entries) {
                        for (var stretch : entry.contested()) {
                            printer.printRecord(
                                    entry.id(),
                                    entry.resolution(),
                                    stretch.range(),
                                    stretch.residues(),
                                    stretch.shift());
                        }
                    }
                }));
    }
}
