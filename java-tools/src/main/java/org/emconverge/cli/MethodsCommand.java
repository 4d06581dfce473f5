package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.entry.EntryFolder;
import org.emconverge.report.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the methods paragraph of a run and what it cites: methods.md and references.bib.",
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} methods --entry results/one results/two \\",
            "      --versions results/pipeline_info/software_versions.yml \\",
            "      --params results/pipeline_info/params.json --out-dir .",
            "",
            "The files: docs/outputs.md#pipeline_info."
        })
final class MethodsCommand implements Callable<Integer> {
    @Section(Section.INPUT)
    @Option(
            names = "--entry",
            arity = "1..*",
            required = true,
            paramLabel = "DIR",
            description = "Folders of the entries.")
    private List<Path> entries;

    @Section(Section.INPUT)
    @Option(
            names = "--versions",
            required = true,
            paramLabel = "FILE",
            description = "pipeline_info/software_versions.yml of the run.")
    private Path versions;

    @Section(Section.INPUT)
    @Option(
            names = "--params",
            required = true,
            paramLabel = "FILE",
            description = "pipeline_info/params.json of the run.")
    private Path params;

    @Section(Section.OUTPUT)
    @Option(names = "--out-dir", required = true, paramLabel = "DIR", description = "Folder for the two files.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        Methods.write(entries.stream().map(EntryFolder::new).toList(), versions, params, outDir);
        return 0;
    }
}
