package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.emconverge.Json;

/**
 * Custom content for MultiQC (1.9 and later), which finds files that end in {@code _mqc.json} and puts those of one id
 * together: the same two ids in every entry make one table and one plot of a whole run. Spreads by other engines are no
 * measure of each other, so each pair of engines has a column and a plot of its own, which say so.
 */
final class MultiQc {
    private static final double PERCENT = 100;

    private MultiQc() {}

    /** Writes multiqc/numbers_mqc.json (columns of the general statistics) and fractions_mqc.json (a bar per entry). */
    static void write(Facts facts, Path folder) throws IOException {
        Json.write(numbers(facts), folder.resolve("numbers_mqc.json"));
        Json.write(fractions(facts), folder.resolve("fractions_mqc.json"));
    }

    private static ObjectNode numbers(Facts facts) {
        ObjectNode content = content("emconverge_numbers").put("plot_type", "generalstats");
        ObjectNode row = content.putObject("data").putObject(facts.text("/id"));
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        column(
                headers,
                row,
                "resolution",
                "Resolution",
                "Resolution of the map, Å",
                "{:,.2f} Å",
                facts.number("/resolution"));
        String by = ", " + Engines.pair(facts);
        column(
                headers,
                row,
                "ca_rmsd_mean" + Engines.suffix(facts),
                "Cα RMSD",
                "Mean Cα RMSD over all pairs of models, Å" + by,
                "{:,.2f} Å",
                facts.number("/ca_rmsd/mean"));
        column(
                headers,
                row,
                "well_determined" + Engines.suffix(facts),
                "< 1 Å",
                "Residues with a Cα RMSD below 1 Å, %" + by,
                "{:,.1f} %",
                PERCENT * facts.number("/ca_rmsd/fractions/lt1"));
        column(
                headers,
                row,
                "uncertain" + Engines.suffix(facts),
                "> 3 Å",
                "Residues with a Cα RMSD above 3 Å, %" + by,
                "{:,.1f} %",
                PERCENT * facts.number("/ca_rmsd/fractions/gt3"));
        column(headers, row, "refined_models", "Models", "Models compared", "{:,.0f}", (double) facts.compared());
        content.putArray("pconfig")
                .addAll(headers.properties().stream()
                        .map(e ->
                                (JsonNode) JsonNodeFactory.instance.objectNode().set(e.getKey(), e.getValue()))
                        .toList());
        return content;
    }

    private static void column(
            ObjectNode headers,
            ObjectNode row,
            String name,
            String title,
            String description,
            String format,
            double value) {
        if (!Double.isNaN(value)) {
            headers.putObject(name)
                    .put("title", title)
                    .put("description", description)
                    .put("namespace", "emconverge")
                    .put("format", format)
                    .put("min", 0);
            row.put(name, Math.round(value * 1e4) / 1e4);
        }
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
