package org.emconverge.density;

import java.util.SplittableRandom;
import org.emconverge.InputException;
import org.jtransforms.fft.FloatFFT_3D;

/**
 * Two real maps as the real and imaginary part of one complex array, whose transform Z holds both of theirs: F(q) =
 * (Z(q) + Z*(−q)) / 2 and G(q) = (Z(q) − Z*(−q)) / 2i. Half the memory and time of two complex transforms, for any
 * size.
 */
final class PairTransform {
    private static final int MAX_VOXELS = (Integer.MAX_VALUE - 8) / 2;

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
     * @throws InputException when a map is constant, or has more than 2³⁰ voxels
     */
    static PairTransform pack(DensityMap a, DensityMap b) {
        if (a.values().length > MAX_VOXELS) {
            throw new InputException("Maps of " + a.nx() + " x " + a.ny() + " x " + a.nz()
                    + " voxels are too large to be transformed: crop or bin them.");
        }
        PairTransform pair = new PairTransform(a.nx(), a.ny(), a.nz(), a.voxel(), new float[2 * a.values().length]);
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
            throw new IllegalArgumentException(
                    "A mask of " + mask.length + " values for " + packed.length / 2 + " voxels");
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
        double nyquist = 0.5 / Math.max(voxel[0], Math.max(voxel[1], voxel[2]));
        // The tiny excess forgives what division lost.
        ShellSums sums = new ShellSums((int) Math.floor(nyquist * longest() * (1 + 1e-9)) + 1);
        forEachPair((at, mate, frequency) -> {
            int shell = (int) Math.rint(frequency * longest());
            if (shell < sums.shells()) {
                sums.add(shell, packed[at], packed[at + 1], packed[mate], packed[mate + 1], at == mate ? 1 : 2);
            }
        });
        return sums.curve(1 / longest());
    }

    /**
     * Turns every coefficient of either map, both transformed, by a random phase of its own, the amplitudes kept.
     *
     * @param beyond from this frequency on, Å⁻¹
     */
    void randomisePhases(double beyond, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        forEachPair((at, mate, frequency) -> {
            if (frequency >= beyond) {
                turn(at, mate, random.nextDouble(), random.nextDouble());
            }
        });
    }

    /**
     * Turns F by the first and G by the second, in whole turns; a coefficient that is its own mate is real and changes
     * sign at most.
     */
    private void turn(int at, int mate, double first, double second) {
        boolean real = at == mate;
        double phi = real ? Math.PI * Math.rint(first) : 2 * Math.PI * first;
        double psi = real ? Math.PI * Math.rint(second) : 2 * Math.PI * second;
        double fRe = (packed[at] + packed[mate]) / 2;
        double fIm = (packed[at + 1] - packed[mate + 1]) / 2;
        double gRe = (packed[at + 1] + packed[mate + 1]) / 2;
        double gIm = (packed[mate] - packed[at]) / 2;
        double turnedFRe = fRe * Math.cos(phi) - fIm * Math.sin(phi);
        double turnedFIm = fRe * Math.sin(phi) + fIm * Math.cos(phi);
        double turnedGRe = gRe * Math.cos(psi) - gIm * Math.sin(psi);
        double turnedGIm = gRe * Math.sin(psi) + gIm * Math.cos(psi);
        packed[at] = (float) (turnedFRe - turnedGIm);
        packed[at + 1] = (float) (turnedFIm + turnedGRe);
        packed[mate] = (float) (turnedFRe + turnedGIm);
        packed[mate + 1] = (float) (turnedGRe - turnedFIm);
    }

    /** Å: shells are as wide as its reciprocal. */
    private double longest() {
        return Math.max(nx * voxel[0], Math.max(ny * voxel[1], nz * voxel[2]));
    }

    /** What is done with a coefficient and its Friedel mate, given where their real parts are. */
    @FunctionalInterface
    private interface PairAction {
        void take(int at, int mate, double frequency);
    }

    /** Every Friedel pair once, in the order of the array. */
    private void forEachPair(PairAction action) {
        for (int k = 0; k < nz; k++) {
            double w = Grid.wave(k, nz) / (nz * voxel[2]);
            for (int j = 0; j < ny; j++) {
                double v = Grid.wave(j, ny) / (ny * voxel[1]);
                for (int i = 0; i <= nx / 2; i++) {
                    double u = i / (nx * voxel[0]);
                    int at = index(i, j, k);
                    int mate = index((nx - i) % nx, (ny - j) % ny, (nz - k) % nz);
                    // The mates of the first half row lie in the second, but for the rows at both ends, which hold both
                    // members.
                    if (at <= mate || i > 0 && 2 * i < nx) {
                        action.take(2 * at, 2 * mate, Math.sqrt(u * u + v * v + w * w));
                    }
                }
            }
        }
    }

    private int index(int i, int j, int k) {
        return (k * ny + j) * nx + i;
    }
}
