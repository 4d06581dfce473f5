package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.SharedFacts;
import org.emconverge.survey.PlanItem.Change;
import org.emconverge.survey.PlanItem.SizeFrom;
import org.emconverge.survey.SurveyState.Failure;
import org.emconverge.survey.SurveyState.Known;
import org.emconverge.survey.SurveyState.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries run, in which order, at what cost. */
class PlanTest {
    private static final Again NEVER = Again.NEVER;

    private static Candidate candidate(String id, Long residues, String resolution, String released) {
        return new Candidate(
                id,
                Map.of("id", id, "emdb", id, "resolution", resolution),
                "print of " + id,
                residues,
                released == null ? null : LocalDate.parse(released));
    }

    private static Plan.Rules rules(Priority priority, Double budget, int chunk) {
        return new Plan.Rules(priority, budget, chunk, 3, NEVER, SampleSize.of(100), 10, null);
    }

    private static Plan plan(List<Candidate> entries, SurveyState state, Plan.Rules rules) {
        return Plan.of(entries, state, rules, Instant.parse("2026-11-20T12:00:00Z"));
    }

    private static List<String> ids(Plan plan) {
        return plan.items().stream().map(item -> item.candidate().id()).toList();
    }

    private static Known known(Status status, String fingerprint, int tries, boolean passing) {
        List<Failure> failures =
                status == Status.FAILED ? List.of(new Failure("FETCH", "75", "It is away.")) : List.of();
        return new Known(fingerprint, status, 7, tries, failures, passing, "0.0.1", "2026-11-20T10:00:00Z");
    }

    private static final List<Candidate> FOUR = List.of(
            candidate("EMD-1000", 500L, "3.0", "2020-01-01"),
            candidate("EMD-999", 500L, "2.0", null),
            candidate("EMD-1001", null, "4.0", "2026-01-01"),
            candidate("EMD-1002", 100L, "", "2023-01-01"));

    @Test
    void theOrderIsThatOfThePriorityAndWhatIsUnknownComesLast() {
        SurveyState state = SurveyState.empty();
        Plan small = plan(FOUR, state, rules(Priority.SMALL, null, 200));
        assertEquals(List.of("EMD-1002", "EMD-999", "EMD-1000", "EMD-1001"), ids(small));
        assertTrue(
                PlanWords.of(small).contains("1 entry has no size that is known, and comes last."),
                PlanWords.of(small) + "");
        assertTrue(PlanWords.of(small).contains("1 entry is of unknown size, and counted as 1000 residues."));
        Plan newest = plan(FOUR, state, rules(Priority.NEWEST, null, 200));
        assertEquals(List.of("EMD-1001", "EMD-1002", "EMD-1000", "EMD-999"), ids(newest));
        assertTrue(PlanWords.of(newest).contains("1 entry has no date of release that is known, and comes last."));
        assertEquals(
                List.of("EMD-999", "EMD-1000", "EMD-1001", "EMD-1002"),
                ids(plan(FOUR, state, rules(Priority.RESOLUTION, null, 200))));
    }

