package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.CA_SHIFT;
import static org.emconverge.metrics.ResidueMetric.CONFIDENCE;
import static org.emconverge.metrics.ResidueMetric.DENSITY_CA;
import static org.emconverge.metrics.ResidueMetric.LOCAL_RESOLUTION;
import static org.emconverge.metrics.ResidueMetric.REGISTER_PROBABILITY;
import static org.emconverge.metrics.ResidueMetric.REGISTER_SHIFT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.junit.jupiter.api.Test;

class NextStepsTest {
    private static final Set<EntryFile> FILES = EnumSet.of(
            EntryFile.DEPOSIT_CA_TRACE,
            EntryFile.DEPOSIT_WITHOUT_UNDETERMINED,
            EntryFile.CHIMERAX_SCRIPT,
            EntryFile.PYMOL_SCRIPT);

    private static BesidePage beside(Set<EntryFile> files, JsonNode deposition) {
        return new BesidePage(files, deposition, List.of());
    }

    private static Map<String, Object> steps(EntryResults results) {
        return NextSteps.of(results, beside(FILES, MissingNode.getInstance()));
    }

    private static List<String> named(TestRows rows) {
        return Suspect.of(rows.results()).stream()
                .map(suspect -> suspect.residue().label())
                .toList();
    }

    @Test
    void doubtInStrongDensityGoesFirst() {
        TestRows rows = new TestRows()
                .add(5, 0.2, CONFIDENCE, 0.99, DENSITY_CA, 2)
                .add(1, 0.2, CONFIDENCE, 0.3, DENSITY_CA, 1)
                .add(5, 0.2, CONFIDENCE, 0.99, DENSITY_CA, 2)
                .add(1, 0.2, CONFIDENCE, 0.3, DENSITY_CA, 3)
                .add(5, 0.2, CONFIDENCE, 0.99, DENSITY_CA, 2);
        assertEquals(List.of("12", "6"), named(rows));
        assertEquals(
                List.of("confidence 0.30", "denser than 94\u00a0% of the residues"),
                Suspect.of(rows.results()).get(0).reasons());
        assertEquals(11, Suspect.of(rows.results()).get(0).id());
    }

    /** Of neighbours that are all doubtful one is named, so that the ten are ten places. */
    @Test
    void ofAStretchTheWorstIsNamed() {
        TestRows rows = new TestRows()
                .add(3, 0.2, CONFIDENCE, 0.99)
                .add(2, 1.5, CONFIDENCE, 0.6)
                .add(1, 2.5, CONFIDENCE, 0.1)
                .add(2, 1.5, CONFIDENCE, 0.6)
                .add(3, 0.2, CONFIDENCE, 0.99);
        assertEquals(List.of("6"), named(rows));
        Suspect suspect = Suspect.of(rows.results()).get(0);
        assertEquals("A 4–8", suspect.stretch().range());
        assertEquals(List.of("confidence 0.10", "the models differ by 2.50\u00a0Å"), suspect.reasons());
    }

    @Test
    void withoutConfidenceSpreadStartAndRegisterSayIt() {
        TestRows rows = new TestRows()
                .add(3, 0.2)
                .add(1, 3)
                .add(3, 0.2)
                .add(1, 0.2, CA_SHIFT, 3.6)
                .add(3, 0.2)
                .add(3, 0.2, REGISTER_PROBABILITY, 0.2, REGISTER_SHIFT, 1)
                .add(3, 0.2);
        assertEquals(List.of("8", "12", "4"), named(rows));
        List<Suspect> suspects = Suspect.of(rows.results());
        assertEquals(
                List.of("the models agree 3.60\u00a0Å away from the starting model"),
                suspects.get(0).reasons());
        assertEquals(
                List.of("fits better one place further along the chain"),
                suspects.get(1).reasons());
    }

    @Test
    void tenAreNamedAndTheOthersCounted() {
        TestRows rows = new TestRows();
        for (int i = 0; i < 12; i++) {
            rows.add(1, 2 + 0.1 * i).add(1, 0.2);
        }
        Map<?, ?> suspects = (Map<?, ?>) steps(rows.results()).get("suspects");
        assertEquals(10, ((List<?>) suspects.get("rows")).size());
        assertEquals("2 more stretches are listed under Stretches to look at.", suspects.get("others"));
        assertEquals("ALA A 23", ((Map<?, ?>) ((List<?>) suspects.get("rows")).get(0)).get("residue"));
    }

