package org.emconverge.conformations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.emconverge.structure.ResidueId;

/**
 * Finds the stretches whose models are two clusters or more, not one cloud. A window of five residues moves along the
 * chain; windows that {@link TwoClusters} splits in the same way become one stretch, which is tested again as a whole,
 * and whose clusters are split further as long as the test finds two in one of them.
 */
final class StretchFinder {
    /** Clusters that lie nearer are details of one conformation, Å: the limit of what counts as well determined. */
    static final double LEAST_SEPARATION = 1;
    /** Fewer models have no clusters that chance could not make. */
    static final int FEWEST_MODELS = 5;

    private static final int REACH = 2;
    /** The part of the models that may change sides from one window to the next of a stretch. */
    private static final double CHANGES = 0.1;

    private StretchFinder() {}

    /** The stretches, in the order of the residues; no residue is in two. */
    static List<Stretch> find(List<Places> places) {
        List<Stretch> found = new ArrayList<>();
        for (List<Places> segment : Places.segments(places)) {
            found.addAll(inSegment(segment));
        }
        return found;
    }

    private static List<Stretch> inSegment(List<Places> segment) {
        Set<ResidueId> taken = new HashSet<>();
        List<Stretch> found = new ArrayList<>();
        int[][] splits = new int[segment.size()][];
        for (int centre = 0; centre < segment.size(); centre++) {
            splits[centre] = significantSplit(
                    segment.subList(Math.max(0, centre - REACH), Math.min(segment.size(), centre + REACH + 1)));
        }
        int from = 0;
        while (from < splits.length) {
            int to = from + 1;
            while (splits[from] != null && to < splits.length && alike(splits[from], splits[to])) {
                to++;
            }
            if (splits[from] != null) {
                Stretch stretch = stretch(segment, from, to, splits[from + (to - from) / 2], taken);
                if (stretch != null) {
                    taken.addAll(stretch.residues());
                    found.add(stretch);
                }
            }
            from = to;
        }
        return found;
    }

    /** The split of a window; null where its models are one cloud, or nearer than counts. */
    private static int[] significantSplit(List<Places> window) {
        int[] models = whole(window);
        if (models.length < FEWEST_MODELS) {
            return null;
        }
        double[][] points = points(window, models);
        TwoClusters split = TwoClusters.of(points);
        if (separation(points, split.cluster()) < LEAST_SEPARATION || !split.isSignificant()) {
            return null;
        }
        return ofAll(models, split.cluster(), window.get(0).positions().length);
    }

    /** The residues around these centres that lie apart, with their clusters; null where none remain. */
    private static Stretch stretch(List<Places> segment, int from, int to, int[] split, Set<ResidueId> taken) {
        List<Places> residues = apart(segment, from, to, split, taken);
        int[] models = residues.isEmpty() ? new int[0] : whole(residues);
        if (models.length < FEWEST_MODELS) {
            return null;
        }
        TwoClusters test = TwoClusters.of(points(residues, models));
        if (!test.isSignificant()) {
            return null;
        }
        int[] cluster = ofAll(models, test.cluster(), split.length);
        while (splitFurther(residues, cluster)) {
            // until no cluster is two
        }
        double separation = leastSeparation(residues, cluster);
        return separation < LEAST_SEPARATION
                ? null
                : new Stretch(
                        residues.stream().map(Places::id).toList(), ordered(cluster), separation, test.probability());
    }

    /**
     * The residues around these centres, and beyond them, whose clusters lie apart, without those at the ends that do
     * not.
     */
    private static List<Places> apart(List<Places> segment, int from, int to, int[] split, Set<ResidueId> taken) {
        int first = Math.max(0, from - REACH);
        int last = Math.min(segment.size() - 1, to - 1 + REACH);
        while (first > 0 && apart(segment.get(first), split)) {
            first--;
        }
        while (last < segment.size() - 1 && apart(segment.get(last), split)) {
            last++;
        }
        while (first <= last
                && (!apart(segment.get(first), split)
                        || taken.contains(segment.get(first).id()))) {
            first++;
        }
        while (last >= first && !apart(segment.get(last), split)) {
            last--;
        }
        return segment.subList(first, last + 1);
    }

