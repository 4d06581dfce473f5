package org.emconverge.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.register.SideChains.Conformer;
import org.emconverge.structure.Symmetry;

/**
 * Whether the density of a map puts each residue of a model where the model has it, or some places further along the
 * chain.
 */
public final class Register {
    /** Values of β that are tried: from a map that says nothing to one in which every atom shows. */
    static final double[] BETAS = IntStream.rangeClosed(0, 20)
            .mapToDouble(i -> 0.05 * Math.pow(1.4, i))
            .toArray();
    /** Of what a resolution lets expect. */
    private static final double LEAST_BETA = 0.7;

    private static final double MOST_BETA = 20;
    /** By how much β may differ from what its resolution lets expect, in logarithms. */
    private static final double BETA_SPREAD = 0.7;

    private final List<Place> places;
    private final KindEvidence evidence;
    private final double beta;
    private final List<Segment> segments;

    /** A segment without a chain break, and the first of its places. */
    record Segment(int first, int length, RegisterModel model) {}

    private Register(List<Place> places, KindEvidence evidence, double beta) {
        this.places = places;
        this.evidence = evidence;
        this.beta = beta;
        segments = segments(places, evidence == null ? null : evidence.logRatios(beta));
    }

    /**
     * Reads the register of the first model of a structure.
     *
     * @param resolution Å
     * @param symmetry whose mates' main chains are there too
     */
    public static Register of(Structure structure, DensityMap map, double resolution, Symmetry symmetry) {
        List<Place> places = Place.of(structure);
        boolean inside = places.stream().map(Place::ca).anyMatch(ca -> !Double.isNaN(map.at(ca.x, ca.y, ca.z)));
        SideChainDensity density =
                !inside ? null : new SideChainDensity(map, places, mates(places, symmetry), resolution);
        if (density == null || !density.isUsable()) {
            return new Register(places, null, 0);
        }
        KindEvidence evidence = KindEvidence.of(density);
        return new Register(places, evidence, likeliestBeta(places, evidence, resolution));
    }

    private static List<Point3d> mates(List<Place> places, Symmetry symmetry) {
        List<Point3d> mates = new ArrayList<>();
        for (Matrix4d operator : symmetry.mates()) {
            for (Place place : places) {
                for (Point3d atom : place.mainChain()) {
                    Point3d mate = new Point3d();
                    operator.transform(atom, mate);
                    mates.add(mate);
                }
            }
        }
        return mates;
    }

    /** The β under which the sequence explains the density best, whatever the register. */
    private static double likeliestBeta(List<Place> places, KindEvidence evidence, double resolution) {
        double expected = Math.log(expectedBeta(resolution));
        double best = Double.NEGATIVE_INFINITY;
        double likeliest = 0;
        for (double beta : BETAS) {
            double off = (Math.log(beta) - expected) / BETA_SPREAD;
            double score = -off * off / 2;
            for (Segment segment : segments(places, evidence.logRatios(beta))) {
                score += segment.model().logEvidence();
            }
            if (score > best) {
                best = score;
                likeliest = beta;
            }
        }
        return likeliest;
    }

    /** What bench/register found best for right models, as a line in its logarithm. */
    private static double expectedBeta(double resolution) {
        return Math.max(LEAST_BETA, Math.min(MOST_BETA, Math.exp(2.1 - 1.2 * (resolution - 2.9))));
    }

    /** @param logRatios by place and kind; null where there is no evidence */
    private static List<Segment> segments(List<Place> places, double[][] logRatios) {
        double[][] ratios = logRatios == null ? new double[places.size()][SideChains.KINDS.size()] : logRatios;
        List<Segment> segments = new ArrayList<>();
        for (int first = 0, end; first < places.size(); first = end) {
            end = first + 1;
            while (end < places.size()
                    && places.get(end).segment() == places.get(first).segment()) {
                end++;
            }
            int[] kinds =
                    places.subList(first, end).stream().mapToInt(Place::kind).toArray();
            segments.add(
                    new Segment(first, end - first, new RegisterModel(kinds, Arrays.copyOfRange(ratios, first, end))));
        }
        return segments;
    }

    /** Of every residue that has N, CA and C, in the order of the file. */
    public List<ResidueRegister> residues() {
        List<ResidueRegister> residues = new ArrayList<>();
        for (Segment segment : segments) {
            double[][] posterior = segment.model().posterior();
            for (int i = 0; i < segment.length(); i++) {
                double[] p = posterior[i];
                int likeliest = RegisterModel.MOST;
                for (int state = 0; state < RegisterModel.NONE; state++) {
                    likeliest = p[state] > p[likeliest] ? state : likeliest;
                }
                residues.add(new ResidueRegister(
                        places.get(segment.first() + i).id(), p[RegisterModel.MOST], likeliest - RegisterModel.MOST));
            }
        }
        return residues;
    }

    List<Place> places() {
        return places;
    }

    List<Segment> segments() {
        return segments;
    }

    double beta() {
        return beta;
    }

    /**
     * Torsions of the conformation that explains the density of a place best, degrees; empty for Gly, Ala and residues
     * that are not known.
     */
    double[] chi(int place, int kind) {
        Conformer best = kind < 0 || evidence == null ? null : evidence.best(place, kind, beta);
        return best == null ? new double[0] : best.chi();
    }
}
