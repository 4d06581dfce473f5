package org.emconverge.validation;

import java.util.List;

/** The ideal bond lengths and angles of a residue, of a link between two, or of a modification. */
record Ideals(List<Ideal> bonds, List<Ideal> angles) {
    /** With a modification's values in place of those about the same atoms; nothing is added. */
    Ideals changedBy(Ideals modification) {
        return new Ideals(changed(bonds, modification.bonds()), changed(angles, modification.angles()));
    }

    private static List<Ideal> changed(List<Ideal> ideals, List<Ideal> changes) {
        return ideals.stream().map(ideal -> changes.stream().filter(change -> ideal.isAbout(change.atoms())).findFirst().orElse(ideal))
                .toList();
    }
}
