package org.emconverge.engines.rosetta;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.InputException;

/**
 * A Rosetta score file: a line {@code SEQUENCE:}, a {@code SCORE:} line of column names that ends in
 * {@code description}, and a {@code SCORE:} line for each model. Another header may follow when the terms change. Read
 * by column name.
 */
final class ScoreFile {
    static final String TOTAL = "total_score";
    private static final String DESCRIPTION = "description";
    private static final String SCORE = "SCORE:";

    private ScoreFile() {}

    /**
     * The models by their description, each with its terms in the order of the file, in Rosetta energy units.
     *
     * @throws InputException when the file is no score file or a line is cut short
     */
    static Map<String, Map<String, Double>> read(Path file) {
        Map<String, Map<String, Double>> models = new LinkedHashMap<>();
        List<String> columns = List.of();
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException("The score file " + file + " cannot be read: check that Rosetta wrote it.", e);
        }
        for (String line : lines) {
            List<String> fields = List.of(line.strip().split("\\s+"));
            if (!fields.get(0).equals(SCORE)) {
                continue;
            }
            if (fields.get(fields.size() - 1).equals(DESCRIPTION)) {
                columns = fields;
            } else {
                if (fields.size() != columns.size()) {
                    throw new InputException("The score file " + file + " has a line of " + fields.size()
                            + " columns under a header of " + columns.size() + ": it is cut short.");
                }
                models.put(fields.get(fields.size() - 1), terms(columns, fields, file));
            }
        }
        if (!columns.contains(TOTAL)) {
            throw new InputException("The file " + file + " is no Rosetta score file: it has no column " + TOTAL + ".");
        }
        return models;
    }

    private static Map<String, Double> terms(List<String> columns, List<String> fields, Path file) {
        Map<String, Double> terms = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 1; i < fields.size() - 1; i++) {
            try {
                terms.put(columns.get(i), Double.valueOf(fields.get(i)));
            } catch (NumberFormatException e) {
                words.add(columns.get(i)); // some filters report words
            }
        }
        if (words.contains(TOTAL)) {
            throw new InputException("The score file " + file + " has no number for " + TOTAL
                    + " in a line: Rosetta's model is unusable.");
        }
        return terms;
    }
}
