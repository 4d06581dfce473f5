package org.emconverge.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.vecmath.Matrix3d;
import javax.vecmath.Point3d;
import org.emconverge.density.DensityMap;
import org.emconverge.density.GaussianFilter;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SoftMask;
import org.emconverge.density.Spectrum;
import org.emconverge.structure.PointGroup;

/**
 * Half maps whose signal, a ball of random density that falls with frequency, and white noise are known.
 *
 * @param signal what both hold
 */
record TestPair(DensityMap signal, Path half1, Path half2) {
    static final int SIZE = 48;
    static final double VOXEL = 1.5;
    static final double[] ORIGIN = {15, -30, 4.5};
    /** σ of the Gaussian that blurs the signal, Å. */
    static final double BLUR = 1.5;

    private static final double RADIUS = 17;

    /** Voxels of the middle of the box. */
    static final int MIDDLE = SIZE / 2;

    /** @param noise standard deviation; that of the signal before it is blurred is 1 */
    static TestPair write(Path folder, double noise, long seed) throws IOException {
        return write(folder, noise, seed, PointGroup.of("C1"));
    }

    /** Signal and noise averaged over a group whose rotations carry the grid onto itself. */
    static TestPair write(Path folder, double noise, long seed, PointGroup group) throws IOException {
        Random random = new Random(seed);
        DensityMap ball = times(GaussianFilter.smooth(white(random, 1), BLUR), ball(RADIUS));
        return write(folder, map(averaged(ball.values(), group)), noise, random, group);
    }

    /** A signal that fills the box, so that every shell has as many terms as it can. */
    static TestPair full(Path folder, double noise, long seed) throws IOException {
        Random random = new Random(seed);
        return write(folder, GaussianFilter.smooth(white(random, 1), BLUR), noise, random, PointGroup.of("C1"));
    }

    private static TestPair write(Path folder, DensityMap signal, double noise, Random random, PointGroup group)
            throws IOException {
        Path half1 = folder.resolve("in_half1.mrc");
        Path half2 = folder.resolve("in_half2.mrc");
        Files.createDirectories(folder);
        for (Path half : List.of(half1, half2)) {
            MrcFile.write(plus(signal, map(averaged(white(random, noise).values(), group))), half);
        }
        return new TestPair(signal, half1, half2);
    }

    HalfMapStreams streams() {
        return HalfMapStreams.of(half1, half2);
    }

    SeriesMapStep.Request request(double target, long seed) {
        return new SeriesMapStep.Request(
                null, half1, half2, target, seed, null, null, null, SeriesMapStep.Sharpening.RELION);
    }

    static DensityMap white(Random random, double sd) {
        float[] values = new float[SIZE * SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sd * random.nextGaussian());
        }
        return map(values);
    }

    static Spectrum spectrum(DensityMap map) {
        double edge = SIZE * VOXEL;
        return Spectrum.of(
                (z, section) -> {
                    System.arraycopy(map.values(), map.index(0, 0, z), section, 0, section.length);
                    return true;
                },
                new int[] {SIZE, SIZE, SIZE},
                new double[] {edge, edge, edge},
                Double.POSITIVE_INFINITY);
    }

    static float[] ball(double radius) {
        double middle = MIDDLE * VOXEL;
        double[][] centre = {{ORIGIN[0] + middle, ORIGIN[1] + middle, ORIGIN[2] + middle}};
        return SoftMask.around(map(new float[SIZE * SIZE * SIZE]), centre, radius, 4)
                .values();
    }

    static DensityMap map(float[] values) {
        return new DensityMap(SIZE, SIZE, SIZE, new double[] {VOXEL, VOXEL, VOXEL}, ORIGIN, values);
    }

    static DensityMap plus(DensityMap a, DensityMap b) {
        float[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += b.values()[i];
        }
        return map(values);
    }

    static DensityMap times(DensityMap a, float[] weights) {
        float[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= weights[i];
        }
        return map(values);
    }

    /** The mean over rotations about the middle voxel of a box that repeats; written independently of the splines. */
    static float[] averaged(float[] values, PointGroup group) {
        float[] sum = new float[values.length];
        for (Matrix3d rotation : group.rotations()) {
            for (int i = 0; i < values.length; i++) {
                sum[i] += values[turned(i, rotation)] / group.order();
            }
        }
        return sum;
    }

    /** The voxel that a rotation carries a voxel to. */
    static int turned(int i, Matrix3d rotation) {
        Point3d place = new Point3d(i % SIZE - MIDDLE, i / SIZE % SIZE - MIDDLE, i / (SIZE * SIZE) - MIDDLE);
        rotation.transform(place);
        int x = Math.floorMod((int) Math.rint(place.x) + MIDDLE, SIZE);
        int y = Math.floorMod((int) Math.rint(place.y) + MIDDLE, SIZE);
        int z = Math.floorMod((int) Math.rint(place.z) + MIDDLE, SIZE);
        return (z * SIZE + y) * SIZE + x;
    }
}
