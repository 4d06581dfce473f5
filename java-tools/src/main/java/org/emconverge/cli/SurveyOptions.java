package org.emconverge.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.site.SiteSettings;
import org.emconverge.survey.Again;
import org.emconverge.survey.Notification;
import org.emconverge.survey.Plan;
import org.emconverge.survey.Priority;
import org.emconverge.survey.RunOptions;
import org.emconverge.survey.RunProgram;
import org.emconverge.survey.Showing;
import org.emconverge.survey.SiteProgram;
import org.emconverge.survey.Source;
import org.emconverge.survey.Survey;
import org.emconverge.survey.SurveyFolder;
import picocli.CommandLine.Option;

/** How a survey goes: shared by the commands that run one. */
final class SurveyOptions {
    private static final int HOUR = 3600;
    private static final Duration NOTIFICATION = Duration.ofSeconds(60);

    @Section(Section.SETTINGS)
    @Option(
            names = "--priority",
            paramLabel = "WHAT",
            defaultValue = "small",
            description = "Which entries come first: small, newest or resolution (default: ${DEFAULT-VALUE}).")
    private Priority priority;

    @Section(Section.SETTINGS)
    @Option(
            names = "--budget",
            paramLabel = "HOURS",
            description = "Most core-hours that this call may begin, by the estimate (default: no limit).")
    private Double budget;

    @Section(Section.SETTINGS)
    @Option(
            names = "--chunk",
            paramLabel = "N",
            defaultValue = "200",
            description = "Most entries of one run (default: ${DEFAULT-VALUE}).")
    private int chunk;

    @Section(Section.SETTINGS)
    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often an entry is run that fails for a reason that may pass: network, memory, time"
                    + " (default: ${DEFAULT-VALUE}).")
    private int tries;

    @Section(Section.SETTINGS)
    @Option(
            names = "--retry-after",
            paramLabel = "HOURS",
            description = "How long it waits before it runs such an entry, or a run that ended with an error, again"
                    + " (default: 0; while it watches 6).")
    private Double retryAfter;

    @Section(Section.SETTINGS)
    @Option(
            names = "--again",
            paramLabel = "version|DATE",
            description = "Run again what another version of emconverge ran, or what was run before a date.")
    private String again;

    @Section(Section.SETTINGS)
    @Option(
            names = {"--dry-run", "--plan"},
            description = "Write plan.csv, say what it would cost, and run nothing.")
    private boolean dryRun;

    @Section(Section.SETTINGS)
    @Option(
            names = "--notify",
            paramLabel = "PROGRAM",
            description = "Program that is called after each chunk and at the end: what happened stands in"
                    + " $EMCONVERGE_EVENT and others, and as JSON on its standard input.")
    private String notify;

    @Section(Section.OUTPUT)
    @Option(
            names = {"--out-dir", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Folder of the survey: its state, tables, chunks and site.")
    private Path outDir;

    @Section(Section.OUTPUT)
    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Scratch folder, or bucket, of all runs (default: in the folder of each chunk).")
    private String workDir;

    @Section(Section.OUTPUT)
    @Option(names = "--keep-work", description = "Keep the scratch folders of chunks that have ended.")
    private boolean keepWork;

    @Section(Section.OUTPUT)
    @Option(names = "--no-site", description = "Make no site.")
    private boolean noSite;

    @Section(Section.OUTPUT)
    @Option(
            names = "--reports",
            paramLabel = "HOW",
            defaultValue = "copy",
            description = "What becomes of the entries' full reports on the site: ${COMPLETION-CANDIDATES}"
                    + " (default: copy).")
    private SiteSettings.Reports reports;

    @Option(names = "--program", hidden = true, defaultValue = "${env:EMCONVERGE_PROGRAM:-emconverge}")
    private String program;

    /** The survey's folder. */
    Path outDir() {
        return outDir.toAbsolutePath().normalize();
    }

    boolean isDryRun() {
        return dryRun;
    }

    /**
     * All that a survey is told.
     *
     * @param runWords what is given to each run
     * @throws InputException when an option is out of range, or is the survey's own
     */
    Survey.Settings settings(Source source, List<String> runWords) {
        if (chunk < 1 || tries < 1) {
            throw new InputException("--chunk and --tries are whole numbers from 1 on: correct them.");
        }
        if (budget != null && !(budget >= 0)) {
            throw new InputException("--budget " + budget + " is out of range: give 0 core-hours or more.");
        }
        if (retryAfter != null && !(retryAfter >= 0)) {
            throw new InputException("--retry-after " + retryAfter + " is out of range: give 0 hours or more.");
        }
        RunOptions options = RunOptions.of(runWords);
        Plan.Rules rules = new Plan.Rules(
                priority,
                budget,
                chunk,
                tries,
                again == null ? Again.NEVER : Again.parse(again),
                options.models(),
                options.best(),
                retryAfter == null ? null : Duration.ofSeconds(Math.round(retryAfter * HOUR)));
        String work = workDir == null || workDir.contains("://")
                ? workDir
                : Path.of(workDir).toAbsolutePath().normalize().toString();
        return new Survey.Settings(
                new SurveyFolder(outDir(), work),
                source,
                rules,
                new RunProgram(program, options),
                noSite ? Showing.NONE : new SiteProgram(program, List.of("--reports", reports.name())),
                new Notification(notify, NOTIFICATION),
                dryRun,
                keepWork,
                Clock.systemUTC());
    }
}
