package org.emconverge.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.emconverge.AtomicOutput;
import org.emconverge.density.DensityMap;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.MapStream;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SoftMask;

/** What relion_mask_create needs of two half maps: their mean, and how it is to be cut. */
public final class MaskContour {
    /** Pixels: a sharper edge would correlate by itself. */
    private static final long LEAST_EDGE = 3;

    private MaskContour() {}

    /**
     * Writes {@code mean.mrc} and {@code mask_options.txt}, a line of options for a mask like
     * {@link SoftMask#automatic}: cut at {@link SoftMask#contour}, extended and softened as that is, in whole pixels.
     *
     * @throws org.emconverge.InputException when a file is bad, or nothing rises above the noise
     */
    public static void write(Path half1, Path half2, Path folder) throws IOException {
        HalfMapStreams halves = HalfMapStreams.of(half1, half2);
        CoarseHalves coarse = CoarseHalves.of(halves, halves.spectrum(0), halves.spectrum(1));
        // the coarse maps are about their means
        double level = SoftMask.contour(coarse.first(), coarse.second()) + (halves.mean(0) + halves.mean(1)) / 2;
        MrcFile.write(mean(halves), folder.resolve("mean.mrc"), halves.header());
        double pixel = halves.header().voxel()[0];
        AtomicOutput.write(
                folder.resolve("mask_options.txt"),
                String.format(
                        Locale.ROOT,
                        "--ini_threshold %.6g --lowpass %.0f --angpix %.6f --extend_inimask %d --width_soft_edge %d%n",
                        level,
                        SoftMask.CONTOUR_RESOLUTION,
                        pixel,
                        Math.round(SoftMask.EXTENSION / pixel),
                        Math.max(LEAST_EDGE, Math.round(SoftMask.EDGE / pixel))));
    }

    private static DensityMap mean(HalfMapStreams halves) {
        int[] size = halves.size();
        int area = size[0] * size[1];
        float[] values = new float[Math.multiplyExact(area, size[2])];
        float[] first = new float[area];
        float[] second = new float[area];
        try (MapStream.Reader a = halves.half(0).open();
                MapStream.Reader b = halves.half(1).open()) {
            for (int z = 0; z < size[2]; z++) {
                a.fill(z, first);
                b.fill(z, second);
                for (int i = 0; i < area; i++) {
                    values[z * area + i] = (first[i] + second[i]) / 2;
                }
            }
        }
        return new DensityMap(
                size[0],
                size[1],
                size[2],
                halves.header().voxel(),
                halves.header().place(),
                values);
    }
}
