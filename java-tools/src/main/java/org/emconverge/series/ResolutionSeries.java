package org.emconverge.series;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ResidueId;

/**
 * The maps that were made from the half maps of one entry, and what became of its residues.
 *
 * @param name of the entry
 * @param steps its resolutions, the finest first as they were asked for
 * @param missing maps without results, likewise
 * @param residues in the order of the finest map; what that lacks follows at the end of its chain
 */
public record ResolutionSeries(
        String name, List<SeriesStep> steps, List<MissingMap> missing, List<SeriesResidue> residues) {
    /** What may name a folder; a run allows no other id. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** The Cα RMSD of a residue, by the places of the resolutions: their sum and of how many maps it is. */
    private record Sums(String name, double[] sum, int[] count) {}

    /** @param maps of one series */
    static ResolutionSeries of(String name, List<SeriesMap> maps, List<MissingMap> missing) {
        if (!NAME.matcher(name).matches()) {
            throw new InputException("The series '" + name + "' cannot name a folder: give entries of a run with"
                    + " --series, whose ids have letters, digits, '.', '_' and '-'.");
        }
        Map<Double, List<SeriesMap>> byResolution = new TreeMap<>();
        maps.stream()
                .sorted(Comparator.comparing(SeriesMap::seed, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(SeriesMap::id))
                .forEach(map -> byResolution
                        .computeIfAbsent(map.nominal(), nominal -> new ArrayList<>())
                        .add(map));
        List<SeriesStep> steps =
                byResolution.values().stream().map(SeriesStep::of).toList();
        return new ResolutionSeries(name, steps, missing, residues(steps));
    }

    /** The residues that models were sampled of, which those of a symmetric molecule's other chains are copies of. */
    public List<SeriesResidue> unit() {
        JsonNode copies =
                Json.read(maps().get(0).folder().require(EntryFile.SUMMARY)).at("/symmetry/copies");
        return residues.stream()
                .filter(residue -> !copies.has(residue.id().chain()))
                .toList();
    }

    /** All maps, by resolution and seed. */
    public List<SeriesMap> maps() {
        return steps.stream().flatMap(step -> step.members().stream()).toList();
    }

    private static List<SeriesResidue> residues(List<SeriesStep> steps) {
        Map<String, Map<ResidueId, Sums>> chains = new LinkedHashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            for (SeriesMap map : steps.get(step).members()) {
                add(map.folder(), step, steps.size(), chains);
            }
        }
        List<SeriesResidue> residues = new ArrayList<>();
        chains.values().forEach(chain -> chain.forEach((id, sums) -> residues.add(residue(id, sums, steps))));
        return residues;
    }

    private static void add(EntryFolder entry, int step, int steps, Map<String, Map<ResidueId, Sums>> chains) {
        for (Csv.Row row : Csv.read(entry.require(EntryFile.RESIDUES), "chain", "resnum", "icode", "resname", "ca_rmsd")
                .rows()) {
            ResidueId id = new ResidueId(row.text("chain"), row.whole("resnum"), row.text("icode"));
            Sums sums = chains.computeIfAbsent(id.chain(), chain -> new LinkedHashMap<>())
                    .computeIfAbsent(id, of -> new Sums(row.text("resname"), new double[steps], new int[steps]));
            double spread = row.numberOrNaN("ca_rmsd");
            if (!Double.isNaN(spread)) {
                sums.sum[step] += spread;
                sums.count[step]++;
            }
        }
    }

    private static SeriesResidue residue(ResidueId id, Sums sums, List<SeriesStep> steps) {
        List<Double> spread = new ArrayList<>();
        List<ResidueLoss.Point> points = new ArrayList<>();
        long maps = 0;
        for (int step = 0; step < steps.size(); step++) {
            double mean = sums.count[step] == 0 ? Double.NaN : sums.sum[step] / sums.count[step];
            spread.add(mean);
            maps += sums.count[step];
            if (sums.count[step] > 0) {
                points.add(new ResidueLoss.Point(steps.get(step).resolution(), mean, sums.count[step]));
            }
        }
        points.sort(Comparator.comparingDouble(ResidueLoss.Point::resolution));
        SharedFacts.Spread limits = SharedFacts.spread();
        return new SeriesResidue(
                id,
                sums.name,
                spread,
                maps,
                ResidueLoss.of(points, limits.wellDetermined()),
                ResidueLoss.of(points, limits.registerUncertain()));
    }
}
