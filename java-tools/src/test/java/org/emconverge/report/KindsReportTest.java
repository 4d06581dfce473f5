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
import java.util.Optional;
import java.util.stream.Collectors;
import org.emconverge.Csv;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueId;
import org.junit.jupiter.api.Test;

/** What the page says of what is no protein. */
class KindsReportTest {
    private final List<ResidueRow> rows = new ArrayList<>();
    private final ObjectNode components = JsonNodeFactory.instance.objectNode();

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
                summary,
                rows,
                none,
                summary,
                summary,
                components,
                summary,
                summary,
                summary,
                summary,
                List.of(),
                summary);
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
                KindsSection.ligands(results("protein"), Optional.empty()).stream()
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
        assertTrue(KindsSection.ligands(results("protein"), Optional.empty()).isEmpty());
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

    private KindsReportTest sugar(String name, int number, double rmsd, String link) {
        rows.add(new ResidueRow(
                "B",
                number,
                "",
                name,
                Map.of(ResidueMetric.RMSD, rmsd),
                Map.of(ResidueMetric.KIND, "glycan", ResidueMetric.GLYCAN_LINK, link)));
        return this;
    }

    @Test
    void everyKindHasItsClassesAndItsWords() {
        protein().add("B", "DA", "nucleic", 0.4, 0.6).add("B", "DT", "nucleic", 1.4, 0.6);
        add("C", "ATP", "ligand", 0.6, 0.7).add("C", "GTP", "ligand", 3.5, 0.7).add("C", "HOH", "water", 2, 0.7);
        List<Map<String, Object>> rows = KindWords.rows(this.rows);
        assertEquals(
                List.of(
                        "protein 8 0 0 Cα: The models agree to within 1 Å at all 8.",
                        "nucleic 1 1 0 C1′: The models agree to within 1 Å at 1 nucleotide; they differ by 1 to 3 Å at B 10:"
                                + " the course of the backbone is there, sugars and bases may lie otherwise.",
                        "ligand 1 0 1 all heavy atoms: The models agree to within 1 Å at 1 ligand; they differ by more than"
                                + " 3 Å at C 12: its pose is not determined.",
                        "water 0 1 0 the atom: They differ by 1 to 3 Å at C 13: about where it lies is known, what it binds"
                                + " may be another atom."),
                rows.stream()
                        .map(row -> "%s %s %s %s %s: %s"
                                .formatted(
                                        row.get("kind"),
                                        row.get("class0"),
                                        row.get("class1"),
                                        row.get("class2"),
                                        row.get("atoms"),
                                        row.get("words"))
                                .replace('\u00a0', ' '))
                        .toList());
        this.rows.clear();
        protein();
        assertTrue(KindWords.rows(this.rows).isEmpty(), "the page says it all already");
    }

    @Test
    void aGlycanIsWrittenFromItsFarEnds() {
        protein();
        sugar("NAG", 1, 0.5, "β1-ND2 A 3").sugar("NAG", 2, 0.6, "β1-4 B 1").sugar("BMA", 3, 0.7, "β1-4 B 2");
        sugar("MAN", 4, 1.8, "α1-3 B 3").sugar("MAN", 5, 0.9, "α1-6 B 3").sugar("NAG", 6, 2.5, "β1-2 B 5");
        sugar("FUC", 7, 0.4, "α1-6 B 1").sugar("GLC", 9, 0.4, "");
        List<Map<String, Object>> glycans = GlycanTrees.rows(rows);
        assertEquals(1, glycans.size(), "a sugar alone is none");
        assertEquals("ALA A 3, β1-ND2", glycans.get(0).get("on"));
        assertEquals(
                "NAG(β1-2)MAN(α1-6)[MAN(α1-3)]BMA(β1-4)NAG(β1-4)[FUC(α1-6)]NAG",
                glycans.get(0).get("sequence"));
        assertEquals(
                "7 0.40 2.50",
                glycans.get(0).get("sugars") + " " + glycans.get(0).get("from") + " "
                        + glycans.get(0).get("to"));
    }

    @Test
    void aRingOfSugarsEnds() {
        sugar("GLC", 1, 0.5, "α1-4 B 2").sugar("GLC", 2, 0.6, "α1-4 B 1");
        assertTrue(GlycanTrees.rows(rows).isEmpty(), "cyclodextrin has no first sugar");
    }

    @Test
    void dictionariesForWantOfBetterOnesAndWhatIsLeftOut() {
        components
                .putObject("dictionaries")
                .put("ATP", "library")
                .put("XYZ", "ideal")
                .put("ABC", "ideal");
        for (int i = 0; i < 7; i++) {
            components
                    .withArray("left_out")
                    .addObject()
                    .put("chain", "A")
                    .put("resnum", i)
                    .put("icode", "")
                    .put("resname", "UNL")
                    .put("reason", "nobody can know it");
        }
        List<String> sentences = KindsSection.dictionaries(results("protein"));
        assertEquals(2, sentences.size());
        assertTrue(sentences.get(0).startsWith("No dictionary was found of XYZ and ABC: "), sentences.get(0));
        assertEquals(
                "7 residues were left out (nobody can know it): UNL A 0, UNL A 1, UNL A 2, UNL A 3, UNL A 4 and 2 more.",
                sentences.get(1));
    }

    @Test
    void clashesOfALigandAreCounted() {
        protein().add("B", "ATP", "ligand", 0.6, 0.7);
        OutlierGroup own = clash(8, 0, List.of(0, 1));
        OutlierGroup other = clash(3, 8, List.of(1, 2, 3));
        OutlierGroup foreign = clash(3, 4, List.of(0, 1, 2, 3));
        assertEquals(
                "2 (in up to 3 models)",
                KindsSection.ligands(results("protein"), Optional.of(List.of(own, other, foreign)))
                        .get(0)
                        .get("clashes"));
        assertEquals(
                "",
                KindsSection.ligands(results("protein"), Optional.empty())
                        .get(0)
                        .get("clashes"));
    }

    private static OutlierGroup clash(int row, int partner, List<Integer> models) {
        return new OutlierGroup(
                OutlierKind.CLASH,
                new ResidueId("B", row, ""),
                "",
                row,
                partner,
                models,
                new OutlierGroup.Outlier(0, "", 0.5, Double.NaN, Double.NaN));
    }
}
