package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.emconverge.density.QScores;
import org.emconverge.entry.ModelStage;

/** The validation of the starting, sampled and refined models side by side, each number against what is typical. */
final class ValidationSection {
    /**
     * One number of the validation.
     *
     * @param title as a reader knows it
     * @param pointer where it stands in the validation of a stage
     * @param typical what is typical of, or aimed at for, a good model at a resolution (Å); empty where nothing can be
     *     said
     */
    private record Measure(String title, String pointer, DoubleFunction<String> typical) {}

    /**
     * The aims are MolProbity's (Williams et al. 2018, Protein Sci 27:293); its score is made such that it equals the
     * resolution of the average crystal structure (Chen et al. 2010, Acta Cryst D66:12). EMRinger: Barad et al. 2015,
     * Nat Methods 12:943. CC: Afonine et al. 2018, Acta Cryst D74:814. Map and model agree to the stated resolution at
     * FSC 0.5 (Rosenthal &amp; Henderson 2003, JMB 333:721).
     */
    private static final List<Measure> MEASURES = List.of(
            new Measure("Ramachandran favoured, %", "/ramachandran/favoured_percent", d -> "above 98"),
            new Measure("Ramachandran outliers, %", "/ramachandran/outliers_percent", d -> "below 0.2"),
            new Measure("rotamer outliers, %", "/rotamers/outliers_percent", d -> "below 0.3"),
            new Measure("Cβ deviations above 0.25 Å", "/cbeta/outliers", d -> "0"),
            new Measure("clashscore", "/clashscore", d -> ""),
            new Measure("MolProbity score", "/molprobity_score", d -> "below " + ReadableText.shortest(d)),
            new Measure("bonds beyond 4 σ", "/bonds/outliers", d -> "0"),
            new Measure("bonds, RMS Z", "/bonds/rmsz", d -> "below 1"),
            new Measure("angles beyond 4 σ", "/angles/outliers", d -> "0"),
            new Measure("angles, RMS Z", "/angles/rmsz", d -> "below 1"),
            new Measure("cis peptides, not before Pro", "/peptides/cis_other", d -> "rare"),
            new Measure("twisted peptides", "/peptides/twisted", d -> "0"),
            new Measure("CC mask", "/fit/cc_mask", d -> "above 0.7"),
            new Measure("CC box", "/fit/cc_box", d -> ""),
            new Measure("CC volume", "/fit/cc_volume", d -> "above 0.7"),
            new Measure("CC peaks", "/fit/cc_peaks", d -> ""),
            new Measure("Q-score, σ 0.6 Å", "/fit/q_score/0.6", d -> expected(QScores.FIRST_SIGMA, d)),
            new Measure("Q-score, σ 0.4 Å", "/fit/q_score/0.4", d -> expected(QScores.EMDB_SIGMA, d)),
            new Measure("map–model FSC 0.5, masked, Å", "/fit/fsc_05", ReadableText::shortest),
            new Measure("map–model FSC 0.5, unmasked, Å", "/fit/fsc_05_unmasked", d -> ""),
            new Measure("SMOC", "/fit/smoc", d -> ""),
            new Measure("atoms inside the contour", "/fit/inclusion", d -> ""),
            new Measure("EMRinger score", "/fit/emringer", d -> d <= 4.5 ? "above 1" : ""));

    private ValidationSection() {}

    private static String expected(double sigma, double resolution) {
        double expected = QScores.expected(sigma, resolution);
        return Double.isNaN(expected) ? "" : "about " + ReadableText.number(expected);
    }

    /** The stages that were validated. */
    private static List<ModelStage> present(EntryResults results) {
        return Arrays.stream(ModelStage.values())
                .filter(stage -> results.summary().path("validation").has(stage.label()))
                .toList();
    }

    /** The titles of the stages that were validated. */
    static List<String> titles(EntryResults results) {
        return present(results).stream()
                .map(stage -> switch (stage) {
                    case START -> results.given() ? "reference model" : "starting model";
                    case RELAXED -> "relaxed";
                    case SAMPLED -> "sampled, mean";
                    case REFINED -> "refined, mean";
                    case GIVEN -> "mean of the models";
                })
                .toList();
    }

    /** One row per number that some stage has. */
    static List<Map<String, Object>> rows(EntryResults results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        JsonNode validation = results.summary().path("validation");
        double resolution = results.number("/resolution");
        List<String> stages = present(results).stream().map(ModelStage::label).toList();
        for (Measure measure : MEASURES) {
            if (stages.stream()
                    .anyMatch(
                            stage -> validation.path(stage).at(measure.pointer).isNumber())) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", measure.title);
                row.put(
                        "values",
                        stages.stream()
                                .map(stage -> validation.path(stage).at(measure.pointer))
                                .map(value -> ReadableText.number(value.isNumber() ? value.asDouble() : Double.NaN))
                                .toList());
                row.put("typical", Double.isNaN(resolution) ? "" : measure.typical.apply(resolution));
                rows.add(row);
            }
        }
        return rows;
    }

    /** A sentence on what the half maps say; none without them. */
    static List<String> halfMaps(EntryResults results) {
        double masked = results.number("/half_maps/masked/0.143");
        double unmasked = results.number("/half_maps/unmasked/0.143");
        if (Double.isNaN(masked) && Double.isNaN(unmasked)) {
            return List.of();
        }
        return List.of("The half maps agree (Fourier shell correlation 0.143) to " + ReadableText.angstrom(masked)
                + " around the model, corrected for the"
                + " mask, and to " + ReadableText.angstrom(unmasked) + " in the whole box that was cut out; at 0.5 to "
                + ReadableText.angstrom(results.number("/half_maps/masked/0.5")) + " and "
                + ReadableText.angstrom(results.number("/half_maps/unmasked/0.5"))
                + ". The local resolution at every residue is in residues.csv.");
    }
}
