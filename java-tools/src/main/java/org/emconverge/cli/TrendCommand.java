package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.report.TrendPage;
import org.emconverge.trend.TrendStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fits how the mean spread grows with the resolution over many entries: trend.json, trend.csv, trend.html and"
                    + " figures.",
            "Entries made with other engines or settings get a trend of their own; --trend trend.json judges later runs"
                    + " by it."
        },
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} trend results --out-dir trend",
            "  ${ROOT-COMMAND-NAME} trend results other/results \\",
            "      --exclude EMD-6287 --out-dir trend",
            "",
            "The files: docs/outputs.md#trendjson-trendcsv-trendhtml."
        })
final class TrendCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Section(Section.INPUT)
    @Parameters(
            arity = "1..*",
            paramLabel = "RESULTS",
            description = "Results of runs or surveys: folders with entries below them, or summary.json files.")
    private List<Path> results;

    @Section(Section.SETTINGS)
    @Option(
            names = "--exclude",
            paramLabel = "ID",
            description = "Entry that is placed about the trend, but does not count in it; may be given again.")
    private List<String> excluded = List.of();

    @Mixin
    private RendererOption figures;

    @Section(Section.OUTPUT)
    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        TrendStudy study = TrendStudy.of(results, new LinkedHashSet<>(excluded));
        study.write(outDir);
        TrendPage.write(study, figures.renderer(), outDir);
        study.notes().forEach(spec.commandLine().getErr()::println);
        study.groups().stream()
                .filter(group -> group.trend() == null)
                .forEach(group -> spec.commandLine()
                        .getErr()
                        .println("No trend is fitted to " + group.places().size() + " of the entries: " + group.why()
                                + "."));
        spec.commandLine().getOut().println("The page: " + outDir.resolve("trend.html"));
        return 0;
    }
}
