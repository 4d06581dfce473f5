package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.InputException;
import org.emconverge.archive.Selection;
import org.emconverge.survey.SamplesheetSource;
import org.emconverge.survey.SelectionSource;
import org.emconverge.survey.Source;
import org.emconverge.survey.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Selects entries of EMDB, or takes those of a samplesheet, and runs them chunk by chunk: what is new, what is"
                    + " revised, and what failed for a reason that may have passed. After each chunk the site is made again.",
            "The same command goes on where it was ended, and keeps the survey current."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} survey --contact me@example.org --out-dir survey --dry-run",
            "  ${ROOT-COMMAND-NAME} survey --contact me@example.org --out-dir survey --budget 500 \\",
            "      -- --models 50 -profile slurm",
            "  ${ROOT-COMMAND-NAME} survey --input samplesheet.csv --out-dir survey --notify ./tell",
            "",
            "The folder, what it costs, and how to keep it current: docs/survey.md."
        })
final class SurveyCommand implements Callable<Integer> {
    private static final String CONTACT = "--contact";

    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Take the entries of a samplesheet, and ask EMDB nothing.")
    private Path input;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SurveyOptions survey;

    @Parameters(
            arity = "0..*",
            paramLabel = "[-- OPTION]",
            description = "Options of every run ('emconverge run --help').")
    private List<String> runOptions = List.of();

    @Override
    public Integer call() throws IOException {
        List<String> words = new ArrayList<>(runOptions);
        if (selection.contact() != null && !words.contains(CONTACT)) {
            words.addAll(List.of(CONTACT, selection.contact()));
        }
        return SurveyCall.of(spec, () -> Survey.run(survey.settings(source(), words), SurveyCall.words(spec)));
    }

    private Source source() {
        if (input != null) {
            refuseChoice();
            return new SamplesheetSource(input);
        }
        Path tables = survey.outDir().resolve("selection");
        return new SelectionSource(
                selection.request(Selection.Since.EVER, List.of(), tables.resolve("state"), tables),
                selection.downloader());
    }

    /** Beside a samplesheet no option that chooses entries of EMDB means anything. */
    private void refuseChoice() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            boolean chooses = spec.mixins().get("selection").findOption(option.longestName()) != null;
            if (chooses && !option.longestName().equals(CONTACT)) {
                throw new InputException("--input and " + option.longestName() + " exclude each other: the samplesheet"
                        + " has the entries, leave one out.");
            }
        }
    }
}
