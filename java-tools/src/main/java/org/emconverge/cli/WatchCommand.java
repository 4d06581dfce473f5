package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.InputException;
import org.emconverge.survey.FolderSource;
import org.emconverge.survey.SamplesheetSource;
import org.emconverge.survey.Source;
import org.emconverge.survey.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs what appears in a folder (a map with its model and half maps in a folder of their own, or samplesheets), or"
                    + " what a samplesheet gets, and what changes in them. After each chunk the site is made again; then it"
                    + " waits, and looks again, until it is ended.",
            "The same command goes on where it was ended."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} watch /data/maps --out-dir survey",
            "  ${ROOT-COMMAND-NAME} watch maps.csv --out-dir survey",
            "  ${ROOT-COMMAND-NAME} watch maps.csv --out-dir survey --every 60 --notify ./tell -- --models 50",
            "",
            "The folder, and how a service manager keeps it at work: docs/survey.md."
        })
final class WatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER|SAMPLESHEET",
            description = "The folder, or the samplesheet, that is watched.")
    private Path watched;

    @Section(Section.INPUT)
    @Option(
            names = "--every",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "How long it waits before it looks again (default: ${DEFAULT-VALUE}).")
    private double every;

    @Section(Section.INPUT)
    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long size and time of a folder's files must have stayed before they are taken for complete"
                            + " (default: ${DEFAULT-VALUE}).")
    private long settle;

    @Section(Section.INPUT)
    @Option(names = "--once", description = "Look once, run what is there, and end.")
    private boolean once;

    @Mixin
    private SurveyOptions survey;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "[-- OPTION]",
            description = "Options of every run ('emconverge run --help').")
    private List<String> runOptions = List.of();

    @Override
    public Integer call() throws IOException {
        if (!(every > 0)) {
            throw new InputException("--every " + every + " is out of range: give more than 0 minutes.");
        }
        if (settle < 0) {
            throw new InputException("--settle " + settle + " is out of range: give 0 seconds or more.");
        }
        Survey.Settings settings = survey.settings(source(), runOptions);
        return SurveyCall.of(spec, () -> {
            if (once || survey.isDryRun()) {
                return Survey.run(settings, SurveyCall.words(spec));
            }
            Survey.watch(settings, Duration.ofMillis(Math.round(every * 60_000)), SurveyCall.words(spec));
            return true;
        });
    }

    private Source source() {
        if (Files.isDirectory(watched)) {
            return new FolderSource(watched, survey.outDir(), Duration.ofSeconds(settle), Clock.systemUTC());
        }
        if (Files.notExists(watched)) {
            throw new InputException("There is no folder and no samplesheet " + watched + ": check the path.");
        }
        return new SamplesheetSource(watched);
    }
}
