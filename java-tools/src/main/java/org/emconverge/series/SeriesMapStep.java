package org.emconverge.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.vecmath.Point3d;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.HalfMaps;
import org.emconverge.density.MapStream;
import org.emconverge.density.MrcFile;
import org.emconverge.density.Spectrum;
import org.emconverge.structure.SymmetryName;

/**
 * Makes half maps, and their map, at a coarser resolution than that of two given half maps: H′ᵢ = D Hᵢ + √(1 − D²) Mᵢ,
 * where D is what a random shift of the particles leaves of the signal ({@link Shift}) and Mᵢ new noise that is like
 * the noise of the given ones ({@link NoiseSource}). D takes from noise as much as from signal; Mᵢ gives it back, so
 * that the noise is as strong as it was and the signal is not, as a reconstruction from shifted particles has them.
 *
 * <p>Memory: up to two floats per voxel (1.1 GB for 512³), for any of the files may be read section by section.
 */
public final class SeriesMapStep {
    /** A pair that misses its target by more is told. */
    static final double MISSED = 0.03;

    /** Half maps that differ in strength by more are brought to one. */
    private static final double SAME_STRENGTH = 0.02;
    /** Of a curve up to the target, for that it can be said where it falls. */
    private static final int LEAST_SHELLS = 4;

    /** What becomes of the mean of the two half maps. */
    public enum Sharpening {
        /** {@link PostProcessing}. */
        RELION,
        /** It is the map. */
        NONE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is asked for.
     *
     * @param series name of the series that the map belongs to, for the record; null for none
     * @param half1 unfiltered and unmasked, as {@code half2}
     * @param target where the correlation of the new pair is to fall below 0.143, within the mask, Å
     * @param seed of the noise; the same seed gives the same files
     * @param mask file of weights within which resolutions are measured; null for one made from model or maps
     * @param atoms around which the mask is made, Å, rows of x, y, z; null for one made from the maps alone
     * @param symmetry name of what was imposed on the half maps; null: a point group is found
     */
    public record Request(
            String series,
            Path half1,
            Path half2,
            double target,
            long seed,
            Path mask,
            double[][] atoms,
            String symmetry,
            Sharpening sharpening) {}

    private SeriesMapStep() {}

    /**
     * Writes {@code half1.mrc}, {@code half2.mrc}, {@code map.mrc} and {@code series_map.json}.
     *
     * @return the notes of the record
     * @throws InputException when a file is bad; when the half maps are equal, masked or filtered; when they are no
     *     better than asked for; or when no symmetry has the name
     */
    public static List<String> run(Request request, Path folder) throws IOException {
        ParameterSchema.requireResolution(request.target());
        SymmetryName named = request.symmetry() == null ? null : SymmetryName.parse(request.symmetry());
        HalfMapStreams read = HalfMapStreams.of(request.half1(), request.half2());
        requireShells(read, request.target());
        Given found = look(read);
        HalfMapStreams halves = found.halves();
        HalfMapSurvey survey = found.survey();
        NoiseSymmetry symmetry = NoiseSymmetry.find(found.coarse().noise(), middle(halves), named);
        requireCubic(halves, symmetry);
        NoiseEnvelope envelope = NoiseEnvelope.of(halves, symmetry.screw() != null);
        SeriesMask mask = mask(request, halves, found.coarse());
        FscCurve given = halves.fsc(survey.unmasked(), mask.weights()).best();
        survey.requireUnfiltered(given);
        double shift = Shift.solved(given, request.target());

        NoiseSource noise = new NoiseSource(halves, survey.shells(), survey.noise(), envelope, symmetry);
        long[] seeds = new SplittableRandom(request.seed()).longs(2).toArray();
        List<Path> files = List.of(folder.resolve("half1.mrc"), folder.resolve("half2.mrc"));
        for (int half = 0; half < 2; half++) {
            MrcFile.write(degraded(halves, half, noise, shift, seeds[half]), files.get(half), halves.header());
        }

        HalfMapStreams made = HalfMapStreams.of(files.get(0), files.get(1));
        HalfMaps.Fsc fsc = made.fsc(made.unmasked(made.spectrum(0), made.spectrum(1)), mask.weights());
        double measured = fsc.best().resolution(FscCurve.HALF_MAP_THRESHOLD);
        PostProcessing sharpened = writeMap(request, made, survey.shells(), fsc, measured, folder.resolve("map.mrc"));

        SeriesMapRecord record = new SeriesMapRecord(
                request.series(),
                request.target(),
                SeriesMapRecord.rounded(measured),
                SeriesMapRecord.resolution(fsc.unmasked()),
                SeriesMapRecord.resolution(given),
                SeriesMapRecord.rounded(shift),
                SeriesMapRecord.rounded(Shift.bFactor(shift)),
                request.seed(),
                request.half1().getFileName().toString(),
                request.half2().getFileName().toString(),
                mask.name(),
                symmetry.group().name(),
                symmetry.group().order() == 1 ? null : SeriesMapRecord.rounded(symmetry.correlation()),
                SeriesMapRecord.HelixRecord.of(symmetry.screw()),
                request.sharpening().label(),
                SeriesMapRecord.rounded(sharpened.bFactor()),
                SeriesMapRecord.Curves.of(given, shift, fsc),
                notes(request, found, symmetry, shift, measured, sharpened),
                null);
        Json.write(record, folder.resolve("series_map.json"));
        return record.notes();
    }

