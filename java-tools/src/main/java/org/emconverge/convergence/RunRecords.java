package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.emconverge.Csv;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.trend.Fingerprints;

/**
 * What the earlier steps say of the run.
 *
 * @param ranking ranking.json of the rank step
 * @param asked how many of the chosen models were to be refined; null where all were
 * @param setup setup.json of the sampler, or a missing node
 * @param refinements refinement.json of each refined model, in the order of their model names
 * @param lostLater models that were lost after the ranking, or by any step where models of another program are compared
 * @param fingerprints of the settings that made the models
 * @param samplingSeconds total of the samplers' score tables, NaN when there are none
 * @param halfMaps what the half maps say of the resolution, without their curves; a null node when there are none
 * @param sampledPrecision how well the sampled models tell the spread, or a missing node: the models themselves decided
 *     how many it takes where it is there
 */
record RunRecords(
        JsonNode ranking,
        Integer asked,
        JsonNode setup,
        List<JsonNode> refinements,
        List<LostModel> lostLater,
        Fingerprints fingerprints,
        double samplingSeconds,
        JsonNode halfMaps,
        JsonNode sampledPrecision) {
    private static final String SECONDS = "seconds";

    static RunRecords read(EntryFolder entry, Integer asked) {
        List<JsonNode> refinements = entry.all(EntryFile.REFINEMENT).stream()
                .<JsonNode>map(Json::read)
                .sorted(Comparator.comparing(
                        refinement -> refinement.path("model").asText()))
                .toList();
        List<Csv> scores = entry.all(EntryFile.SAMPLING_SCORES).stream()
                .map(file -> Csv.read(file, SECONDS))
                .toList();
        return new RunRecords(
                Json.read(entry.require(EntryFile.RANKING)),
                asked,
                Json.readOrMissing(entry.path(EntryFile.SAMPLER_SETUP)),
                refinements,
                Stream.of(EntryFile.REFINEMENT_LOSS, EntryFile.GIVEN_LOSSES)
                        .flatMap(role -> entry.all(role).stream())
                        .flatMap(file -> LostModel.read(file).stream())
                        .toList(),
                Fingerprints.of(scores, refinements),
                scores.isEmpty()
                        ? Double.NaN
                        : scores.stream().mapToDouble(RunRecords::seconds).sum(),
                entry.find(EntryFile.HALF_MAPS)
                        .<JsonNode>map(file -> Json.read(file).without("curves"))
                        .orElse(NullNode.getInstance()),
                Json.readOrMissing(entry.path(EntryFile.SAMPLED_PRECISION)));
    }

    /** Names of the chosen models that were to be refined, best first. */
    List<String> selected() {
        return StreamSupport.stream(ranking.path("selected").spliterator(), false)
                .map(JsonNode::asText)
                .limit(asked == null ? Long.MAX_VALUE : asked)
                .toList();
    }

    /**
     * Everything lost on the way. A chosen model that has neither a file nor a reason is named all the same.
     *
     * @param compared names of the models that are there
     */
    List<LostModel> lost(Collection<String> compared) {
        List<LostModel> lost = new ArrayList<>();
        ranking.path("dropped")
                .forEach(d -> lost.add(new LostModel(
                        d.path("model").asText(), "sampling", d.path("reason").asText())));
        lost.addAll(lostLater);
        Set<String> known = lost.stream().map(LostModel::model).collect(Collectors.toSet());
        selected().stream()
                .filter(name -> !compared.contains(name) && !known.contains(name))
                .forEach(name -> lost.add(new LostModel(name, "refinement", "no refined model came back")));
        return lost;
    }

    /** The total of the column seconds of one table. */
    private static double seconds(Csv scores) {
        return scores.rows().stream()
                .filter(row -> !row.text(SECONDS).isEmpty())
                .mapToDouble(row -> row.number(SECONDS))
                .sum();
    }
}
