package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;

/**
 * The chains of a model under a symmetry: which of them make the asymmetric unit, and which are its copies.
 *
 * @param unit author ids of the asymmetric unit's chains, in the order of the file
 * @param copies the other chains, in the order of the file
 * @param rmsd of the Cα of the copies, about the places the operators give them, Å; NaN when the model is the
 *     asymmetric unit alone
 * @param obstacle why the symmetry cannot be used with this model, as a clause; empty when it can
 */
public record Assembly(List<String> unit, List<Copy> copies, double rmsd, Optional<String> obstacle) {
    /**
     * A chain that an operator makes of another.
     *
     * @param of the chain of the asymmetric unit
     * @param operator its index in {@link Symmetry#operators}
     * @param shift from the residue numbers of the unit's chain to those of this one, 0 as a rule
     */
    public record Copy(String chain, String of, int operator, int shift) {}

    /** Å between the Cα of two residues that lie on each other; neighbours are 3.8 Å apart. */
    private static final double OVERLAP = 2.5;

    private static final double MOST_OVERLAPPING = 0.03;

    /** The chains of a structure's first model. Those without Cα or C1' belong to no unit. */
    public static Assembly of(Structure structure, Symmetry symmetry) {
        return of(new ChainCopies(ChainTrace.of(structure)), symmetry);
    }

    static Assembly of(ChainCopies copies, Symmetry symmetry) {
        List<int[]> images = symmetry.operators().stream().map(copies::images).toList();
        int number = copies.traces().size();
        int[] orbit = orbits(images, number);
        List<Integer> unit = mostCompact(copies.traces(), orbit);
        List<Copy> found = new ArrayList<>();
        double squares = 0;
        int residues = 0;
        for (int chain = 0; chain < number; chain++) {
            int of = representative(orbit[chain], orbit, unit);
            if (chain == of) {
                continue;
            }
            int to = chain;
            int operator = IntStream.range(1, images.size())
                    .filter(k -> images.get(k)[of] == to)
                    .findFirst()
                    .orElse(-1);
            if (operator < 0) {
                return new Assembly(
                        names(copies, unit),
                        List.of(),
                        Double.NaN,
                        Optional.of("chain " + name(copies, chain) + " is reached from chain " + name(copies, of)
                                + " by no operator"));
            }
            found.add(new Copy(name(copies, chain), name(copies, of), operator, shift(copies, of, chain)));
            squares += copies.traces()
                    .get(of)
                    .squares(
                            copies.traces().get(chain),
                            copies.pairs(of, chain),
                            symmetry.operators().get(operator));
            residues += copies.pairs(of, chain).size();
        }
        Optional<String> obstacle = onAxis(images, number)
                .map(chain -> "chain " + name(copies, chain) + " lies on an axis and is its own copy")
                .or(() -> overlap(unit.stream().map(copies.traces()::get).toList(), symmetry));
        return new Assembly(
                names(copies, unit),
                List.copyOf(found),
                residues == 0 ? Double.NaN : Math.sqrt(squares / residues),
                obstacle);
    }

    /** Mates that lie on the asymmetric unit: the model does not stand about these axes. */
    private static Optional<String> overlap(List<ChainTrace> unit, Symmetry symmetry) {
        List<Point3d> places =
                unit.stream().flatMap(trace -> trace.places().stream()).toList();
        Surroundings near = new Surroundings(places, OVERLAP);
        for (Matrix4d operator : symmetry.mates()) {
            long overlapping = places.stream()
                    .filter(place -> near.hold(Mates.moved(place, operator)))
                    .count();
            if (overlapping > MOST_OVERLAPPING * places.size()) {
                return Optional.of(Math.round(100.0 * overlapping / places.size())
                        + " % of the residues would lie on those of a mate");
            }
        }
        return Optional.empty();
    }

    private static int shift(ChainCopies copies, int from, int to) {
        int[] first = copies.pairs(from, to).get(0);
        return copies.traces().get(to).residues().get(first[1]).number()
                - copies.traces().get(from).residues().get(first[0]).number();
    }

    /** Whether some operator puts a chain on itself: half of it would be the asymmetric unit. */
    private static Optional<Integer> onAxis(List<int[]> images, int number) {
        return IntStream.range(0, number)
                .filter(chain -> images.stream().skip(1).anyMatch(image -> image[chain] == chain))
                .boxed()
                .findFirst();
    }

    /** For each chain the first chain that operators lead to or from, in any number of steps. */
    private static int[] orbits(List<int[]> images, int number) {
        int[] orbit = IntStream.range(0, number).toArray();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int[] image : images) {
                for (int chain = 0; chain < number; chain++) {
                    if (image[chain] >= 0 && orbit[image[chain]] != orbit[chain]) {
                        int first = Math.min(orbit[chain], orbit[image[chain]]);
                        orbit[chain] = first;
                        orbit[image[chain]] = first;
                        changed = true;
                    }
                }
            }
        }
        return orbit;
    }

    /**
     * One chain of each kind: the most complete of the largest kind, then of each kind the chain that keeps the set
     * smallest.
     */
    private static List<Integer> mostCompact(List<ChainTrace> traces, int[] orbit) {
        Map<Integer, List<Integer>> kinds = new LinkedHashMap<>();
        IntStream.range(0, orbit.length)
                .forEach(chain -> kinds.computeIfAbsent(orbit[chain], k -> new ArrayList<>())
                        .add(chain));
        List<List<Integer>> bySize = kinds.values().stream()
                .sorted(Comparator.comparingInt(kind ->
                        -kind.stream().mapToInt(c -> traces.get(c).size()).max().orElse(0)))
                .toList();
        List<Integer> unit = new ArrayList<>();
        for (List<Integer> kind : bySize) {
            int most = kind.stream().mapToInt(c -> traces.get(c).size()).max().orElse(0);
            unit.add(kind.stream()
                    .filter(c -> traces.get(c).size() == most)
                    .min(Comparator.comparingDouble(c -> Math.rint(1000 * distance(traces, unit, c))))
                    .orElseThrow());
        }
        return unit.stream().sorted().toList();
    }

    /** Mean distance of a chain's middle from those of a set's chains, Å. */
    private static double distance(List<ChainTrace> traces, List<Integer> set, int chain) {
        Point3d middle = traces.get(chain).middle();
        return set.stream()
                .mapToDouble(other -> traces.get(other).middle().distance(middle))
                .average()
                .orElse(0);
    }

    private static int representative(int kind, int[] orbit, List<Integer> unit) {
        return unit.stream().filter(chain -> orbit[chain] == kind).findFirst().orElseThrow();
    }

    private static List<String> names(ChainCopies copies, List<Integer> chains) {
        return chains.stream().map(chain -> name(copies, chain)).toList();
    }

    private static String name(ChainCopies copies, int chain) {
        return copies.traces().get(chain).chain();
    }
}
