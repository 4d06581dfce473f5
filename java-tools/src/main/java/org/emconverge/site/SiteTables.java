package org.emconverge.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.emconverge.Csv;
import org.emconverge.Json;
import org.emconverge.report.EntryDigest.Contested;

/** The tables of all entries that programs read, the same in CSV, in Parquet and, of the entries, in JSON. */
final class SiteTables {
    static final String ENTRIES = SiteApi.ROOT + "entries.json";
    static final String TABLE = "data/entries.csv";
    static final String TABLE_PARQUET = "data/entries.parquet";
    static final String CONTESTED = "data/contested.csv";
    static final String CONTESTED_PARQUET = "data/contested.parquet";

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

    private static final List<Column<SiteEntry>> OF_ENTRIES = columnsOfEntries();

    private static final List<Column<Place>> OF_CONTESTED = List.of(
            new Column<>("id", ParquetTable.Kind.TEXT, place -> place.entry().id()),
            new Column<>(
                    "resolution",
                    ParquetTable.Kind.NUMBER,
                    place -> place.entry().resolution()),
            new Column<>(
                    "range", ParquetTable.Kind.TEXT, place -> place.stretch().range()),
            new Column<>("residues", ParquetTable.Kind.COUNT, place ->
                    (long) place.stretch().residues()),
            new Column<>("shift", ParquetTable.Kind.COUNT, place ->
                    (long) place.stretch().shift()));

    /**
     * A column.
     *
     * @param value of a row: a string, a Long or a Double, by its kind; null where it is not defined
     */
    private record Column<R>(String name, ParquetTable.Kind kind, Function<R, Object> value) {}

    /** A stretch of an entry whose register is contested. */
    private record Place(SiteEntry entry, Contested stretch) {}

    private SiteTables() {}

    private static List<Column<SiteEntry>> columnsOfEntries() {
        List<Column<SiteEntry>> columns = new ArrayList<>(List.of(
                new Column<>("id", ParquetTable.Kind.TEXT, SiteEntry::id),
                new Column<>("title", ParquetTable.Kind.TEXT, SiteEntry::title),
                new Column<>("emdb", ParquetTable.Kind.TEXT, SiteEntry::emdb),
                new Column<>("pdb", ParquetTable.Kind.TEXT, SiteEntry::pdb),
                new Column<>("version", ParquetTable.Kind.COUNT, entry ->
                        (long) entry.current().version()),
                new Column<>(
                        "date", ParquetTable.Kind.TEXT, entry -> entry.current().date()),
                new Column<>("method", ParquetTable.Kind.TEXT, SiteEntry::method)));
        NUMBERS.forEach(name -> columns.add(new Column<>(
                name,
                ParquetTable.Kind.NUMBER,
                entry -> entry.current().numbers().get(name))));
        columns.add(new Column<>("percentile", ParquetTable.Kind.COUNT, SiteEntry::percentile));
        columns.add(new Column<>("percentile_alike", ParquetTable.Kind.COUNT, SiteEntry::percentileAlike));
        columns.add(
                new Column<>("contested_residues", ParquetTable.Kind.COUNT, entry -> (long) entry.contestedResidues()));
        columns.add(new Column<>("withdrawn", ParquetTable.Kind.TEXT, SiteEntry::withdrawn));
        return List.copyOf(columns);
    }

    static void write(SiteFiles files, List<SiteEntry> entries) throws IOException {
        files.write(ENTRIES, out -> {
            out.write('[');
            String before = "\n";
            for (SiteEntry entry : entries) {
                out.write((before + object(entry)).getBytes(StandardCharsets.UTF_8));
                before = ",\n";
            }
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        });
        write(files, TABLE, TABLE_PARQUET, OF_ENTRIES, entries);
        List<Place> places = entries.stream()
                .flatMap(entry -> entry.contested().stream().map(stretch -> new Place(entry, stretch)))
                .toList();
        write(files, CONTESTED, CONTESTED_PARQUET, OF_CONTESTED, places);
    }

    /** An entry in the list of all. */
    private static ObjectNode object(SiteEntry entry) {
        ObjectNode object = Json.object();
        OF_ENTRIES.forEach(
                column -> object.set(column.name(), Json.tree(column.value().apply(entry))));
        return object;
    }

    private static <R> void write(SiteFiles files, String csv, String parquet, List<Column<R>> columns, List<R> rows)
            throws IOException {
        files.write(
                csv,
                out -> Csv.write(out, columns.stream().map(Column::name).toList(), printer -> {
                    for (R row : rows) {
                        printer.printRecord(columns.stream()
                                .map(column -> Objects.requireNonNullElse(
                                        column.value().apply(row), ""))
                                .toList());
                    }
                }));
        files.write(
                parquet,
                ParquetTable.of(columns.stream()
                        .map(column -> new ParquetTable.Column(
                                column.name(),
                                column.kind(),
                                Arrays.asList(rows.stream().map(column.value()).toArray())))
                        .toList()));
    }
}
