package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.example.ExampleEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes the built-in example: a small protein, its synthetic map and half maps, a sample sheet and the truth.",
        footer = {
            "@|bold Examples:|@",
            "  ${ROOT-COMMAND-NAME} example --out-dir example",
            "  ${ROOT-COMMAND-NAME} example --out-dir example --resolution 4.5 --seed 2",
            "",
            "What it is: docs/example.md."
        })
final class ExampleCommand implements Callable<Integer> {
    @Section(Section.OUTPUT)
    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files; made when there is none.")
    private Path folder;

    @Section(Section.SETTINGS)
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Section(Section.SETTINGS)
    @Option(
            names = "--resolution",
            paramLabel = "Å",
            defaultValue = "3.5",
            description = "Resolution of the well-resolved part in Å, 2.6 to 8 (default: ${DEFAULT-VALUE}).")
    private double resolution;

    @Override
    public Integer call() throws IOException {
        ExampleEntry.write(folder, seed, resolution);
        return 0;
    }
}
