package org.emconverge.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.EntryDigest;

/**
 * One run of an entry.
 *
 * @param version 1 for the oldest that the site knows
 * @param date when the run ended, or began where it has not: {@code 2026-11-27T10:18:05Z}
 * @param dateFrom {@code run.json}, or {@code file} where there is none and the date is that of summary.json
 * @param emconverge version that made it, or the empty string
 * @param sha256 of summary.json without its title, its ids in the archives and its percentiles
 * @param method who made the models
 * @param numbers by their names in index.csv
 */
record SiteVersion(
        int version,
        String date,
        String dateFrom,
        String emconverge,
        String sha256,
        String method,
        Map<String, Double> numbers) {

    static SiteVersion of(EntryFolder folder, String sha256, EntryDigest digest) throws IOException {
        Instant run = runDate(folder);
        Instant date = run == null
                ? Files.getLastModifiedTime(folder.path(EntryFile.SUMMARY)).toInstant()
                : run;
        return new SiteVersion(
                1,
                date.truncatedTo(ChronoUnit.SECONDS).toString(),
                run == null ? "file" : "run.json",
                digest.version(),
                sha256,
                digest.method(),
                digest.numbers());
    }

    /** When the run of an entry's results ended or began; null where nothing says so. */
    private static Instant runDate(EntryFolder folder) {
        Path results = folder.folder().toAbsolutePath().normalize().getParent();
        JsonNode run = Json.readOrMissing(results.resolve("pipeline_info").resolve("run.json"));
        String text = run.path("completed").asText(run.path("started").asText());
        try {
            return OffsetDateTime.parse(
                            text.equals("null") ? run.path("started").asText() : text)
                    .toInstant();
        } catch (DateTimeException e) {
            return null; // an older record, or none
        }
    }

    SiteVersion numbered(int number) {
        return new SiteVersion(number, date, dateFrom, emconverge, sha256, method, numbers);
    }

    /** NaN where it is not defined. */
    double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    /** {@code 2026-11-27}. */
    String day() {
        return date.substring(0, "2026-11-27".length());
    }
}
