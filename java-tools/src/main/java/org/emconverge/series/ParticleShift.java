package org.emconverge.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.emconverge.AtomicOutput;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.series.particles.ParticleSet;

/**
 * How far the particles of a map of a series were shifted, in the file that the step after reads.
 *
 * @param target the resolution that is asked for, Å; null where the shift was
 * @param shift σ along either axis, Å
 * @param seed of the shifts
 * @param particles what they are
 * @param given correlation, within the mask, of the half maps of the particles as they are; null where the shift was
 *     asked for
 */
public record ParticleShift(Double target, double shift, long seed, ParticleSet.Summary particles, FscCurve given) {
    /**
     * What the particles give as they are.
     *
     * @param mask weights on the half maps' grid, within which resolutions are measured
     */
    public record Unshifted(Path half1, Path half2, Path mask) {}

    /**
     * Shifts particles until the half maps made of them have a resolution: writes {@code particles.star},
     * {@code shift.json}, and {@code postprocess_options.txt}, a line of options by which relion_postprocess sharpens
     * as {@link PostProcessing} does.
     *
     * @param star particles
     * @param project folder that the names of their images begin in
     * @param target where the correlation of the new half maps is to fall below 0.143, Å
     * @throws org.emconverge.InputException when a file is bad, or the half maps are no better than asked for
     */
    public static List<String> toTarget(
            Path star, Path project, Unshifted unshifted, double target, long seed, Path folder) throws IOException {
        ParameterSchema.requireResolution(target);
        HalfMapStreams halves = HalfMapStreams.of(unshifted.half1(), unshifted.half2());
        FscCurve given = halves.fsc(
                        halves.unmasked(halves.spectrum(0), halves.spectrum(1)),
                        SeriesMask.file(halves, unshifted.mask()).weights())
                .best();
        List<String> notes = write(star, project, target, Shift.solved(given, target), seed, given, folder);
        AtomicOutput.write(folder.resolve("postprocess_options.txt"), sharpening(given, target) + "\n");
        return notes;
    }

    /** Shifts particles as far as is asked for, σ in Å: the first two files of {@link #toTarget}. */
    public static List<String> by(double shift, Path star, Path project, long seed, Path folder) throws IOException {
        return write(star, project, null, shift, seed, null, folder);
    }

    private static List<String> write(
            Path star, Path project, Double target, double shift, long seed, FscCurve given, Path folder)
            throws IOException {
        ParticleSet particles = ParticleSet.read(star, project);
        particles.write(shift, seed, folder.resolve("particles.star"));
        Json.write(new ParticleShift(target, shift, seed, particles.summary(), given), folder.resolve("shift.json"));
        return particles.summary().notes();
    }

    /** By a line from 10 Å to the resolution, where there are shells enough for it, and otherwise not at all. */
    private static String sharpening(FscCurve given, double target) {
        double shells = (1 / target - 1 / PostProcessing.FIT_FROM) / given.shellWidth();
        return shells >= PostProcessing.LEAST_SHELLS
                ? String.format(
                        Locale.ROOT,
                        "--auto_bfac --autob_lowres %.2f --autob_highres %.4f",
                        PostProcessing.FIT_FROM,
                        target)
                : "--adhoc_bfac 0";
    }
}
