package org.emconverge.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.metrics.ResidueMetric;

/** The parts of the page that are about confidence, as values for the template. */
final class ConfidenceSections {
    private ConfidenceSections() {}

    /** The first of the key numbers; none without a confidence. */
    static List<Map<String, Object>> keyNumbers(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        if (!ConfidenceClass.isKnown(rows)) {
            return List.of();
        }
        ConfidenceClass determined = ConfidenceClass.DETERMINED;
        ConfidenceClass wrong = ConfidenceClass.PROBABLY_WRONG;
        return List.of(SpreadSections.key(
                determined.style(),
                "determined",
                ReadableText.percent(determined.share(rows)),
                determined.label,
                "confidence " + determined.limits() + "; " + wrong.label + ": "
                        + ReadableText.percent(wrong.share(rows))));
    }

    /** The stretches that are not determined, the most doubtful first; no group without a confidence. */
    static List<Map<String, Object>> stretches(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        if (!ConfidenceClass.isKnown(rows)) {
            return List.of();
        }
        return List.of(
                group(
                        rows,
                        ConfidenceClass.PROBABLY_WRONG,
                        "The " + results.start() + " probably has these residues elsewhere than they belong: look at"
                                + " the density and rebuild them."),
                group(rows, ConfidenceClass.IN_DOUBT, "Look twice before you rely on the place of these residues."));
    }

    private static Map<String, Object> group(List<ResidueRow> rows, ConfidenceClass of, String advice) {
        List<RegisterStretch> registers = RegisterStretch.of(rows);
        StretchGroup group = new StretchGroup(of.style(), sentence(of.label), advice);
        return group.of(
                of.stretches(rows),
                Comparator.comparingDouble(stretch -> stretch.mean(ResidueMetric.CONFIDENCE)),
                stretch -> describe(stretch, registers));
    }

    private static String sentence(String label) {
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }

    private static Map<String, Object> describe(ResidueStretch stretch, List<RegisterStretch> registers) {
        Map<String, Object> values = new LinkedHashMap<>();
        String register = RegisterStretch.words(stretch, registers);
        values.put("range", stretch.range());
        values.put("length", stretch.length());
        values.put("confidence", ReadableText.number(stretch.mean(ResidueMetric.CONFIDENCE)));
        values.put("spread", ReadableText.number(stretch.mean()));
        values.put("shift", ReadableText.number(stretch.mean(ResidueMetric.CA_SHIFT)));
        values.put("register", register.isEmpty() ? "" : "fits better " + register);
        return values;
    }

    /** What the confidence does not say; nothing without one. */
    static List<String> limits(EntryResults results) {
        if (!ConfidenceClass.isKnown(results.residues())) {
            return List.of();
        }
        return List.of("Confidence is a probability, calibrated on models whose errors are known (docs/results.md): of"
                + " residues with a confidence of 0.8 about one in five lies more than 2\u00a0Å from its right place. It"
                + " is that of the place of the Cα; side chains and what the model lacks are not in it.");
    }
}
