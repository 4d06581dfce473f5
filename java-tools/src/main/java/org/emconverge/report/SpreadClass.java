package org.emconverge.report;

import org.emconverge.convergence.Distribution;

/** The three classes of Herzik, Fraser & Lander (2019), in their colours: blue, gray, red. */
enum SpreadClass {
    WELL_DETERMINED("< 1 Å", "#3a6fb7"),
    VARIABLE("1–3 Å", "#8f8f8f"),
    UNCERTAIN("> 3 Å", "#c7322c");

    static final double WELL = Distribution.WELL_DETERMINED;
    static final double REGISTER_UNCERTAIN = Distribution.REGISTER_UNCERTAIN;
    static final double OMIT = Distribution.OMIT;

    /** As the figures name it. */
    final String label;
    /** {@code #rrggbb}. */
    final String colour;

    SpreadClass(String label, String colour) {
        this.label = label;
        this.colour = colour;
    }

    /** @param rmsd Å, not NaN */
    static SpreadClass of(double rmsd) {
        return rmsd < WELL ? WELL_DETERMINED : rmsd <= REGISTER_UNCERTAIN ? VARIABLE : UNCERTAIN;
    }
}
