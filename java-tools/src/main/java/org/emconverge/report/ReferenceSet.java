package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.PercentileRank;
import org.emconverge.Sha256;

/**
 * Entries with which an entry is compared, as the wwPDB's reports compare one with the archive: with all of them, and
 * with those of like resolution (Gore et al. 2017, Structure 25:1916; Pintilie et al. 2025, Acta Cryst D81:410). The
 * table is an index.csv, or one made like it.
 *
 * @param name of the file
 * @param sha256 of its bytes
 */
record ReferenceSet(String name, String sha256, List<ReferenceEntry> entries) {
    private static final String ADVICE =
            ": give the index.csv that 'emconverge index' writes, or a table with its columns.";

    /**
     * Reads a table with the columns {@code id} and {@code resolution} and at least one measure.
     *
     * @throws InputException when the file is not there or is no such table
     */
    static ReferenceSet read(Path file) {
        Csv table = Csv.read(file);
        for (String column : List.of("id", "resolution")) {
            if (!table.columns().contains(column)) {
                throw new InputException("The reference set " + file + " has no column '" + column + "'" + ADVICE);
            }
        }
        List<String> measures = Stream.of(ReferenceMeasure.values())
                .map(ReferenceMeasure::column)
                .toList();
        if (measures.stream().noneMatch(table.columns()::contains)) {
            throw new InputException(
                    "The reference set " + file + " has none of the columns " + ReadableText.list(measures) + ADVICE);
        }
        if (table.rows().isEmpty()) {
            throw new InputException("The reference set " + file + " has no entries" + ADVICE);
        }
        List<ReferenceEntry> entries =
                table.rows().stream().map(ReferenceEntry::of).toList();
        entries.stream()
                .filter(entry -> !(entry.resolution() > 0 && Double.isFinite(entry.resolution())))
                .findFirst()
                .ifPresent(entry -> {
                    throw new InputException("The reference set " + file + " has the resolution " + entry.resolution()
                            + " for " + entry.id() + ": a resolution in Å is needed.");
                });
        return new ReferenceSet(file.getFileName().toString(), sha256(file), entries);
    }

    private static String sha256(Path file) {
        try {
            return Sha256.hex(file);
        } catch (IOException e) {
            throw new InputException("The reference set " + file + " cannot be read: check the path.", e);
        }
    }

    /**
     * The percentiles of an entry, for its summary.json. What the entry lacks is left out; a percentile is null where
     * too few entries of the set compare. The entry itself, should the set have it, does not count.
     */
    ObjectNode percentiles(JsonNode summary) {
        ReferenceEntry entry = ReferenceEntry.of(summary);
        List<ReferenceEntry> others =
                entries.stream().filter(other -> !other.id().equals(entry.id())).toList();
        ObjectNode percentiles =
                Json.object().put("reference", name).put("sha256", sha256).put("entries", others.size());
        ObjectNode measures = percentiles.putObject("measures");
        for (ReferenceMeasure measure : ReferenceMeasure.values()) {
            if (entry.numbers().containsKey(measure)) {
                List<ReferenceEntry> all = others.stream()
                        .filter(other -> other.compares(measure, entry))
                        .toList();
                List<ReferenceEntry> alike = all.stream()
                        .filter(other -> PercentileRank.isAlike(entry.resolution(), other.resolution()))
                        .toList();
                double value = entry.numbers().get(measure);
                ObjectNode of = measures.putObject(measure.column()).put("value", value);
                put(of, "all", measure, value, all);
                put(of, "alike", measure, value, alike);
            }
        }
        return percentiles;
    }

    private static void put(
            ObjectNode of, String name, ReferenceMeasure measure, double value, List<ReferenceEntry> among) {
        double[] numbers = among.stream()
                .mapToDouble(other -> other.numbers().get(measure))
                .toArray();
        double rank = PercentileRank.of(value, numbers, measure.higherIsBetter);
        of.put(name, Double.isNaN(rank) ? null : (Double) (Math.round(10 * rank) / 10.0))
                .put(name + "_entries", numbers.length);
    }
}
