package org.emconverge.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.emconverge.register.Register.Segment;
import org.emconverge.register.Stretch.MovedResidue;

/** The stretches that paths through the register, drawn from its posterior, shift: what a sampler may try. */
final class Stretches {
    /** Drawn for each segment. */
    private static final int PATHS = 500;

    private static final long SEED = 1;
    /** Larger shifts are not moves that a sampler can make. */
    private static final int MOST_SHIFT = 4;
    /** Shorter ones are noise. */
    private static final int LEAST_LENGTH = 3;
    /** Stretches whose ends are no farther apart count as one. */
    private static final int SAME_ENDS = 2;

    private static final int MOST = 60;
    /** Paths that must have a stretch. */
    private static final int LEAST_PATHS = 3;

    /** Residues from {@code first} to {@code last} of all places, shifted. */
    private record Run(int first, int last, int shift) {
        boolean isNear(Run other) {
            return shift == other.shift
                    && Math.abs(first - other.first) <= SAME_ENDS
                    && Math.abs(last - other.last) <= SAME_ENDS;
        }
    }

    private record Counted(Run run, int paths) {}

    private static final Comparator<Run> ORDER =
            Comparator.comparingInt(Run::first).thenComparingInt(Run::last).thenComparingInt(Run::shift);
    private static final Comparator<Counted> COMMONEST =
            Comparator.comparingInt(Counted::paths).reversed().thenComparing(Counted::run, ORDER);

    private Stretches() {}

    /** At most 60, the most probable first. */
    static List<Stretch> of(Register register) {
        List<Counted> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (Segment segment : register.segments()) {
            all.addAll(grouped(runs(segment, random)));
        }
        return all.stream()
                .filter(counted -> counted.paths() >= LEAST_PATHS)
                .sorted(COMMONEST)
                .limit(MOST)
                .map(counted -> stretch(register, counted))
                .toList();
    }

    private static Map<Run, Integer> runs(Segment segment, SplittableRandom random) {
        Map<Run, Integer> runs = new TreeMap<>(ORDER);
        for (int path = 0; path < PATHS; path++) {
            int[] states = segment.model().path(random);
            for (int first = 0, end; first < states.length; first = end) {
                end = first + 1;
                while (end < states.length && states[end] == states[first]) {
                    end++;
                }
                add(segment, first, end - 1, states[first], runs);
            }
        }
        return runs;
    }

    /** Counts a run, as far as its places are in the segment. */
    private static void add(Segment segment, int first, int last, int state, Map<Run, Integer> runs) {
        int shift = state - RegisterModel.MOST;
        int from = Math.max(first, -shift);
        int to = Math.min(last, segment.length() - 1 - shift);
        if (state != RegisterModel.NONE
                && shift != 0
                && Math.abs(shift) <= MOST_SHIFT
                && to - from + 1 >= LEAST_LENGTH) {
            runs.merge(new Run(segment.first() + from, segment.first() + to, shift), 1, Integer::sum);
        }
    }

    /** The commonest runs, each with those near it. */
    private static List<Counted> grouped(Map<Run, Integer> runs) {
        List<Counted> left = new ArrayList<>(runs.entrySet().stream()
                .map(entry -> new Counted(entry.getKey(), entry.getValue()))
                .sorted(COMMONEST)
                .toList());
        List<Counted> groups = new ArrayList<>();
        while (!left.isEmpty()) {
            Run run = left.get(0).run();
            groups.add(new Counted(
                    run,
                    left.stream()
                            .filter(other -> run.isNear(other.run()))
                            .mapToInt(Counted::paths)
                            .sum()));
            left.removeIf(other -> run.isNear(other.run()));
        }
        return groups;
    }

    private static Stretch stretch(Register register, Counted counted) {
        List<Place> places = register.places();
        Run run = counted.run();
        List<MovedResidue> residues = new ArrayList<>();
        for (int i = run.first(); i <= run.last(); i++) {
            Place residue = places.get(i);
            int place = i + run.shift();
            double[] chi = Arrays.stream(register.chi(place, residue.kind()))
                    .map(angle -> Math.rint(10 * angle) / 10)
                    .toArray();
            residues.add(new MovedResidue(
                    residue.id().label(), places.get(place).id().label(), chi));
        }
        return new Stretch(
                places.get(run.first()).id().chain(),
                places.get(run.first()).id().label(),
                places.get(run.last()).id().label(),
                run.shift(),
                (double) counted.paths() / PATHS,
                residues);
    }
}
