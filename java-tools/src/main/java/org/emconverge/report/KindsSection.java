package org.emconverge.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/** The part of the page that is about what is no protein: nucleic acids, glycans, ligands and ions. */
final class KindsSection {
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
                                + " alone.");
    }

    private static String noun(ResidueKind kind) {
        return switch (kind) {
            case PROTEIN -> "amino acid";
            case NUCLEIC -> "nucleotide";
            case GLYCAN -> "sugar";
            case ION -> "ion";
            case LIGAND -> "ligand";
            case WATER -> "water";
        };
    }

    /** A row for each molecule that is no polymer, as values for the template, in the order of the table. */
    static List<Map<String, Object>> ligands(EntryResults results) {
        Map<ResidueRow, String> poses = LigandPose.words(results.residues());
        List<Map<String, Object>> ligands = new ArrayList<>();
        for (ResidueRow row : results.residues()) {
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
                values.put("pose", poses.get(row));
                ligands.add(values);
            }
        }
        return ligands;
    }

    private static String number(ResidueRow row, ResidueMetric metric) {
        double value = row.value(metric);
        return Double.isNaN(value) ? "" : ReadableText.number(value);
    }
}
