package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.emconverge.symmetry.SymmetryReport;

/** {@code summary.json}: the numbers of one entry. The keys are documented in docs/outputs.md; null = not defined. */
final class Summary {
    static final String SCHEMA_VERSION = "1.0";

    private static final int DECIMALS = 4;
    private static final List<String> REFINEMENT_NUMBERS =
            List.of("cc_before", "cc_after", "fsc_average_before", "fsc_average_after", "b_mean");
    /** What a refiner says of how it ran; the same for all models. */
    private static final List<String> REFINEMENT_SETTINGS = List.of("cycles", "run", "options", "half_maps");

    private Summary() {}

    /**
     * @param selected names of the chosen models
     * @param refined names of those that were refined, or given, best first
     * @param dropped all models that were lost
     * @param symmetry of the entry; null when nobody looked. Only one that was used is told of
     * @param notes sentences for the reader
     */
    static ObjectNode of(
            ConvergeInputs inputs,
            RunRecords records,
            ValidationRecords validations,
            List<String> selected,
            List<String> refined,
            List<RunRecords.Dropped> dropped,
            List<ResidueConvergence> residues,
            SymmetryReport symmetry,
            List<String> notes) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("schema_version", SCHEMA_VERSION).put("id", inputs.id()).put("title", inputs.title());
        summary.set("resolution", rounded(inputs.resolution()));
        summary.put(
                "residues",
                residues.stream().filter(r -> !Double.isNaN(r.caRmsd())).count());
        models(summary.putObject("models"), inputs, records, selected, refined, dropped);
        Distribution headline = distribution(residues, ResidueConvergence::caRmsd);
        summary.set("ca_rmsd", block(headline));
        summary.set("ca_rmsd_about_mean", block(distribution(residues, ResidueConvergence::caRmsdAboutMean)));
        summary.set("ca_rmsd_sampled", block(distribution(residues, ResidueConvergence::caRmsdSampled)));
        summary.set("all_atom_rmsd", block(distribution(residues, ResidueConvergence::allAtomRmsd)));
        trend(summary, inputs, headline.mean());
        ObjectNode spearman = summary.putObject("spearman");
        spearman.set(
                "density",
                rounded(RankCorrelation.of(residues, ResidueConvergence::caRmsd, ResidueConvergence::densityCa)));
        spearman.set(
                "b_iso", rounded(RankCorrelation.of(residues, ResidueConvergence::caRmsd, ResidueConvergence::bIso)));
        spearman.set(
                "local_resolution",
                rounded(RankCorrelation.of(residues, ResidueConvergence::caRmsd, ResidueConvergence::localResolution)));
        spearman.set(
                "q_score",
                rounded(RankCorrelation.of(
                        residues,
                        ResidueConvergence::caRmsd,
                        r -> r.scores() == null ? Double.NaN : r.scores().qScore())));
        refinement(summary.putObject("refinement"), records.refinements());
        summary.set("validation", validations.means());
        summary.set("half_maps", records.halfMaps());
        summary.putObject("engines").put("sampler", inputs.sampler()).put("refiner", inputs.refiner());
        versions(summary.putObject("versions"), inputs, records);
        ObjectNode seconds = summary.putObject("seconds");
        seconds.set("sampling", rounded(records.samplingSeconds()));
        seconds.set("refinement", rounded(total(records.refinements(), "seconds")));
        if (symmetry != null && symmetry.used()) {
            symmetry(summary.putObject("symmetry"), symmetry);
        }
        notes.forEach(summary.putArray("notes")::add);
        return summary;
    }

    private static void symmetry(ObjectNode node, SymmetryReport symmetry) {
        node.put("point_group", symmetry.pointGroup());
        node.set(
                "helix",
                symmetry.helix() == null
                        ? null
                        : node.objectNode()
                                .put("twist", symmetry.helix().twist())
                                .put("rise", symmetry.helix().rise()));
        node.put("source", symmetry.source())
                .put("rmsd", symmetry.rmsd())
                .put("map_correlation", symmetry.mapCorrelation());
        symmetry.unit().forEach(node.putArray("unit")::add);
        ObjectNode copies = node.putObject("copies");
        symmetry.copies().forEach(copy -> copies.put(copy.chain(), copy.of()));
    }

    private static void models(
            ObjectNode models,
            ConvergeInputs inputs,
            RunRecords records,
            List<String> selected,
            List<String> refined,
            List<RunRecords.Dropped> dropped) {
        boolean given = inputs.refiner() == null;
        models.set(
                "requested",
                records.ranking().path("requested").isInt() ? records.ranking().get("requested") : null);
        models.set(
                "sampled",
                records.ranking().path("sampled").isInt() ? records.ranking().get("sampled") : null);
        ArrayNode lost = models.putArray("dropped");
        dropped.forEach(d ->
                lost.addObject().put("model", d.model()).put("step", d.step()).put("reason", d.reason()));
        models.put("selected", given ? null : Integer.valueOf(selected.size()))
                .put("refined", given ? null : Integer.valueOf(refined.size()));
        refined.forEach(models.putArray("names")::add);
        models.put("compared", refined.size());
    }

    private static Distribution distribution(
            List<ResidueConvergence> residues, ToDoubleFunction<ResidueConvergence> spread) {
        return Distribution.of(residues.stream().mapToDouble(spread).toArray());
    }

    private static ObjectNode block(Distribution d) {
        ObjectNode block = JsonNodeFactory.instance.objectNode();
        block.set("mean", rounded(d.mean()));
        block.set("median", rounded(d.median()));
        block.set("mode", rounded(d.mode()));
        block.set("skewness", rounded(d.skewness()));
        block.set("q1", rounded(d.q1()));
        block.set("q3", rounded(d.q3()));
        ObjectNode fractions = block.putObject("fractions");
        fractions.set("lt1", rounded(d.fractions().lt1()));
        fractions.set("1to3", rounded(d.fractions().from1to3()));
        fractions.set("gt3", rounded(d.fractions().gt3()));
        fractions.set("gt4", rounded(d.fractions().gt4()));
        return block;
    }

    private static void trend(ObjectNode summary, ConvergeInputs inputs, double mean) {
        if (!Trend.knows(inputs.sampler(), inputs.refiner())) {
            summary.putNull("trend");
            return;
        }
        Trend trend = Trend.of(inputs.resolution(), mean);
        ObjectNode node = summary.putObject("trend");
        node.set("expected_mean", rounded(trend.expectedMean()));
        node.set("z", rounded(trend.z()));
        node.put("extrapolated", trend.extrapolated());
    }

    private static void refinement(ObjectNode node, List<JsonNode> refinements) {
        for (String name : REFINEMENT_NUMBERS) {
            long models =
                    refinements.stream().filter(r -> r.path(name).isNumber()).count();
            node.set(name, rounded(models == 0 ? Double.NaN : total(refinements, name) / models));
        }
        ObjectNode settings = node.putObject("settings");
        REFINEMENT_SETTINGS.forEach(name -> refinements.stream()
                .filter(r -> r.hasNonNull(name))
                .findFirst()
                .ifPresent(r -> settings.set(name, r.get(name))));
    }

    private static double total(List<JsonNode> refinements, String name) {
        return refinements.isEmpty()
                ? Double.NaN
                : refinements.stream().mapToDouble(r -> r.path(name).asDouble()).sum();
    }

    /** From wherever a step wrote one: a "versions" object, or a field with the engine's name. */
    private static void versions(ObjectNode node, ConvergeInputs inputs, RunRecords records) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("emtools", inputs.emtools());
        List<String> engines = Stream.of(inputs.sampler(), inputs.refiner())
                .filter(Objects::nonNull)
                .toList();
        List<JsonNode> sources = new ArrayList<>(records.refinements());
        sources.add(records.setup());
        for (JsonNode source : sources) {
            source.path("versions")
                    .properties()
                    .forEach(e -> versions.put(e.getKey(), e.getValue().asText()));
            engines.stream()
                    .filter(source::hasNonNull)
                    .forEach(e -> versions.put(e, source.get(e).asText()));
        }
        versions.forEach(node::put);
    }

    private static JsonNode rounded(double value) {
        return Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(value)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .doubleValue())
                : JsonNodeFactory.instance.nullNode();
    }
}