    @Test
    void whatIsUnknownCountsAsTheMedianOfEnoughOthers() {
        List<Candidate> many = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> candidate("e" + i, i == 11 ? null : 10L * i, "3", null))
                .toList();
        PlanItem last = plan(many, SurveyState.empty(), rules(Priority.SMALL, null, 200))
                .items()
                .get(10);
        assertEquals("e11", last.candidate().id());
        assertEquals(SizeFrom.ASSUMED, last.from());
        assertEquals(60, last.residues());
    }

    @Test
    void chunksFollowTheOrderAndGoOnFromTheLastNumber() {
        SurveyState state = SurveyState.empty();
        state.put(new SurveyState.Chunk(4, false, 0, true, 1, 1, null, null));
        Plan plan = plan(FOUR, state, rules(Priority.SMALL, null, 3));
        assertEquals(
                List.of(5, 5, 5, 6), plan.items().stream().map(PlanItem::chunk).toList());
        assertEquals(List.of(3, 1), plan.chunks().stream().map(List::size).toList());
    }

    @Test
    void theBudgetStopsAddingAndTellsWhatIsBeyond(@TempDir Path folder) throws Exception {
        double first = Cost.coreHours(new Cost.Work(100, "", 100, 10));
        double second = Cost.coreHours(new Cost.Work(500, "", 100, 10));
        Plan plan = plan(FOUR, SurveyState.empty(), rules(Priority.SMALL, first + second + 0.001, 200));
        assertEquals(
                List.of(1, 1, 0, 0), plan.items().stream().map(PlanItem::chunk).toList());
        assertTrue(PlanWords.of(plan)
                .get(PlanWords.of(plan).size() - 1)
                .startsWith("2 entries are beyond the budget of "));
        SurveyTables.plan(folder, plan);
        List<Csv.Row> rows = Csv.read(folder.resolve("plan.csv"), "id", "reason", "core_hours_sum")
                .rows();
        assertEquals("", rows.get(1).text("reason"));
        assertTrue(
                rows.get(2).text("reason").startsWith("beyond the budget of "),
                rows.get(2).text("reason"));
        assertEquals(first + second, rows.get(1).number("core_hours_sum"), 1e-3);

        // what a chunk that goes on will still take counts before all else
        SurveyState state = SurveyState.empty();
        state.put(SurveyState.Chunk.begun(1, 5, second));
        Plan behind = plan(FOUR, state, rules(Priority.SMALL, first + second + 0.001, 200));
        assertEquals(1, behind.chunks().get(0).size());
    }

    @Test
    void whatIsDoneStaysAndWhatIsRevisedOrMayPassRunsAgain() {
        SurveyState state = SurveyState.empty();
        List<Candidate> entries = List.of(
                candidate("done", 10L, "3", null),
                candidate("revised", 10L, "3", null),
                candidate("passing", 10L, "3", null),
                candidate("tired", 10L, "3", null),
                candidate("lasting", 10L, "3", null),
                candidate("mended", 10L, "3", null),
                candidate("open", 10L, "3", null),
                candidate("new", 10L, "3", null));
        state.entries().put("done", known(Status.DONE, "print of done", 0, false));
        state.entries().put("revised", known(Status.DONE, "another", 0, false));
        state.entries().put("passing", known(Status.FAILED, "print of passing", 2, true));
        state.entries().put("tired", known(Status.FAILED, "print of tired", 3, true));
        state.entries().put("lasting", known(Status.FAILED, "print of lasting", 1, false));
        state.entries().put("mended", known(Status.FAILED, "another", 1, false));
        state.entries().put("open", known(Status.OPEN, "another", 0, false));
        Plan plan = plan(entries, state, rules(Priority.SMALL, null, 200));
        Map<String, Change> changes = new TreeMap<>();
        Map<String, String> reasons = new TreeMap<>();
        plan.items().forEach(item -> {
            changes.put(item.candidate().id(), item.change());
            reasons.put(item.candidate().id(), item.reason());
        });
        assertEquals(
                Map.of(
                        "done", Change.NONE,
                        "revised", Change.REVISED,
                        "passing", Change.FAILED,
                        "tired", Change.NONE,
                        "lasting", Change.NONE,
                        "mended", Change.REVISED,
                        "open", Change.OPEN,
                        "new", Change.NEW),
                changes);
        assertEquals("done in chunk 7", reasons.get("done"));
        assertEquals("failed 3 times: It is away.", reasons.get("tired"));
        assertEquals("failed, and was not revised since: It is away.", reasons.get("lasting"));
    }

    @Test
    void whatMayHavePassedWaits() {
        SurveyState state = SurveyState.empty();
        state.entries().put("EMD-999", known(Status.FAILED, "print of EMD-999", 1, true)); // two hours ago
        List<Candidate> one = FOUR.subList(1, 2);
        Plan.Rules rules = rules(Priority.SMALL, null, 200);
        assertEquals(
                Change.FAILED,
                plan(one, state, rules.or(Duration.ofHours(2))).items().get(0).change());
        PlanItem waiting =
                plan(one, state, rules.or(Duration.ofHours(3))).items().get(0);
        assertEquals(Change.NONE, waiting.change());
        assertEquals("failed, and waits until it is tried again: It is away.", waiting.reason());
    }

    @Test
    void againIsToldByVersionOrDate() {
        SurveyState state = SurveyState.empty();
        state.entries().put("EMD-999", known(Status.DONE, "print of EMD-999", 0, false));
        state.entries()
                .put(
                        "EMD-1000",
                        new Known(
                                "print of EMD-1000",
                                Status.FAILED,
                                8,
                                1,
                                List.of(),
                                false,
                                SharedFacts.version(),
                                "2026-11-25T10:00:00Z"));
        assertEquals(List.of("EMD-999"), again(state, "version"));
        assertEquals(List.of("EMD-999"), again(state, "2026-11-25"));
        assertEquals(List.of("EMD-999", "EMD-1000"), again(state, "2026-11-25T10:00:01Z"));
        InputException mistake = assertThrows(InputException.class, () -> Again.parse("all"));
        assertTrue(mistake.getMessage().startsWith("--again 'all' is not known: give 'version', or a date"));
        assertEquals(
                Instant.parse("2026-11-25T00:00:00Z"), Again.parse("2026-11-25").before());
    }

    private static List<String> again(SurveyState state, String text) {
        Plan.Rules rules =
                new Plan.Rules(Priority.SMALL, null, 200, 3, Again.parse(text), SampleSize.of(100), 10, null);
        return plan(FOUR.subList(0, 2), state, rules).items().stream()
                .filter(item -> item.change() == Change.AGAIN)
                .map(item -> item.candidate().id())
                .toList();
    }

    @Test
    void theSizeOfAnEntrysOwnModelIsRead(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("model.pdb");
        StringBuilder text = new StringBuilder();
        String[] atoms = {"N  ", "CA ", "C  "};
        for (int i = 0; i < 12; i++) {
            text.append(String.format(
                    "ATOM  %5d  %s ALA A%4d    %8.3f   0.000   0.000  1.00  0.00           %s%n",
                    i + 1, atoms[i % 3], i / 3 + 1, i * 1.5, i % 3 == 0 ? "N" : "C"));
        }
        Files.writeString(model, text.toString());
        Candidate own = new Candidate(
                "own", Map.of("id", "own", "model", model.toString(), "resolution", "3"), "print", null, null);
        PlanItem item = plan(List.of(own), SurveyState.empty(), rules(Priority.SMALL, null, 200))
                .items()
                .get(0);
        assertEquals(SizeFrom.MODEL, item.from());
        assertEquals(4, item.residues());
    }

    @Test
    void theCostGrowsWithTheUnitAndTheModels() {
        double whole = Cost.coreHours(new Cost.Work(4000, "", 100, 10));
        double unit = Cost.coreHours(new Cost.Work(4000, "D2", 100, 10));
        assertEquals(4, Cost.order("D2"));
        assertEquals(1, Cost.order("helical:-0.97:4.75"));
        assertEquals(1000, new Cost.Work(4000, "C4", 1, 1).unit());
        assertTrue(unit < whole / 2 && unit > whole / 4, unit + " of " + whole); // the mates cost, too
        assertTrue(Cost.coreHours(new Cost.Work(4000, "", 50, 5)) < 0.6 * whole);
    }
}
