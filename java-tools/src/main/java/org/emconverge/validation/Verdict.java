package org.emconverge.validation;

/** How a residue's conformation is judged against the reference data. */
public enum Verdict {
    FAVOURED,
    ALLOWED,
    OUTLIER
}
