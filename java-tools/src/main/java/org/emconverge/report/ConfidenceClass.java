package org.emconverge.report;

import java.util.List;
import java.util.Locale;
import org.emconverge.SharedFacts;

/** The classes of a residue by its confidence, with their limits, labels and colours as the facts have them. */
enum ConfidenceClass {
    DETERMINED,
    IN_DOUBT,
    PROBABLY_WRONG;

    /** The least confidence of the class, 0 to 1. */
    final double from;
    /** As figures and texts name it. */
    final String label;
    /** {@code #rrggbb}. */
    final String colour;
    /** In a few words. */
    final String meaning;

    ConfidenceClass() {
        SharedFacts.ConfidenceClass facts = SharedFacts.confidence().get(ordinal());
        if (!facts.name().equals(name().toLowerCase(Locale.ROOT))) {
            throw new IllegalStateException(
                    "facts.json has the classes of confidence in another order: " + facts.name());
        }
        from = facts.from();
        label = facts.label();
        colour = facts.colour();
        meaning = facts.meaning();
    }

    /** @param confidence 0 to 1, not NaN */
    static ConfidenceClass of(double confidence) {
        return confidence >= DETERMINED.from ? DETERMINED : confidence >= IN_DOUBT.from ? IN_DOUBT : PROBABLY_WRONG;
    }

    /** Whether some residue has a confidence. */
    static boolean isKnown(List<ResidueRow> rows) {
        return rows.stream().anyMatch(row -> !Double.isNaN(row.confidence()));
    }

    /** The share of this class in the residues that have a confidence; NaN where none has. */
    double share(List<ResidueRow> rows) {
        return rows.stream()
                .mapToDouble(ResidueRow::confidence)
                .filter(confidence -> !Double.isNaN(confidence))
                .map(confidence -> of(confidence) == this ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The maximal stretches of this class. */
    List<ResidueStretch> stretches(List<ResidueRow> rows) {
        return ResidueStretch.where(
                rows, row -> row.isDefined() && !Double.isNaN(row.confidence()) && of(row.confidence()) == this);
    }

    /** Its limits: {@code from 0.9}, {@code 0.5 to 0.9}, {@code below 0.5}. */
    String limits() {
        String to = ordinal() == 0 ? "" : ReadableText.shortest(values()[ordinal() - 1].from);
        String least = ReadableText.shortest(from);
        return this == DETERMINED ? "from " + least : this == IN_DOUBT ? least + " to " + to : "below " + to;
    }

    /** Its name in style sheets: {@code probably-wrong}. */
    String style() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
