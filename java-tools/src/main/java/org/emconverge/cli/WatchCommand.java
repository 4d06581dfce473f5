package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.InputException;
import org.emconverge.survey.SamplesheetSource;
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
            "Runs what a samplesheet gets: its new rows, and those whose values or files have changed. After each chunk the"
                    + " site is made again; then it waits, and looks again, until it is ended.",
            "The same command goes on where it was ended."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} watch maps.csv --out-dir survey",
            "  ${ROOT-COMMAND-NAME} watch maps.csv --out-dir survey --every 60 --notify ./tell -- --models 50",
            "",
            "The folder, and how a service manager keeps it at work: docs/survey.md."
        })
final class WatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SAMPLESHEET", description = "The samplesheet that is watched.")
    private Path watched;

    @Section(Section.INPUT)
    @Option(
            names = "--every",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "How long it waits before it looks again (default: ${DEFAULT-VALUE}).")
    private double every;

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
        Survey.Settings settings = survey.settings(new SamplesheetSource(watched), runOptions);
        return SurveyCall.of(spec, () -> {
            if (once || survey.isDryRun()) {
                return Survey.run(settings, SurveyCall.words(spec));
            }
            Survey.watch(settings, Duration.ofMillis(Math.round(every * 60_000)), SurveyCall.words(spec));
            return true;
        });
    }
}
