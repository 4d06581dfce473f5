package org.emconverge.density;

import java.util.Random;

/** Atoms in a ball and their density, a Gaussian each: a map whose every value is known. */
final class Blobs {
    static final double SIGMA = 1.2;
    final double[][] atoms;

    /** @param centre of the ball, Å */
    Blobs(double[] centre, double radius, int count) {
        Random random = new Random(7);
        atoms = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] p = new double[3];
            do {
                for (int axis = 0; axis < 3; axis++) {
                    p[axis] = radius * (2 * random.nextDouble() - 1);
                }
            } while (p[0] * p[0] + p[1] * p[1] + p[2] * p[2] > radius * radius);
            atoms[i] = new double[] {p[0] + centre[0], p[1] + centre[1], p[2] + centre[2]};
        }
    }

    float at(double x, double y, double z) {
        double sum = 0;
        for (double[] a : atoms) {
            double d2 = (x - a[0]) * (x - a[0]) + (y - a[1]) * (y - a[1]) + (z - a[2]) * (z - a[2]);
            sum += d2 > 100 ? 0 : Math.exp(-d2 / (2 * SIGMA * SIGMA));
        }
        return (float) sum;
    }

    /** The file of a cubic map whose first voxel lies at {@code origin}; ORIGIN and NSTART are left zero. */
    RawMrc map(int n, double voxel, double[] origin) {
        RawMrc raw = new RawMrc().size(n, n, n);
        raw.cell = new float[] {(float) (n * voxel), (float) (n * voxel), (float) (n * voxel)};
        raw.values = (x, y, z) -> at(origin[0] + x * voxel, origin[1] + y * voxel, origin[2] + z * voxel);
        return raw;
    }

    double[][] moved(double x, double y, double z) {
        double[][] moved = new double[atoms.length][];
        for (int i = 0; i < atoms.length; i++) {
            moved[i] = new double[] {atoms[i][0] + x, atoms[i][1] + y, atoms[i][2] + z};
        }
        return moved;
    }
}
