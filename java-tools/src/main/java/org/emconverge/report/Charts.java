package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.Json;

/**
 * The figures as Vega-Lite specifications, for the files and for the page alike: their look lies in resources, the
 * numbers are put in here. Text of users (chain ids) goes into data and titles only, never into an expression.
 */
final class Charts {
    /**
     * The columns of ranking.csv that models are ranked by, with the names for an axis. Lower is better in all but the
     * last.
     */
    private static final Map<String, String> CRITERIA = new LinkedHashMap<>();
    /** This column ranks models only where there is no engine score. */
    private static final String FIT = "cc_mask";

    static {
        CRITERIA.put("ramachandran_outliers_percent", "Ramachandran outliers (%)");
        CRITERIA.put("geometry_violations_percent", "geometry violations (%)");
        CRITERIA.put("clashscore", "clashscore (per 1,000 atoms)");
        CRITERIA.put("engine_score", "engine score (its own units)");
        CRITERIA.put(FIT, "CC mask (better when higher)");
    }

    private static final MathContext DIGITS = new MathContext(9);

    private Charts() {}

    /** @param mean Å, marked by a rule */
    static ObjectNode histogram(Histogram histogram, double mean) {
        ObjectNode spec = resource("histogram.vl.json");
        ArrayNode bins = values(spec);
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            double from = histogram.from(bin);
            bins.addObject()
                    .put("from", rounded(from))
                    .put("to", rounded(from + histogram.width()))
                    .put("count", histogram.counts().get(bin))
                    .put("class", SpreadClass.of(from + histogram.width() / 2).label);
        }
        double end = histogram.beyond() > 0
                ? Histogram.LIMIT
                : histogram.from(histogram.counts().size());
        double marked = Math.min(mean, Histogram.LIMIT);
        domain(spec.at("/layer/0/encoding/x/scale"), 0, Math.max(end, 1.02 * marked));
        values(spec.at("/layer/1")).addObject().put("mean", rounded(marked));
        values(spec.at("/layer/2"))
                .addObject()
                .put("mean", rounded(marked))
                .put("label", "mean " + ReadableText.angstrom(mean));
        if (marked > end / 2) {
            ((ObjectNode) spec.at("/layer/2/mark")).put("align", "right").put("dx", -5);
        }
        if (histogram.beyond() > 0) {
            values(spec.at("/layer/3"))
                    .addObject()
                    .put("label", ReadableText.count(histogram.beyond(), "residue") + " beyond 10 Å →");
        }
        return spec;
    }

    /**
     * Shows the RMSD against each other measure that differs among the residues, in a panel each; empty without any.
     */
    static Optional<ObjectNode> relations(List<ResidueRow> rows) {
        List<ResidueMeasure> measures = ResidueMeasure.drawable(rows).stream()
                .filter(measure -> measure != ResidueMeasure.RMSD)
                .toList();
        if (measures.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode spec = resource("relations.vl.json");
        for (int id = 0; id < rows.size(); id++) {
            if (rows.get(id).isDefined()) {
                ResidueRow row = rows.get(id);
                ObjectNode point = residue(values(spec).addObject(), id, row);
                measures.forEach(measure -> point.set(measure.column, number(row.value(measure))));
            }
        }
        for (ResidueMeasure measure : measures) {
            ObjectNode panel = resource("relations-panel.vl.json");
            field(panel.at("/encoding/x"), measure.column, measure.axis());
            ((ArrayNode) spec.get("concat")).add(panel);
        }
        return Optional.of(spec);
    }

    /** Shows every model's place in each criterion, the chosen ones in colour; empty when no criterion has a number. */
    static Optional<ObjectNode> ranking(Csv ranking, Set<String> chosen) {
        List<String> criteria = CRITERIA.keySet().stream()
                .filter(ranking.columns()::contains)
                .filter(column -> {
                    String ranks = column.equals(FIT) ? FIT + "_rank" : column;
                    return ranking.rows().stream()
                            .anyMatch(row -> !row.text(ranks).isEmpty());
                })
                .toList();
        if (criteria.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode spec = resource("ranking.vl.json");
        for (int place = 0; place < ranking.rows().size(); place++) {
            Csv.Row row = ranking.rows().get(place);
            String model = row.textOr("model", "");
            ObjectNode point = values(spec)
                    .addObject()
                    .put("rank", place + 1)
                    .put("model", model)
                    .put("fate", chosen.contains(model) ? "chosen" : "not chosen");
            criteria.forEach(column -> point.set(column, number(row.numberOrNaN(column))));
        }
        for (String column : criteria) {
            ObjectNode panel = resource("ranking-panel.vl.json");
            field(panel.at("/encoding/x"), column, CRITERIA.get(column));
            ((ArrayNode) spec.get("concat")).add(panel);
        }
        return Optional.of(spec);
    }

    private static void field(JsonNode channel, String name, String title) {
        ((ObjectNode) channel).put("field", name);
        ((ObjectNode) channel.get("axis")).put("title", title);
    }

    /**
     * The values that every chart has of a residue.
     *
     * @param id its place in residues.csv, from 0
     */
    static ObjectNode residue(ObjectNode point, int id, ResidueRow row) {
        return point.put("id", id)
                .put("residue", row.name() + " " + row.chain() + " " + row.label())
                .put("rmsd", row.rmsd())
                .put("class", SpreadClass.of(row.rmsd()).label);
    }

    static JsonNode number(double value) {
        return Double.isNaN(value) ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.numberNode(value);
    }

    /** Leaves out the last digits, which are noise of the arithmetic. */
    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }

    static void domain(JsonNode scale, double from, double to) {
        ((ObjectNode) scale).putArray("domain").add(rounded(from)).add(rounded(to));
    }

    static ArrayNode values(JsonNode layer) {
        return (ArrayNode) layer.at("/data/values");
    }

    /** A specification among the resources, with the labels and colours of the classes of spread in their places. */
    static ObjectNode resource(String name) {
        try (InputStream in = Charts.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String filled = text.replace("\"SPREAD_LABELS\"", list(spread -> spread.label))
                    .replace("\"SPREAD_COLOURS\"", list(spread -> spread.colour))
                    .replace("\"SPREAD_CLASSES\"", list(spread -> Map.of("class", spread.label)))
                    .replace(
                            "\"RESOLUTION_COLOURS\"",
                            Json.tree(ResolutionColours.STOPS).toString())
                    .replace("WELL_DETERMINED_COLOUR", SpreadClass.WELL_DETERMINED.colour);
            return (ObjectNode) Json.parse(filled.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something of each class of spread, as a JSON array. */
    private static String list(Function<SpreadClass, Object> of) {
        return Json.tree(Stream.of(SpreadClass.values()).map(of).toList()).toString();
    }
}
