package org.emconverge.cli;

import org.emconverge.engines.phenix.PhenixParameters;
import picocli.CommandLine.Option;

/** The parameters of a refinement by Phenix. */
final class PhenixOptions {
    @Option(names = "--resolution", required = true, paramLabel = "D", description = "Resolution of the map, Å.")
    private double resolution;

    @Option(names = "--steps", paramLabel = "STEPS", description = "What is refined (default: ${DEFAULT-VALUE}).")
    private String run;

    @Option(names = "--cycles", paramLabel = "N", description = "Macro-cycles (default: ${DEFAULT-VALUE}).")
    private int cycles;

    PhenixParameters parameters() {
        return new PhenixParameters(resolution, run, cycles);
    }
}
