package org.emconverge.density;

/**
 * Smooths a map by a Gaussian, axis by axis in real space. Beyond the box the map has its mean, so that noise is no
 * louder at the rim.
 */
public final class GaussianFilter {
    /** What lies farther off weighs less than 2·10⁻⁴ of the nearest. */
    private static final double REACH_IN_SIGMA = 4;

    private GaussianFilter() {}

    /** @param sigma Å */
    public static DensityMap smooth(DensityMap map, double sigma) {
        int[] size = {map.nx(), map.ny(), map.nz()};
        float[] values = map.values().clone();
        double mean = MapStatistics.of(values).mean();
        int stride = 1;
        for (int axis = 0; axis < 3; axis++) {
            double[] kernel = kernel(sigma / map.voxel()[axis]);
            double[] line = new double[size[axis]];
            for (int i = 0; i < values.length / size[axis]; i++) {
                smooth(values, i / stride * stride * size[axis] + i % stride, stride, line, kernel, mean);
            }
            stride *= size[axis];
        }
        return new DensityMap(map.nx(), map.ny(), map.nz(), map.voxel(), map.origin(), values);
    }

    private static double[] kernel(double sigma) {
        double[] kernel = new double[(int) Math.ceil(REACH_IN_SIGMA * sigma) + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static void smooth(float[] values, int from, int stride, double[] line, double[] kernel, double mean) {
        for (int i = 0; i < line.length; i++) {
            line[i] = values[from + i * stride] - mean;
        }
        for (int i = 0; i < line.length; i++) {
            double sum = 0;
            for (int j = Math.max(0, i - kernel.length + 1); j < Math.min(line.length, i + kernel.length); j++) {
                sum += kernel[Math.abs(i - j)] * line[j];
            }
            values[from + i * stride] = (float) (mean + sum);
        }
    }
}
