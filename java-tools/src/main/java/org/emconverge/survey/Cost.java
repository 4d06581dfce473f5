package org.emconverge.survey;

import org.emconverge.InputException;
import org.emconverge.structure.PointGroup;

/**
 * What an entry costs, estimated before it is run: core-hours of OpenMM and Servalcat with the defaults, by the size of
 * the model and how many of them are made. The constants are fitted to the CPU seconds of docs/results.md ("What a
 * survey costs"), which says how far off they are.
 */
final class Cost {
    /** CPU seconds of an entry whatever its size: preparation, pages, and the starts of their programs. */
    private static final double ENTRY = 45;
    /** CPU seconds of an entry for each of its residues. */
    private static final double ENTRY_RESIDUE = 0.05;
    /** CPU seconds of a sampled model, with its validation, and of it for each residue, moves included. */
    private static final double SAMPLED = 2.5;

    private static final double SAMPLED_RESIDUE = 0.047;
    /** Likewise of a refined model. */
    private static final double REFINED = 1;

    private static final double REFINED_RESIDUE = 0.04;
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
        double sampled = SAMPLED + (mates ? MATES_SAMPLE : 1) * SAMPLED_RESIDUE * work.unit();
        double refined = REFINED + (mates ? MATES_REFINE : 1) * REFINED_RESIDUE * work.unit();
        double seconds = ENTRY + ENTRY_RESIDUE * work.unit() + work.models() * sampled + work.refined() * refined;
        return seconds / SECONDS;
    }

    /** Of models that are there already, which are only compared. */
    static double coreHoursOfComparison() {
        return ENTRY / SECONDS;
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
