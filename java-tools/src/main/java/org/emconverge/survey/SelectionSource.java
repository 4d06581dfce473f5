package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.emconverge.Csv;
import org.emconverge.Sha256;
import org.emconverge.archive.Downloader;
import org.emconverge.archive.Selection;

/**
 * Entries of EMDB that a selection finds. One is revised when the archive's date of its update changes, or a value that
 * its run would take.
 */
public final class SelectionSource implements Source {
    private final Selection.Request request;
    private final Downloader downloader;

    /**
     * @param request that lists all that meet the criteria; its state serves only to know what was withdrawn, because
     *     the survey itself knows what it has run
     */
    public SelectionSource(Selection.Request request, Downloader downloader) {
        this.request = request;
        this.downloader = downloader;
    }

    @Override
    public Listing read(Consumer<String> words) throws IOException {
        Selection.run(request, downloader, words);
        Map<String, Csv.Row> described = new HashMap<>();
        for (Csv.Row row :
                Csv.read(request.folder().resolve("selection.csv"), "emdb").rows()) {
            described.put(row.text("emdb"), row);
        }
        List<Candidate> entries = new ArrayList<>();
        Csv sheet = Csv.read(request.folder().resolve("samplesheet.csv"), "id", "emdb");
        for (Csv.Row row : sheet.rows()) {
            Map<String, String> values = new LinkedHashMap<>();
            sheet.columns().forEach(column -> values.put(column, row.text(column)));
            entries.add(candidate(values, described.get(row.text("emdb"))));
        }
        List<LeftOut> leftOut = new ArrayList<>();
        for (Csv.Row row : Csv.read(request.folder().resolve("left_out.csv"), "emdb", "reason", "value")
                .rows()) {
            String value = row.text("value");
            leftOut.add(new LeftOut(row.text("emdb"), row.text("reason") + (value.isEmpty() ? "" : ": " + value)));
        }
        return new Listing(entries, leftOut);
    }

    @Override
    public Path withdrawn() {
        return request.folder().resolve("withdrawn.csv");
    }

    private static Candidate candidate(Map<String, String> values, Csv.Row described) {
        String residues = described.text("residues");
        String print = String.join("\n", values.values()) + "\n" + described.text("half_maps") + "\n"
                + described.text("updated");
        return new Candidate(
                values.get("id"),
                values,
                Sha256.hex(print),
                residues.isEmpty() ? null : Long.valueOf(residues),
                day(described.text("released")));
    }

    private static LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
