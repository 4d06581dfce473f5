package org.emconverge.conformations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.emconverge.density.DensityBox;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FitAtom;
import org.emconverge.structure.ResidueId;

/**
 * How much of each cluster of a stretch the map holds. Around the stretch, the map is a constant, the rest of the
 * models, and so much of the density of each cluster as explains it best; the weight of the rest is what a conformation
 * that is always there would have.
 *
 * @param occupancies of the clusters, as parts of what is always there; their sum is below 1 where the stretch is
 *     partly disordered
 * @param gains how much less the map's variance around the stretch is explained without each cluster, 0 to 1: of half
 *     maps, explained of each by the weights of the other
 * @param shown whether the map shows each cluster
 * @param correlation of the map with all clusters, around the stretch; NaN outside the map
 */
record StretchFit(double[] occupancies, double[] gains, boolean[] shown, double correlation) {
    /** A conformation with less of the density is noise or a mistake. */
    static final double LEAST_OCCUPANCY = 0.2;
    /** A conformation without which the map is explained as well is none that the map shows. */
    static final double LEAST_GAIN = 0.02;

    private static final double MARGIN = 8;
    /** Around atoms, Å, at least. */
    private static final double RADIUS = 2.5;

    private static final double RADIUS_IN_RESOLUTION = 0.7;
    /** B factors of the stretch that are tried, in those of what is around it. */
    private static final double[] B_FACTORS = {0.7, 1, 1.5, 2.2, 3.3};

    /** Conformations exclude each other: more of them together is density of something else. */
    static final double MOST_TOGETHER = 1.1;
    /** Two places of an atom nearer than this part of the resolution have one peak. */
    static final double LEAST_APART = 0.5;

    /** Whether the map shows a cluster. */
    boolean shows(int cluster) {
        return shown[cluster];
    }

    /** Those with enough density that explain enough; of several that cannot be there together the most of them. */
    private static boolean[] shown(double[] occupancies, double[] gains, boolean apart) {
        boolean[] shown = new boolean[occupancies.length];
        double together = 0;
        int most = 0;
        for (int c = 0; c < shown.length; c++) {
            shown[c] = occupancies[c] >= LEAST_OCCUPANCY && gains[c] >= LEAST_GAIN;
            together += shown[c] ? occupancies[c] : 0;
            most = occupancies[c] > occupancies[most] ? c : most;
        }
        for (int c = 0; c < shown.length && (together > MOST_TOGETHER || !apart); c++) {
            shown[c] &= c == most;
        }
        return shown;
    }

    /** Whether the stretch lies in the map, so that it could be fitted. */
    boolean isInMap() {
        return !Double.isNaN(correlation);
    }

    static StretchFit of(Stretch stretch, List<PlacedModel> models, MapData data) {
        Set<ResidueId> inside = new HashSet<>(stretch.residues());
        List<List<FitAtom>> own = models.stream()
                .map(model -> stretch.residues().stream()
                        .filter(model.residues()::containsKey)
                        .flatMap(id -> model.residues().get(id).atoms().stream())
                        .toList())
                .toList();
        List<FitAtom> all = own.stream().flatMap(List::stream).toList();
        if (all.stream().noneMatch(DensityBox.of(data.map(), data.resolution())::holds)) {
            int clusters = stretch.clusters();
            return new StretchFit(new double[clusters], new double[clusters], new boolean[clusters], Double.NaN);
        }
        DensityBox box = DensityBox.around(data.map(), data.resolution(), all, MARGIN);
        List<List<FitAtom>> others = models.stream()
                .map(model -> model.residues().entrySet().stream()
                        .filter(residue -> !inside.contains(residue.getKey()))
                        .flatMap(residue -> residue.getValue().atoms().stream())
                        .filter(box::holds)
                        .toList())
                .toList();
        double radius = Math.max(RADIUS, RADIUS_IN_RESOLUTION * data.resolution());
        int[] around = box.near(all, radius);
        List<FitAtom> both = new ArrayList<>(all);
        both.addAll(others.get(0));
        return new Fitted(stretch, box, own, others, around, box.near(both, radius)).result(data);
    }

