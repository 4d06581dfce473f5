package org.emconverge.density;

import java.util.function.DoubleUnaryOperator;

/** Maps about the point 0, 0, 0 whose density depends on the distance from it alone, so that all is known of them. */
final class Spheres {
    private Spheres() {}

    /**
     * A cube.
     *
     * @param half voxels on each side of the middle one, whose position is 0, 0, 0
     * @param voxel Å
     * @param density by the distance, Å
     */
    static DensityMap of(int half, double voxel, DoubleUnaryOperator density) {
        int n = 2 * half + 1;
        float[] values = new float[n * n * n];
        for (int i = 0; i < values.length; i++) {
            double x = (i % n - half) * voxel;
            double y = (i / n % n - half) * voxel;
            double z = (i / n / n - half) * voxel;
            values[i] = (float) density.applyAsDouble(Math.sqrt(x * x + y * y + z * z));
        }
        double origin = -half * voxel;
        return new DensityMap(
                n, n, n, new double[] {voxel, voxel, voxel}, new double[] {origin, origin, origin}, values);
    }
}
