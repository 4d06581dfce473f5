package org.emconverge.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.structure.ResidueId;

/**
 * A table with a row for each residue: which one it is, then a column for each metric. A cell is empty where its value
 * is not defined.
 */
public final class ResidueTable {
    private static final List<Column> IDENTITY = List.of(
            new Column("chain", residue -> residue.id().chain()),
            new Column("resnum", residue -> residue.id().number()),
            new Column("icode", residue -> residue.id().insertionCode()),
            new Column("resname", MeasuredResidue::name));

    /** The table of a validation, where every metric is of one model. */
    public static final ResidueTable OF_A_MODEL = new ResidueTable(Stream.of(ResidueMetric.values())
            .filter(metric -> !metric.kind().isOfEnsemble())
            .toList());
    /** {@code residues.csv}, where every metric is over all models; docs/outputs.md describes the columns. */
    public static final ResidueTable OF_ENSEMBLE = new ResidueTable(List.of(ResidueMetric.values()));

    private final List<ResidueMetric> metrics;
    private final List<Column> columns;

    private ResidueTable(List<ResidueMetric> metrics) {
        this.metrics = metrics;
        columns = Stream.concat(IDENTITY.stream(), metrics.stream().map(ResidueTable::column))
                .toList();
    }

    private record Column(String name, Function<MeasuredResidue, Object> cell) {}

    private static Column column(ResidueMetric metric) {
        return metric.kind().isText()
                ? new Column(metric.column(), residue -> residue.verdict(metric))
                : new Column(metric.column(), residue -> Csv.fixed(residue.number(metric), metric.decimals()));
    }

    /** The header. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The cells of a residue, in the order of the header. */
    public List<Object> cells(MeasuredResidue residue) {
        return columns.stream().map(column -> column.cell().apply(residue)).toList();
    }

    public void write(List<MeasuredResidue> residues, Path file) throws IOException {
        Csv.write(file, names(), printer -> {
            for (MeasuredResidue residue : residues) {
                printer.printRecord(cells(residue));
            }
        });
    }

    /** The residue that {@link #cells} put into a row, its numbers as exact as they stand there. */
    public MeasuredResidue residue(Csv.Row row) {
        Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
        Map<ResidueMetric, String> verdicts = new EnumMap<>(ResidueMetric.class);
        for (ResidueMetric metric : metrics) {
            if (metric.kind().isText()) {
                verdicts.put(metric, row.text(metric.column()));
            } else {
                numbers.put(metric, row.numberOrNaN(metric.column()));
            }
        }
        ResidueId id = new ResidueId(row.text("chain"), row.whole("resnum"), row.text("icode"));
        return new MeasuredResidue(id, row.text("resname"), numbers, verdicts);
    }
}
