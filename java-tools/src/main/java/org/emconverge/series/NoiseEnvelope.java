package org.emconverge.series;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.emconverge.InputException;
import org.emconverge.density.HalfMapStreams;
import org.emconverge.density.MapStream;
import org.emconverge.density.Spectrum;

/**
 * How strong the noise of two half maps is at every distance from the middle of their box, of a helix from its axis:
 * the root mean square of half their difference. Reconstruction makes it fall or rise outwards, and a spherical mask
 * ends it.
 *
 * @param along 1 for the distance from the middle, 0 for that from the axis through it along z
 * @param distance of the nodes, Å, rising
 * @param rms at the nodes
 * @param constant of the voxels at distances where some have noise and some have not, the fraction that has none: 0 of
 *     maps that are not masked; of maps with a mask in the shape of the molecule a large part
 */
record NoiseEnvelope(double along, double[] distance, double[] rms, double constant) {
    /** A node is the mean of at least so many voxels, else chance would show in it. */
    private static final int LEAST_VOXELS = 500;
    /** Of voxels without noise among those with: more is a mask's work. */
    private static final double MASKED = 0.1;
    /** A difference that is as near to that at the box's corner as this, in units of all differences, is no noise. */
    private static final double SAME = 1e-3;
    /** A shell in which so many voxels have no noise lies outside of a spherical mask. */
    private static final double WHOLE = 0.99;

    /** Sums by distance, in shells of one voxel. */
    private static final class Sums {
        final long[] voxels;
        final long[] constant;
        final double[] squares;

        Sums(int shells) {
            voxels = new long[shells];
            constant = new long[shells];
            squares = new double[shells];
        }
    }

