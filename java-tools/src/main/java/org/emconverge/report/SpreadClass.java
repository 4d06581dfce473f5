package org.emconverge.report;

import org.emconverge.convergence.Distribution;

/** The three classes of Herzik, Fraser & Lander (2019), in their colours: blue, gray, red. */
enum SpreadClass {
    WELL_DETERMINED("< 1 Å"), VARIABLE("1–3 Å"), UNCERTAIN("> 3 Å");

    static final double WELL = Distribution.WELL_DETERMINED;
    static final double REGISTER_UNCERTAIN = Distribution.REGISTER_UNCERTAIN;
    static final double OMIT = Distribution.OMIT;

    /** As the figures name it. */
    final String label;

    SpreadClass(String label) {
        this.label = label;
    }

    /** @param rmsd Å, not NaN */
    static SpreadClass of(double rmsd) {
        return rmsd < WELL ? WELL_DETERMINED : rmsd <= REGISTER_UNCERTAIN ? VARIABLE : UNCERTAIN;
    }
}