    /** The same clusters, numbered in the order of their best models. */
    private static int[] ordered(int[] cluster) {
        List<Integer> order =
                Arrays.stream(cluster).filter(c -> c >= 0).distinct().boxed().toList();
        return Arrays.stream(cluster).map(order::indexOf).toArray();
    }

    /** Splits the first cluster that is two, in place, if there is one. */
    private static boolean splitFurther(List<Places> residues, int[] cluster) {
        int clusters = 1 + Arrays.stream(cluster).max().getAsInt();
        for (int c = 0; c < clusters; c++) {
            int number = c;
            int[] models = IntStream.range(0, cluster.length)
                    .filter(model -> cluster[model] == number)
                    .toArray();
            if (models.length < FEWEST_MODELS) {
                continue;
            }
            double[][] points = points(residues, models);
            TwoClusters test = TwoClusters.of(points);
            if (separation(points, test.cluster()) >= LEAST_SEPARATION && test.isSignificant()) {
                for (int i = 0; i < models.length; i++) {
                    cluster[models[i]] = test.cluster()[i] == 0 ? c : clusters;
                }
                return true;
            }
        }
        return false;
    }

    /** Whether the clusters have a residue in different places. */
    private static boolean apart(Places residue, int[] cluster) {
        return leastSeparation(List.of(residue), cluster) >= LEAST_SEPARATION;
    }

    private static double leastSeparation(List<Places> residues, int[] cluster) {
        int[] models = Arrays.stream(whole(residues))
                .filter(model -> cluster[model] >= 0)
                .toArray();
        double[][] points = points(residues, models);
        int clusters = 1 + Arrays.stream(cluster).max().getAsInt();
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < clusters; a++) {
            for (int b = 0; b < a; b++) {
                double[] meanA = mean(points, models, cluster, a);
                double[] meanB = mean(points, models, cluster, b);
                least = Math.min(least, distance(meanA, meanB));
            }
        }
        return Double.isNaN(least) ? 0 : least;
    }

    private static double separation(double[][] points, int[] cluster) {
        int[] models = IntStream.range(0, points.length).toArray();
        return distance(mean(points, models, cluster, 0), mean(points, models, cluster, 1));
    }

    private static double[] mean(double[][] points, int[] models, int[] cluster, int number) {
        double[] mean = new double[points[0].length];
        int members = 0;
        for (int i = 0; i < points.length; i++) {
            if (cluster[models[i]] == number) {
                members++;
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += points[i][k];
                }
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= members;
        }
        return mean;
    }

    /** Root mean square distance of atoms, Å. */
    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum / (a.length / 3));
    }

    /** Whether two splits are one, whichever side is called the first. */
    private static boolean alike(int[] a, int[] b) {
        if (b == null) {
            return false;
        }
        long both = 0;
        long same = 0;
        for (int i = 0; i < a.length; i++) {
            both += a[i] >= 0 && b[i] >= 0 ? 1 : 0;
            same += a[i] >= 0 && a[i] == b[i] ? 1 : 0;
        }
        return Math.min(same, both - same) <= CHANGES * both;
    }

    /** The models that have all residues. */
    private static int[] whole(List<Places> residues) {
        return IntStream.range(0, residues.get(0).positions().length)
                .filter(model -> residues.stream().allMatch(residue -> residue.positions()[model] != null))
                .toArray();
    }

    private static double[][] points(List<Places> residues, int[] models) {
        return Arrays.stream(models)
                .mapToObj(model -> residues.stream()
                        .flatMapToDouble(residue -> Arrays.stream(residue.positions()[model]))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static int[] ofAll(int[] models, int[] split, int all) {
        int[] cluster = new int[all];
        Arrays.fill(cluster, -1);
        for (int i = 0; i < models.length; i++) {
            cluster[models[i]] = split[i];
        }
        return cluster;
    }
}
