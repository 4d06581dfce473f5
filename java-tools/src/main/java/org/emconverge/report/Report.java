package org.emconverge.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ModelFile;

/** Makes the report of one entry: report.html, figures/, viewers/, multiqc/, and the title of the summary. */
public final class Report {
    private static final List<String> SCRIPTS = List.of(
            "packed.js",
            "tables.js",
            "selection.js",
            "colours.js",
            "charts.js",
            "sequence.js",
            "volume.js",
            "themes.js",
            "view3d.js",
            "page.js");

    private Report() {}

    /**
     * What the report is made with, beside the entry's files.
     *
     * @param title of the entry, or null: that of the summary
     * @param contour level at which the map is shown, in its units, or null: from the density at the Cα atoms
     * @param renderer of the figures, or null: the one on the PATH
     */
    public record Settings(String title, Double contour, Path renderer) {}

    /**
     * Writes figures/ (specifications, SVG and, in journal widths, PDF), viewers/, multiqc/, summary.json with its
     * title, and last report.html, which holds the charts, the models and the map.
     *
     * @throws InputException when an input is unusable or the figures cannot be rendered
     */
    public static void run(EntryFolder entry, Settings settings, Path folder) throws IOException {
        EntryFolder out = new EntryFolder(folder);
        EntryResults results = EntryResults.read(entry, settings.title());
        OptionalDouble level = ContourLevel.of(settings.contour(), entry.require(EntryFile.RESIDUES));
        Structure ensemble = entry.find(EntryFile.ENSEMBLE).map(ModelFile::read).orElse(null);
        Figures charts = Figures.of(results);
        List<Path> specifications = charts.write(out);
        specifications.addAll(
                JournalFigures.write(charts.histogram(), charts.profile(), results.residues(), ensemble, out));
        FigureRenderer.render(settings.renderer(), specifications);
        Viewers.write(ResidueRow.read(entry.require(EntryFile.RESIDUES)), level, out);
        MultiQc.write(results, out);
        writeSummary(entry, results, settings.title(), out);
        PageScripts scripts = new PageScripts();
        if (!PageScripts.libraries().isEmpty()) {
            addScripts(scripts, results, charts, new PageData.Scene(ensemble, entry.find(EntryFile.MAP), level));
        }
        AtomicOutput.write(out.path(EntryFile.REPORT), ReportPage.html(results, charts.rendered(out), scripts));
    }

    /** With its title, or byte by byte as it was. */
    private static void writeSummary(EntryFolder entry, EntryResults results, String title, EntryFolder out)
            throws IOException {
        if (title == null) {
            byte[] summary = Files.readAllBytes(entry.require(EntryFile.SUMMARY));
            AtomicOutput.write(out.path(EntryFile.SUMMARY), stream -> stream.write(summary));
        } else {
            Json.write(results.summary(), out.path(EntryFile.SUMMARY));
        }
    }

    private static void addScripts(PageScripts scripts, EntryResults results, Figures charts, PageData.Scene scene)
            throws IOException {
        for (PageScripts.Library library : PageScripts.libraries()) {
            if (!library.name().equals("molstar") || scene.models() != null) {
                scripts.library(library.name());
            }
        }
        PageData.addTo(scripts, results, charts, scene);
        for (String script : SCRIPTS) {
            scripts.script(script);
        }
    }
}
