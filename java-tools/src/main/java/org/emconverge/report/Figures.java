package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * The charts of one entry, each a specification that makes both its files and its part of the page. Those that may be
 * empty lack their data.
 */
record Figures(
        ObjectNode histogram,
        ObjectNode profile,
        Optional<ObjectNode> relations,
        Optional<ObjectNode> ranking,
        Optional<ObjectNode> ramachandran,
        Map<String, ObjectNode> ofMap) {
    /** @param ofMap the charts of the sections on the map and on the smallest set, by name */
    static Figures of(EntryResults results, ModelGeometry geometry, Map<String, ObjectNode> ofMap) {
        Histogram histogram =
                Histogram.of(results.headlineResidues(), results.number("/ca_rmsd/q1"), results.number("/ca_rmsd/q3"));
        return new Figures(
                Charts.histogram(histogram, results.number("/ca_rmsd/mean")),
                ProfileChart.of(results.residues(), ResidueMeasure.RMSD),
                Charts.relations(results.residues()),
                Charts.ranking(results.ranking(), RankingSection.chosen(results)),
                RamachandranChart.of(geometry, results.residues()),
                ofMap);
    }

    private Map<String, ObjectNode> byName() {
        Map<String, ObjectNode> charts = new LinkedHashMap<>(Map.of());
        charts.put("histogram", histogram);
        charts.put("profile", profile);
        relations.ifPresent(chart -> charts.put("relations", chart));
        ranking.ifPresent(chart -> charts.put("ranking", chart));
        ramachandran.ifPresent(chart -> charts.put("ramachandran", chart));
        charts.putAll(ofMap);
        return charts;
    }

    /**
     * Writes the specification of each chart.
     *
     * @return the files, for the renderer
     */
    List<Path> write(EntryFolder entry) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> chart : byName().entrySet()) {
            files.add(entry.path(EntryFile.FIGURE_SPECIFICATION, chart.getKey()));
            Json.write(chart.getValue(), files.get(files.size() - 1));
        }
        return files;
    }

    /**
     * The pictures that the renderer made, by the chart's name. They are svg elements alone, because an XML declaration
     * has no place inside a page.
     */
    Map<String, String> rendered(EntryFolder entry) throws IOException {
        Map<String, String> svg = new LinkedHashMap<>();
        for (String name : byName().keySet()) {
            svg.put(name, FigureRenderer.element(entry.path(EntryFile.FIGURE, name)));
        }
        return svg;
    }
}
