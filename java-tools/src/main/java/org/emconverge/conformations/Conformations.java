package org.emconverge.conformations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * The conformations that the models of an entry have, stretch by stretch, and the smallest set of models that explains
 * its map.
 */
public final class Conformations {
    private final List<String> names;
    private final List<Places> places;
    private final List<Stretch> stretches = new ArrayList<>();
    /** Of each stretch. */
    private final List<StretchFit> fits = new ArrayList<>();

    private final SmallestSet set;
    private final boolean sought;

    private Conformations(List<PlacedModel> units, List<PlacedModel> models, int compared, MapData data) {
        names = units.stream().map(PlacedModel::name).toList();
        places = Places.of(units);
        sought = units.size() >= StretchFinder.FEWEST_MODELS;
        for (Stretch stretch : StretchFinder.find(places)) {
            StretchFit fit = StretchFit.of(stretch, models, data);
            if (countShown(stretch, fit) > 1 || stretch.parts(compared)) {
                stretches.add(stretch);
                fits.add(fit);
            }
        }
        set = SmallestSet.of(models, data, stretches, fits);
    }

    private static long countShown(Stretch stretch, StretchFit fit) {
        return IntStream.range(0, stretch.clusters()).filter(fit::shows).count();
    }

    /**
     * @param models by name, best first, in the frame of the map; of a symmetric molecule the asymmetric unit
     * @param further models that were made to differ from these: where only they do, and the map does not show it,
     *     there is no stretch
     * @param whole what puts the mates to a unit
     */
    public static Conformations of(
            Map<String, Structure> models,
            Map<String, Structure> further,
            UnaryOperator<Structure> whole,
            MapData data) {
        List<PlacedModel> units = new ArrayList<>();
        List<PlacedModel> wholes = new ArrayList<>();
        for (Map<String, Structure> some : List.of(models, further)) {
            some.forEach((name, structure) -> {
                units.add(PlacedModel.of(name, structure));
                wholes.add(PlacedModel.of(name, whole.apply(structure)));
            });
        }
        return new Conformations(units, wholes, models.size(), data);
    }

    /** Whether there were models enough to look for conformations; otherwise no residue has a kind. */
    public boolean wereSought() {
        return sought;
    }

    /**
     * How many conformations the map shows of a residue, at least 1.
     *
     * @return 0 where it was not judged
     */
    public int number(ResidueId residue) {
        if (!sought || places.stream().noneMatch(place -> place.id().equals(residue))) {
            return 0;
        }
        int stretch = stretchOf(residue);
        return stretch < 0 ? 1 : Math.max(1, shown(stretch).length);
    }

    /**
     * What the spread of a residue stands for.
     *
     * @param rmsd of its models over all pairs, Å
     */
    public ConformationKind kind(ResidueId residue, double rmsd) {
        int stretch = stretchOf(residue);
        if (stretch >= 0) {
            return kind(stretch);
        }
        return rmsd >= StretchFinder.LEAST_SEPARATION ? ConformationKind.UNCERTAIN : ConformationKind.SINGLE;
    }

    private ConformationKind kind(int stretch) {
        return shown(stretch).length > 1 ? ConformationKind.ALTERNATIVE : ConformationKind.UNCERTAIN;
    }

    private int stretchOf(ResidueId residue) {
        return IntStream.range(0, stretches.size())
                .filter(s -> stretches.get(s).residues().contains(residue))
                .findFirst()
                .orElse(-1);
    }

    private int[] shown(int stretch) {
        return IntStream.range(0, stretches.get(stretch).clusters())
                .filter(fits.get(stretch)::shows)
                .toArray();
    }

    /** The models of the smallest set, in the order in which they were added. */
    public List<String> chosen() {
        return set.models().stream().map(names::get).toList();
    }

    /**
     * The occupancies of a model's residues where the map shows several conformations: that of its own. Residues that
     * are not there have the occupancy 1.
     */
    public Map<ResidueId, Double> occupancies(String model) {
        Map<ResidueId, Double> occupancies = new HashMap<>();
        for (int s = 0; s < stretches.size(); s++) {
            int own = stretches.get(s).cluster()[names.indexOf(model)];
            if (kind(s) == ConformationKind.ALTERNATIVE && own >= 0) {
                double occupancy = fits.get(s).shows(own) ? occupancy(s, own) : 0;
                stretches.get(s).residues().forEach(residue -> occupancies.put(residue, occupancy));
            }
        }
        return occupancies;
    }

    /** In parts of the conformations that are shown. */
    private double occupancy(int stretch, int cluster) {
        double[] all = fits.get(stretch).occupancies();
        return all[cluster]
                / Arrays.stream(shown(stretch)).mapToDouble(c -> all[c]).sum();
    }

    /** The content of smallest_set.json, where no models were made for density that is left over. */
    public SetReport report() {
        return report(List.of());
    }

    /**
     * The content of smallest_set.json.
     *
     * @param further where models were led into density that the others leave over
     */
    public SetReport report(List<SetReport.Place> further) {
        List<SetReport.Point> curve = new ArrayList<>();
        for (SmallestSet.Step step : set.curve()) {
            curve.add(new SetReport.Point(
                    curve.size() + 1,
                    names.get(step.model()),
                    rounded(step.explained()),
                    rounded(step.correlation()),
                    rounded(step.error())));
        }
        return new SetReport(
                names.size(),
                set.crossValidated(),
                set.curve().isEmpty() ? null : rounded(set.all()),
                SmallestSet.LEAST_GAIN,
                members(),
                curve,
                sought,
                sought ? places.size() : 0,
                IntStream.range(0, stretches.size()).mapToObj(this::found).toList(),
                further);
    }

    private List<SetReport.Member> members() {
        List<SetReport.Member> members = new ArrayList<>();
        for (int i = 0; i < set.models().size(); i++) {
            boolean forFit = i < set.forFit();
            double before = i == 0 || !forFit ? 0 : set.curve().get(i - 1).explained();
            members.add(new SetReport.Member(
                    names.get(set.models().get(i)),
                    rounded(set.weights()[i]),
                    forFit ? rounded(set.curve().get(i).explained() - before) : null,
                    forFit ? "fit" : "conformation"));
        }
        return members;
    }

    private SetReport.FoundStretch found(int number) {
        Stretch stretch = stretches.get(number);
        StretchFit fit = fits.get(number);
        ResidueId first = stretch.residues().get(0);
        ResidueId last = stretch.residues().get(stretch.residues().size() - 1);
        List<SetReport.Conformation> conformations = new ArrayList<>();
        for (int c = 0; c < stretch.clusters(); c++) {
            conformations.add(new SetReport.Conformation(
                    Arrays.stream(stretch.members(c)).mapToObj(names::get).toList(),
                    fit.isInMap() ? rounded(fit.occupancies()[c]) : null,
                    fit.shows(c) ? rounded(occupancy(number, c)) : null,
                    fit.isInMap() ? rounded(fit.gains()[c]) : null,
                    fit.shows(c)));
        }
        return new SetReport.FoundStretch(
                first.chain(),
                first.number(),
                first.insertionCode(),
                last.number(),
                last.insertionCode(),
                stretch.residues().size(),
                kind(number).label(),
                rounded(stretch.separation()),
                rounded(stretch.probability()),
                fit.isInMap() ? rounded(fit.correlation()) : null,
                conformations);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
