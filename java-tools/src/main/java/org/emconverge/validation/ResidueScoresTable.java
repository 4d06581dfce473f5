package org.emconverge.validation;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.structure.ResidueId;

/** The residues of validated models as a CSV table, model after model; empty = not defined. */
public final class ResidueScoresTable {
    private static final String[] COLUMNS = {"model", "chain", "resnum", "icode", "resname", "ramachandran", "rotamer", "cbeta_deviation",
        "cc", "q_score", "smoc", "inclusion", "local_resolution", "q_score_04"};
    private static final int LENGTH_DECIMALS = 3;
    private static final int SCORE_DECIMALS = 4;

    private ResidueScoresTable() {
    }

    public static void write(Map<String, List<ResidueScores>> models, Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator("\n").get();
        AtomicOutput.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(writer, format);
            for (Map.Entry<String, List<ResidueScores>> model : models.entrySet()) {
                for (ResidueScores r : model.getValue()) {
                    printer.printRecord(model.getKey(), r.id().chain(), r.id().number(), r.id().insertionCode(), r.name(), r.ramachandran(),
                            r.rotamer(), fixed(r.cbetaDeviation(), LENGTH_DECIMALS), fixed(r.cc(), SCORE_DECIMALS),
                            fixed(r.qScore(), SCORE_DECIMALS), fixed(r.smoc(), SCORE_DECIMALS), fixed(r.inclusion(), SCORE_DECIMALS),
                            fixed(r.localResolution(), LENGTH_DECIMALS), fixed(r.qScore04(), SCORE_DECIMALS));
                }
            }
            printer.flush();
        });
    }

    /** What {@link #write} wrote: the residues of each model, in the order of the file. */
    public static Map<String, List<ResidueScores>> read(Path file) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            Map<String, List<ResidueScores>> models = new LinkedHashMap<>();
            for (CSVRecord row : parser) {
                models.computeIfAbsent(row.get("model"), key -> new ArrayList<>()).add(scores(row));
            }
            return models;
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("The table " + file + " is not one of 'emtools validate' (" + e.getMessage()
                    + "): give the file that the step before wrote.", e);
        }
    }

    private static ResidueScores scores(CSVRecord row) {
        ResidueId id = new ResidueId(row.get("chain"), Integer.parseInt(row.get("resnum")), row.get("icode"));
        return new ResidueScores(id, row.get("resname"), row.get("ramachandran"), row.get("rotamer"), number(row, "cbeta_deviation"),
                number(row, "cc"), number(row, "q_score"), number(row, "smoc"), number(row, "inclusion"), number(row, "local_resolution"),
                number(row, "q_score_04"));
    }

    private static double number(CSVRecord row, String column) {
        return row.get(column).isEmpty() ? Double.NaN : Double.parseDouble(row.get(column));
    }

    private static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
    }
}
