package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes a page that holds two entries side by side, for instance two maps of one model or two runs of"
                        + " one map: their profiles with the difference, the residues that differ most, and all their numbers.",
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} compare results/NAME other/results/NAME",
            "  ${ROOT-COMMAND-NAME} compare results/one results/two --out compare.html",
            "",
            "What it shows: docs/outputs.md#indexhtml-indexcsv."
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Parameters(arity = "2", paramLabel = "DIR", description = "Folders of the two entries, as a run left them.")
    private List<Path> entries;

    @Section(Section.OUTPUT)
    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "compare.html",
            description = "The page to write (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Comparison.run(new EntryFolder(entries.get(0)), new EntryFolder(entries.get(1)), out);
        spec.commandLine().getOut().println("The comparison: " + out);
        return 0;
    }
}
