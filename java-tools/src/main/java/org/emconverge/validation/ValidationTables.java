package org.emconverge.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVPrinter;
import org.emconverge.Csv;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueTable;
import org.emconverge.validation.Validator.Verdicts;

/** What was found of validated models as CSV tables, model after model; empty = not defined. */
public final class ValidationTables {
    private static final List<String> ATOMS =
            List.of("model", "chain", "resnum", "icode", "resname", "atom", "q_score", "q_score_04");
    private static final List<String> OUTLIERS =
            List.of("model", "criterion", "chain", "resnum", "icode", "resname", "atoms", "value", "ideal", "z");
    private static final List<String> CURVES = List.of("model", "frequency", "fsc", "fsc_masked");
    private static final int LENGTH_DECIMALS = 3;
    private static final int SCORE_DECIMALS = 4;
    private static final int FREQUENCY_DECIMALS = 6;

    private ValidationTables() {}

    /** One row a record of one model. */
    private interface Rows {
        void print(CSVPrinter printer, String model, Verdicts verdicts) throws IOException;
    }

    public static void writeResidues(Map<String, Verdicts> models, Path file) throws IOException {
        write(residueColumns(), models, file, (printer, model, verdicts) -> {
            for (MeasuredResidue residue : verdicts.residues()) {
                printer.print(model);
                printer.printRecord(ResidueTable.OF_A_MODEL.cells(residue));
            }
        });
    }

    private static List<String> residueColumns() {
        return Stream.concat(Stream.of("model"), ResidueTable.OF_A_MODEL.names().stream())
                .toList();
    }

    static void writeAtoms(Map<String, Verdicts> models, Path file) throws IOException {
        write(ATOMS, models, file, (printer, model, verdicts) -> {
            for (AtomScores a : verdicts.atoms()) {
                printer.printRecord(
                        model,
                        a.id().chain(),
                        a.id().number(),
                        a.id().insertionCode(),
                        a.name(),
                        a.atom(),
                        Csv.fixed(a.qScore(), SCORE_DECIMALS),
                        Csv.fixed(a.qScore04(), SCORE_DECIMALS));
            }
        });
    }

    static void writeOutliers(Map<String, Verdicts> models, Path file) throws IOException {
        write(OUTLIERS, models, file, (printer, model, verdicts) -> {
            for (OutlierRow o : verdicts.outliers()) {
                printer.printRecord(
                        model,
                        o.criterion(),
                        o.id().chain(),
                        o.id().number(),
                        o.id().insertionCode(),
                        o.name(),
                        o.atoms(),
                        Csv.fixed(o.value(), SCORE_DECIMALS),
                        Csv.fixed(o.ideal(), SCORE_DECIMALS),
                        Csv.fixed(o.z(), LENGTH_DECIMALS));
            }
        });
    }

    /** Fourier shell correlation of map and model, from the first shell beyond the mean. */
    static void writeCurves(Map<String, Verdicts> models, Path file) throws IOException {
        write(CURVES, models, file, (printer, model, verdicts) -> {
            for (int shell = 1;
                    verdicts.fit() != null && shell < verdicts.fit().fsc().fsc().length;
                    shell++) {
                printer.printRecord(
                        model,
                        Csv.fixed(verdicts.fit().fsc().frequency(shell), FREQUENCY_DECIMALS),
                        Csv.fixed(verdicts.fit().fsc().fsc()[shell], SCORE_DECIMALS),
                        Csv.fixed(verdicts.fit().maskedFsc().fsc()[shell], SCORE_DECIMALS));
            }
        });
    }

    private static void write(List<String> columns, Map<String, Verdicts> models, Path file, Rows rows)
            throws IOException {
        Csv.write(file, columns, printer -> {
            for (Map.Entry<String, Verdicts> model : models.entrySet()) {
                rows.print(printer, model.getKey(), model.getValue());
            }
        });
    }

    /** What {@link #writeResidues} wrote: the residues of each model, in the order of the file. */
    public static Map<String, List<MeasuredResidue>> readResidues(Path file) {
        Map<String, List<MeasuredResidue>> models = new LinkedHashMap<>();
        for (Csv.Row row :
                Csv.read(file, residueColumns().toArray(String[]::new)).rows()) {
            models.computeIfAbsent(row.text("model"), key -> new ArrayList<>())
                    .add(ResidueTable.OF_A_MODEL.residue(row));
        }
        return models;
    }
}
