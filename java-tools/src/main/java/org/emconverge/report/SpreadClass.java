package org.emconverge.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.SharedFacts;

/**
 * The three classes of Herzik, Fraser & Lander (2019), with their limits, labels and colours as the facts have them.
 */
enum SpreadClass {
    WELL_DETERMINED,
    VARIABLE,
    UNCERTAIN;

    private static final SharedFacts.Spread FACTS = SharedFacts.spread();
    static final double WELL = FACTS.wellDetermined();
    static final double REGISTER_UNCERTAIN = FACTS.registerUncertain();
    static final double OMIT = FACTS.omit();
    /** Of residues without an RMSD, {@code #rrggbb}. */
    static final String UNDEFINED_COLOUR = FACTS.undefinedColour();

    /** The label of what lies above {@link #OMIT}, and its meaning. */
    static final String OMIT_LABEL = FACTS.omitLabel();

    static final String OMIT_MEANING = FACTS.omitMeaning();
    private static final String UNIT = " Å";

    /** As the figures name it. */
    final String label;
    /** {@code #rrggbb}. */
    final String colour;
    /** In a few words. */
    final String meaning;

    SpreadClass() {
        SharedFacts.SpreadClass facts = SharedFacts.spread().classes().get(ordinal());
        if (!facts.name().equals(name().toLowerCase(Locale.ROOT))) {
            throw new IllegalStateException("facts.json has the classes of spread in another order: " + facts.name());
        }
        label = facts.label();
        colour = facts.colour();
        meaning = facts.meaning();
    }

    /** @param rmsd Å, not NaN */
    static SpreadClass of(double rmsd) {
        return rmsd < WELL ? WELL_DETERMINED : rmsd <= REGISTER_UNCERTAIN ? VARIABLE : UNCERTAIN;
    }

    /** All labels in a row, the unit once: {@code < 1, 1–3, > 3 Å}. */
    static String labels() {
        return Stream.of(values())
                .map(spread -> spread.label)
                .collect(Collectors.joining(", "))
                .replace(UNIT + ",", ",");
    }

    /** Custom properties for style sheets: {@code --well-determined} and so on, a colour each; of confidence, too. */
    static String styleProperties() {
        StringBuilder css = new StringBuilder(":root {\n");
        for (SpreadClass spread : values()) {
            css.append("  --")
                    .append(spread.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .append(": ")
                    .append(spread.colour)
                    .append(";\n");
        }
        for (ConfidenceClass confidence : ConfidenceClass.values()) {
            css.append("  --%s: %s;\n".formatted(confidence.style(), confidence.colour));
        }
        SharedFacts.conformations()
                .forEach(of -> css.append("  --conformation-%s: %s;\n".formatted(of.name(), of.colour())));
        return css.append("}\n").toString();
    }
}
