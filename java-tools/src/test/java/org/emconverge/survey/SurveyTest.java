package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.FolderLock;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.survey.SurveyState.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Surveys whose runs are a script: an entry called bad… fails, one called net… for a reason that may pass unless the
 * network is there, the others get a report.
 */
@Timeout(120)
class SurveyTest {
    private static final String SCRIPT = """
            #!/bin/sh
            here=HERE
            while [ $# -gt 0 ]; do
                case $1 in --input) sheet=$2 ;; --outdir) out=$2 ;; esac
                shift
            done
            ids=$(sed 1d "$sheet" | cut -d, -f1)
            echo $ids >> "$here/runs"
            [ ! -e "$here/refuse" ] || exit 1
            mkdir -p "$out/pipeline_info" work
            ln -sf "$here/precious" work/link
            echo '{}' > "$out/pipeline_info/run.json"
            [ ! -e "$here/status" ] || exit $(cat "$here/status")
            while [ -e "$here/hang" ]; do sleep 0.1; done
            echo id,process,exit,reason > "$out/pipeline_info/failed.csv"
            for id in $ids; do
                case $id in
                    bad*) echo "$id,PREPARE_MAP,2,The map is constant." >> "$out/pipeline_info/failed.csv"; continue ;;
                    net*) [ -e "$here/network" ] || {
                        echo "$id,FETCH,75,It is away." >> "$out/pipeline_info/failed.csv"; continue; } ;;
                esac
                mkdir -p "$out/$id"
                touch "$out/$id/report.html"
            done
            printf 'task_id\\trealtime\\t%%cpu\\n1\\t1h 30m\\t200.0%%\\n2\\t-\\t-\\n' > "$out/pipeline_info/trace.tsv"
            """;

    @TempDir
    Path folder;

    private Path survey;
    private final List<String> words = Collections.synchronizedList(new ArrayList<>());
    private final List<String> shown = new ArrayList<>();
    private final Map<String, String> offered = new LinkedHashMap<>();
    private Plan.Rules rules = new Plan.Rules(Priority.SMALL, null, 2, 2, Again.NEVER, SampleSize.of(100), 10, null);
    private Notification notification = new Notification(null, Duration.ofSeconds(5));
    private boolean isDryRun;
    private Path withdrawn;

    @BeforeEach
    void makeProgram() throws IOException {
        survey = folder.resolve("a survey");
        Files.writeString(folder.resolve("precious"), "precious");
        script("run", SCRIPT.replace("HERE", "'" + folder + "'"));
        offer("e1", "e2", "bad", "net");
    }

