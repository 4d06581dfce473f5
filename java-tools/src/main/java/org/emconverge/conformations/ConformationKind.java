package org.emconverge.conformations;

import java.util.Locale;

/** What the spread of a residue's models stands for. */
public enum ConformationKind {
    /** The models agree: there is one conformation. */
    SINGLE,
    /** The models are in clusters, of which the map shows at least two: the molecule has them. */
    ALTERNATIVE,
    /** The models differ, but are one cloud, or the map shows no second cluster: the map does not say where it is. */
    UNCERTAIN;

    /** The word for it in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
