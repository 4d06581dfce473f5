package org.emconverge.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.structure.ModelFile;

/** The report of one entry: report.html, figures/, viewers/ and multiqc/. */
public final class Report {
    private static final List<String> SCRIPTS = List.of(
            "packed.js",
            "tables.js",
            "selection.js",
            "charts.js",
            "sequence.js",
            "volume.js",
            "themes.js",
            "view3d.js",
            "page.js");

    private Report() {}

    /**
     * Writes figures/ (specifications, SVG and, in journal widths, PDF), viewers/, multiqc/, and last report.html,
     * which holds the charts, the models and the map.
     *
     * @throws InputException when an input is unusable or the figures cannot be rendered
     */
    public static void run(ReportInputs inputs, Path folder) throws IOException {
        Facts facts = Facts.read(inputs);
        OptionalDouble level = ContourLevel.of(inputs.contour(), inputs.residues());
        Structure ensemble = inputs.ensemble() == null ? null : ModelFile.read(inputs.ensemble());
        Path figures = folder.resolve("figures");
        Figures charts = Figures.of(facts);
        List<Path> specs = charts.write(figures);
        specs.addAll(JournalFigures.write(charts.histogram(), charts.profile(), facts.residues(), ensemble, figures));
        FigureRenderer.render(inputs.renderer(), specs);
        Viewers.write(ResidueRow.read(inputs.residues()), level, folder.resolve("viewers"));
        MultiQc.write(facts, folder.resolve("multiqc"));
        PageScripts scripts = new PageScripts();
        if (!PageScripts.libraries().isEmpty()) {
            addScripts(scripts, inputs, facts, charts, ensemble, level);
        }
        AtomicOutput.write(folder.resolve("report.html"), Page.html(facts, charts.rendered(figures), scripts));
    }

    private static void addScripts(
            PageScripts scripts,
            ReportInputs inputs,
            Facts facts,
            Figures charts,
            Structure ensemble,
            OptionalDouble level)
            throws IOException {
        for (PageScripts.Library library : PageScripts.libraries()) {
            if (!library.name().equals("molstar") || ensemble != null) {
                scripts.library(library.name());
            }
        }
        PageData.addTo(scripts, inputs, facts, charts, ensemble, level);
        for (String script : SCRIPTS) {
            scripts.script(script);
        }
    }
}
