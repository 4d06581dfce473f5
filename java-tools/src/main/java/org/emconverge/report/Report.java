package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;

/** The report of one entry: report.html, figures/, viewers/ and multiqc/. */
public final class Report {
    private Report() {
    }

    /**
     * Writes figures/ (specifications, SVG and, in journal widths, PDF), viewers/, multiqc/, and last report.html, which holds the
     * histogram and the profile.
     *
     * @throws InputException when an input is unusable or the figures cannot be rendered
     */
    public static void run(ReportInputs inputs, Path folder) throws IOException {
        Facts facts = Facts.read(inputs);
        Histogram histogram = Histogram.of(facts.residues(), facts.number("/ca_rmsd/q1"), facts.number("/ca_rmsd/q3"));
        Path histogramSpec = folder.resolve("figures/histogram.vl.json");
        Path profileSpec = folder.resolve("figures/profile.vl.json");
        ObjectNode histogramChart = Charts.histogram(histogram, facts.number("/ca_rmsd/mean"));
        ObjectNode profileChart = Charts.profile(facts.residues());
        Json.write(histogramChart, histogramSpec);
        Json.write(profileChart, profileSpec);
        List<Path> specs = new ArrayList<>(List.of(histogramSpec, profileSpec));
        specs.addAll(JournalFigures.write(histogramChart, profileChart, facts.residues(), inputs.ensemble(), folder.resolve("figures")));
        FigureRenderer.render(inputs.renderer(), specs);
        Viewers.write(facts.residues(), ContourLevel.of(inputs.contour(), inputs.residues()), folder.resolve("viewers"));
        MultiQc.write(facts, folder.resolve("multiqc"));
        AtomicOutput.write(folder.resolve("report.html"),
                Page.html(facts, svg(folder.resolve("figures/histogram.svg")), svg(folder.resolve("figures/profile.svg"))));
    }

    /** The svg element alone: an XML declaration has no place inside a page. */
    private static String svg(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.indexOf("<svg"))).strip();
    }
}
