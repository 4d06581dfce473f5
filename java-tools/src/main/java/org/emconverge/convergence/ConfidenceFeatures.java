package org.emconverge.convergence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueTable;
import org.emconverge.structure.ResidueId;

/** The features of the confidence of a finished entry as a table, for the script that fits the coefficients. */
public final class ConfidenceFeatures {
    private static final int DECIMALS = 5;

    private ConfidenceFeatures() {}

    /**
     * Writes a row for each residue of residues.csv: chain, resnum, icode, then a column for each feature, empty where
     * it is not defined.
     *
     * @throws org.emconverge.InputException when the entry has no table of its residues or of those of its start
     */
    public static void write(EntryFolder entry, Path file) throws IOException {
        List<MeasuredResidue> residues = Csv.read(entry.require(EntryFile.RESIDUES)).rows().stream()
                .map(ResidueTable.OF_ENSEMBLE::residue)
                .toList();
        entry.require(EntryFile.START_RESIDUES);
        List<MeasuredResidue> start = Convergence.start(entry);
        List<Map<ConfidenceFeature, Double>> features = ConfidenceFeature.of(residues, start);
        List<String> header = new ArrayList<>(List.of("chain", "resnum", "icode"));
        for (ConfidenceFeature feature : ConfidenceFeature.values()) {
            header.add(feature.label());
        }
        Csv.write(file, header, printer -> {
            for (int at = 0; at < residues.size(); at++) {
                ResidueId id = residues.get(at).id();
                List<Object> cells = new ArrayList<>(List.of(id.chain(), id.number(), id.insertionCode()));
                features.get(at).values().forEach(value -> cells.add(Csv.fixed(value, DECIMALS)));
                printer.printRecord(cells);
            }
        });
    }
}
