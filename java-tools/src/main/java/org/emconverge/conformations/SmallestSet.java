package org.emconverge.conformations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.emconverge.density.DensityBox;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FitAtom;

/**
 * The fewest models whose densities together explain the map as well as those of all do. Models are added one after the
 * other, each time the one that explains most of what is left, with weights that are not negative. With half maps, what
 * is explained of each is told by the weights of the other. The set ends where no model adds {@link #LEAST_GAIN} more,
 * and then at the least number whose difference from that is within one standard error, over stretches of residues (the
 * one-standard-error rule: Breiman, Friedman, Olshen &amp; Stone 1984).
 *
 * @param models of the set by number, in the order in which they were added
 * @param forFit how many of them are there for what they explain; those after them are for conformations that these
 *     lack
 * @param weights of these, in parts of 1
 * @param curve of every number of models, from 1 on
 * @param all the part of the map that all models explain together
 * @param crossValidated whether half maps were there
 */
record SmallestSet(
        List<Integer> models, int forFit, double[] weights, List<Step> curve, double all, boolean crossValidated) {
    /** What a further model must add to the part of the map's variance that is explained: the penalty of a model. */
    static final double LEAST_GAIN = 0.001;

    private static final double RADIUS = 2.5;
    private static final double RADIUS_IN_RESOLUTION = 0.7;
    /** Residues that are one observation for the standard error. */
    private static final int BLOCK = 10;

    /**
     * A model more.
     *
     * @param model its number
     * @param explained the part of the map's variance near the models that is explained with it, at most 1
     * @param correlation of the map with the weighted densities, near the models
     * @param error standard error of how much more all that are worth adding explain
     */
    record Step(int model, double explained, double correlation, double error) {}

    /**
     * @param models best first, with the mates of a symmetric unit
     * @param stretches whose conformations that the map shows are to have a model each
     * @param fits of these stretches
     */
    static SmallestSet of(List<PlacedModel> models, MapData data, List<Stretch> stretches, List<StretchFit> fits) {
        Selection selection = new Selection(models, data);
        List<Integer> order = selection.greedy();
        List<Step> curve = selection.curve(order);
        int number = selection.enough(curve);
        List<Integer> chosen = new ArrayList<>(order.subList(0, number));
        for (int s = 0; s < stretches.size(); s++) {
            for (int c = 0; c < stretches.get(s).clusters(); c++) {
                int[] members = stretches.get(s).members(c);
                if (fits.get(s).shows(c) && Arrays.stream(members).noneMatch(chosen::contains)) {
                    order.stream()
                            .filter(model -> Arrays.stream(members).anyMatch(member -> member == model))
                            .findFirst()
                            .ifPresent(chosen::add);
                }
            }
        }
        int[] every = IntStream.range(0, models.size()).toArray();
        return new SmallestSet(
                chosen,
                number,
                selection.shares(chosen),
                curve,
                selection.explained(every),
                selection.maps.size() == 2);
    }

    /** The densities of all models near them, and what is made of these. */
    private static final class Selection {
        private final LinearFit fit;
        private final float[] observed;
        private final List<float[]> maps;
        private final List<LinearFit.Target> targets;
        /** Of each voxel, the number of its stretch of residues. */
        private final int[] blocks;

        Selection(List<PlacedModel> models, MapData data) {
            DensityBox box = DensityBox.of(data.map(), data.resolution());
            double radius = Math.max(RADIUS, RADIUS_IN_RESOLUTION * data.resolution());
            List<FitAtom> atoms = models.stream()
                    .flatMap(model -> model.atoms().stream())
                    .filter(box::holds)
                    .toList();
            int[] voxels = box.near(atoms, radius);
            blocks = blocks(box, models, voxels, radius);
            List<float[]> columns = models.stream()
                    .map(model -> at(voxels, box.of(model.atoms())))
                    .toList();
            observed = at(voxels, box.observed());
            maps = data.halves().size() == 2
                    ? data.halves().stream()
                            .map((DensityMap half) -> at(voxels, box.in(half).observed()))
                            .toList()
                    : List.of(observed);
            fit = new LinearFit(columns, IntStream.range(0, voxels.length).toArray());
            targets = maps.stream().map(fit::target).toList();
        }

        private static float[] at(int[] voxels, float[] map) {
            float[] values = new float[voxels.length];
            for (int v = 0; v < voxels.length; v++) {
                values[v] = map[voxels[v]];
            }
            return values;
        }

        private static int[] blocks(DensityBox box, List<PlacedModel> models, int[] voxels, double radius) {
            int[] blocks = new int[voxels.length];
            List<PlacedModel.Residue> residues =
                    List.copyOf(models.get(0).residues().values());
            for (int first = 0; first < residues.size(); first += BLOCK) {
                List<FitAtom> atoms = residues.subList(first, Math.min(residues.size(), first + BLOCK)).stream()
                        .flatMap(residue -> residue.atoms().stream())
                        .filter(box::holds)
                        .toList();
                for (int voxel : box.near(atoms, radius)) {
                    blocks[Arrays.binarySearch(voxels, voxel)] = first / BLOCK;
                }
            }
            return blocks;
        }

        /** All models, each time the one that adds most; of equal ones the better ranked. */
        List<Integer> greedy() {
            List<Integer> order = new ArrayList<>();
            int number = targets.get(0).products().length;
            while (order.size() < number) {
                int best = -1;
                double most = Double.NEGATIVE_INFINITY;
                for (int model = 0; model < number; model++) {
                    if (!order.contains(model)) {
                        double explained = explained(with(order, model));
                        if (explained > most) {
                            most = explained;
                            best = model;
                        }
                    }
                }
                order.add(best);
            }
            return order;
        }

        private static int[] with(List<Integer> order, int model) {
            return IntStream.concat(order.stream().mapToInt(Integer::intValue), IntStream.of(model))
                    .toArray();
        }

        double explained(int[] models) {
            double sum = 0;
            for (int i = 0; i < targets.size(); i++) {
                sum += fit.explained(targets.get((i + 1) % targets.size()), fit.weights(targets.get(i), models));
            }
            return sum / targets.size();
        }

        List<Step> curve(List<Integer> order) {
            int worth = worth(order);
            double[] least = squares(first(order, worth));
            LinearFit.Target whole = fit.target(observed);
            List<Step> steps = new ArrayList<>();
            for (int number = 1; number <= order.size(); number++) {
                int[] models = first(order, number);
                steps.add(new Step(
                        order.get(number - 1),
                        explained(models),
                        fit.correlation(whole, fit.weights(whole, models)),
                        number >= worth ? 0 : error(squares(models), least)));
            }
            return steps;
        }

        /** How many models there are until none adds enough. */
        private int worth(List<Integer> order) {
            int number = 1;
            while (number < order.size()
                    && explained(first(order, number + 1)) - explained(first(order, number)) >= LEAST_GAIN) {
                number++;
            }
            return number;
        }

        int enough(List<Step> curve) {
            List<Integer> order = curve.stream().map(Step::model).toList();
            int worth = worth(order);
            int number = 1;
            while (number < worth
                    && curve.get(worth - 1).explained() - curve.get(number - 1).explained()
                            > curve.get(number - 1).error()) {
                number++;
            }
            return number;
        }

        private static int[] first(List<Integer> order, int number) {
            return order.subList(0, number).stream().mapToInt(Integer::intValue).toArray();
        }

        /** What is left of the maps, by block, in parts of their variance. */
        private double[] squares(int[] models) {
            double[] sums = new double[1 + Arrays.stream(blocks).max().orElse(0)];
            for (int i = 0; i < maps.size(); i++) {
                int other = (i + 1) % maps.size();
                double[] left = fit.residuals(maps.get(other), fit.weights(targets.get(i), models));
                for (int v = 0; v < left.length; v++) {
                    sums[blocks[v]] += left[v] / targets.get(other).variance() / maps.size();
                }
            }
            return sums;
        }

        private static double error(double[] more, double[] less) {
            double[] differences = IntStream.range(0, more.length)
                    .mapToDouble(b -> more[b] - less[b])
                    .toArray();
            double mean = Arrays.stream(differences).average().orElse(0);
            double squares =
                    Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
            int n = differences.length;
            return n < 2 ? 0 : Math.sqrt(squares / (n - 1) * n);
        }

        /** The weights of a set, fitted to the whole map, in parts of their sum. */
        double[] shares(List<Integer> models) {
            double[] weights = fit.weights(fit.target(observed), first(models, models.size()));
            double sum = Arrays.stream(weights).sum();
            return models.stream()
                    .mapToDouble(model -> sum > 0 ? weights[model] / sum : 1.0 / models.size())
                    .toArray();
        }
    }
}
