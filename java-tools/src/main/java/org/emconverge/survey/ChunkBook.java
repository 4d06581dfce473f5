package org.emconverge.survey;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.emconverge.Counted;
import org.emconverge.Csv;
import org.emconverge.SharedFacts;
import org.emconverge.survey.PlanItem.Change;
import org.emconverge.survey.SurveyState.Chunk;
import org.emconverge.survey.SurveyState.Failure;
import org.emconverge.survey.SurveyState.Known;
import org.emconverge.survey.SurveyState.Status;

/** Enters chunks into the state: when one begins, and what became of its entries when it ends. */
final class ChunkBook {
    private ChunkBook() {}

    /** Writes a chunk's samplesheet and then, that it is there, into the state. */
    static Chunk begin(SurveyFolder folder, SurveyState state, List<PlanItem> items) throws IOException {
        int number = items.get(0).chunk();
        Set<String> columns = new LinkedHashSet<>(List.of("id"));
        items.forEach(item -> columns.addAll(item.candidate().row().keySet()));
        Csv.write(folder.samplesheet(number), List.copyOf(columns), printer -> {
            for (PlanItem item : items) {
                printer.printRecord(
                        columns.stream().map(item.candidate()::value).toList());
            }
        });
        items.forEach(item -> state.entries().put(item.candidate().id(), begun(item, state)));
        double hours = items.stream().mapToDouble(PlanItem::coreHours).sum();
        Chunk chunk = Chunk.begun(number, items.size(), hours);
        state.put(chunk);
        state.write(folder.path());
        return chunk;
    }

    private static Known begun(PlanItem item, SurveyState state) {
        Candidate candidate = item.candidate();
        int tries = item.change() == Change.FAILED
                ? state.entries().get(candidate.id()).tries()
                : 0;
        return new Known(
                candidate.fingerprint(),
                Status.OPEN,
                item.chunk(),
                tries,
                List.of(),
                false,
                SharedFacts.version(),
                null);
    }

    /**
     * Reads what became of a chunk, and enters it. A run that failed as often as it may leaves its entries as failed.
     *
     * @param status of the run
     * @param now when it ended (UTC, ISO 8601)
     * @return a sentence
     */
    static String end(SurveyFolder folder, SurveyState state, Chunk chunk, int status, String now) throws IOException {
        String unexplained = status == 0
                ? "it has no report, and the run does not say why."
                : "the run ended " + (chunk.tries() + 1) + " times with an error, the last with status " + status
                        + ": see " + folder.chunk(chunk.number()) + "/.nextflow.log.";
        List<String> ids = state.openEntries(chunk);
        ChunkResult result = ChunkResult.read(folder.resultsOf(chunk.number()), ids, unexplained);
        for (String id : ids) {
            List<Failure> failures = result.failures().getOrDefault(id, List.of());
            boolean passing = status == 0 && !failures.isEmpty() && ChunkResult.passes(failures);
            state.entries().put(id, ended(state.entries().get(id), failures, passing, now));
        }
        Double used = TaskHours.read(folder.resultsOf(chunk.number()));
        state.put(chunk.ended(used, now));
        state.write(folder.path());
        return "Chunk " + chunk.number() + " has ended: "
                + Counted.of(ids.size() - result.failures().size(), "report", "reports") + ", "
                + result.failures().size() + " failed"
                + (used == null ? "." : ", " + Plan.hours(used) + " core-hours used.");
    }

    private static Known ended(Known known, List<Failure> failures, boolean passing, String now) {
        boolean isDone = failures.isEmpty();
        return new Known(
                known.fingerprint(),
                isDone ? Status.DONE : Status.FAILED,
                known.chunk(),
                known.tries() + (isDone ? 0 : 1),
                failures,
                passing,
                SharedFacts.version(),
                now);
    }
}