    private Path script(String name, String text) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, text);
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    private void offer(String... ids) {
        offered.clear();
        Stream.of(ids).forEach(id -> offered.put(id, "1"));
    }

    private Source source() {
        return new Source() {
            @Override
            public Listing read(Consumer<String> said) {
                List<Candidate> entries = new ArrayList<>();
                offered.forEach((id, print) ->
                        entries.add(new Candidate(id, new TreeMap<>(Map.of("id", id)), print, 100L, null)));
                return new Listing(entries, List.of(new LeftOut("EMD-1", "resolution: 8.1")));
            }

            @Override
            public Path withdrawn() {
                return withdrawn;
            }
        };
    }

    private Survey.Settings settings() {
        return new Survey.Settings(
                new SurveyFolder(survey, null),
                source(),
                rules,
                new RunProgram(folder.resolve("run").toString(), RunOptions.of(List.of("--models", "4"))),
                (site, results, leftOut, gone) -> Stream.concat(results.stream(), gone.stream())
                        .forEach(path -> shown.add(survey.relativize(path).toString())),
                notification,
                isDryRun,
                false,
                Clock.fixed(Instant.parse("2026-11-27T10:00:00.5Z"), ZoneOffset.UTC));
    }

    private boolean survey() throws Exception {
        words.clear();
        return Survey.run(settings(), words::add);
    }

    private List<String> runs() throws IOException {
        Path runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    }

    private Map<String, String> statuses() {
        Map<String, String> statuses = new TreeMap<>();
        Csv.read(survey.resolve("entries.csv")).rows().forEach(row -> statuses.put(row.text("id"), row.text("status")));
        return statuses;
    }

    @Test
    void chunksAreRunOneAfterAnotherAndWhatBecameOfThemIsKept() throws Exception {
        assertTrue(survey());
        assertEquals(List.of("e1 e2", "bad net"), runs());
        assertEquals(Map.of("bad", "failed", "e1", "done", "e2", "done", "net", "failed"), statuses());
        assertEquals(List.of("chunks/0001/results", "chunks/0002/results"), shown);
        List<Csv.Row> failed = Csv.read(survey.resolve("failed.csv")).rows();
        assertEquals(
                List.of("bad", "PREPARE_MAP", "2", "The map is constant.", "2", "1", "no"),
                failed.get(0).values());
        assertEquals("yes", failed.get(1).text("passing"));
        assertTrue(words.contains("Chunk 2 has ended: 0 reports, 2 failed, 3.00 core-hours used."), words + "");
        SurveyState state = SurveyState.read(survey);
        assertEquals("2026-11-27T10:00:00Z", state.entries().get("e1").ended());
        assertEquals(Status.DONE, state.entries().get("e1").status());

        // scratch folders go, without what links in them lead to
        assertFalse(Files.exists(survey.resolve("chunks/0001/work")));
        assertEquals("precious", Files.readString(folder.resolve("precious")));
        assertEquals(
                List.of("EMD-1", "selection", "resolution: 8.1"),
                Csv.read(survey.resolve("left_out.csv")).rows().get(0).values());
    }

    @Test
    void aLaterSurveyRunsWhatIsNewRevisedOrMayHavePassed() throws Exception {
        survey();
        survey();
        assertEquals("net", runs().get(2));
        survey(); // it has failed twice now, which is as often as it may
        assertEquals(3, runs().size());
        assertTrue(words.get(words.size() - 1).contains("2 done, 2 failed, 0 in chunks"), words + "");

        offered.put("e1", "2");
        offered.put("e3", "1");
        offered.remove("e2");
        Files.createFile(folder.resolve("network"));
        offered.put("net", "2");
        survey();
        assertEquals(List.of("e1 e3", "net"), runs().subList(3, 5));
        List<Csv.Row> entries = Csv.read(survey.resolve("entries.csv")).rows();
        assertEquals("withdrawn", entries.get(2).text("offered"));
        assertEquals("chunks/0001/results/e2", entries.get(2).text("results"));
        assertEquals("done", statuses().get("net"));
    }

    @Test
    void aRunThatEndsWithAnErrorGoesOnTheNextTimeAndCostsNothingElse() throws Exception {
        Files.writeString(folder.resolve("status"), "1");
        rules = new Plan.Rules(Priority.SMALL, null, 4, 2, Again.NEVER, SampleSize.of(100), 10, null);
        assertFalse(survey());
        assertEquals(Map.of("bad", "open", "e1", "open", "e2", "open", "net", "open"), statuses());
        Plan.Rules atOnce = rules;
        rules = rules.or(Duration.ofHours(1));
        survey();
        assertEquals(1, runs().size());
        rules = atOnce;
        Files.delete(folder.resolve("status"));
        offer("e1", "e2", "bad", "net", "e4");
        assertTrue(survey());
        assertEquals(List.of("e1 e2 bad net", "e1 e2 bad net", "e4"), runs());
        assertEquals("done", statuses().get("e4"));
    }

    @Test
    void whatEndsWithAnErrorAsOftenAsItMayHasFailed() throws Exception {
        rules = new Plan.Rules(Priority.SMALL, null, 4, 2, Again.NEVER, SampleSize.of(100), 10, null);
        Files.writeString(folder.resolve("status"), "3");
        survey();
        survey();
        assertTrue(Csv.read(survey.resolve("failed.csv"))
                .rows()
                .get(0)
                .text("reason")
                .startsWith("the run ended 2 times with an error, the last with status 3: see "));
        survey();
        assertEquals(2, runs().size());
    }

    @Test
    void runsThatComeToNothingStopTheSurvey() throws Exception {
        Files.writeString(folder.resolve("status"), "1");
        offer("e1", "e2", "e3", "e4", "e5", "e6");
        InputException stop = assertThrows(InputException.class, this::survey);
        assertTrue(stop.getMessage().startsWith("2 runs in a row ended with an error"), stop.getMessage());
        assertEquals(2, runs().size());
    }

    @Test
    void aRunThatIsRefusedStopsTheSurveyAndCountsAsNoTry() throws Exception {
        Files.createFile(folder.resolve("refuse"));
        Path tell = script("tell", "#!/bin/sh\necho $EMCONVERGE_MESSAGE >> '" + folder + "/told'\n");
        notification = new Notification(tell.toString(), Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) {
            InputException stop = assertThrows(InputException.class, this::survey);
            assertTrue(stop.getMessage().startsWith("The run of chunk 1 was refused (status 1)"), stop.getMessage());
        }
        assertEquals(3, Files.readAllLines(folder.resolve("told")).size());
        Files.delete(folder.resolve("refuse"));
        assertTrue(survey());
        assertEquals("done", statuses().get("e1"));
    }

    @Test
    void aPlanRunsNothing() throws Exception {
        isDryRun = true;
        assertTrue(survey());
        assertEquals(List.of(), runs());
        assertEquals(4, Csv.read(survey.resolve("plan.csv")).rows().size());
        assertFalse(Files.exists(survey.resolve("state.json")));
        assertTrue(words.get(1).startsWith("Estimated: "), words + "");
    }

    @Test
    void twoDoNotWorkInOneFolder() throws Exception {
        try (FolderLock lock = FolderLock.of(survey, "")) {
            InputException refusal = assertThrows(InputException.class, this::survey);
            assertTrue(refusal.getMessage().startsWith("Another survey is at work in " + survey));
        }
    }

    @Test
    void aSiteThatFailsIsMadeTheNextTime() throws Exception {
        Survey.Settings broken = new Survey.Settings(
                new SurveyFolder(survey, null),
                source(),
                rules,
                settings().program(),
                (site, results, leftOut, gone) -> {
                    throw new IOException("the disk is full");
                },
                notification,
                false,
                false,
                Clock.systemUTC());
        Survey.run(broken, words::add);
        assertTrue(
                words.contains("The site could not be made (the disk is full): the next chunk or survey tries again."));
        survey();
        assertEquals(List.of("chunks/0001/results", "chunks/0002/results"), shown.subList(0, 2));
    }

    @Test
    void theSiteIsToldWhatWasWithdrawnThoughNothingIsRun() throws Exception {
        offer("e1");
        withdrawn = Files.createDirectories(survey.resolve("selection")).resolve("withdrawn.csv");
        Files.writeString(withdrawn, "emdb,noticed\n");
        survey();
        Files.createDirectory(survey.resolve("site"));
        String told = "selection/withdrawn.csv";
        assertEquals(List.of("chunks/0001/results", told), shown);
        survey();
        assertEquals(2, shown.size(), "nobody is");
        Files.writeString(withdrawn, "emdb,noticed\nEMD-1,2026-11-27\n");
        survey();
        survey();
        assertEquals(List.of("chunks/0001/results", told, told), shown, "once");
    }

    @Test
    void whoWantsToKnowIsToldWithoutAShell() throws Exception {
        offer("e1;touch${IFS}gotcha", "bad");
        Path tell = script(
                "tell me",
                "#!/bin/sh\nenv | grep '^EMCONVERGE_[EDF]' | sort >> '" + folder + "/env'\ncat > '" + folder
                        + "'/$EMCONVERGE_EVENT.json\nexit 3\n");
        notification = new Notification(tell.toString(), Duration.ofSeconds(5));
        assertTrue(survey());
        assertEquals(
                List.of("EMCONVERGE_DONE=1", "EMCONVERGE_EVENT=chunk", "EMCONVERGE_FAILED=1"),
                Files.readAllLines(folder.resolve("env")).subList(0, 3));
        assertEquals(
                "bad",
                Json.read(folder.resolve("chunk.json")).at("/failed/0/id").asText());
        assertEquals(
                "e1;touch${IFS}gotcha",
                Json.read(folder.resolve("chunk.json")).at("/done/0").asText());
        assertEquals(1, Json.read(folder.resolve("survey.json")).path("done").asInt());
        assertTrue(
                words.contains("The notification by " + tell + " failed (status 3); the survey goes on."), words + "");
    }

    @Test
    void aNotificationThatHangsIsEnded() throws Exception {
        notification = new Notification(script("slow", "#!/bin/sh\nsleep 60\n").toString(), Duration.ofMillis(300));
        assertTrue(survey());
        assertTrue(words.stream().anyMatch(word -> word.contains("it took longer than")), words + "");
    }

    /** A survey as a program of its own, whose run hangs: it has begun when this returns. */
    private Process hanging() throws Exception {
        Files.writeString(folder.resolve("sheet.csv"), "id,emdb\ne1,EMD-1\ne2,EMD-2\ne3,EMD-3\n");
        Files.createFile(folder.resolve("hang"));
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.emconverge.cli.Emtools",
                "survey",
                "--input",
                folder.resolve("sheet.csv").toString(),
                "--out-dir",
                survey.toString(),
                "--chunk",
                "2",
                "--no-site",
                "--program",
                folder.resolve("run").toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (!Files.exists(survey.resolve("chunks/0001/results/pipeline_info/run.json"))) {
            assertTrue(process.isAlive(), Files.readString(folder.resolve("log")));
            Thread.sleep(50);
        }
        return process;
    }

    private Survey.Settings ofTheSheet() {
        return new Survey.Settings(
                new SurveyFolder(survey, null),
                new SamplesheetSource(folder.resolve("sheet.csv")),
                rules,
                settings().program(),
                Showing.NONE,
                notification,
                false,
                false,
                Clock.systemUTC());
    }

    private boolean surveyOfTheSheet() throws Exception {
        return Survey.run(ofTheSheet(), words::add);
    }

    private boolean isSaid(String part) {
        return List.copyOf(words).stream().anyMatch(word -> word.contains(part));
    }

    /** Rows that come, one that is cut short at first; a second watch is refused. */
    @Test
    void aWatchRunsWhatASamplesheetGets() throws Exception {
        Path sheet = folder.resolve("sheet.csv");
        Files.writeString(sheet, "id,emdb\ne1,EMD-1\n");
        Thread watch = new Thread(() -> {
            try {
                Survey.watch(ofTheSheet(), Duration.ofMillis(50), words::add);
            } catch (InterruptedException e) {
                words.add("ended");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        watch.start();
        while (!isSaid("1 done, 0 failed")) {
            Thread.sleep(20);
        }
        InputException refusal = assertThrows(InputException.class, this::surveyOfTheSheet);
        assertTrue(refusal.getMessage().startsWith("Another survey is at work"), refusal.getMessage());
        Files.writeString(sheet, "id,emdb\ne1,EMD-1\ne2\n");
        while (!isSaid("it is cut short")) {
            Thread.sleep(20);
        }
        Files.writeString(sheet, "id,emdb\ne1,EMD-1\ne2,EMD-2\n");
        while (!isSaid("2 done, 0 failed")) {
            Thread.sleep(20);
        }
        watch.interrupt();
        watch.join();
        assertTrue(isSaid("ended"));
        assertEquals(List.of("e1", "e2"), runs());
        long told = List.copyOf(words).stream()
                .filter(word -> word.contains("cut short"))
                .count();
        assertEquals(1, told);
    }

    /** Killed in the middle of a run that goes on: the next survey waits for it, and then goes on. */
    @Test
    void aSurveyThatIsKilledGoesOnWhenItsRunHasEnded() throws Exception {
        assertTrue(hanging().destroyForcibly().waitFor(20, TimeUnit.SECONDS));
        Thread waker = new Thread(() -> {
            try {
                while (List.copyOf(words).stream().noneMatch(word -> word.contains("is still at work (process "))) {
                    Thread.sleep(50);
                }
                Files.delete(folder.resolve("hang"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        waker.start();
        assertTrue(surveyOfTheSheet());
        waker.join();
        assertEquals(List.of("e1 e2", "e1 e2", "e3"), runs());
        assertEquals(Map.of("e1", "done", "e2", "done", "e3", "done"), statuses());
    }

    /** As a service manager ends it: the run is ended, too, and counts as no try. */
    @Test
    void aSurveyThatIsStoppedStopsItsRun() throws Exception {
        Process process = hanging();
        List<ProcessHandle> run = process.descendants().toList();
        assertFalse(run.isEmpty());
        process.destroy();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertTrue(run.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals(0, SurveyState.read(survey).open().get(0).tries());
        Files.delete(folder.resolve("hang"));
        assertTrue(surveyOfTheSheet());
        assertEquals(List.of("e1 e2", "e1 e2", "e3"), runs());
    }

    @Test
    void whileNothingComesAWatchSaysNothing() {
        List<String> said = new ArrayList<>();
        Idleness idleness = new Idleness(said::add);
        for (String sentence : List.of("none", "none", "new", "none")) {
            idleness.say("read");
            idleness.say(sentence);
            idleness.endOfRound();
        }
        assertEquals(List.of("read", "none", "read", "new", "read", "none"), said);
    }

    @Test
    void aDamagedStateIsTold() throws Exception {
        Files.createDirectories(survey);
        Files.writeString(survey.resolve("state.json"), "{\"entries\": {}}");
        InputException damaged = assertThrows(InputException.class, this::survey);
        assertTrue(damaged.getMessage().contains("does not say what the survey has done"), damaged.getMessage());
        Files.writeString(survey.resolve("state.json"), "{\"schema_version\": 9, \"entries\": {}, \"chunks\": []}");
        InputException later = assertThrows(InputException.class, this::survey);
        assertTrue(later.getMessage().contains("has the format 9, this one reads 1"), later.getMessage());
    }

    @Test
    void durationsOfTheTraceAreRead() {
        assertEquals(1.5, TaskHours.hours("1h 30m"), 1e-9);
        assertEquals(0.5 / 3600, TaskHours.hours("500ms"), 1e-9);
        assertEquals(25, TaskHours.hours("1d 1h"), 1e-9);
        assertEquals(1, TaskHours.hours("3600000"), 1e-9);
        assertEquals(0, TaskHours.hours("-"), 1e-9);
    }
}
