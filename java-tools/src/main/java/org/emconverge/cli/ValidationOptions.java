package org.emconverge.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What validation takes beside models and map, as both commands that validate take it. */
final class ValidationOptions {
    @Option(
            names = "--contour",
            paramLabel = "LEVEL",
            description =
                    "Recommended contour level, in the map's units: the inclusion is the share of the atoms above it, and where pages"
                            + " are made they draw the map at it (default: no inclusion).")
    Double contour;

    @Option(
            names = "--monlib",
            required = true,
            paramLabel = "DIR",
            defaultValue = "${env:CLIBD_MON}",
            description = "CCP4 monomer library (default: the variable CLIBD_MON).")
    Path monomerLibrary;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description = "Models validated at a time (default: ${DEFAULT-VALUE}).")
    int threads;
}
