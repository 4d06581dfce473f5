package org.emconverge.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.InputException;

/** The content of a CSV file with a header. */
record CsvTable(List<String> columns, List<CSVRecord> rows) {
    static CsvTable read(Path file) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            return new CsvTable(parser.getHeaderNames(), parser.getRecords());
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "The table " + file + " cannot be read as CSV with a header: give the file that the step before"
                            + " wrote.",
                    e);
        }
    }
}
