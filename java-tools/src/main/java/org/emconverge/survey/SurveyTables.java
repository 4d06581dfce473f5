package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.emconverge.Csv;
import org.emconverge.survey.PlanItem.SizeFrom;
import org.emconverge.survey.SurveyState.Failure;
import org.emconverge.survey.SurveyState.Known;
import org.emconverge.survey.SurveyState.Status;

/** The tables of a survey's folder, which users and their scripts read; they are made anew from what is known. */
final class SurveyTables {
    static final String PLAN = "plan.csv";
    static final String ENTRIES = "entries.csv";
    static final String FAILED = "failed.csv";
    static final String LEFT_OUT = "left_out.csv";

    private static final List<String> PLAN_COLUMNS = List.of(
            "id",
            "emdb",
            "pdb",
            "change",
            "chunk",
            "reason",
            "core_hours",
            "core_hours_sum",
            "residues",
            "size_from",
            "unit_residues",
            "resolution",
            "released");
    private static final List<String> ENTRY_COLUMNS = List.of(
            "id", "emdb", "pdb", "status", "chunk", "tries", "version", "ended", "results", "offered", "reason");
    private static final List<String> FAILED_COLUMNS =
            List.of("id", "process", "exit", "reason", "chunk", "tries", "passing");
    private static final List<String> LEFT_OUT_COLUMNS = List.of("id", "step", "reason");

    private SurveyTables() {}

    /** What is to be run, in the order in which it is, then what is not and why. */
    static void plan(Path folder, Plan plan) throws IOException {
        Csv.write(folder.resolve(PLAN), PLAN_COLUMNS, printer -> {
            double sum = 0;
            for (PlanItem item : plan.items()) {
                Candidate candidate = item.candidate();
                boolean isSized = item.from() != SizeFrom.NONE;
                sum += item.coreHours();
                printer.printRecord(
                        candidate.id(),
                        candidate.value("emdb"),
                        candidate.value("pdb"),
                        word(item.change()),
                        item.chunk() == 0 ? "" : item.chunk(),
                        item.reason(),
                        isSized ? Csv.fixed(item.coreHours(), 3) : "",
                        isSized ? Csv.fixed(sum, 3) : "",
                        isSized ? item.residues() : "",
                        isSized ? word(item.from()) : "",
                        isSized ? new Cost.Work(item.residues(), candidate.value("symmetry"), 0, 0).unit() : "",
                        candidate.value("resolution"),
                        candidate.released());
            }
        });
    }

    /** What became of every entry, and of which of them there is nothing yet. */
    static void entries(Path folder, SurveyState state, Source.Listing listing, Plan plan) throws IOException {
        Map<String, Candidate> offered = listing.entries().stream()
                .collect(Collectors.toMap(Candidate::id, Function.identity(), (one, other) -> one, TreeMap::new));
        Map<String, String> leftOut = new TreeMap<>();
        listing.leftOut().forEach(left -> leftOut.putIfAbsent(left.name(), left.reason()));
        Map<String, PlanItem> planned = new TreeMap<>();
        plan.items().forEach(item -> planned.put(item.candidate().id(), item));
        Csv.write(folder.resolve(ENTRIES), ENTRY_COLUMNS, printer -> {
            for (Map.Entry<String, Known> each : state.entries().entrySet()) {
                Known known = each.getValue();
                Candidate candidate = offered.get(each.getKey());
                printer.printRecord(
                        each.getKey(),
                        candidate == null ? "" : candidate.value("emdb"),
                        candidate == null ? "" : candidate.value("pdb"),
                        word(known.status()),
                        known.chunk(),
                        known.tries(),
                        known.version(),
                        known.ended(),
                        known.status() == Status.DONE ? SurveyFolder.results(known.chunk()) + "/" + each.getKey() : "",
                        candidate != null ? "yes" : leftOut.containsKey(each.getKey()) ? "no longer" : "withdrawn",
                        reason(known, leftOut.get(each.getKey())));
            }
            for (Candidate candidate : offered.values()) {
                if (!state.entries().containsKey(candidate.id())) {
                    printer.printRecord(
                            candidate.id(),
                            candidate.value("emdb"),
                            candidate.value("pdb"),
                            "waiting",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "yes",
                            planned.get(candidate.id()).reason());
                }
            }
        });
    }

    private static String reason(Known known, String leftOut) {
        if (known.status() == Status.FAILED) {
            return known.failures().stream().map(Failure::reason).collect(Collectors.joining(" "));
        }
        return leftOut == null ? "" : leftOut;
    }

    /** Entries without a report, as a run's failed.csv has them, over all chunks. */
    static void failed(Path folder, SurveyState state) throws IOException {
        Csv.write(folder.resolve(FAILED), FAILED_COLUMNS, printer -> {
            for (Map.Entry<String, Known> each : state.entries().entrySet()) {
                Known known = each.getValue();
                if (known.status() != Status.FAILED) {
                    continue;
                }
                for (Failure failure : known.failures()) {
                    printer.printRecord(
                            each.getKey(),
                            failure.process(),
                            failure.exit(),
                            failure.reason(),
                            known.chunk(),
                            known.tries(),
                            known.passing() ? "yes" : "no");
                }
            }
        });
    }

    /** What the source does not offer. */
    static void leftOut(Path folder, List<Source.LeftOut> leftOut) throws IOException {
        Csv.write(folder.resolve(LEFT_OUT), LEFT_OUT_COLUMNS, printer -> {
            for (Source.LeftOut left : leftOut) {
                printer.printRecord(left.name(), "selection", left.reason());
            }
        });
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