    @Test
    void nothingToLookAtIsSaid() {
        Map<String, Object> steps =
                steps(new TestRows().add(9, 0.2, CONFIDENCE, 0.99).results());
        assertNull(steps.get("suspects"));
        assertEquals("No residue is in doubt.", steps.get("nothing"));
        assertEquals(List.of(), steps.get("findings"));
    }

    @Test
    void whatIsWrongIsMendedBeforeItIsDeposited() {
        EntryResults results = new TestRows()
                .add(8, 0.2, CONFIDENCE, 0.99)
                .add(2, 5, CONFIDENCE, 0.1)
                .results();
        Map<?, ?> deposit = (Map<?, ?>) steps(results).get("deposit");
        assertEquals(
                "Not yet: first mend the 2 residues that are probably wrong, and run again. Then:",
                deposit.get("first"));
        Map<?, ?> cut = (Map<?, ?>) deposit.get("cut");
        assertEquals("2 residues", cut.get("residues"));
        assertEquals("deposit_without_undetermined.cif", ((Map<?, ?>) deposit.get("without")).get("name"));
    }

    /** Of a symmetric model the copies are cut, too, which deposit.json alone knows. */
    @Test
    void howManyAreCutSaysTheRecordOfTheDeposition() {
        ObjectNode record = Json.object();
        record.putArray("undetermined").add("a").add("b").add("c");
        EntryResults results = new TestRows().add(8, 0.2).add(1, 5).results();
        Map<?, ?> deposit =
                (Map<?, ?>) NextSteps.of(results, beside(FILES, record)).get("deposit");
        assertEquals("3 residues", ((Map<?, ?>) deposit.get("cut")).get("residues"));
    }

    @Test
    void aWholeModelIsDepositedWhole() {
        EntryResults results = new TestRows().add(9, 0.2).given();
        ((ObjectNode) results.summary().get("models")).putArray("names").add("mine");
        Map<?, ?> deposit = (Map<?, ?>) steps(results).get("deposit");
        assertEquals(
                "the best model, mine of those given, whole: nothing is cut, because no residue is above 4\u00a0Å.",
                deposit.get("whole"));
        assertFalse(deposit.containsKey("cut"));
    }

    @Test
    void onlyFilesThatAreThereAreNamed() {
        Map<String, Object> steps = NextSteps.of(
                new TestRows().add(9, 0.2).results(),
                beside(EnumSet.noneOf(EntryFile.class), MissingNode.getInstance()));
        assertNull(steps.get("deposit"));
        assertNull(steps.get("viewers"));
    }

    @Test
    void findingsSuggestWhatToDo() {
        EntryResults results = new TestRows()
                .add(10, 0.2, LOCAL_RESOLUTION, 3)
                .add(3, 0.2, LOCAL_RESOLUTION, 6, REGISTER_PROBABILITY, 0.1, REGISTER_SHIFT, -2)
                .add(2, 0.2, LOCAL_RESOLUTION, 6, CA_SHIFT, 3)
                .results();
        ObjectNode summary = (ObjectNode) results.summary();
        summary.putObject("trend").put("z", 2.4);
        ObjectNode validation = summary.putObject("validation");
        validation.putObject("sampled").put("clashscore", 2);
        validation.putObject("refined").put("clashscore", 9);
        List<?> findings = (List<?>) steps(results).get("findings");
        assertEquals(5, findings.size(), findings.toString());
        assertEquals(
                "A 11–13 fits better two places back: move the sequence there by as many places, refine, and compare"
                        + " again.",
                findings.get(0));
        assertTrue(findings.get(1).toString().startsWith("The models agree away from the starting model at A 14–15:"));
        assertTrue(findings.get(2).toString().startsWith("Refinement left the geometry worse"));
        assertTrue(findings.get(3).toString().startsWith("The map is uneven"));
        assertTrue(findings.get(4).toString().startsWith("The models differ much more than is typical"));
    }

    @Test
    void givenModelsHaveWordsOfTheirOwn() {
        List<?> findings = (List<?>) steps(new TestRows().add(9, 0.2).given()).get("findings");
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).toString().contains("only for those there is a confidence"));
    }
}
