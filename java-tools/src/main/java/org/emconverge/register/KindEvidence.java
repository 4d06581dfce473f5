package org.emconverge.register;

import java.util.Arrays;
import java.util.List;
import javax.vecmath.Vector3d;
import org.emconverge.register.SideChains.Conformer;

/**
 * What the density says at each place of a backbone about each of the twenty amino acids.
 *
 * <p>A conformation explains the density by u = a − b/2, where a is what it has in common with the map and b what it
 * has in common with itself ({@link SideChainDensity}): the logarithm of a likelihood ratio against a place without a
 * side chain, but for a factor β, which is the square of an atom's density over that of the noise. A kind explains it
 * by the sum over its conformations of their share times exp(β u). Glycine has u = 0: it is what is left where no side
 * chain explains more.
 */
final class KindEvidence {
    /** The part of the places where the density says nothing about the kind that is there. */
    private static final double LAPSE = 0.1;

    private final double[][][] u;

    private KindEvidence(double[][][] u) {
        this.u = u;
    }

    static KindEvidence of(SideChainDensity density) {
        List<Place> places = density.places();
        SideChains sideChains = SideChains.shipped();
        double[][] self = new double[SideChains.KINDS.size()][];
        for (int kind = 0; kind < self.length; kind++) {
            self[kind] = sideChains.of(kind).stream()
                    .mapToDouble(density::selfOverlap)
                    .toArray();
        }
        double[][][] u = new double[places.size()][self.length][];
        for (int i = 0; i < u.length; i++) {
            Vector3d[] axes = places.get(i).axes();
            double square = density.relativeStrength(i) * density.relativeStrength(i);
            for (int kind = 0; kind < self.length; kind++) {
                List<Conformer> conformers = sideChains.of(kind);
                u[i][kind] = new double[conformers.size()];
                for (int r = 0; r < conformers.size(); r++) {
                    double common = density.overlap(i, places.get(i).ca(), axes, conformers.get(r));
                    u[i][kind][r] = square * (common - self[kind][r] / 2);
                }
            }
        }
        return new KindEvidence(u);
    }

    /**
     * How much more probable the density makes each kind at each place than it is by its abundance: ln P(kind |
     * density) / P(kind).
     *
     * @param beta at least 0; 0 gives 0
     * @return by place, then by kind
     */
    double[][] logRatios(double beta) {
        double[][] ratios = new double[u.length][];
        for (int i = 0; i < u.length; i++) {
            double[] logs = new double[u[i].length];
            double[] joint = new double[logs.length];
            for (int kind = 0; kind < logs.length; kind++) {
                logs[kind] = logLikelihood(i, kind, beta) + bias(kind, beta);
                joint[kind] = logs[kind] + SideChains.shipped().logAbundance(kind);
            }
            double total = logSum(joint);
            for (int kind = 0; kind < logs.length; kind++) {
                logs[kind] = Math.log(LAPSE + (1 - LAPSE) * Math.exp(logs[kind] - total));
            }
            ratios[i] = logs;
        }
        return ratios;
    }

    /** What a kind explains at a place, without its bias. */
    double logLikelihood(int place, int kind, double beta) {
        List<Conformer> conformers = SideChains.shipped().of(kind);
        double[] terms = new double[conformers.size()];
        for (int r = 0; r < terms.length; r++) {
            terms[r] = conformers.get(r).logShare() + beta * u[place][kind][r];
        }
        return logSum(terms);
    }

    private static double logSum(double[] logs) {
        double highest = Arrays.stream(logs).max().orElseThrow();
        return highest
                + Math.log(
                        Arrays.stream(logs).map(log -> Math.exp(log - highest)).sum());
    }

    /** Where the density says little, so little does what it is biased to. */
    private static double bias(int kind, double beta) {
        return Math.min(1, beta) * SideChains.shipped().bias(kind);
    }

    /** The conformation of a kind that explains the density of a place best. */
    Conformer best(int place, int kind, double beta) {
        List<Conformer> conformers = SideChains.shipped().of(kind);
        int best = 0;
        for (int r = 1; r < conformers.size(); r++) {
            if (weight(place, kind, r, beta) > weight(place, kind, best, beta)) {
                best = r;
            }
        }
        return conformers.get(best);
    }

    private double weight(int place, int kind, int conformer, double beta) {
        return SideChains.shipped().of(kind).get(conformer).logShare() + beta * u[place][kind][conformer];
    }
}
