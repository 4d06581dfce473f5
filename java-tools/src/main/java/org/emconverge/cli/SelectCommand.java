package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.archive.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Selects entries of EMDB and writes the samplesheet that 'emconverge run --input' takes, and a list of what is"
                    + " left out, with the reasons.",
            "The archive is asked once, for one table, and not again within a week. With --state a later selection knows"
                    + " what is new, revised or withdrawn."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} select --contact me@example.org --out-dir survey",
            "  ${ROOT-COMMAND-NAME} select --resolutions 2:3.5 --methods singleParticle,helical \\",
            "      --symmetries none,cyclic --half-maps --out-dir survey",
            "  ${ROOT-COMMAND-NAME} select --state survey/state --since last \\",
            "      --results survey/results --out-dir survey/2026-11-27",
            "",
            "How to keep a survey current: docs/survey.md. The files: "
                    + "docs/outputs.md#samplesheetcsv-selectioncsv-left_outcsv-changescsv-withdrawncsv. Proxies:"
                    + " https_proxy, http_proxy, all_proxy, no_proxy."
        })
final class SelectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SelectionOptions selection;

    @Section(Section.INPUT)
    @Option(
            names = "--results",
            paramLabel = "DIR",
            description =
                    "Results of an earlier run: what failed in it for a reason that may have passed (network, memory, time)"
                            + " is selected again; may be given again, the latest last.")
    private List<Path> results = List.of();

    @Section(Section.SETTINGS)
    @Option(
            names = "--since",
            paramLabel = "last|DATE",
            description =
                    "Of what meets all this, list for the run what is new, revised or failed since the last selection"
                            + " with this --state; or what was released or updated on a day or later (default: list all).")
    private String since;

    @Section(Section.OUTPUT)
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder that remembers what was selected, for the next time.")
    private Path state;

    @Section(Section.OUTPUT)
    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for samplesheet.csv, selection.csv, left_out.csv and changes.csv.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        Selection.run(
                selection.request(
                        since == null ? Selection.Since.EVER : Selection.Since.parse(since), results, state, outDir),
                selection.downloader(),
                spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println("The samplesheet: " + outDir.resolve("samplesheet.csv"));
        return 0;
    }
}
