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
    static void write(Facts facts, EntryFolder entry) throws IOException {
        Json.write(numbers(facts), entry.path(EntryFile.MULTIQC_NUMBERS));
        Json.write(fractions(facts), entry.path(EntryFile.MULTIQC_FRACTIONS));
    }

    /**
     * A column of the general statistics.
     *
     * @param format of the value, as Python's {@code str.format} takes it
     * @param value NaN: the column is left out
     */
    private record Column(String name, String title, String description, String format, double value) {
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

    private static List<Column> columns(Facts facts) {
        String by = ", " + Engines.pair(facts);
        String suffix = Engines.suffix(facts);
        return List.of(
                new Column("resolution", "Resolution", "Resolution of the map, Å", LENGTH, facts.number("/resolution")),
                new Column(
                        "ca_rmsd_mean" + suffix,
                        "Cα RMSD",
                        "Mean Cα RMSD over all pairs of models, Å" + by,
                        LENGTH,
                        facts.number("/ca_rmsd/mean")),
                new Column(
                        "well_determined" + suffix,
                        "< 1 Å",
                        "Residues with a Cα RMSD below 1 Å, %" + by,
                        SHARE,
                        PERCENT * facts.number("/ca_rmsd/fractions/lt1")),
                new Column(
                        "uncertain" + suffix,
                        "> 3 Å",
                        "Residues with a Cα RMSD above 3 Å, %" + by,
                        SHARE,
                        PERCENT * facts.number("/ca_rmsd/fractions/gt3")),
                new Column("refined_models", "Models", "Models compared", "{:,.0f}", facts.compared()));
    }

    private static ObjectNode numbers(Facts facts) {
        ObjectNode content = content("emconverge_numbers").put("plot_type", "generalstats");
        ObjectNode row = content.putObject("data").putObject(facts.text("/id"));
        ArrayNode headers = content.putArray("pconfig");
        for (Column column : columns(facts)) {
            if (!Double.isNaN(column.value)) {
                headers.addObject().set(column.name, column.header());
                row.put(column.name, Math.round(column.value * 1e4) / 1e4);
            }
        }
        return content;
    }

    private static ObjectNode fractions(Facts facts) {
        ObjectNode content = content("emconverge_fractions" + Engines.suffix(facts))
                .put("section_name", "Residues by Cα RMSD, " + Engines.pair(facts))
                .put("plot_type", "bargraph");
        content.put(
                "description",
                "Share of the residues whose Cα atoms differ by less than 1 Å, 1 to 3 Å and more than 3 Å between"
                        + " independently built models.");
        content.putObject("pconfig")
                .put("id", "emconverge_fractions_plot" + Engines.suffix(facts))
                .put("title", "emconverge: residues by Cα RMSD, " + Engines.pair(facts))
                .put("ylab", "residues (%)")
                .put("cpswitch", false)
                .put("ymax", (int) PERCENT)
                .put("tt_decimals", 1);
        ObjectNode categories = content.putObject("categories");
        ObjectNode row = content.putObject("data").putObject(facts.text("/id"));
        String[] keys = {"lt1", "1to3", "gt3"};
        for (SpreadClass spread : SpreadClass.values()) {
            categories
                    .putObject(keys[spread.ordinal()])
                    .put("name", spread.label)
                    .put("color", spread.colour);
            row.put(
                    keys[spread.ordinal()],
                    Math.round(PERCENT * facts.number("/ca_rmsd/fractions/" + keys[spread.ordinal()]) * 1e2) / 1e2);
        }
        return content;
    }

    private static ObjectNode content(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("parent_id", "emconverge")
                .put("parent_name", "emconverge")
                .put("parent_description", "How far independent models of a cryo-EM map agree.");
    }
}
