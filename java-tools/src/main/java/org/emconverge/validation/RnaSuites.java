package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.emconverge.structure.ResidueId;

/**
 * The conformers of the RNA backbone from sugar to sugar (Richardson et al. 2008, RNA 14:465), told as suitename does:
 * a suite whose torsions lie in none of the ranges that good structures have is an outlier; by both puckers and γ it
 * falls into one of twelve bins, of whose clusters it belongs to the nearest within reach.
 */
final class RnaSuites {
    /** The name of a suite that belongs to no cluster. */
    static final String OUTLIER = "!!";

    /** How far clusters reach in δ, ε and ζ of the residue before, α, β, γ and δ, degrees. */
    private static final double[] WIDTHS = {28, 60, 55, 50, 70, 35, 28};

    private static final double[] EPSILON = {155, 310};
    private static final double[] ALPHA = {25, 335};
    private static final double[] BETA = {50, 290};
    private static final double[] ZETA = {25, 335};
    /** Distances in the space of torsions are of this order, so that clusters are nearly boxes. */
    private static final double POWER = 3;
    /** The torsions that tell clusters of a bin apart: ε, ζ, α, β. */
    private static final int[] FOUR = {1, 2, 3, 4};

    private static final int[] SEVEN = {0, 1, 2, 3, 4, 5, 6};
    private static final double LEAST_SUITENESS = 0.01;

    /**
     * @param suite two characters, or {@link #OUTLIER}
     * @param suiteness how near the cluster's middle, 0 to 1; 0 of outliers
     */
    record Conformer(String suite, double suiteness) {
        boolean isOutlier() {
            return suite.equals(OUTLIER);
        }
    }

    /** @param torsions degrees, as {@link Nucleotide#suite} has them */
    record Result(ResidueId id, String name, Conformer conformer, double[] torsions) {}

    private RnaSuites() {}

    /** Judges every nucleotide of RNA that has one before it, in the order given. */
    static List<Result> of(List<Nucleotide> nucleotides) {
        return nucleotides.stream()
                .map(nucleotide -> {
                    double[] torsions = nucleotide.suite();
                    return torsions == null
                            ? null
                            : new Result(nucleotide.id(), nucleotide.name(), conformer(torsions), torsions);
                })
                .filter(Objects::nonNull)
                .toList();
    }

    static int outliers(List<Result> results) {
        return (int) results.stream()
                .filter(result -> result.conformer().isOutlier())
                .count();
    }

    /** Mean suiteness, outliers counting as 0; NaN when there is none. */
    static double suiteness(List<Result> results) {
        return results.stream()
                .mapToDouble(result -> result.conformer().suiteness())
                .average()
                .orElse(Double.NaN);
    }

    /** @param torsions degrees, as {@link Nucleotide#suite} has them */
    static Conformer conformer(double[] torsions) {
        List<SuiteCluster> bin = bin(torsions);
        SuiteCluster cluster = bin.isEmpty() ? null : nearest(torsions, bin);
        double distance = cluster == null ? Double.NaN : distance(torsions, cluster, SEVEN, WIDTHS);
        return distance <= 1
                ? new Conformer(cluster.name(), Math.max(LEAST_SUITENESS, (Math.cos(Math.PI * distance) + 1) / 2))
                : new Conformer(OUTLIER, 0);
    }

    /** The clusters of the suite's bin; empty where its torsions are in none. */
    private static List<SuiteCluster> bin(double[] torsions) {
        boolean usual = isWithin(torsions[1], EPSILON)
                && isWithin(torsions[2], ZETA)
                && isWithin(torsions[3], ALPHA)
                && isWithin(torsions[4], BETA);
        String before = pucker(torsions[0]);
        String gamma = gamma(torsions[5]);
        String after = pucker(torsions[6]);
        return usual && before != null && gamma != null && after != null
                ? SuiteCluster.ofBin(before + after + gamma)
                : List.of();
    }

    private static String pucker(double delta) {
        return delta >= 60 && delta <= 105 ? "3" : delta >= 125 && delta <= 165 ? "2" : null;
    }

    private static String gamma(double gamma) {
        return gamma >= 140 && gamma <= 215
                ? "t"
                : gamma >= 20 && gamma <= 95 ? "p" : gamma >= 260 && gamma <= 335 ? "m" : null;
    }

    /** The cluster of a bin that a suite belongs to; null where it is out of the reach of all. */
    private static SuiteCluster nearest(double[] torsions, List<SuiteCluster> bin) {
        List<SuiteCluster> within = new ArrayList<>();
        SuiteCluster nearest = null;
        SuiteCluster nearestOther = null;
        SuiteCluster dominant = null;
        for (SuiteCluster cluster : bin) {
            double distance = inFour(torsions, cluster);
            nearest = nearest == null || distance < inFour(torsions, nearest) ? cluster : nearest;
            if (distance < 1) {
                within.add(cluster);
                dominant = cluster.isDominant() ? cluster : dominant;
            }
            if (!cluster.isDominant() && (nearestOther == null || distance < inFour(torsions, nearestOther))) {
                nearestOther = cluster;
            }
        }
        if (within.isEmpty()) {
            return null;
        }
        if (within.size() == 1 || dominant == null) {
            return nearest;
        }
        return isNearerToSatellite(torsions, dominant, nearestOther) ? nearestOther : dominant;
    }

    private static double inFour(double[] torsions, SuiteCluster cluster) {
        return distance(torsions, cluster, FOUR, WIDTHS);
    }

    /**
     * Whether a suite within reach of a bin's large cluster and of another is of the other. Between the large one and a
     * satellite both have widths of their own.
     */
    private static boolean isNearerToSatellite(double[] torsions, SuiteCluster dominant, SuiteCluster other) {
        double toDominant = inFour(torsions, dominant);
        double toOther = inFour(torsions, other);
        if (other.isSatellite() && isBetween(torsions, dominant, other)) {
            toDominant = distance(torsions, dominant, FOUR, other.dominantWidths(WIDTHS));
            toOther = distance(torsions, other, FOUR, other.satelliteWidths(WIDTHS));
        }
        return toDominant >= toOther;
    }

    private static boolean isBetween(double[] torsions, SuiteCluster dominant, SuiteCluster satellite) {
        double fromDominant = 0;
        double fromSatellite = 0;
        for (int k : FOUR) {
            double apart = dominant.torsions()[k] - satellite.torsions()[k];
            fromDominant += (dominant.torsions()[k] - torsions[k]) * apart;
            fromSatellite -= (satellite.torsions()[k] - torsions[k]) * apart;
        }
        return fromDominant > 0 && fromSatellite > 0;
    }

    private static double distance(double[] torsions, SuiteCluster cluster, int[] dimensions, double[] widths) {
        double sum = 0;
        for (int k : dimensions) {
            sum += Math.pow(Math.abs(torsions[k] - cluster.torsions()[k]) / widths[k], POWER);
        }
        return Math.pow(sum, 1 / POWER);
    }

    private static boolean isWithin(double value, double[] range) {
        return value >= range[0] && value <= range[1];
    }
}
