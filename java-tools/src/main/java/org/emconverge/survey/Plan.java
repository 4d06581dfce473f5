package org.emconverge.survey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.emconverge.survey.PlanItem.Change;
import org.emconverge.survey.PlanItem.SizeFrom;
import org.emconverge.survey.SurveyState.Known;
import org.emconverge.survey.SurveyState.Status;

/**
 * Which entries of a source are run, in which order, in which chunks, and what they cost: decided from the source and
 * from what the survey knows, before anything runs.
 */
public final class Plan {
    /** Fewer sizes than these say nothing of the others. */
    private static final int ENOUGH = 10;
    /** Residues of an entry whose size nothing tells. */
    private static final long ASSUMED = 1000;

    private final List<PlanItem> items;
    private final double openCoreHours;
    private final Rules rules;

    private Plan(List<PlanItem> items, double openCoreHours, Rules rules) {
        this.items = List.copyOf(items);
        this.openCoreHours = openCoreHours;
        this.rules = rules;
    }

    /**
     * How it is decided.
     *
     * @param budget core-hours that this survey may cost by the estimate; or null
     * @param chunk how many entries a run takes at most
     * @param tries how often an entry is run that fails for a reason that may pass
     * @param models that are sampled of each entry
     * @param best how many of them are refined
     * @param pause how long it is waited before what failed for a reason that may pass is run again; or null
     */
    public record Rules(
            Priority priority,
            Double budget,
            int chunk,
            int tries,
            Again again,
            SampleSize models,
            int best,
            Duration pause) {
        /** Likewise, with a pause where none is given. */
        Rules or(Duration standard) {
            return new Rules(priority, budget, chunk, tries, again, models, best, pause == null ? standard : pause);
        }

        /** Whether what ended at a time (ISO 8601, or null) may be run again. */
        boolean allow(String ended, Instant now) {
            return pause == null
                    || ended == null
                    || !Instant.parse(ended).plus(pause).isAfter(now);
        }
    }

    static Plan of(List<Candidate> candidates, SurveyState state, Rules rules, Instant now) {
        Map<String, Change> changes = new HashMap<>();
        candidates.forEach(candidate ->
                changes.put(candidate.id(), change(candidate, state.entries().get(candidate.id()), rules, now)));
        Map<String, Long> sizes = sizes(candidates, changes);
        List<PlanItem> items = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Change change = changes.get(candidate.id());
            items.add(
                    change.isRun()
                            ? item(candidate, change, sizes, rules)
                            : new PlanItem(
                                    candidate,
                                    change,
                                    0,
                                    SizeFrom.NONE,
                                    0,
                                    chunkOf(candidate, change, state),
                                    settled(change, state.entries().get(candidate.id()), rules)));
        }
        double open =
                state.open().stream().mapToDouble(SurveyState.Chunk::coreHours).sum();
        return new Plan(inChunks(items, open, state.nextNumber(), rules), open, rules);
    }

    private static Change change(Candidate candidate, Known known, Rules rules, Instant now) {
        if (known == null) {
            return Change.NEW;
        }
        if (known.status() == Status.OPEN) {
            return Change.OPEN;
        }
        if (!known.fingerprint().equals(candidate.fingerprint())) {
            return Change.REVISED;
        }
        if (rules.again().asksFor(known)) {
            return Change.AGAIN;
        }
        boolean mayPass = known.status() == Status.FAILED && known.passing() && known.tries() < rules.tries();
        return mayPass && rules.allow(known.ended(), now) ? Change.FAILED : Change.NONE;
    }

    private static int chunkOf(Candidate candidate, Change change, SurveyState state) {
        return change == Change.OPEN ? state.entries().get(candidate.id()).chunk() : 0;
    }

    private static String settled(Change change, Known known, Rules rules) {
        if (change == Change.OPEN) {
            return "";
        }
        if (known.status() == Status.DONE) {
            return "done in chunk " + known.chunk();
        }
        String why =
                known.failures().isEmpty() ? "" : ": " + known.failures().get(0).reason();
        if (!known.passing()) {
            return "failed, and was not revised since" + why;
        }
        boolean waits = known.tries() < rules.tries();
        return (waits ? "failed, and waits until it is tried again" : "failed " + known.tries() + " times") + why;
    }

    /** Residues of those that are to be run, as far as archive or model tell them cheaply. */
    private static Map<String, Long> sizes(List<Candidate> candidates, Map<String, Change> changes) {
        Map<String, Long> sizes = new HashMap<>();
        for (Candidate candidate : candidates) {
            if (changes.get(candidate.id()).isRun()) {
                Long residues = candidate.residues() != null
                        ? candidate.residues()
                        : ModelSize.residues(candidate.value("model"));
                if (residues != null) {
                    sizes.put(candidate.id(), residues);
                }
            }
        }
        return sizes;
    }

    private static PlanItem item(Candidate candidate, Change change, Map<String, Long> sizes, Rules rules) {
        Long known = sizes.get(candidate.id());
        SizeFrom from =
                known == null ? SizeFrom.ASSUMED : candidate.residues() != null ? SizeFrom.ARCHIVE : SizeFrom.MODEL;
        long residues = known == null ? assumed(sizes) : known;
        int models = rules.models().at(candidate.resolution());
        double hours = candidate.value("ensemble").isEmpty()
                ? Cost.coreHours(new Cost.Work(residues, candidate.value("symmetry"), models, rules.best()))
                : Cost.coreHoursOfComparison();
        return new PlanItem(candidate, change, residues, from, hours, 0, "");
    }

    /** The median of those that are known. */
    private static long assumed(Map<String, Long> sizes) {
        List<Long> sorted = sizes.values().stream().sorted().toList();
        return sorted.size() < ENOUGH ? ASSUMED : sorted.get(sorted.size() / 2);
    }

    private static List<PlanItem> inChunks(List<PlanItem> items, double open, int first, Rules rules) {
        List<PlanItem> planned = new ArrayList<>();
        List<PlanItem> run = items.stream()
                .filter(item -> item.change().isRun())
                .sorted(rules.priority().order())
                .toList();
        double sum = open;
        int place = 0;
        boolean full = false;
        for (PlanItem item : run) {
            full |= rules.budget() != null && sum + item.coreHours() > rules.budget();
            if (full) {
                planned.add(item.without("beyond the budget of " + hours(rules.budget()) + " core-hours"));
            } else {
                sum += item.coreHours();
                planned.add(item.in(first + place++ / rules.chunk()));
            }
        }
        items.stream().filter(item -> !item.change().isRun()).forEach(planned::add);
        return planned;
    }

    /** Those that are run in their order, then those that are beyond the budget, then all others. */
    List<PlanItem> items() {
        return items;
    }

    /** The entries of the new chunks, by their numbers. */
    List<List<PlanItem>> chunks() {
        return List.copyOf(items.stream()
                .filter(item -> item.change().isRun() && item.chunk() > 0)
                .collect(Collectors.groupingBy(PlanItem::chunk, TreeMap::new, Collectors.toList()))
                .values());
    }

    Rules rules() {
        return rules;
    }

    /** What chunks that go on will take, by their estimate when they began. */
    double openCoreHours() {
        return openCoreHours;
    }

    /** With three digits that count. */
    static String hours(double hours) {
        return String.format(Locale.ROOT, hours >= 100 ? "%,.0f" : hours >= 10 ? "%.1f" : "%.2f", hours);
    }
}
