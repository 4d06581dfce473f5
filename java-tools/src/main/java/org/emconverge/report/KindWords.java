package org.emconverge.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/**
 * What the classes of spread mean of each kind of residue, in a table and in sentences; only where there is more than
 * one kind, or none of protein.
 */
final class KindWords {
    /** A sentence names this many residues; the rest is counted. */
    private static final int NAMED = 4;

    private KindWords() {}

    /** A row for each kind that has a spread, as values for the template; none where all is protein. */
    static List<Map<String, Object>> rows(List<ResidueRow> residues) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ResidueKind kind : ResidueKind.values()) {
            List<ResidueRow> of = of(kind, residues);
            if (!of.isEmpty()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("kind", kind.label());
                row.put("residues", Integer.toString(of.size()));
                row.put("atoms", atoms(kind));
                for (SpreadClass spread : SpreadClass.values()) {
                    row.put(
                            "class" + spread.ordinal(),
                            Long.toString(in(spread, of).size()));
                }
                row.put(
                        "mean",
                        ReadableText.number(of.stream()
                                .mapToDouble(ResidueRow::spread)
                                .average()
                                .orElseThrow()));
                row.put("words", words(kind, of));
                rows.add(row);
            }
        }
        return rows.size() == 1 && !of(ResidueKind.PROTEIN, residues).isEmpty() ? List.of() : rows;
    }

    private static List<ResidueRow> of(ResidueKind kind, List<ResidueRow> residues) {
        return residues.stream()
                .filter(row -> row.kind() == kind && !Double.isNaN(row.spread()))
                .toList();
    }

    private static List<ResidueRow> in(SpreadClass spread, List<ResidueRow> residues) {
        return residues.stream()
                .filter(row -> SpreadClass.of(row.spread()) == spread)
                .toList();
    }

    private static String atoms(ResidueKind kind) {
        return switch (kind) {
            case PROTEIN -> "Cα";
            case NUCLEIC -> "C1′";
            case GLYCAN, LIGAND -> "all heavy atoms";
            case ION, WATER -> "the atom";
        };
    }

    /** What the kind's spread says, in one sentence or two. */
    private static String words(ResidueKind kind, List<ResidueRow> residues) {
        List<ResidueRow> agreeing = in(SpreadClass.WELL_DETERMINED, residues);
        List<ResidueRow> variable = in(SpreadClass.VARIABLE, residues);
        List<ResidueRow> uncertain = in(SpreadClass.UNCERTAIN, residues);
        List<String> parts = new ArrayList<>();
        if (!agreeing.isEmpty()) {
            parts.add("the models agree to within 1\u00a0Å at "
                    + (agreeing.size() == residues.size() ? all(residues.size()) : count(agreeing, kind)));
        }
        if (!variable.isEmpty()) {
            parts.add("they differ by 1 to 3\u00a0Å at " + named(variable, kind) + ": " + variable(kind));
        }
        if (!uncertain.isEmpty()) {
            parts.add("they differ by more than 3\u00a0Å at " + named(uncertain, kind) + ": " + uncertain(kind));
        }
        String words = String.join("; ", parts);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + "."
                + (kind == ResidueKind.NUCLEIC ? pairs(residues) : "");
    }

    /** How far the models agree on the pairs that most of them have; empty without any. */
    private static String pairs(List<ResidueRow> residues) {
        List<ResidueRow> paired = residues.stream()
                .filter(row -> !row.verdict(ResidueMetric.BASE_PAIR).isEmpty())
                .toList();
        long all = paired.stream()
                .filter(row -> row.value(ResidueMetric.BASE_PAIR_SHARE) == 1)
                .count();
        return paired.isEmpty()
                ? ""
                : " Of " + ReadableText.count(paired.size(), "nucleotide")
                        + " that most models have in a Watson–Crick or wobble pair, " + all
                        + (all == 1 ? " has" : " have") + " the same partner in all of them.";
    }

    private static String all(int size) {
        return size == 1 ? "the one there is" : "all " + size;
    }

    private static String count(List<ResidueRow> rows, ResidueKind kind) {
        return ReadableText.count(rows.size(), KindsSection.noun(kind));
    }

    private static String named(List<ResidueRow> rows, ResidueKind kind) {
        String names = rows.stream().map(row -> row.chain() + " " + row.label()).collect(Collectors.joining(", "));
        return rows.size() > NAMED ? count(rows, kind) : names;
    }

    private static String variable(ResidueKind kind) {
        return switch (kind) {
            case PROTEIN -> "the fold is there, details are not";
            case NUCLEIC -> "the course of the backbone is there, sugars and bases may lie otherwise";
            case GLYCAN -> "the sugar is there, its ring may lie otherwise";
            case LIGAND -> "where it lies is known, how it lies is not";
            case ION, WATER -> "about where it lies is known, what it binds may be another atom";
        };
    }

    private static String uncertain(ResidueKind kind) {
        return switch (kind) {
            case PROTEIN -> "not even the sequence register is certain";
            case NUCLEIC -> "not even which base lies where is certain";
            case GLYCAN -> "the map does not show where the sugar lies";
            case LIGAND -> "its pose is not determined";
            case ION, WATER -> "its place is not determined";
        };
    }
}