    private static void requireShells(HalfMapStreams halves, double target) {
        double longest = Arrays.stream(halves.length()).max().getAsDouble();
        if (target * LEAST_SHELLS > longest) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A box of %.0f Å is too small to show a resolution of %.2f Å: ask for %.1f Å or better.",
                    longest,
                    target,
                    longest / LEAST_SHELLS));
        }
    }

    /**
     * What the given half maps show of themselves.
     *
     * @param halves equally strong
     * @param strength of the second beside the first, as they were given; 1 where they do not differ
     */
    private record Given(HalfMapStreams halves, double strength, HalfMapSurvey survey, CoarseHalves coarse) {}

    private static Given look(HalfMapStreams halves) {
        Spectrum first = halves.spectrum(0);
        Spectrum second = halves.spectrum(1);
        FscCurve unmasked = halves.unmasked(first, second);
        double strength = HalfMapSurvey.strength(unmasked, first, second);
        HalfMapStreams equal = halves;
        if (Math.abs(strength - 1) > SAME_STRENGTH) {
            equal = halves.withSecondTimes(1 / strength);
            float[] values = second.values();
            for (int i = 0; i < values.length; i++) {
                values[i] /= (float) strength;
            }
        } else {
            strength = 1;
        }
        HalfMapSurvey survey = HalfMapSurvey.of(unmasked, first, second);
        return new Given(equal, strength, survey, CoarseHalves.of(equal, first, second));
    }

    private static Point3d middle(HalfMapStreams halves) {
        double[] place = halves.header().place();
        double[] voxel = halves.header().voxel();
        int[] size = halves.size();
        return new Point3d(
                place[0] + size[0] / 2 * voxel[0],
                place[1] + size[1] / 2 * voxel[1],
                place[2] + size[2] / 2 * voxel[2]);
    }

    private static void requireCubic(HalfMapStreams halves, NoiseSymmetry symmetry) {
        double[] voxel = halves.header().voxel();
        boolean cubic = Math.abs(voxel[1] / voxel[0] - 1) < 1e-3 && Math.abs(voxel[2] / voxel[0] - 1) < 1e-3;
        if (!symmetry.none() && !cubic) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The half maps have voxels of %.4g x %.4g x %.4g Å and a symmetry, which is made on cubic voxels only:"
                            + " give half maps on a cubic grid.",
                    voxel[0],
                    voxel[1],
                    voxel[2]));
        }
    }

    private static SeriesMask mask(Request request, HalfMapStreams halves, CoarseHalves coarse) {
        if (request.mask() != null) {
            return SeriesMask.file(halves, request.mask());
        }
        return request.atoms() != null
                ? SeriesMask.around(halves, coarse, request.atoms())
                : SeriesMask.automatic(halves, coarse);
    }

    /** A half map with less signal and as much noise; without a shift the given one, bit by bit. */
    private static DensityMap degraded(HalfMapStreams halves, int half, NoiseSource noise, double shift, long seed) {
        int[] size = halves.size();
        Spectrum.Sections change = shift == 0
                ? null
                : change(halves, half, noise.make(seed), shift).consume(size);
        int area = size[0] * size[1];
        float[] values = new float[Math.multiplyExact(area, size[2])];
        float[] given = new float[area];
        float[] section = new float[area];
        try (MapStream.Reader reader = halves.half(half).open()) {
            for (int z = 0; z < size[2]; z++) {
                reader.fill(z, given);
                if (change != null) {
                    change.fill(z, section);
                }
                for (int i = 0; i < area; i++) {
                    values[z * area + i] = given[i] + section[i];
                }
            }
        }
        return like(halves, values);
    }

    /**
     * (D − 1) H + √(1 − D²) M, in place of M: what is added to a half map, so that the few terms at the grid's own
     * limit, which a {@link Spectrum} does not hold, stay as they are.
     */
    private static Spectrum change(HalfMapStreams halves, int half, Spectrum noise, double shift) {
        float[] m = noise.values();
        float[] h = halves.spectrum(half).values();
        noise.forEach((at, frequency, weight) -> {
            double d = Shift.signal(shift, frequency);
            double added = Math.sqrt(1 - d * d);
            m[at] = (float) ((d - 1) * h[at] + added * m[at]);
            m[at + 1] = (float) ((d - 1) * h[at + 1] + added * m[at + 1]);
        });
        return noise;
    }

    private static PostProcessing writeMap(
            Request request, HalfMapStreams made, Shells shells, HalfMaps.Fsc fsc, double measured, Path file)
            throws IOException {
        int[] size = made.size();
        double mean = (made.mean(0) + made.mean(1)) / 2;
        Spectrum.Sections sections = meanOf(made, mean);
        PostProcessing processing = new PostProcessing(null, null, null);
        if (request.sharpening() == Sharpening.RELION) {
            Spectrum spectrum = made.transformed(sections, null);
            processing = PostProcessing.apply(spectrum, shells, fsc.best(), measured);
            sections = spectrum.consume(size);
        }
        int area = size[0] * size[1];
        float[] values = new float[Math.multiplyExact(area, size[2])];
        float[] section = new float[area];
        for (int z = 0; z < size[2]; z++) {
            sections.fill(z, section);
            for (int i = 0; i < area; i++) {
                values[z * area + i] = (float) (section[i] + mean);
            }
        }
        MrcFile.write(like(made, values), file, made.header());
        return processing;
    }

    /** The mean of the two, less its own mean. */
    private static Spectrum.Sections meanOf(HalfMapStreams halves, double mean) {
        Spectrum.Sections first = halves.half(0).sections();
        Spectrum.Sections second = halves.half(1).sections();
        float[] other = new float[halves.size()[0] * halves.size()[1]];
        return (z, section) -> {
            first.fill(z, section);
            second.fill(z, other);
            for (int i = 0; i < section.length; i++) {
                section[i] = (float) (((double) section[i] + other[i]) / 2 - mean);
            }
            return true;
        };
    }

    private static DensityMap like(HalfMapStreams halves, float[] values) {
        int[] size = halves.size();
        return new DensityMap(
                size[0],
                size[1],
                size[2],
                halves.header().voxel(),
                halves.header().place(),
                values);
    }

    private static List<String> notes(
            Request request,
            Given given,
            NoiseSymmetry symmetry,
            double shift,
            double measured,
            PostProcessing sharpened) {
        List<String> notes = new ArrayList<>(symmetry.notes());
        if (given.strength() != 1) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The second half map is %.4g times as strong as the first, and was brought to the same.",
                    given.strength()));
        }
        if (shift == 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The half maps reach %.2f Å, what was asked for is %.2f Å: they are given as they are.",
                    measured,
                    request.target()));
        } else if (!(Math.abs(measured / request.target() - 1) <= MISSED)) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The new half maps reach %.2f Å, not the %.2f Å asked for.",
                    measured,
                    request.target()));
        }
        Double end = given.survey().end();
        if (end != null) {
            notes.add(String.format(
                    Locale.ROOT, "Beyond %.2f Å the half maps hold nothing, and so do those made from them.", end));
        }
        if (request.sharpening() == Sharpening.RELION && sharpened.bFactor() == null) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The map is weighted and not sharpened: between %.0f Å and its resolution there are too few shells for"
                            + " a Guinier plot.",
                    PostProcessing.FIT_FROM));
        }
        return notes;
    }
}
