package org.emconverge.convergence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;

/**
 * Models that were sampled in either half map by itself. The half maps share the molecule and not the noise: where
 * models of one lie apart from those of the other by more than they differ among themselves, they follow noise.
 *
 * @param first models of half map 1, before refinement
 * @param second of half map 2
 */
record HalfMapModels(List<ModelAtoms> first, List<ModelAtoms> second) {
    /** Those of an entry; empty where there are none. */
    static Optional<HalfMapModels> read(EntryFolder entry) {
        HalfMapModels models =
                new HalfMapModels(read(entry, EntryFile.HALF1_MODEL), read(entry, EntryFile.HALF2_MODEL));
        return models.first.isEmpty() && models.second.isEmpty() ? Optional.empty() : Optional.of(models);
    }

    private static List<ModelAtoms> read(EntryFolder entry, EntryFile role) {
        Map<String, Path> files = ModelFile.byName(entry.all(role));
        return files.entrySet().stream()
                .map(file -> ModelAtoms.of(file.getKey(), ModelFile.read(file.getValue())))
                .toList();
    }

    /**
     * The residues with what the two ensembles say of each: the distance of their mean Cα or C1′, and its expectation.
     */
    List<MeasuredResidue> measured(List<MeasuredResidue> residues) {
        return residues.stream()
                .map(residue -> {
                    EnsembleShift shift = EnsembleShift.of(places(first, residue.id()), places(second, residue.id()));
                    return residue.with(ResidueMetric.HALF_MAP_SHIFT, shift.distance())
                            .with(ResidueMetric.HALF_MAP_SHIFT_EXPECTED, shift.expected());
                })
                .toList();
    }

    private static List<HeavyAtom> places(List<ModelAtoms> models, ResidueId id) {
        return models.stream()
                .map(model -> model.residues().get(id))
                .filter(Objects::nonNull)
                .map(ResidueAtoms::representative)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What a summary tells of them; numbers are Å. */
    ObjectNode summary(List<MeasuredResidue> residues) {
        List<Double> distances = new ArrayList<>();
        ObjectNode node = Json.object();
        node.putArray("models").add(first.size()).add(second.size());
        node.put("limit", EnsembleShift.LIMIT).put("times_expected", EnsembleShift.TIMES);
        ArrayNode differing = Json.object().putArray("residues");
        for (MeasuredResidue residue : residues) {
            EnsembleShift shift = new EnsembleShift(
                    residue.number(ResidueMetric.HALF_MAP_SHIFT),
                    residue.number(ResidueMetric.HALF_MAP_SHIFT_EXPECTED));
            if (!Double.isNaN(shift.distance())) {
                distances.add(shift.distance());
                if (shift.differs()) {
                    differing.add(residue.id().toString());
                }
            }
        }
        node.put("compared", distances.size());
        double[] sorted = distances.stream().mapToDouble(d -> d).sorted().toArray();
        node.put("median", sorted.length == 0 ? null : rounded(sorted[sorted.length / 2]));
        node.set("residues", differing);
        return node;
    }

    private static Double rounded(double value) {
        return Math.rint(1000 * value) / 1000;
    }
}