    /** The densities of one stretch. */
    private static final class Fitted {
        private final Stretch stretch;
        private final DensityBox box;
        private final int[] around;
        private final int[] wider;
        private final float[] rest;
        /** By B factor, then cluster. */
        private final List<List<float[]>> clusters = new ArrayList<>();

        Fitted(
                Stretch stretch,
                DensityBox box,
                List<List<FitAtom>> own,
                List<List<FitAtom>> others,
                int[] around,
                int[] wider) {
            this.stretch = stretch;
            this.box = box;
            this.around = around;
            this.wider = wider;
            int[] all = IntStream.range(0, own.size()).toArray();
            rest = mean(others, all);
            double b = others.stream()
                    .flatMap(List::stream)
                    .mapToDouble(FitAtom::bFactor)
                    .average()
                    .orElse(own.stream()
                            .flatMap(List::stream)
                            .mapToDouble(FitAtom::bFactor)
                            .average()
                            .orElse(0));
            for (double factor : B_FACTORS) {
                List<List<FitAtom>> atoms = own.stream()
                        .map(model -> model.stream()
                                .map(atom -> withB(atom, factor * b))
                                .toList())
                        .toList();
                clusters.add(IntStream.range(0, stretch.clusters())
                        .mapToObj(cluster -> mean(atoms, stretch.members(cluster)))
                        .toList());
            }
        }

        private float[] mean(List<List<FitAtom>> models, int[] which) {
            float[] sum = new float[box.observed().length];
            for (int model : which) {
                float[] density = box.of(models.get(model));
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += density[i] / which.length;
                }
            }
            return sum;
        }

        private static FitAtom withB(FitAtom a, double b) {
            return new FitAtom(a.element(), a.x(), a.y(), a.z(), b, a.occupancy(), a.residue(), a.chain());
        }

        StretchFit result(MapData data) {
            int number = stretch.clusters();
            int[] all = IntStream.rangeClosed(0, number).toArray();
            float[] observed = box.observed();
            Best best = best(observed, all);
            double[] occupancies = new double[number];
            for (int c = 0; c < number; c++) {
                occupancies[c] = best.weights[0] > 0 ? best.weights[c + 1] / best.weights[0] : 0;
            }
            List<float[]> halves = data.halves().stream()
                    .map((DensityMap half) -> box.in(half).observed())
                    .toList();
            List<float[]> fitted = halves.size() == 2 ? halves : List.of(observed);
            double whole = explained(fitted, all);
            double[] gains = new double[number];
            for (int c = 0; c < number; c++) {
                int left = c + 1;
                gains[c] = whole
                        - explained(
                                fitted,
                                Arrays.stream(all).filter(i -> i != left).toArray());
            }
            boolean apart = stretch.separation() >= LEAST_APART * data.resolution();
            return new StretchFit(occupancies, gains, shown(occupancies, gains, apart), correlation(observed, best));
        }

        private double correlation(float[] map, Best best) {
            LinearFit fit = new LinearFit(columns(best.factor), around);
            return fit.correlation(fit.target(map), best.weights);
        }

        /** Explained of the last map by the weights of the first, and the other way round, in the mean. */
        private double explained(List<float[]> maps, int[] of) {
            double sum = 0;
            for (int i = 0; i < maps.size(); i++) {
                Best best = best(maps.get(i), of);
                LinearFit fit = new LinearFit(columns(best.factor), around);
                sum += fit.explained(fit.target(maps.get((i + 1) % maps.size())), best.weights);
            }
            return sum / maps.size();
        }

        private record Best(int factor, double[] weights) {}

        private Best best(float[] map, int[] of) {
            Best best = null;
            double most = Double.NEGATIVE_INFINITY;
            for (int factor = 0; factor < B_FACTORS.length; factor++) {
                LinearFit fit = new LinearFit(columns(factor), wider);
                LinearFit.Target target = fit.target(map);
                double[] weights = fit.weights(target, of);
                double explained = fit.explained(target, weights);
                if (explained > most) {
                    most = explained;
                    best = new Best(factor, weights);
                }
            }
            return best;
        }

        private List<float[]> columns(int factor) {
            List<float[]> columns = new ArrayList<>();
            columns.add(rest);
            columns.addAll(clusters.get(factor));
            return columns;
        }
    }
}
