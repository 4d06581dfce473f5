package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * Custom content for MultiQC (1.9 and later), which finds files that end in {@code _mqc.json} and puts those of one id
 * together: the same two ids in every entry make one table and one plot of a whole run. Spreads by other engines are no
 * measure of each other, so each pair of engines has a column and a plot of its own, which say so.
 */
final class MultiQc {
    private static final double PERCENT = 100;
    private static final String LENGTH = "{:,.2f} Å";
    private static final String SHARE = "{:,.1f} %";

    private MultiQc() {}

    /** Writes the entry's columns of the general statistics, and its bar of the fractions. */
    static void write(EntryResults results, EntryFolder entry) throws IOException {
        Json.write(numbers(results), entry.path(EntryFile.MULTIQC_NUMBERS));
        Json.write(fractions(results), entry.path(EntryFile.MULTIQC_FRACTIONS));
    }

    /**
     * A column of the general statistics.
     *
     * @param format of the value, as Python's {@code str.format} takes it
     * @param value NaN: the column is left out
     */
    private record StatisticsColumn(String name, String title, String description, String format, double value) {
        ObjectNode header() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("title", title)
                    .put("description", description)
                    .put("namespace", "emconverge")
                    .put("format", format)
                    .put("min", 0);
        }
    }

    private static List<StatisticsColumn> columns(EntryResults results) {
        String by = ", " + EngineNames.pair(results);
        String suffix = EngineNames.suffix(results);
        return List.of(
                new StatisticsColumn(
                        "resolution", "Resolution", "Resolution of the map, Å", LENGTH, results.number("/resolution")),
                new StatisticsColumn(
                        "ca_rmsd_mean" + suffix,
                        "Cα RMSD",
                        "Mean Cα RMSD over all pairs of models, Å" + by,
                        LENGTH,
                        results.number("/ca_rmsd/mean")),
                new StatisticsColumn(
                        "determined" + suffix,
                        "Determined",
                        "Residues with a confidence of "
                                + ReadableText.shortest(ConfidenceClass.DETERMINED.from)
                                + " or more, %" + by,
                        SHARE,
                        PERCENT * ConfidenceClass.DETERMINED.share(results.residues())),
                new StatisticsColumn(
                        "well_determined" + suffix,
                        "< 1 Å",
                        "Residues with a Cα RMSD below 1 Å, %" + by,
                        SHARE,
                        PERCENT * results.number("/ca_rmsd/fractions/lt1")),
                new StatisticsColumn(
                        "uncertain" + suffix,
                        "> 3 Å",
                        "Residues with a Cα RMSD above 3 Å, %" + by,
                        SHARE,
                        PERCENT * results.number("/ca_rmsd/fractions/gt3")),
                new StatisticsColumn("refined_models", "Models", "Models compared", "{:,.0f}", results.compared()));
    }

    private static ObjectNode numbers(EntryResults results) {
        ObjectNode content = content("emconverge_numbers").put("plot_type", "generalstats");
        ObjectNode row = content.putObject("data").putObject(results.text("/id"));
        ArrayNode headers = content.putArray("pconfig");
        for (StatisticsColumn column : columns(results)) {
            if (!Double.isNaN(column.value)) {
                headers.addObject().set(column.name, column.header());
                row.put(column.name, Math.round(column.value * 1e4) / 1e4);
            }
        }
        return content;
    }

    private static ObjectNode fractions(EntryResults results) {
        ObjectNode content = content("emconverge_fractions" + EngineNames.suffix(results))
                .put("section_name", "Residues by Cα RMSD, " + EngineNames.pair(results))
                .put("plot_type", "bargraph");
        content.put(
                "description",
                "Share of the residues whose Cα atoms differ by less than 1 Å, 1 to 3 Å and more than 3 Å between"
                        + " models.");
        content.putObject("pconfig")
                .put("id", "emconverge_fractions_plot" + EngineNames.suffix(results))
                .put("title", "emconverge: residues by Cα RMSD, " + EngineNames.pair(results))
                .put("ylab", "residues (%)")
                .put("cpswitch", false)
                .put("ymax", (int) PERCENT)
                .put("tt_decimals", 1);
        ObjectNode categories = content.putObject("categories");
        ObjectNode row = content.putObject("data").putObject(results.text("/id"));
        String[] keys = {"lt1", "1to3", "gt3"};
        for (SpreadClass spread : SpreadClass.values()) {
            categories
                    .putObject(keys[spread.ordinal()])
                    .put("name", spread.label)
                    .put("color", spread.colour);
            row.put(
                    keys[spread.ordinal()],
                    Math.round(PERCENT * results.number("/ca_rmsd/fractions/" + keys[spread.ordinal()]) * 1e2) / 1e2);
        }
        return content;
    }

    private static ObjectNode content(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("parent_id", "emconverge")
                .put("parent_name", "emconverge")
                .put("parent_description", "How far models of a cryo-EM map agree, and which residues it determines.");
    }
}
