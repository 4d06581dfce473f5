package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/** The part of the page that is about what is no protein: nucleic acids, glycans, ligands and ions. */
final class KindsSection {
    /** A sentence names this many residues; the rest is counted. */
    private static final int NAMED = 5;

    /** Of a component in components.json: its dictionary was made of ideal coordinates, or of a deposited model's. */
    private static final Set<String> MADE = Set.of("ideal", "model");

    private KindsSection() {}

    /** The atom that stands for a residue of a polymer. */
    static String atom(ResidueKind kind) {
        return kind == ResidueKind.NUCLEIC ? "C1′" : "Cα";
    }

    /**
     * What the models hold beside protein, and what the page's numbers then are; empty where they hold protein alone.
     */
    static String note(EntryResults results) {
        List<String> others = new ArrayList<>();
        for (ResidueKind kind : ResidueKind.values()) {
            long count = results.residues().stream()
                    .filter(row -> row.kind() == kind && !Double.isNaN(row.spread()))
                    .count();
            if (count > 0 && kind != results.headline()) {
                others.add(ReadableText.count(count, noun(kind)));
            }
        }
        boolean nucleic = results.headline() == ResidueKind.NUCLEIC;
        if (others.isEmpty() && !nucleic) {
            return "";
        }
        String holds = others.isEmpty()
                ? "The models hold no protein."
                : "Beside " + (nucleic ? "nucleic acid" : "protein") + " the models hold " + ReadableText.list(others)
                        + ".";
        return holds + " Where this page says Cα RMSD, it is of a nucleotide that of its C1′"
                + (others.isEmpty() || results.residues().stream().allMatch(ResidueRow::isOfPolymer)
                        ? "."
                        : ", of a molecule that is no polymer that of all its heavy atoms, symmetric ones matched.")
                + (others.isEmpty()
                        ? ""
                        : " The key numbers and the histogram are of " + (nucleic ? "nucleic acid" : "protein")
                                + " alone.")
                + (nucleic
                        ? " Confidence, register, shift from the start and the trend with resolution are of protein, and"
                                + " not given here."
                        : " Confidence, register, shift from the start and the trend with resolution are of protein"
                                + " alone.");
    }

    static String noun(ResidueKind kind) {
        return switch (kind) {
            case PROTEIN -> "amino acid";
            case NUCLEIC -> "nucleotide";
            case GLYCAN -> "sugar";
            case ION -> "ion";
            case LIGAND -> "ligand";
            case WATER -> "water";
        };
    }

    /**
     * Which dictionaries were made for want of a better one, and what was left out because nothing describes it, as
     * sentences; none where the entry has no record of it.
     */
    static List<String> dictionaries(EntryResults results) {
        JsonNode components = results.components();
        List<String> ideal = new ArrayList<>();
        components.path("dictionaries").fields().forEachRemaining(dictionary -> {
            if (MADE.contains(dictionary.getValue().asText())) {
                ideal.add(dictionary.getKey());
            }
        });
        List<String> sentences = new ArrayList<>();
        if (!ideal.isEmpty()) {
            sentences.add("No dictionary was found of " + ReadableText.list(ideal)
                    + ": bonds, angles, torsions and planes are those of the chemical component's coordinates in the wwPDB, which"
                    + " know less of what is usual. A dictionary by AceDRG, Grade or eLBOW (--ligand) is better.");
        }
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        components
                .path("left_out")
                .forEach(of -> reasons.computeIfAbsent(of.path("reason").asText(), reason -> new ArrayList<>())
                        .add(of.path("resname").asText() + " "
                                + of.path("chain").asText() + " "
                                + of.path("resnum").asText() + of.path("icode").asText()));
        reasons.forEach((reason, residues) -> sentences.add(ReadableText.count(residues.size(), "residue") + " "
                + (residues.size() == 1 ? "was" : "were") + " left out (" + reason + "): "
                + ReadableText.list(
                        residues.size() <= NAMED
                                ? residues
                                : Stream.concat(
                                                residues.stream().limit(NAMED),
                                                Stream.of((residues.size() - NAMED) + " more"))
                                        .toList())
                + "."));
        return sentences;
    }

    /**
     * A row for each molecule that is no polymer, as values for the template, in the order of the table.
     *
     * @param outliers of the models; empty where the entry has no list of them
     */
    static List<Map<String, Object>> ligands(EntryResults results, Optional<List<OutlierGroup>> outliers) {
        Map<ResidueRow, String> poses = LigandPose.words(results.residues());
        List<Map<String, Object>> ligands = new ArrayList<>();
        for (int place = 0; place < results.residues().size(); place++) {
            ResidueRow row = results.residues().get(place);
            if (!row.isOfPolymer() && !Double.isNaN(row.spread())) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("residue", row.chain() + " " + row.label());
                values.put("name", row.name());
                values.put("kind", row.kind().label());
                values.put("rmsd", ReadableText.number(row.spread()));
                values.put("sampled", number(row, ResidueMetric.RMSD_SAMPLED));
                values.put("q", number(row, ResidueMetric.Q_SCORE));
                values.put("cc", number(row, ResidueMetric.CC));
                double inclusion = row.value(ResidueMetric.INCLUSION);
                values.put("inclusion", Double.isNaN(inclusion) ? "" : ReadableText.percent(inclusion));
                int of = place;
                List<OutlierGroup> clashes = clashes(outliers.orElse(List.of()), of);
                values.put("clashCount", outliers.isEmpty() ? "" : Integer.toString(clashes.size()));
                values.put("clashes", outliers.isEmpty() ? "" : words(clashes));
                values.put("pose", poses.get(row));
                ligands.add(values);
            }
        }
        return ligands;
    }

    private static List<OutlierGroup> clashes(List<OutlierGroup> outliers, int row) {
        return outliers.stream()
                .filter(group -> group.kind().isContact() && (group.row() == row || group.partner() == row))
                .toList();
    }

    /** With how many other residues a residue clashes, and in how many models at most. */
    private static String words(List<OutlierGroup> clashes) {
        int most =
                clashes.stream().mapToInt(group -> group.models().size()).max().orElse(0);
        return clashes.isEmpty() ? "none" : clashes.size() + " (in up to " + ReadableText.count(most, "model") + ")";
    }

    private static String number(ResidueRow row, ResidueMetric metric) {
        double value = row.value(metric);
        return Double.isNaN(value) ? "" : ReadableText.number(value);
    }
}
