package org.emconverge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first paragraph: what the numbers mean, for someone who reads nothing else. */
final class Headline {
    /** A sentence names this many stretches; the rest is counted. */
    private static final int NAMED = 4;
    /** This many residual standard deviations from the trend count as typical, and {@link #FAR} as far from it. */
    private static final double TYPICAL = 1;

    private static final double FAR = 2;

    private Headline() {}

    static List<String> sentences(EntryResults results) {
        List<String> sentences = new ArrayList<>();
        sentences.add(agreement(results));
        sentences.addAll(exceptions(results));
        String place = place(results);
        if (!place.isEmpty()) {
            sentences.add(place);
        }
        return sentences.stream()
                .map(sentence -> sentence.replace(" Å", "\u00a0Å"))
                .toList();
    }

    private static String agreement(EntryResults results) {
        String models = ReadableText.count(results.compared(), results.given() ? "model" : "independent model");
        String residues = ReadableText.count(results.summary().at("/residues").asLong(), "residue");
        double fraction = results.number("/ca_rmsd/fractions/lt1");
        if (fraction == 1) {
            return "The map determines the backbone of the whole model: " + models
                    + " agree to within 1 Å at each of its " + residues + ".";
        }
        if (fraction == 0) {
            return "The map determines no part of this model well: " + models + " differ by 1 Å or more at each of its "
                    + residues + ".";
        }
        return "The map determines " + ReadableText.percent(fraction) + " of this model of " + residues + ": there, "
                + models + " agree to within 1 Å.";
    }

    private static List<String> exceptions(EntryResults results) {
        List<ResidueStretch> variable =
                ResidueStretch.where(results.residues(), v -> SpreadClass.of(v) == SpreadClass.VARIABLE);
        List<ResidueStretch> uncertain =
                ResidueStretch.where(results.residues(), v -> SpreadClass.of(v) == SpreadClass.UNCERTAIN);
        List<String> sentences = new ArrayList<>();
        if (!uncertain.isEmpty()) {
            sentences.add("At " + named(uncertain)
                    + " the models differ by more than 3 Å, so that not even the sequence" + " register is certain.");
        }
        if (!variable.isEmpty()) {
            sentences.add("At " + named(variable) + " they differ by 1 to 3 Å: the fold is there, details are not.");
        }
        if (uncertain.isEmpty() && variable.isEmpty()) {
            ResidueRow worst = results.residues().stream()
                    .filter(ResidueRow::isDefined)
                    .max(Comparator.comparingDouble(ResidueRow::rmsd))
                    .orElseThrow();
            sentences.add("They differ most at residue " + new ResidueStretch(List.of(worst)).range() + ", by "
                    + ReadableText.angstrom(worst.rmsd()) + ".");
        }
        return sentences;
    }

    /** The stretches that matter most, in the order of the chain, and how many others there are. */
    private static String named(List<ResidueStretch> stretches) {
        List<ResidueStretch> important = stretches.stream()
                .sorted(Comparator.comparingDouble((ResidueStretch s) -> s.length() * s.mean())
                        .reversed())
                .limit(NAMED)
                .toList();
        List<String> names = new ArrayList<>(stretches.stream()
                .filter(important::contains)
                .map(ResidueStretch::range)
                .toList());
        int others = stretches.size() - names.size();
        if (others > 0) {
            names.add(others + (others == 1 ? " other stretch" : " other stretches"));
        }
        boolean single = stretches.size() == 1 && stretches.get(0).length() == 1;
        return (single ? "residue " : "residues ") + ReadableText.list(names);
    }

    private static String place(EntryResults results) {
        double z = results.number("/trend/z");
        if (Double.isNaN(z)) {
            return "";
        }
        String than = Math.abs(z) <= TYPICAL
                ? "is about what is"
                : (Math.abs(z) > FAR ? "is much " : "is ") + (z > 0 ? "more than is" : "less than is");
        return "Over all residues the models differ by " + ReadableText.angstrom(results.number("/ca_rmsd/mean"))
                + " on average, which " + than
                + " typical of maps at " + ReadableText.shortest(results.number("/resolution")) + "\u00a0Å (about "
                + ReadableText.angstrom(results.number("/trend/expected_mean"))
                + (results.summary().at("/trend/extrapolated").asBoolean()
                        ? ", by a trend that had no maps at this resolution)."
                        : ").");
    }
}