    /**
     * Measures it.
     *
     * @param helical of a helix along z
     * @throws InputException when the half maps were masked
     */
    static NoiseEnvelope of(HalfMapStreams halves, boolean helical) {
        int[] size = halves.size();
        double[] voxel = halves.header().voxel();
        double width = Math.min(voxel[0], Math.min(voxel[1], voxel[2]));
        double along = helical ? 0 : 1;
        double[] corner = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            corner[axis] = (axis == 2 ? along : 1) * (size[axis] / 2) * voxel[axis];
        }
        Sums sums = new Sums((int) Math.rint(Math.hypot(Math.hypot(corner[0], corner[1]), corner[2]) / width) + 1);
        double offset = halves.mean(0) - halves.mean(1);
        double all = rootMeanSquare(halves, offset);
        int[] z = new int[1];
        double[] atCorner = new double[1];
        boolean[] same = new boolean[size[0] * size[1]];
        differences(halves, differences -> {
            atCorner[0] = z[0] == 0 ? differences[0] : atCorner[0];
            for (int i = 0; i < same.length; i++) {
                same[i] = Math.abs(differences[i] - atCorner[0]) <= SAME * all;
            }
            boolean[] constant = inCrosses(same, size[0]);
            double dz = along * (z[0]++ - size[2] / 2) * voxel[2];
            for (int i = 0; i < same.length; i++) {
                double dx = (i % size[0] - size[0] / 2) * voxel[0];
                double dy = (i / size[0] - size[1] / 2) * voxel[1];
                int shell = (int) Math.rint(Math.sqrt(dx * dx + dy * dy + dz * dz) / width);
                double noise = (differences[i] - offset) / 2;
                sums.voxels[shell]++;
                sums.constant[shell] += constant[i] ? 1 : 0;
                sums.squares[shell] += noise * noise;
            }
        });
        double inscribed = Math.min(corner[0], helical ? corner[1] : Math.min(corner[1], corner[2]));
        NoiseEnvelope envelope = nodes(sums, width, along, constant(sums, (int) (inscribed / width)));
        if (envelope.constant() > MASKED) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The half maps were masked: %.0f %% of the voxels around the molecule have no noise: give the"
                            + " unmasked half maps of the reconstruction.",
                    100 * envelope.constant()));
        }
        return envelope;
    }

    /**
     * Of the same voxels those in a cross of five in the section that all are: of maps of whole numbers, which have few
     * differences, single ones are the same by chance.
     */
    private static boolean[] inCrosses(boolean[] same, int row) {
        boolean[] inCrosses = new boolean[same.length];
        for (int i = 0; i < same.length; i++) {
            int left = i % row == 0 ? i : i - 1;
            int right = i % row == row - 1 ? i : i + 1;
            int above = i < row ? i : i - row;
            int below = i >= same.length - row ? i : i + row;
            if (same[i] && same[left] && same[right] && same[above] && same[below]) {
                for (int member : new int[] {i, left, right, above, below}) {
                    inCrosses[member] = true;
                }
            }
        }
        return inCrosses;
    }

    private static double rootMeanSquare(HalfMapStreams halves, double offset) {
        double[] sum = new double[1];
        differences(halves, differences -> {
            for (double difference : differences) {
                sum[0] += (difference - offset) * (difference - offset);
            }
        });
        int[] n = halves.size();
        return Math.sqrt(sum[0] / ((double) n[0] * n[1] * n[2]));
    }

    /** First less second half map, section by section. */
    private static void differences(HalfMapStreams halves, Consumer<double[]> action) {
        int[] size = halves.size();
        float[] first = new float[size[0] * size[1]];
        float[] second = new float[first.length];
        double[] differences = new double[first.length];
        try (MapStream.Reader a = halves.half(0).open();
                MapStream.Reader b = halves.half(1).open()) {
            for (int z = 0; z < size[2]; z++) {
                a.fill(z, first);
                b.fill(z, second);
                for (int i = 0; i < first.length; i++) {
                    differences[i] = (double) first[i] - second[i];
                }
                action.accept(differences);
            }
        }
    }

    private static double constant(Sums sums, int shells) {
        long voxels = 0;
        long constant = 0;
        for (int shell = 0; shell < shells; shell++) {
            if (sums.constant[shell] < WHOLE * sums.voxels[shell]) {
                voxels += sums.voxels[shell];
                constant += sums.constant[shell];
            }
        }
        return voxels == 0 ? 0 : (double) constant / voxels;
    }

    private static NoiseEnvelope nodes(Sums sums, double width, double along, double constant) {
        double[] distance = new double[sums.voxels.length];
        double[] rms = new double[sums.voxels.length];
        int nodes = 0;
        long voxels = 0;
        double squares = 0;
        double radii = 0;
        for (int shell = 0; shell < sums.voxels.length; shell++) {
            voxels += sums.voxels[shell];
            squares += sums.squares[shell];
            radii += sums.voxels[shell] * shell * width;
            if (voxels >= LEAST_VOXELS) {
                distance[nodes] = radii / voxels;
                rms[nodes++] = Math.sqrt(squares / voxels);
                voxels = 0;
                squares = 0;
                radii = 0;
            }
        }
        if (nodes == 0) {
            // a box so small has one strength of its noise
            distance[0] = 0;
            rms[nodes++] = Math.sqrt(squares / Math.max(1, voxels));
        }
        return new NoiseEnvelope(along, Arrays.copyOf(distance, nodes), Arrays.copyOf(rms, nodes), constant);
    }

    /** The root mean square at a distance, Å: linear between the nodes, constant beyond. */
    double at(double r) {
        int node = Arrays.binarySearch(distance, r);
        int after = node >= 0 ? node : -node - 1;
        if (after == 0 || after == distance.length) {
            return rms[Math.min(after, distance.length - 1)];
        }
        double fraction = (r - distance[after - 1]) / (distance[after] - distance[after - 1]);
        return rms[after - 1] + fraction * (rms[after] - rms[after - 1]);
    }

    /** A map times this envelope. */
    Spectrum.Sections times(Spectrum.Sections map, int[] size, double[] voxel) {
        return (z, section) -> {
            if (!map.fill(z, section)) {
                return false;
            }
            double dz = along * (z - size[2] / 2) * voxel[2];
            for (int i = 0; i < section.length; i++) {
                double dx = (i % size[0] - size[0] / 2) * voxel[0];
                double dy = (i / size[0] - size[1] / 2) * voxel[1];
                section[i] *= (float) at(Math.sqrt(dx * dx + dy * dy + dz * dz));
            }
            return true;
        };
    }
}
