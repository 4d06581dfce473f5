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

    static List<String> sentences(Facts facts) {
        List<String> sentences = new ArrayList<>();
        sentences.add(agreement(facts));
        sentences.addAll(exceptions(facts));
        String place = place(facts);
        if (!place.isEmpty()) {
            sentences.add(place);
        }
        return sentences.stream()
                .map(sentence -> sentence.replace(" Å", "\u00a0Å"))
                .toList();
    }

    private static String agreement(Facts facts) {
        String models = Words.count(facts.compared(), facts.given() ? "model" : "independent model");
        String residues = Words.count(facts.summary().at("/residues").asLong(), "residue");
        double fraction = facts.number("/ca_rmsd/fractions/lt1");
        if (fraction == 1) {
            return "The map determines the backbone of the whole model: " + models
                    + " agree to within 1 Å at each of its " + residues + ".";
        }
        if (fraction == 0) {
            return "The map determines no part of this model well: " + models + " differ by 1 Å or more at each of its "
                    + residues + ".";
        }
        return "The map determines " + Words.percent(fraction) + " of this model of " + residues + ": there, " + models
                + " agree to within 1 Å.";
    }

    private static List<String> exceptions(Facts facts) {
        List<Stretch> variable = Stretch.where(facts.residues(), v -> SpreadClass.of(v) == SpreadClass.VARIABLE);
        List<Stretch> uncertain = Stretch.where(facts.residues(), v -> SpreadClass.of(v) == SpreadClass.UNCERTAIN);
        List<String> sentences = new ArrayList<>();
        if (!uncertain.isEmpty()) {
            sentences.add("At " + named(uncertain)
                    + " the models differ by more than 3 Å, so that not even the sequence" + " register is certain.");
        }
        if (!variable.isEmpty()) {
            sentences.add("At " + named(variable) + " they differ by 1 to 3 Å: the fold is there, details are not.");
        }
        if (uncertain.isEmpty() && variable.isEmpty()) {
            ResidueRow worst = facts.residues().stream()
                    .filter(ResidueRow::isDefined)
                    .max(Comparator.comparingDouble(ResidueRow::rmsd))
                    .orElseThrow();
            sentences.add("They differ most at residue " + new Stretch(List.of(worst)).range() + ", by "
                    + Words.angstrom(worst.rmsd()) + ".");
        }
        return sentences;
    }

    /** The stretches that matter most, in the order of the chain, and how many others there are. */
    private static String named(List<Stretch> stretches) {
        List<Stretch> important = stretches.stream()
                .sorted(Comparator.comparingDouble((Stretch s) -> s.length() * s.mean())
                        .reversed())
                .limit(NAMED)
                .toList();
        List<String> names = new ArrayList<>(stretches.stream()
                .filter(important::contains)
                .map(Stretch::range)
                .toList());
        int others = stretches.size() - names.size();
        if (others > 0) {
            names.add(others + (others == 1 ? " other stretch" : " other stretches"));
        }
        boolean single = stretches.size() == 1 && stretches.get(0).length() == 1;
        return (single ? "residue " : "residues ") + Words.list(names);
    }

    private static String place(Facts facts) {
        double z = facts.number("/trend/z");
        if (Double.isNaN(z)) {
            return "";
        }
        String than = Math.abs(z) <= TYPICAL
                ? "is about what is"
                : (Math.abs(z) > FAR ? "is much " : "is ") + (z > 0 ? "more than is" : "less than is");
        return "Over all residues the models differ by " + Words.angstrom(facts.number("/ca_rmsd/mean"))
                + " on average, which " + than
                + " typical of maps at " + Words.shortest(facts.number("/resolution")) + "\u00a0Å (about "
                + Words.angstrom(facts.number("/trend/expected_mean"))
                + (facts.summary().at("/trend/extrapolated").asBoolean()
                        ? ", by a trend that had no maps at this resolution)."
                        : ").");
    }
}
