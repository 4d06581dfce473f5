package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.Csv;
import org.emconverge.metrics.ResidueMetric;
import org.junit.jupiter.api.Test;

/** What the page says of what is no protein. */
class KindsReportTest {
    private final List<ResidueRow> rows = new ArrayList<>();

    private KindsReportTest add(String chain, String name, String kind, double rmsd, double q) {
        Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
        numbers.put(ResidueMetric.RMSD, rmsd);
        numbers.put(ResidueMetric.CA_RMSD, kind.equals("protein") ? rmsd : Double.NaN);
        numbers.put(ResidueMetric.Q_SCORE, q);
        rows.add(new ResidueRow(chain, rows.size() + 1, "", name, numbers, Map.of(ResidueMetric.KIND, kind)));
        return this;
    }

    private KindsReportTest protein() {
        for (int i = 0; i < 8; i++) {
            add("A", "ALA", "protein", 0.5, 0.5 + 0.02 * i);
        }
        return this;
    }

    private EntryResults results(String headline) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("headline", headline);
        summary.putObject("ca_rmsd").putNull("mean");
        summary.putObject("kinds").putObject(headline).putObject("rmsd").put("mean", 1.25);
        summary.putObject("engines").putNull("refiner");
        Csv none = Csv.empty();
        return new EntryResults(
                summary, rows, none, summary, summary, summary, summary, summary, summary, summary, List.of());
    }

    @Test
    void aPoseIsDeterminedWhereModelsAgreeInDensity() {
        protein()
                .add("B", "ATP", "ligand", 0.6, 0.7)
                .add("B", "GTP", "ligand", 0.6, 0.1)
                .add("B", "NAG", "glycan", 2.1, 0.7)
                .add("B", "PLM", "ligand", 5.2, 0.2)
                .add("B", "MG", "ion", 0.2, 0.7);
        assertEquals(
                List.of(
                        "ATP: its pose is determined to 0.60 Å",
                        "GTP: the models agree on its pose to 0.60 Å, but the density shows it worse than most of the"
                                + " polymers: they may agree for other reasons",
                        "NAG: the models agree on its pose to 2.10 Å only: where it lies is known, how it lies is not",
                        "PLM: its pose is not determined: the models differ by 5.20 Å",
                        "MG: its place is determined to 0.20 Å"),
                KindsSection.ligands(results("protein")).stream()
                        .map(row -> row.get("name") + ": " + row.get("pose"))
                        .map(text -> text.replace('\u00a0', ' '))
                        .toList());
    }

    @Test
    void thePageSaysWhatItsNumbersAreOf() {
        protein().add("B", "A", "nucleic", 1, 0.6).add("C", "ATP", "ligand", 0.6, 0.7);
        String note = KindsSection.note(results("protein"));
        assertTrue(note.startsWith("Beside protein the models hold 1 nucleotide and 1 ligand."), note);
        assertTrue(note.contains("of a nucleotide that of its C1′") && note.contains("all its heavy atoms"), note);
        assertEquals(8, results("protein").headlineResidues().size());
    }

    @Test
    void ofProteinAloneItSaysNothing() {
        protein();
        assertEquals("", KindsSection.note(results("protein")));
        assertTrue(KindsSection.ligands(results("protein")).isEmpty());
    }

    @Test
    void ofNucleicAcidsAloneTheHeadlineIsC1() {
        add("B", "DA", "nucleic", 1, 0.6).add("B", "U", "nucleic", 1.5, 0.6).add("B", "PSU", "nucleic", 1.5, 0.6);
        EntryResults results = results("nucleic");
        assertEquals(1.25, results.number("/ca_rmsd/mean"));
        assertTrue(KindsSection.note(results).startsWith("The models hold no protein."));
        assertEquals("mean C1′ RMSD", SpreadSections.keyNumbers(results).get(0).get("label"));
        assertEquals(1.5, rows.get(1).rmsd());
        assertFalse(rows.get(1).value(ResidueMetric.CA_RMSD) != 1.5);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theSequenceHasTheLettersOfItsBases() {
        add("B", "DA", "nucleic", 1, 0.6).add("B", "U", "nucleic", 1.5, 0.6).add("B", "PSU", "nucleic", 1.5, 0.6);
        add("B", "ATP", "ligand", 1, 0.6);
        List<Map<String, Object>> blocks =
                (List<Map<String, Object>>) SequenceStrip.chains(rows).get(0).get("blocks");
        assertEquals(
                "AUX",
                ((List<Map<String, Object>>) blocks.get(0).get("letters"))
                        .stream().map(letter -> letter.get("letter").toString()).collect(Collectors.joining()));
    }
}
