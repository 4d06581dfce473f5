package org.emconverge.cli;

import java.nio.file.Path;
import java.util.List;
import org.emconverge.InputException;
import picocli.CommandLine.Option;

/** What validation takes beside models and map, as both commands that validate take it. */
final class ValidationOptions {
    @Section(Section.SETTINGS)
    @Option(
            names = "--contour",
            paramLabel = "LEVEL",
            description =
                    "Recommended contour level, in the map's units: the inclusion is the share of the atoms above it, and where pages"
                            + " are made they draw the map at it (default: no inclusion, and pages draw at a level from the"
                            + " density at the Cα atoms).")
    Double contour;

    @Section(Section.SETTINGS)
    @Option(
            names = "--monlib",
            paramLabel = "DIR",
            defaultValue = "${env:CLIBD_MON}",
            description =
                    "CCP4 monomer library (default: the variable CLIBD_MON, else the one that the set-up of emconverge made).")
    private Path monomerLibrary;

    @Section(Section.SETTINGS)
    @Option(
            names = "--ligand",
            paramLabel = "FILE.cif",
            description = "Dictionary of ligands, which goes before the library's, as AceDRG, Grade or eLBOW write it;"
                    + " may be given more than once.")
    List<Path> dictionaries = List.of();

    @Section(Section.SETTINGS)
    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description = "Models validated at a time (default: ${DEFAULT-VALUE}).")
    int threads;

    /** @throws InputException when neither the command line nor the environment names one */
    Path monomerLibrary() {
        if (monomerLibrary == null) {
            throw new InputException(
                    "There is no monomer library: run 'bin/emconverge doctor --install', which makes one,"
                            + " or give --monlib, or set CLIBD_MON to its folder.");
        }
        return monomerLibrary;
    }
}
