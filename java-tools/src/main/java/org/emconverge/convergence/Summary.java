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
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.emconverge.SharedFacts;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;
import org.emconverge.symmetry.SymmetryReport;
import org.emconverge.trend.Trend;

/**
 * What {@code summary.json} tells of one entry. Its keys are documented in docs/outputs.md; null = not defined.
 *
 * @param compared names of the models whose spread is measured, best first
 * @param precision how well their spread is known
 * @param symmetry of the entry; null when nobody looked. Only one that was used is told of
 * @param notes sentences for the reader
 */
record Summary(
        ConvergenceSettings settings,
        RunRecords records,
        List<String> compared,
        List<MeasuredResidue> residues,
        Precision precision,
        ValidationRecords validations,
        SymmetryReport symmetry,
        List<String> notes) {
    static final String SCHEMA_VERSION = "1.0";

    private static final int DECIMALS = 4;
    /** The columns of residues.csv whose distribution over the residues is told. */
    private static final List<ResidueMetric> SPREADS = List.of(
            ResidueMetric.CA_RMSD,
            ResidueMetric.CA_RMSD_ABOUT_MEAN,
            ResidueMetric.CA_RMSD_SAMPLED,
            ResidueMetric.ALL_ATOM_RMSD);

    private static final List<String> REFINEMENT_NUMBERS =
            List.of("cc_before", "cc_after", "fsc_average_before", "fsc_average_after", "b_mean");
    /** What a refiner says of how it ran, which is the same for all models. */
    private static final List<String> REFINEMENT_SETTINGS = List.of(
            "cycles",
            "jellybody_sigma",
            "jellybody_distance",
            "contact_weight",
            "torsion_weight",
            "run",
            "options",
            "half_maps");

    /** The file's content. The title is null: the report step knows it, and writes it. */
    ObjectNode json() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("schema_version", SCHEMA_VERSION).put("id", settings.id()).putNull("title");
        summary.set("resolution", rounded(settings.resolution()));
        List<KindSummary> kinds = KindSummary.of(residues);
        summary.put("residues", kinds.get(0).residues().size());
        models(summary.putObject("models"));
        SPREADS.forEach(spread -> summary.set(spread.column(), block(distribution(spread))));
        trend(summary, kinds.get(0).kind(), distribution(ResidueMetric.CA_RMSD).mean());
        correlations(summary.putObject("spearman"));
        refinement(summary.putObject("refinement"), records.refinements());
        confidence(summary);
        summary.set("validation", validations.means());
        summary.set("half_maps", records.halfMaps());
        summary.putObject("engines")
                .put("sampler", settings.engines().sampler())
                .put("refiner", settings.engines().refiner());
        summary.putObject("fingerprints")
                .put("sampler", records.fingerprints().sampler())
                .put("refiner", records.fingerprints().refiner());
        versions(summary.putObject("versions"));
        ObjectNode seconds = summary.putObject("seconds");
        seconds.set("sampling", rounded(records.samplingSeconds()));
        seconds.set("refinement", rounded(total(records.refinements(), "seconds")));
        if (symmetry != null && symmetry.used()) {
            symmetry(summary.putObject("symmetry"), symmetry);
        }
        notes.forEach(summary.putArray("notes")::add);
        summary.put("headline", kinds.get(0).kind().label());
        ObjectNode ofKinds = summary.putObject("kinds");
        kinds.forEach(kind -> kind.write(ofKinds, Summary::block));
        ObjectNode known = summary.putObject("precision");
        known.set("sampled", records.sampledPrecision().isMissingNode() ? null : records.sampledPrecision());
        known.set("compared", PrecisionReport.node(precision));
        return summary;
    }

    private void correlations(ObjectNode spearman) {
        spearman.set("density", correlation(ResidueMetric.DENSITY_CA));
        spearman.set("b_iso", correlation(ResidueMetric.B_ISO));
        spearman.set("local_resolution", correlation(ResidueMetric.LOCAL_RESOLUTION));
        spearman.set("q_score", correlation(ResidueMetric.Q_SCORE));
    }

    private JsonNode correlation(ResidueMetric metric) {
        return rounded(RankCorrelation.of(residues, ResidueMetric.CA_RMSD, metric));
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

    private void models(ObjectNode models) {
        boolean given = settings.engines().refiner() == null;
        models.set("requested", count("requested"));
        models.set("sampled", count("sampled"));
        ArrayNode lost = models.putArray("dropped");
        records.lost(compared)
                .forEach(model -> lost.addObject()
                        .put("model", model.model())
                        .put("step", model.step())
                        .put("reason", model.reason()));
        models.put("selected", given ? null : Integer.valueOf(records.selected().size()))
                .put("refined", given ? null : Integer.valueOf(compared.size()));
        compared.forEach(models.putArray("names")::add);
        models.put("compared", compared.size());
    }

    /** A whole number of the ranking; null where it has none. */
    private JsonNode count(String name) {
        return records.ranking().path(name).isInt() ? records.ranking().get(name) : null;
    }

    private Distribution distribution(ResidueMetric spread) {
        return Distribution.of(
                residues.stream().mapToDouble(r -> r.number(spread)).toArray());
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

    /** Trends are of protein: what else a mean is of has none. */
    private void trend(ObjectNode summary, ResidueKind headline, double mean) {
        Trend trend = headline == ResidueKind.PROTEIN
                ? settings.trends().of(records.fingerprints()).orElse(null)
                : null;
        if (trend == null) {
            summary.putNull("trend");
            return;
        }
        ObjectNode node = summary.putObject("trend");
        node.set("expected_mean", rounded(trend.expectedMean(settings.resolution())));
        node.set("z", rounded(trend.z(settings.resolution(), mean)));
        node.put("extrapolated", trend.extrapolates(settings.resolution()));
    }

    /** The shares of the highest and the lowest class. */
    private void confidence(ObjectNode summary) {
        double[] values = residues.stream()
                .mapToDouble(residue -> residue.number(ResidueMetric.CONFIDENCE))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (values.length == 0) {
            summary.putNull("confidence");
            return;
        }
        List<SharedFacts.ConfidenceClass> classes = SharedFacts.confidence();
        double determined = classes.get(0).from();
        double doubted = classes.get(classes.size() - 2).from();
        ObjectNode node = summary.putObject("confidence");
        node.set("determined", rounded(share(values, value -> value >= determined)));
        node.set("probably_wrong", rounded(share(values, value -> value < doubted)));
    }

    private static double share(double[] values, DoublePredicate has) {
        return DoubleStream.of(values).filter(has).count() / (double) values.length;
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

    /**
     * Collects versions from wherever a step wrote one: in a "versions" object, or in a field with the engine's name.
     */
    private void versions(ObjectNode node) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("emtools", settings.emtools());
        List<String> engines = Stream.of(
                        settings.engines().sampler(), settings.engines().refiner())
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

    static JsonNode rounded(double value) {
        return Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(value)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .doubleValue())
                : JsonNodeFactory.instance.nullNode();
    }
}
