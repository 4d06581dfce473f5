package org.emconverge.conformations;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.DoublePoint;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.MultiKMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.random.Well19937c;

/**
 * Whether points are two clusters or one cloud: SigClust (Liu, Hayes, Nobel &amp; Marron, J. Am. Stat. Assoc. 103,
 * 1281, 2008). The best split by 2-means is compared with those of Gaussian clouds that have the principal variances of
 * the points, so that an elongated cloud is no two clusters.
 */
public final class TwoClusters {
    /** The most that chance may have of a split as tight. */
    static final double SIGNIFICANCE = 0.05;

    private static final int CLOUDS = 400;
    private static final int STARTS = 3;
    private static final int ITERATIONS = 30;
    private static final int SEED = 20_261_127;

    private final double[][] scores;
    private final Well19937c random = new Well19937c(SEED);
    private final TwoMeans found;
    private double probability = Double.NaN;

    private TwoClusters(double[][] points) {
        scores = scores(points);
        found = twoMeans(scores, random);
    }

    /**
     * The best split in two. What chance has of it takes much longer and is found when it is asked for. The same points
     * give the same answer.
     *
     * @param points of the same length each, at least two
     */
    public static TwoClusters of(double[][] points) {
        return new TwoClusters(points);
    }

    /** The cluster of each point, 0 or 1; that of the first is 0. */
    public int[] cluster() {
        return found.cluster;
    }

    /** Whether a single cloud would hardly ever split as tightly. */
    public boolean isSignificant() {
        return probability() <= SIGNIFICANCE;
    }

    /**
     * The probability that a single cloud splits as tightly. The clouds are drawn one after the other and no more of
     * them than are needed to know that the split is not significant (Besag &amp; Clifford, Biometrika 78, 301, 1991).
     */
    double probability() {
        if (Double.isNaN(probability)) {
            probability = drawn();
        }
        return probability;
    }

    private double drawn() {
        double[] deviations = IntStream.range(0, scores[0].length)
                .mapToDouble(axis -> Math.sqrt(Arrays.stream(scores)
                                .mapToDouble(row -> row[axis] * row[axis])
                                .sum()
                        / (scores.length - 1)))
                .toArray();
        int asTight = 0;
        int drawn = 0;
        while (drawn < CLOUDS && asTight <= SIGNIFICANCE * CLOUDS) {
            double[][] cloud = new double[scores.length][deviations.length];
            for (double[] row : cloud) {
                Arrays.setAll(row, axis -> deviations[axis] * random.nextGaussian());
            }
            asTight += twoMeans(cloud, random).index <= found.index ? 1 : 0;
            drawn++;
        }
        return (1.0 + asTight) / (1.0 + drawn);
    }

    /** The same points about their mean, in their principal axes: distances are the same, and the axes fewer. */
    private static double[][] scores(double[][] points) {
        int n = points.length;
        int length = points[0].length;
        double[] mean = new double[length];
        for (double[] point : points) {
            for (int i = 0; i < length; i++) {
                mean[i] += point[i] / n;
            }
        }
        double[][] gram = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < length; i++) {
                    sum += (points[a][i] - mean[i]) * (points[b][i] - mean[i]);
                }
                gram[a][b] = sum;
                gram[b][a] = sum;
            }
        }
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(gram), 1e-12, true);
        double[][] scores = new double[n][Math.max(1, Math.min(n - 1, length))];
        for (int axis = 0; axis < scores[0].length; axis++) {
            double root = Math.sqrt(Math.max(0, eigen.getEigenvalue(axis)));
            for (int a = 0; a < n; a++) {
                scores[a][axis] = root * eigen.getEigenvector(axis).getEntry(a);
            }
        }
        return scores;
    }

    /** @param index sum of squares about the clusters' means over that about the common mean, 0 to 1 */
    private record TwoMeans(int[] cluster, double index) {}

    @SuppressWarnings("ReferenceEquality") // points may be equal and yet of two models
    private static TwoMeans twoMeans(double[][] points, Well19937c random) {
        List<DoublePoint> all = Arrays.stream(points).map(DoublePoint::new).toList();
        List<CentroidCluster<DoublePoint>> clusters = new MultiKMeansPlusPlusClusterer<>(
                        new KMeansPlusPlusClusterer<DoublePoint>(2, ITERATIONS, new EuclideanDistance(), random),
                        STARTS)
                .cluster(all);
        List<DoublePoint> first = clusters.get(0).getPoints().stream().anyMatch(p -> p == all.get(0))
                ? clusters.get(0).getPoints()
                : clusters.get(1).getPoints();
        int[] cluster = all.stream()
                .mapToInt(p -> first.stream().anyMatch(q -> q == p) ? 0 : 1)
                .toArray();
        return new TwoMeans(cluster, within(points, cluster) / within(points, new int[points.length]));
    }

    private static double within(double[][] points, int[] cluster) {
        double sum = 0;
        for (int c = 0; c < 2; c++) {
            for (int axis = 0; axis < points[0].length; axis++) {
                double total = 0;
                double squares = 0;
                int members = 0;
                for (int i = 0; i < points.length; i++) {
                    if (cluster[i] == c) {
                        total += points[i][axis];
                        squares += points[i][axis] * points[i][axis];
                        members++;
                    }
                }
                sum += members == 0 ? 0 : squares - total * total / members;
            }
        }
        return sum;
    }
}
