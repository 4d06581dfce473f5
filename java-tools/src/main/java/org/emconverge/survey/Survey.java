package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.emconverge.Counted;
import org.emconverge.FolderLock;
import org.emconverge.InputException;
import org.emconverge.survey.SurveyState.Chunk;

/**
 * Runs what a source offers, chunk by chunk, and remembers what became of it. Whatever ends it, the same call goes on:
 * a chunk is written to the state before its run begins, and ends when its results have been read; the site and the
 * notification come after that, and are made good by the next call.
 */
public final class Survey {
    /** Runs in a row that end with an error and without a single entry: what stops them stops the next one too. */
    private static final int IN_VAIN = 2;

    /** Of a watch: a network that is away is not back within minutes. */
    private static final Duration PAUSE = Duration.ofHours(6);

    private final Settings settings;
    private final SurveyFolder folder;
    private final Consumer<String> words;
    private final SurveyNews news;
    private SurveyState state;
    private int inVain;
    private int failedRuns;

    private Survey(Settings settings, Consumer<String> words) {
        this.settings = settings;
        this.folder = settings.folder();
        this.words = words;
        this.news = new SurveyNews(folder, settings.notification(), words);
    }

    /**
     * What a survey does.
     *
     * @param rules by which entries are chosen
     * @param program that runs a chunk
     * @param site makes the site
     * @param isDryRun whether it ends with the plan
     * @param keepWork whether the scratch folders of chunks that have ended stay
     * @param clock by which the end of a chunk is noted
     */
    public record Settings(
            SurveyFolder folder,
            Source source,
            Plan.Rules rules,
            RunProgram program,
            Showing site,
            Notification notification,
            boolean isDryRun,
            boolean keepWork,
            Clock clock) {}

    /**
     * Reads the source and runs what there is to run.
     *
     * @param words takes sentences on what is done
     * @return whether every run ended well; entries may have failed
     * @throws InputException when the source cannot be read, another survey is at work in the folder, or runs end one
     *     after another without any entry
     * @throws InterruptedException when the program is being ended
     */
    public static boolean run(Settings settings, Consumer<String> words) throws IOException, InterruptedException {
        try (FolderLock lock = lock(settings.folder().path())) {
            Survey survey = new Survey(settings, words);
            try {
                return survey.run();
            } catch (InputException e) {
                if (!settings.isDryRun()) {
                    survey.news.failed(e.getMessage());
                }
                throw e;
            }
        }
    }

    /**
     * Likewise again and again, until the program is ended. What stops one survey is said, and the next one tries
     * again.
     *
     * @param every how long it waits between the end of one survey and the next
     * @throws InputException when another survey is at work in the folder
     * @throws InterruptedException when the program is being ended
     */
    public static void watch(Settings settings, Duration every, Consumer<String> words)
            throws IOException, InterruptedException {
        try (FolderLock lock = lock(settings.folder().path())) {
            Idleness idleness = new Idleness(words);
            while (true) {
                Survey survey = new Survey(patient(settings), idleness::say);
                try {
                    survey.run();
                } catch (IOException | InputException e) {
                    idleness.say(e.getMessage());
                    if (idleness.isNew()) {
                        survey.news.failed(e.getMessage());
                    }
                }
                idleness.endOfRound();
                Thread.sleep(every.toMillis());
            }
        }
    }

    private static Settings patient(Settings settings) {
        return new Settings(
                settings.folder(),
                settings.source(),
                settings.rules().or(PAUSE),
                settings.program(),
                settings.site(),
                settings.notification(),
                settings.isDryRun(),
                settings.keepWork(),
                settings.clock());
    }

    private static FolderLock lock(Path path) throws IOException {
        return FolderLock.of(
                path, "Another survey is at work in " + path + ": wait until it has ended, or give another folder.");
    }

