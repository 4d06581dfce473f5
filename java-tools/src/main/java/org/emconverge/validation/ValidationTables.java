package org.emconverge.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.emconverge.Csv;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.Validator.Verdicts;

/** What was found of validated models as CSV tables, model after model; empty = not defined. */
public final class ValidationTables {
    private static final List<String> RESIDUES = List.of(
            "model",
            "chain",
            "resnum",
            "icode",
            "resname",
            "ramachandran",
            "rotamer",
            "cbeta_deviation",
            "cc",
            "q_score",
            "smoc",
            "inclusion",
            "local_resolution",
            "q_score_04");
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
        write(RESIDUES, models, file, (printer, model, verdicts) -> {
            for (ResidueScores r : verdicts.residues()) {
                printer.printRecord(
                        model,
                        r.id().chain(),
                        r.id().number(),
                        r.id().insertionCode(),
                        r.name(),
                        r.ramachandran(),
                        r.rotamer(),
                        fixed(r.cbetaDeviation(), LENGTH_DECIMALS),
                        fixed(r.cc(), SCORE_DECIMALS),
                        fixed(r.qScore(), SCORE_DECIMALS),
                        fixed(r.smoc(), SCORE_DECIMALS),
                        fixed(r.inclusion(), SCORE_DECIMALS),
                        fixed(r.localResolution(), LENGTH_DECIMALS),
                        fixed(r.qScore04(), SCORE_DECIMALS));
            }
        });
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
                        fixed(a.qScore(), SCORE_DECIMALS),
                        fixed(a.qScore04(), SCORE_DECIMALS));
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
                        fixed(o.value(), SCORE_DECIMALS),
                        fixed(o.ideal(), SCORE_DECIMALS),
                        fixed(o.z(), LENGTH_DECIMALS));
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
                        fixed(verdicts.fit().fsc().frequency(shell), FREQUENCY_DECIMALS),
                        fixed(verdicts.fit().fsc().fsc()[shell], SCORE_DECIMALS),
                        fixed(verdicts.fit().maskedFsc().fsc()[shell], SCORE_DECIMALS));
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
    public static Map<String, List<ResidueScores>> readResidues(Path file) {
        Map<String, List<ResidueScores>> models = new LinkedHashMap<>();
        for (Csv.Row row : Csv.read(file, RESIDUES.toArray(String[]::new)).rows()) {
            models.computeIfAbsent(row.text("model"), key -> new ArrayList<>()).add(scores(row));
        }
        return models;
    }

    private static ResidueScores scores(Csv.Row row) {
        ResidueId id = new ResidueId(row.text("chain"), row.whole("resnum"), row.text("icode"));
        return new ResidueScores(
                id,
                row.text("resname"),
                row.text("ramachandran"),
                row.text("rotamer"),
                row.numberOrNaN("cbeta_deviation"),
                row.numberOrNaN("cc"),
                row.numberOrNaN("q_score"),
                row.numberOrNaN("smoc"),
                row.numberOrNaN("inclusion"),
                row.numberOrNaN("local_resolution"),
                row.numberOrNaN("q_score_04"));
    }

    private static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
    }
}
