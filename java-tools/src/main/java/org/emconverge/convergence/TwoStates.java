package org.emconverge.convergence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Whether the positions of one atom over the models lie in two clusters rather than in one cloud: along the line
 * between the two that are farthest apart they are parted where the scatter within the parts is least (Otsu 1979, IEEE
 * Trans. Syst. Man Cybern. 9, 62). One Gaussian cloud, parted so, has its halves 2.7 times their scatter apart.
 */
final class TwoStates {
    /** Models in the smaller cluster: one that strays is no state. */
    private static final int FEWEST = 2;
    /** Least distance of the clusters' means, Å, and in units of the scatter within them. */
    private static final double APART = 2;

    private static final double APART_BY_SCATTER = 4.5;

    private TwoStates() {}

    static boolean are(List<HeavyAtom> positions) {
        if (positions.size() < 2 * FEWEST) {
            return false;
        }
        double[] along = alongLongest(positions);
        Arrays.sort(along);
        double distance = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int cut = FEWEST; cut <= along.length - FEWEST; cut++) {
            double[] low = Arrays.copyOfRange(along, 0, cut);
            double[] high = Arrays.copyOfRange(along, cut, along.length);
            double within = squares(low) + squares(high);
            if (within < least) {
                least = within;
                distance = mean(high) - mean(low);
            }
        }
        double scatter = Math.sqrt(least / (along.length - 2));
        return distance >= APART && distance >= APART_BY_SCATTER * scatter;
    }

    /** Places on the line through the two positions that are farthest apart, Å. */
    private static double[] alongLongest(List<HeavyAtom> positions) {
        HeavyAtom from = positions.get(0);
        HeavyAtom to = from;
        for (HeavyAtom a : positions) {
            for (HeavyAtom b : positions) {
                if (a.distance2(b) > from.distance2(to)) {
                    from = a;
                    to = b;
                }
            }
        }
        double length = Math.sqrt(from.distance2(to));
        if (length == 0) {
            return new double[positions.size()];
        }
        double x = (to.x() - from.x()) / length;
        double y = (to.y() - from.y()) / length;
        double z = (to.z() - from.z()) / length;
        return positions.stream()
                .mapToDouble(atom -> atom.x() * x + atom.y() * y + atom.z() * z)
                .toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}
