package org.emconverge.density;

import org.emconverge.InputException;
import org.jtransforms.fft.FloatFFT_3D;

/**
 * Two real maps as the real and imaginary part of one complex array, whose transform Z holds both of theirs: F(q) = (Z(q) +
 * Z*(−q)) / 2 and G(q) = (Z(q) − Z*(−q)) / 2i. Half the memory and time of two complex transforms, for any size.
 */
final class PairTransform {
    private final int nx;
    private final int ny;
    private final int nz;
    private final double[] voxel;
    private final float[] packed;

    private PairTransform(int nx, int ny, int nz, double[] voxel, float[] packed) {
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
        this.voxel = voxel;
        this.packed = packed;
    }

    /**
     * Each map about its mean, in units of its standard deviation, so that single precision is spent on both alike.
     *
     * @throws InputException when a map is constant
     */
    static PairTransform pack(DensityMap a, DensityMap b) {
        PairTransform pair = new PairTransform(a.nx(), a.ny(), a.nz(), a.voxel(), new float[Math.multiplyExact(2, a.values().length)]);
        pair.put(a, 0);
        pair.put(b, 1);
        return pair;
    }

    private void put(DensityMap map, int part) {
        MapStatistics statistics = MapStatistics.of(map.values());
        if (statistics.min() == statistics.max()) {
            throw new InputException("A map to be correlated is constant (every voxel is " + statistics.min()
                    + "): give a map that holds density.");
        }
        float[] values = map.values();
        for (int i = 0; i < values.length; i++) {
            packed[2 * i + part] = (float) ((values[i] - statistics.mean()) / statistics.sd());
        }
    }

    /** Multiplies both maps, in real space, by one weight per voxel. */
    void multiply(float[] mask) {
        if (mask.length != packed.length / 2) {
            throw new IllegalArgumentException("A mask of " + mask.length + " values for " + packed.length / 2 + " voxels");
        }
        for (int i = 0; i < mask.length; i++) {
            packed[2 * i] *= mask[i];
            packed[2 * i + 1] *= mask[i];
        }
    }

    void forward() {
        new FloatFFT_3D(nz, ny, nx).complexForward(packed);
    }

    void inverse() {
        new FloatFFT_3D(nz, ny, nx).complexInverse(packed, true);
    }

    /** The correlation of the two maps, both transformed. */
    FscCurve curve() {
        double longest = Math.max(nx * voxel[0], Math.max(ny * voxel[1], nz * voxel[2]));
        double nyquist = 0.5 / Math.max(voxel[0], Math.max(voxel[1], voxel[2]));
        // The tiny excess forgives what division lost.
        int shells = (int) Math.floor(nyquist * longest * (1 + 1e-9)) + 1;
        ShellSums sums = new ShellSums(shells);
        for (int k = 0; k < nz; k++) {
            for (int j = 0; j < ny; j++) {
                row(k, j, longest, sums);
            }
        }
        return sums.curve(1 / longest);
    }

    /** One coefficient of every Friedel pair: half of each row, where the rows at both ends hold both members and count half. */
    private void row(int k, int j, double longest, ShellSums sums) {
        double v = Grid.wave(j, ny) / (ny * voxel[1]);
        double w = Grid.wave(k, nz) / (nz * voxel[2]);
        for (int i = 0; i <= nx / 2; i++) {
            double u = i / (nx * voxel[0]);
            int shell = (int) Math.rint(Math.sqrt(u * u + v * v + w * w) * longest);
            if (shell < sums.shells()) {
                int at = 2 * index(i, j, k);
                int mate = 2 * index((nx - i) % nx, (ny - j) % ny, (nz - k) % nz);
                sums.add(shell, packed[at], packed[at + 1], packed[mate], packed[mate + 1], i == 0 || 2 * i == nx ? 1 : 2);
            }
        }
    }

    private int index(int i, int j, int k) {
        return (k * ny + j) * nx + i;
    }
}
