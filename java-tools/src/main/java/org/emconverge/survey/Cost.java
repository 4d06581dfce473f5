package org.emconverge.survey;

import org.emconverge.InputException;
import org.emconverge.structure.PointGroup;

/**
 * What an entry costs, estimated before it is run: core-hours of OpenMM and Servalcat with the defaults, by the size of
 * the model and how many of them are made. The constants are fitted to the CPU seconds of docs/results.md ("What a
 * survey costs"), which says how far off they are.
 */
final class Cost {
    /** CPU seconds per residue: set-up, search for the register and the ends of stretches, once for an entry. */
    private static final double SET_UP = 0.35;
    /** CPU seconds per residue and sampled model, moves included. */
    private static final double SAMPLE = 0.065;
    /** CPU seconds per residue and refined model. */
    private static final double REFINE = 0.085;
    /** CPU seconds of an entry whatever its size: downloads, preparation, pages, the starts of their programs. */
    private static final double FIXED = 40;
    /** CPU seconds of a model whatever its size: start of the engine, and its validation. */
    private static final double MODEL = 1.5;
    /** How much longer the asymmetric unit takes among its mates than alone. */
    private static final double MATES_SAMPLE = 1.5;

    private static final double MATES_REFINE = 2.0;
    private static final double SECONDS = 3600;

    private Cost() {}

    /**
     * What is estimated.
     *
     * @param residues of the whole model
     * @param symmetry its point group, or empty: only its asymmetric unit is sampled
     * @param models that are sampled
     * @param refined how many of them are refined
     */
    record Work(long residues, String symmetry, int models, int refined) {
        /** The residues that are sampled. */
        long unit() {
            return Math.max(1, Math.round((double) residues / order(symmetry)));
        }
    }

    /** Of one entry. */
    static double coreHours(Work work) {
        boolean mates = order(work.symmetry()) > 1;
        double sampling = (mates ? MATES_SAMPLE : 1) * SAMPLE * work.models();
        double refining = (mates ? MATES_REFINE : 1) * REFINE * work.refined();
        double seconds =
                FIXED + MODEL * (work.models() + work.refined()) + work.unit() * (SET_UP + sampling + refining);
        return seconds / SECONDS;
    }

    /** Of models that are there already, which are only compared. */
    static double coreHoursOfComparison() {
        return FIXED / SECONDS;
    }

    /**
     * How many copies of the unit a point group has; 1 where none is named, and for a helix, whose length none tells.
     */
    static int order(String symmetry) {
        if (symmetry.isEmpty()) {
            return 1;
        }
        try {
            return PointGroup.of(symmetry).order();
        } catch (InputException e) {
            return 1;
        }
    }
}
