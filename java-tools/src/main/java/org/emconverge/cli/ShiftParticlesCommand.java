package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.series.ParticleShift;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "shift-particles",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Moves the origins of particles at random, so that what is reconstructed of them is coarser.")
final class ShiftParticlesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--particles",
            required = true,
            paramLabel = "FILE",
            description = "STAR file of particles with their orientations, of RELION 2 to 5 or of csparc2star.py.")
    private Path particles;

    @Option(
            names = "--particles-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder that the names of the images begin in: that of the project.")
    private Path project;

    @ArgGroup(multiplicity = "1")
    private Amount amount;

    /** How far. */
    static final class Amount {
        @Option(
                names = "--shift",
                paramLabel = "S",
                description = "Standard deviation of the shifts along either axis of the image, Å.")
        private Double shift;

        @ArgGroup(exclusive = false)
        private Target target;
    }

    /** How far, from what the particles give as they are. */
    static final class Target {
        @Option(
                names = "--target",
                required = true,
                paramLabel = "D",
                description = "Resolution of what is reconstructed, Å; the shift is solved from the following.")
        private double target;

        @Option(
                names = "--half1",
                required = true,
                paramLabel = "FILE",
                description = "Half map of the particles as they are.")
        private Path half1;

        @Option(names = "--half2", required = true, paramLabel = "FILE", description = "The other, likewise.")
        private Path half2;

        @Option(
                names = "--mask",
                required = true,
                paramLabel = "FILE",
                description = "Mask within which the resolution is measured.")
        private Path mask;
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the shifts: the same one moves the same particle the same way (default:"
                    + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for particles.star and shift.json; made when there is none.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        Target solved = amount.target;
        List<String> notes = solved == null
                ? ParticleShift.by(amount.shift, particles, project, seed, outDir)
                : ParticleShift.toTarget(
                        particles,
                        project,
                        new ParticleShift.Unshifted(solved.half1, solved.half2, solved.mask),
                        solved.target,
                        seed,
                        outDir);
        notes.forEach(spec.commandLine().getErr()::println);
        return 0;
    }
}
