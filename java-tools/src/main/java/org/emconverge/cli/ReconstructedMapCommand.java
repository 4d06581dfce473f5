package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.series.ReconstructedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reconstructed-map",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes series_map.json of half maps that RELION made of shifted particles.")
final class ReconstructedMapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--shift-record",
            required = true,
            paramLabel = "FILE",
            description = "Record that 'shift-particles --target' wrote.")
    private Path shift;

    @Option(
            names = "--postprocess",
            required = true,
            paramLabel = "FILE",
            description = "STAR file that relion_postprocess wrote.")
    private Path postprocess;

    @Option(
            names = "--point-group",
            required = true,
            paramLabel = "G",
            description = "Point group that was imposed, as RELION names it.")
    private String pointGroup;

    @Option(
            names = "--relion-version",
            paramLabel = "VERSION",
            defaultValue = "unknown",
            description = "Version of RELION.")
    private String version;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            description = "Name of the series that the map belongs to, for the record.")
    private String series;

    @Option(names = "--json", required = true, paramLabel = "FILE", description = "File to write.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        ReconstructedMap.write(series, shift, postprocess, version, pointGroup, json)
                .forEach(spec.commandLine().getErr()::println);
        return 0;
    }
}
