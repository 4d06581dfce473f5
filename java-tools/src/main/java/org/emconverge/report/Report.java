package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "rows.js",
            "charts.js",
            "mapcharts.js",
            "card.js",
            "sequence.js",
            "ramachandran.js",
            "criteria.js",
            "outliers.js",
            "volume.js",
            "themes.js",
            "molecules.js",
            "view3d.js",
            "next-steps.js",
            "glossary.js",
            "controls3d.js",
            "page.js");

    private Report() {}

    /**
     * What the report is made with, beside the entry's files.
     *
     * @param title of the entry, or null: that of the summary
     * @param contour level at which the map is shown, in its units, or null: from the density at the Cα atoms
     * @param renderer of the figures, or null: the one on the PATH
     * @param context what else the page is told
     */
    public record Settings(String title, Double contour, Path renderer, PageContext context) {
        /** With nothing else that the page is told. */
        public Settings(String title, Double contour, Path renderer) {
            this(title, contour, renderer, PageContext.NONE);
        }
    }

    /**
     * Writes figures/ (specifications, SVG and, in journal widths, PDF), viewers/, multiqc/, summary.json with its
     * title, archive ids and percentiles, and last report.html, which holds the charts, the models and the map.
     *
     * @throws InputException when an input is unusable or the figures cannot be rendered
     */
    public static void run(EntryFolder entry, Settings settings, Path folder) throws IOException {
        EntryFolder out = new EntryFolder(folder);
        EntryResults results = EntryResults.read(entry, settings.title(), settings.context());
        OptionalDouble level = ContourLevel.of(settings.contour(), entry.require(EntryFile.RESIDUES));
        Structure ensemble = entry.find(EntryFile.ENSEMBLE).map(ModelFile::read).orElse(null);
        MapSection map = MapSection.of(entry, results, ensemble, level, settings.contour() != null);
        map.write(out);
        ModelGeometry geometry = ModelGeometry.of(entry, results, ensemble);
        Map<String, ObjectNode> ofMap = new LinkedHashMap<>(map.charts());
        SmallestSetSection.chart(results).ifPresent(chart -> ofMap.put("smallestSet", chart));
        Figures charts = Figures.of(results, geometry, ofMap);
        List<Path> specifications = charts.write(out);
        specifications.addAll(
                JournalFigures.write(charts.histogram(), charts.profile(), results.residues(), ensemble, out));
        FigureRenderer.render(settings.renderer(), specifications);
        Viewers.write(ResidueRow.read(entry.require(EntryFile.RESIDUES)), level, out);
        MultiQc.write(results, out);
        writeSummary(entry, results, out);
        PageScripts scripts = new PageScripts().early(PageScripts.APPEARANCE);
        if (!PageScripts.libraries().isEmpty()) {
            GeometryData.addTo(scripts, results, geometry);
            addScripts(
                    scripts,
                    results,
                    charts,
                    new PageData.Scene(ensemble, map.study().flatMap(MapStudy::copy), level, map.scale()));
            addWorm(scripts, specifications, out);
        }
        BesidePage beside = BesidePage.of(entry, out, settings.context());
        AtomicOutput.write(
                out.path(EntryFile.REPORT),
                ReportPage.html(results, geometry, map, charts.rendered(out), scripts, beside));
    }

    /** With what it was told, or where that is nothing new byte by byte as it was. */
    private static void writeSummary(EntryFolder entry, EntryResults results, EntryFolder out) throws IOException {
        Path read = entry.require(EntryFile.SUMMARY);
        if (results.summary().equals(Json.read(read))) {
            byte[] summary = Files.readAllBytes(read);
            AtomicOutput.write(out.path(EntryFile.SUMMARY), stream -> stream.write(summary));
        } else {
            Json.write(results.summary(), out.path(EntryFile.SUMMARY));
        }
    }

    /** The picture that stands in the place of the 3D view until it is there, and on paper that is printed earlier. */
    private static void addWorm(PageScripts scripts, List<Path> specifications, EntryFolder out) throws IOException {
        String worm = JournalFigures.worm();
        if (specifications.contains(out.path(EntryFile.FIGURE_SPECIFICATION, worm))) {
            scripts.data("worm", Files.readAllBytes(out.path(EntryFile.FIGURE, worm)));
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
