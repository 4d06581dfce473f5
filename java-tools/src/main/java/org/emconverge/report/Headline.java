package org.emconverge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/**
 * The first paragraph: what the numbers mean, for someone who reads nothing else. Only the confidence says what the map
 * determines; the spread says where the models agree.
 */
final class Headline {
    /** A sentence names this many stretches; the rest is counted. */
    private static final int NAMED = 4;
    /** This many residual standard deviations from the trend count as typical, and {@link #FAR} as far from it. */
    private static final double TYPICAL = 1;

    private static final double FAR = 2;

    private Headline() {}

    /** The paragraphs, each a list of sentences: what is right and wrong, where something says so, and the spread. */
    static List<List<String>> paragraphs(EntryResults results) {
        List<String> judgement = new ArrayList<>(ofConfidence(results));
        judgement.addAll(ofRegister(results));
        return Stream.of(judgement, ofSpread(results))
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    /** Why there is no confidence; empty where there is one. */
    static String withoutConfidence(EntryResults results) {
        return ConfidenceClass.isKnown(results.residues())
                ? ""
                : "Confidence is calibrated only for models that emconverge makes with its shipped settings, so none is"
                        + " given here; where the models agree, they may agree on a mistake.";
    }

    /** What the map determines, and what is probably wrong; nothing without a confidence. */
    private static List<String> ofConfidence(EntryResults results) {
        List<ResidueRow> rows = results.residues();
        if (!ConfidenceClass.isKnown(rows)) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(determined(rows));
        List<ResidueStretch> wrong = ConfidenceClass.PROBABLY_WRONG.stretches(rows);
        if (!wrong.isEmpty()) {
            sentences.add("Probably wrong " + (isOne(wrong) ? "is " : "are ")
                    + named(wrong, s -> s.length() * (1 - s.mean(ResidueMetric.CONFIDENCE)))
                    + " (confidence " + ConfidenceClass.PROBABLY_WRONG.limits() + ").");
        }
        return sentences;
    }

    private static String determined(List<ResidueRow> rows) {
        long number =
                rows.stream().filter(row -> !Double.isNaN(row.confidence())).count();
        String residues = ReadableText.count(number, "residue");
        String least = "confidence of " + ReadableText.shortest(ConfidenceClass.DETERMINED.from) + " or more";
        double share = ConfidenceClass.DETERMINED.share(rows);
        double doubt = ConfidenceClass.IN_DOUBT.share(rows);
        String rest = doubt > 0 ? "; " + ReadableText.percent(doubt) + " is in doubt." : ".";
        if (share == 1) {
            return "The map determines the whole model: each of its " + residues + " has a " + least + ".";
        }
        if (share == 0) {
            return "The map determines no part of this model: none of its " + residues + " has a " + least + rest;
        }
        return "The map determines " + ReadableText.percent(share) + " of this model of " + residues + " (" + least
                + ")" + rest;
    }

    /** Which stretches fit better elsewhere along the chain. */
    private static List<String> ofRegister(EntryResults results) {
        List<RegisterStretch> all = RegisterStretch.of(results.residues());
        if (all.isEmpty()) {
            return List.of();
        }
        List<RegisterStretch> longest = all.stream()
                .sorted(Comparator.comparingInt(
                                (RegisterStretch register) -> register.stretch().length())
                        .reversed())
                .limit(NAMED)
                .toList();
        List<RegisterStretch> named = all.stream().filter(longest::contains).toList();
        int others = all.size() - named.size();
        String words = named.stream()
                .map(register -> (register.equals(named.get(0))
                                ? register.stretch().range() + " fits better "
                                : register.stretch().range() + " ")
                        + register.place())
                .collect(Collectors.joining(", "));
        return List.of(words + (others == 0 ? "." : ", and " + stretches(others) + " elsewhere, too."));
    }

    /** Where the models agree, and where they part. */
    static List<String> ofSpread(EntryResults results) {
        List<String> sentences = new ArrayList<>();
        sentences.add(agreement(results));
        sentences.addAll(exceptions(results));
        if (results.given()) {
            sentences.add("That is how alike these models are: where independent models part, the map leaves room;"
                    + " where they agree, they may also share a start, a program or a mistake, so that agreement does"
                    + " not say that the map determines them.");
        }
        String place = place(results);
        if (!place.isEmpty()) {
            sentences.add(place);
        }
        return sentences.stream()
                .map(sentence -> sentence.replace(" Å", "\u00a0Å"))
                .toList();
    }

    private static String agreement(EntryResults results) {
        String models = "The " + ReadableText.count(results.compared(), "model");
        boolean others =
                results.residues().stream().anyMatch(row -> row.isDefined() && row.kind() != results.headline());
        String residues = ReadableText.count(results.summary().at("/residues").asLong(), "residue")
                + (others ? " of " + (results.headline() == ResidueKind.NUCLEIC ? "nucleic acid" : "protein") : "");
        double fraction = results.number("/ca_rmsd/fractions/lt1");
        if (fraction == 1) {
            return models + " agree to within 1 Å at each of the " + residues + ".";
        }
        if (fraction == 0) {
            return models + " differ by 1 Å or more at each of the " + residues + ".";
        }
        return models + " agree to within 1 Å at " + ReadableText.percent(fraction) + " of the " + residues + ".";
    }

    private static List<String> exceptions(EntryResults results) {
        SpreadFindings findings = SpreadFindings.of(results.residues());
        ToDoubleFunction<ResidueStretch> weight = s -> s.length() * s.mean();
        List<String> sentences = new ArrayList<>();
        if (!findings.uncertain().isEmpty()) {
            sentences.add("At " + named(findings.uncertain(), weight)
                    + " they differ by more than 3 Å, so that not even the sequence register is certain.");
        }
        if (!findings.variable().isEmpty()) {
            sentences.add("At " + named(findings.variable(), weight)
                    + " they differ by 1 to 3 Å: the fold is there, details are not.");
        }
        if (!findings.disagreeing().isEmpty()) {
            sentences.add("At " + named(findings.disagreeing(), weight)
                    + " the density is good and the models disagree, check them.");
        }
        if (!findings.unlikeStart().isEmpty()) {
            sentences.add("At " + named(findings.unlikeStart(), ResidueStretch::length)
                    + " the models agree with each other and not with the " + results.start()
                    + ": the start is probably wrong there.");
        }
        if (findings.isEmpty()) {
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
    private static String named(List<ResidueStretch> stretches, ToDoubleFunction<ResidueStretch> weight) {
        List<ResidueStretch> important = stretches.stream()
                .sorted(Comparator.comparingDouble(weight).reversed())
                .limit(NAMED)
                .toList();
        List<String> names = new ArrayList<>(stretches.stream()
                .filter(important::contains)
                .map(ResidueStretch::range)
                .toList());
        int others = stretches.size() - names.size();
        if (others > 0) {
            names.add(stretches(others));
        }
        return (isOne(stretches) ? "residue " : "residues ") + ReadableText.list(names);
    }

    private static String stretches(int others) {
        return others + (others == 1 ? " other stretch" : " other stretches");
    }

    private static boolean isOne(List<ResidueStretch> stretches) {
        return stretches.size() == 1 && stretches.get(0).length() == 1;
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
