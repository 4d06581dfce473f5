package org.emconverge.trend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.emconverge.InputException;
import org.emconverge.Json;

/**
 * What the trend needs of one entry's {@code summary.json}. NaN where not defined.
 *
 * @param file it comes from
 * @param sampler engine; null for models of another program
 * @param refiner engine; likewise
 * @param resolution of the map, Å
 * @param mean mean Cα RMSD of the refined models, Å
 * @param residues with a Cα RMSD
 * @param skewness of the residues' Cα RMSD
 * @param agreeing share of the residues below 1 Å
 * @param wrong share of the residues whose place in the start is probably wrong
 */
public record TrendEntry(
        Path file,
        String id,
        String sampler,
        String refiner,
        Fingerprints fingerprints,
        double resolution,
        double mean,
        long residues,
        double skewness,
        double agreeing,
        double wrong) {

    /** @throws InputException when the file is not a summary.json */
    static TrendEntry read(Path file) {
        JsonNode node = Json.read(file);
        if (!node.path("id").isTextual()
                || !node.path("resolution").isNumber()
                || !node.path("ca_rmsd").isObject()) {
            throw new InputException("The file " + file + " is not the summary.json of an entry: give those of a run.");
        }
        return new TrendEntry(
                file,
                node.get("id").textValue(),
                node.at("/engines/sampler").textValue(),
                node.at("/engines/refiner").textValue(),
                new Fingerprints(
                        node.at("/fingerprints/sampler").textValue(),
                        node.at("/fingerprints/refiner").textValue()),
                node.get("resolution").doubleValue(),
                number(node, "/ca_rmsd/mean"),
                node.path("residues").asLong(),
                number(node, "/ca_rmsd/skewness"),
                number(node, "/ca_rmsd/fractions/lt1"),
                number(node, "/confidence/probably_wrong"));
    }

    private static double number(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    /** What made its models; entries of different ones are not compared. */
    Settings settings() {
        return new Settings(sampler, refiner, fingerprints);
    }

    /**
     * Who made the models of an entry, and with which settings.
     *
     * @param sampler engine; null for models of another program
     * @param refiner engine; likewise
     */
    public record Settings(String sampler, String refiner, Fingerprints fingerprints) {
        /** Whether models of these can be told from models of others. */
        public boolean areKnown() {
            return sampler != null
                    && refiner != null
                    && fingerprints.sampler() != null
                    && fingerprints.refiner() != null;
        }
    }
}
