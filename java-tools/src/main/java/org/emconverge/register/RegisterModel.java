package org.emconverge.register;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A hidden Markov model of the register along one segment of a chain: residue i belongs to place i + k, and k changes
 * seldom. A further state stands for residues that belong to no place of the segment nearby: their backbone is
 * elsewhere.
 *
 * <p>The probability that the density of place i + k gives to the kind of residue i, over the kind's abundance, is what
 * residue and place say about k; the further state, and a place beyond the segment, say nothing (a ratio of 1, or a
 * little less). Forward and backward passes: Rabiner, Proc. IEEE 77, 257 (1989).
 */
final class RegisterModel {
    /** The largest shift that is considered, places. */
    static final int MOST = 8;
    /** States: shifts −{@link #MOST} … {@link #MOST}, and the last, none of them. */
    static final int STATES = 2 * MOST + 2;

    static final int NONE = STATES - 1;
    /** What a residue is worth whose place is beyond the segment. */
    static final double BEYOND = 0.7;
    /** Mean number of residues until a right register is left, a wrong one, and a backbone that is elsewhere. */
    private static final double[] LENGTHS = {80, 12, 8};
    /** The share of the changes that lead to no shift, of those from the right register. */
    private static final double TO_NONE = 0.3;
    /** From a wrong register the next is the right one, another, or none of them. */
    private static final double TO_RIGHT = 0.8;

    private static final double[][] TRANSITIONS = transitions();
    private static final double[] START = start();

    private final double[][] emissions;
    private final double[][] forward;
    private double logEvidence;

    /**
     * @param kinds of the segment's residues, numbers among {@link SideChains#KINDS}; −1 for one not known
     * @param logRatios of the segment's places, by kind
     */
    RegisterModel(int[] kinds, double[][] logRatios) {
        emissions = new double[kinds.length][STATES];
        for (int i = 0; i < kinds.length; i++) {
            Arrays.fill(emissions[i], 1);
            for (int state = 0; state < NONE && kinds[i] >= 0; state++) {
                int place = i + state - MOST;
                boolean there = place >= 0 && place < kinds.length;
                emissions[i][state] = there ? Math.exp(logRatios[place][kinds[i]]) : BEYOND;
            }
        }
        forward = forward();
    }

    private static double[] start() {
        double[] p = new double[STATES];
        p[MOST] = 1;
        for (int step = 0; step < 2000; step++) {
            p = after(p);
        }
        return p;
    }

    private static double[][] transitions() {
        double[][] t = new double[STATES][STATES];
        for (int from = 0; from < STATES; from++) {
            double leave = 1 / LENGTHS[from == MOST ? 0 : from == NONE ? 2 : 1];
            double right = from == MOST ? 0 : TO_RIGHT;
            double none = from == NONE ? 0 : from == MOST ? TO_NONE : (1 - TO_RIGHT) / 2;
            double[] shifts = new double[STATES];
            for (int to = 0; to < NONE; to++) {
                shifts[to] = to == MOST || to == from ? 0 : Math.pow(0.6, Math.abs(to - MOST));
            }
            double sum = Arrays.stream(shifts).sum();
            for (int to = 0; to < NONE; to++) {
                t[from][to] = leave * (1 - right - none) * shifts[to] / sum;
            }
            t[from][MOST] += leave * right;
            t[from][NONE] += leave * none;
            t[from][from] += 1 - leave;
        }
        return t;
    }

    /** How probable a state is before anything is known. */
    static double start(int state) {
        return START[state];
    }

    /** How probable it is that one residue's state is followed by the next's. */
    static double transition(int from, int to) {
        return TRANSITIONS[from][to];
    }

    private static double[] after(double[] p) {
        double[] next = new double[STATES];
        for (int from = 0; from < STATES; from++) {
            for (int to = 0; to < STATES; to++) {
                next[to] += p[from] * TRANSITIONS[from][to];
            }
        }
        return next;
    }

    private double[][] forward() {
        double[][] f = new double[emissions.length][];
        for (int i = 0; i < f.length; i++) {
            f[i] = i == 0 ? START.clone() : after(f[i - 1]);
            double sum = 0;
            for (int state = 0; state < STATES; state++) {
                f[i][state] *= emissions[i][state];
                sum += f[i][state];
            }
            logEvidence += Math.log(sum);
            for (int state = 0; state < STATES; state++) {
                f[i][state] /= sum;
            }
        }
        return f;
    }

    /** ln P(residues | density) / P(residues): how much the model explains, over all registers. */
    double logEvidence() {
        return logEvidence;
    }

    /** The probability of each state of each residue. */
    double[][] posterior() {
        double[][] posterior = new double[forward.length][STATES];
        double[] backward = new double[STATES];
        Arrays.fill(backward, 1);
        for (int i = forward.length - 1; i >= 0; i--) {
            double sum = 0;
            for (int state = 0; state < STATES; state++) {
                posterior[i][state] = forward[i][state] * backward[state];
                sum += posterior[i][state];
            }
            for (int state = 0; state < STATES; state++) {
                posterior[i][state] /= sum;
            }
            backward = before(backward, emissions[i]);
        }
        return posterior;
    }

    private static double[] before(double[] backward, double[] emission) {
        double[] previous = new double[STATES];
        double sum = 0;
        for (int from = 0; from < STATES; from++) {
            for (int to = 0; to < STATES; to++) {
                previous[from] += TRANSITIONS[from][to] * emission[to] * backward[to];
            }
            sum += previous[from];
        }
        for (int from = 0; from < STATES; from++) {
            previous[from] /= sum;
        }
        return previous;
    }

    /** A path drawn from the posterior: the state of each residue (forward filtering, backward sampling). */
    int[] path(SplittableRandom random) {
        int[] path = new int[forward.length];
        double[] weights = forward[forward.length - 1];
        for (int i = forward.length - 1; i >= 0; i--) {
            if (i < forward.length - 1) {
                weights = forward[i].clone();
                for (int state = 0; state < STATES; state++) {
                    weights[state] *= TRANSITIONS[state][path[i + 1]];
                }
            }
            path[i] = drawn(weights, random);
        }
        return path;
    }

    private static int drawn(double[] weights, SplittableRandom random) {
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        for (int state = 0; state < weights.length; state++) {
            left -= weights[state];
            if (left < 0) {
                return state;
            }
        }
        return weights.length - 1;
    }
}
