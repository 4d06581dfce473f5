package org.emconverge.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * One map of a series; lengths in Å, null where not defined. The names are those of series_map.json and summary.json.
 *
 * @param id of the entry
 * @param series the entry of whose half maps it was made
 * @param nominal the resolution that was asked for
 * @param measured that of the half maps that were made
 * @param measuredUnmasked the same over the whole box
 * @param shift that does the same to particles; 0 where the given half maps were as coarse as asked for
 * @param seed of the noise
 * @param residues with a Cα RMSD
 * @param folder of the entry
 */
public record SeriesMap(
        String id,
        String series,
        double nominal,
        Double measured,
        Double measuredUnmasked,
        Double shift,
        Long seed,
        long residues,
        double caRmsdMean,
        Double caRmsdMedian,
        Double fractionLt1,
        Double fractionGt3,
        @JsonIgnore EntryFolder folder) {
    /** A resolution that differs from what was asked for by more than this share of it is named. */
    private static final double TOLERANCE = 0.05;

    /** @throws InputException when the entry is of no series */
    static SeriesMap read(EntryFolder entry) {
        JsonNode summary = Json.read(entry.require(EntryFile.SUMMARY));
        Path file = entry.require(EntryFile.SERIES_MAP);
        JsonNode map = Json.read(file);
        if (!map.path("series").isTextual() || !map.path("nominal").isNumber()) {
            throw new InputException("The map of " + file + " is of no series: give entries of a run with --series.");
        }
        if (!summary.path("id").isTextual() || !summary.at("/ca_rmsd/mean").isNumber()) {
            throw new InputException("The entry of " + file
                    + " has no mean Cα RMSD in its summary.json: give the folder that the run wrote.");
        }
        return new SeriesMap(
                summary.get("id").asText(),
                map.get("series").asText(),
                map.get("nominal").asDouble(),
                number(map, "/measured"),
                number(map, "/measured_unmasked"),
                number(map, "/shift"),
                map.path("seed").isNumber() ? map.get("seed").asLong() : null,
                summary.path("residues").asLong(),
                summary.at("/ca_rmsd/mean").asDouble(),
                number(summary, "/ca_rmsd/median"),
                number(summary, "/ca_rmsd/fractions/lt1"),
                number(summary, "/ca_rmsd/fractions/gt3"),
                entry);
    }

    private static Double number(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isNumber() ? value.asDouble() : null;
    }

    /** By how much the measured resolution exceeds what was asked for, as a share of that; NaN where none is known. */
    public double deviation() {
        return measured == null ? Double.NaN : measured / nominal - 1;
    }

    /** Whether it is another resolution than the one that was asked for. */
    public boolean differs() {
        return Math.abs(deviation()) > TOLERANCE;
    }

    /** Whether the half maps are those that were given, because these are no better than what was asked for. */
    public boolean isAsGiven() {
        return shift != null && shift == 0;
    }
}
