package org.emconverge.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;

/** The report of one entry: report.html and figures/. */
public final class Report {
    private Report() {
    }

    /**
     * Writes figures/NAME.vl.json and NAME.svg for the histogram and the profile, and last report.html, which holds them.
     *
     * @throws InputException when an input is unusable or the figures cannot be rendered
     */
    public static void run(ReportInputs inputs, Path folder) throws IOException {
        Facts facts = Facts.read(inputs);
        Histogram histogram = Histogram.of(facts.residues(), facts.number("/ca_rmsd/q1"), facts.number("/ca_rmsd/q3"));
        Path histogramSpec = folder.resolve("figures/histogram.vl.json");
        Path profileSpec = folder.resolve("figures/profile.vl.json");
        Json.write(Charts.histogram(histogram, facts.number("/ca_rmsd/mean")), histogramSpec);
        Json.write(Charts.profile(facts.residues()), profileSpec);
        FigureRenderer.render(inputs.renderer(), List.of(histogramSpec, profileSpec));
        AtomicOutput.write(folder.resolve("report.html"),
                Page.html(facts, svg(folder.resolve("figures/histogram.svg")), svg(folder.resolve("figures/profile.svg"))));
    }

    /** The svg element alone: an XML declaration has no place inside a page. */
    private static String svg(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.indexOf("<svg"))).strip();
    }
}
