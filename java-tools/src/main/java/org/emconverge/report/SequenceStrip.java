package org.emconverge.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.ResidueKind;

/**
 * The sequence of every chain with the classes of its residues, as values for the template. It is text, so that it can
 * be read and printed without scripts.
 */
final class SequenceStrip {
    private static final int BLOCK = 10;
    /** The names of the usual nucleotides, the last letter of which is that of the base. */
    private static final Pattern NUCLEOTIDE = Pattern.compile("[DR]?[ACGTUI]");
    /** The style of what is better omitted. */
    static final String OMITTED = "omit";

    private static final String UNDEFINED = "none";

    private SequenceStrip() {}

    /**
     * Chains, each with blocks that end where the numbering reaches a multiple of ten or breaks. The letters have the
     * classes of their confidence, or where no residue has one of their spread.
     */
    static List<Map<String, Object>> chains(List<ResidueRow> rows) {
        boolean byConfidence = ConfidenceClass.isKnown(rows);
        Map<String, List<Map<String, Object>>> chains = new LinkedHashMap<>();
        List<Map<String, Object>> letters = new ArrayList<>();
        ResidueRow previous = null;
        for (int id = 0; id < rows.size(); id++) {
            ResidueRow row = rows.get(id);
            Character letter = letter(row);
            if (letter == null) {
                continue;
            }
            boolean follows = previous != null && row.follows(previous);
            if (!follows || row.number() % BLOCK == 1 && row.insertionCode().isEmpty()) {
                letters = new ArrayList<>();
                boolean gap = !follows && previous != null && previous.chain().equals(row.chain());
                chains.computeIfAbsent(row.chain(), key -> new ArrayList<>())
                        .add(Map.of("first", row.label(), "letters", letters, "gap", gap));
            }
            letters.add(Map.of(
                    "id", id, "letter", letter, "style", byConfidence ? confidenceStyle(row) : spreadStyle(row)));
            previous = row;
        }
        return chains.entrySet().stream()
                .map(chain -> Map.<String, Object>of("chain", chain.getKey(), "blocks", chain.getValue()))
                .toList();
    }

    /**
     * What the styles of the letters mean where they are classes of spread, for the template and the page's scripts.
     */
    static List<Map<String, Object>> spreadKey() {
        String from = ReadableText.shortest(SpreadClass.REGISTER_UNCERTAIN);
        return List.of(
                Map.of("style", style(SpreadClass.WELL_DETERMINED), "label", SpreadClass.WELL_DETERMINED.label),
                Map.of("style", style(SpreadClass.VARIABLE), "label", SpreadClass.VARIABLE.label),
                Map.of(
                        "style",
                        style(SpreadClass.UNCERTAIN),
                        "label",
                        from + "–" + ReadableText.shortest(SpreadClass.OMIT) + " Å"),
                Map.of("style", OMITTED, "label", SpreadClass.OMIT_LABEL));
    }

    /** Likewise where they are classes of confidence. */
    static List<Map<String, Object>> confidenceKey() {
        return Stream.of(ConfidenceClass.values())
                .map(of -> Map.<String, Object>of("style", of.style(), "label", of.label + " (" + of.limits() + ")"))
                .toList();
    }

    /** Null for what is no residue of a polymer, and for what is neither an amino acid nor has an RMSD. */
    private static Character letter(ResidueRow row) {
        if (row.kind() == ResidueKind.NUCLEIC) {
            return NUCLEOTIDE.matcher(row.name()).matches()
                    ? row.name().charAt(row.name().length() - 1)
                    : 'X';
        }
        if (!row.isOfPolymer()) {
            return null;
        }
        return row.isDefined() || AminoAcids.parent(row.name()) != null ? AminoAcids.letter(row.name()) : null;
    }

    private static String confidenceStyle(ResidueRow row) {
        return Double.isNaN(row.confidence())
                ? UNDEFINED
                : ConfidenceClass.of(row.confidence()).style();
    }

    private static String spreadStyle(ResidueRow row) {
        if (!row.isDefined()) {
            return UNDEFINED;
        }
        return row.rmsd() > SpreadClass.OMIT ? OMITTED : style(SpreadClass.of(row.rmsd()));
    }

    /** The name of a class in style sheets. */
    static String style(SpreadClass spread) {
        return switch (spread) {
            case WELL_DETERMINED -> "well";
            case VARIABLE -> "variable";
            case UNCERTAIN -> "uncertain";
        };
    }
}
