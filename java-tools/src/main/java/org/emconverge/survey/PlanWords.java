package org.emconverge.survey;

import static org.emconverge.survey.Plan.hours;

import java.util.ArrayList;
import java.util.List;
import org.emconverge.Counted;
import org.emconverge.survey.PlanItem.Change;
import org.emconverge.survey.PlanItem.SizeFrom;

/** A plan in sentences: what is run, what it is estimated to cost, and what the estimate rests on. */
final class PlanWords {
    private final Plan plan;
    private final List<PlanItem> run;
    private final List<PlanItem> beyond;

    private PlanWords(Plan plan) {
        this.plan = plan;
        this.run = plan.items().stream()
                .filter(item -> item.change().isRun() && item.chunk() > 0)
                .toList();
        this.beyond = plan.items().stream()
                .filter(item -> item.change().isRun() && item.chunk() == 0)
                .toList();
    }

    static List<String> of(Plan plan) {
        PlanWords words = new PlanWords(plan);
        List<String> sentences = new ArrayList<>();
        sentences.add(words.entries());
        words.addEstimate(sentences);
        words.addUnknown(sentences);
        words.addBeyond(sentences);
        return sentences;
    }

    private String entries() {
        long open = count(plan.items(), Change.OPEN);
        return Counted.of(run.size(), "entry", "entries") + " to run (" + count(run, Change.NEW) + " new, "
                + count(run, Change.REVISED) + " revised, " + count(run, Change.FAILED)
                + " failed for a reason that may have passed, " + count(run, Change.AGAIN) + " again) in "
                + Counted.of(plan.chunks().size(), "chunk", "chunks")
                + (open == 0 ? "" : ", " + open + " in chunks that go on") + "; " + count(plan.items(), Change.NONE)
                + " settled.";
    }

    private void addEstimate(List<String> sentences) {
        if (!run.isEmpty() || plan.openCoreHours() > 0) {
            sentences.add("Estimated: " + hours(sum(run) + plan.openCoreHours()) + " core-hours, for "
                    + plan.rules().models() + " models of each, " + plan.rules().best() + " refined.");
        }
    }

    private void addUnknown(List<String> sentences) {
        List<PlanItem> assumed =
                run.stream().filter(item -> item.from() == SizeFrom.ASSUMED).toList();
        if (!assumed.isEmpty()) {
            sentences.add(Counted.of(assumed.size(), "entry is", "entries are") + " of unknown size, and counted as "
                    + assumed.get(0).residues() + " residues.");
        }
        Priority priority = plan.rules().priority();
        long last = run.stream().filter(item -> !priority.knows(item)).count();
        if (last > 0) {
            sentences.add(Counted.of(last, "entry has", "entries have") + " no " + priority.what()
                    + " that is known, and " + (last == 1 ? "comes" : "come") + " last.");
        }
    }

    private void addBeyond(List<String> sentences) {
        if (!beyond.isEmpty()) {
            sentences.add(Counted.of(beyond.size(), "entry is", "entries are") + " beyond the budget of "
                    + hours(plan.rules().budget()) + " core-hours, and would take " + hours(sum(beyond))
                    + " more (plan.csv).");
        }
    }

    private static double sum(List<PlanItem> items) {
        return items.stream().mapToDouble(PlanItem::coreHours).sum();
    }

    private static long count(List<PlanItem> items, Change change) {
        return items.stream().filter(item -> item.change() == change).count();
    }
}