    private boolean run() throws IOException, InterruptedException {
        state = SurveyState.read(folder.path());
        Source.Listing listing = settings.source().read(words);
        Instant now = settings.clock().instant();
        Plan plan = Plan.of(listing.entries(), state, settings.rules(), now);
        SurveyTables.plan(folder.path(), plan);
        PlanWords.of(plan).forEach(words);
        if (settings.isDryRun()) {
            return true;
        }
        SurveyTables.leftOut(folder.path(), listing.leftOut());
        write(listing, plan);
        show(); // what a survey that was ended had no time for
        List<Chunk> open = state.open().stream()
                .filter(chunk -> settings.rules().allow(chunk.ended(), now))
                .toList();
        for (Chunk chunk : open) {
            run(chunk, listing, plan);
        }
        for (List<PlanItem> items : plan.chunks()) {
            run(ChunkBook.begin(folder, state, items), listing, plan);
        }
        if (!open.isEmpty() || !plan.chunks().isEmpty()) {
            news.survey(state);
        }
        words.accept(news.summary(state));
        return failedRuns == 0;
    }

    private void run(Chunk chunk, Source.Listing listing, Plan plan) throws IOException, InterruptedException {
        Path results = folder.resultsOf(chunk.number());
        List<String> ids = state.openEntries(chunk);
        write(listing, plan);
        words.accept("Chunk " + chunk.number() + ": " + Counted.of(ids.size(), "entry", "entries") + ", estimated "
                + Plan.hours(chunk.coreHours()) + " core-hours, in " + folder.chunk(chunk.number()) + ".");
        int status = settings.program().run(folder, chunk.number(), words);
        if (status != 0 && !ChunkResult.wasBegun(results)) {
            throw new InputException("The run of chunk " + chunk.number() + " was refused (status " + status
                    + "), for the reason above: mend it, then the same command goes on.");
        }
        if (status == 0 || chunk.tries() + 1 >= settings.rules().tries()) {
            words.accept(ChunkBook.end(folder, state, chunk, status, now()));
            write(listing, plan);
            show();
        } else {
            leaveOpen(chunk, status);
        }
        failedRuns += status == 0 ? 0 : 1;
        inVain = status != 0 && ids.stream().noneMatch(id -> ChunkResult.hasReport(results, id)) ? inVain + 1 : 0;
        if (inVain == IN_VAIN) {
            throw new InputException(IN_VAIN + " runs in a row ended with an error and without a single entry, the last"
                    + " with status " + status + ": mend what " + folder.chunk(chunk.number())
                    + "/.nextflow.log says, then the same command goes on.");
        }
    }

    private String now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void leaveOpen(Chunk chunk, int status) throws IOException {
        state.put(chunk.failed(now()));
        state.write(folder.path());
        String sentence = "The run of chunk " + chunk.number() + " ended with status " + status + " (see "
                + folder.chunk(chunk.number()) + "/.nextflow.log): the next survey goes on with it.";
        words.accept(sentence);
        news.failed(sentence);
    }

    /** Puts what has ended since the last time on the site, tells it, and removes what nobody needs any more. */
    private void show() throws IOException, InterruptedException {
        List<Chunk> unshown =
                state.chunks().stream().filter(chunk -> !chunk.shown()).toList();
        WithdrawnList withdrawn = new WithdrawnList(settings.source().withdrawn());
        if (unshown.isEmpty() && !(withdrawn.isChanged() && Files.isDirectory(folder.site()))) {
            return;
        }
        List<Path> results = new ArrayList<>();
        unshown.forEach(chunk -> results.add(folder.resultsOf(chunk.number())));
        results.removeIf(path -> !Files.isDirectory(path));
        List<Path> tables = List.of(
                folder.path().resolve(SurveyTables.LEFT_OUT), folder.path().resolve(SurveyTables.FAILED));
        try {
            settings.site().show(folder.site(), results, tables, withdrawn.lists());
            withdrawn.keep();
        } catch (IOException | InputException e) {
            words.accept("The site could not be made (" + e.getMessage() + "): the next chunk or survey tries again.");
            return;
        }
        for (Chunk chunk : unshown) {
            news.chunk(state, chunk);
            if (!settings.keepWork()) {
                WorkFolder.remove(folder.workOf(chunk.number()));
            }
            state.put(chunk.asShown());
            state.write(folder.path());
        }
    }

    private void write(Source.Listing listing, Plan plan) throws IOException {
        SurveyTables.entries(folder.path(), state, listing, plan);
        SurveyTables.failed(folder.path(), state);
    }
}
