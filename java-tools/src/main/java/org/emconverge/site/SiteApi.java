package org.emconverge.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.Json;

/**
 * What programs read: files at addresses that stay, whose fields are added to and do not change. docs/site.md describes
 * them.
 */
final class SiteApi {
    static final String ROOT = "api/v1/";
    /** What is said of the site, and what it has. */
    static final String INDEX = ROOT + "index.json";

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
        SiteTables.write(files, entries);
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
                .put("entries_csv", "../../" + SiteTables.TABLE)
                .put("entries_parquet", "../../" + SiteTables.TABLE_PARQUET)
                .put("contested_csv", "../../" + SiteTables.CONTESTED)
                .put("contested_parquet", "../../" + SiteTables.CONTESTED_PARQUET)
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
}
