package org.emconverge.density;

/**
 * A real-space map on an orthogonal grid, axes x, y, z.
 *
 * @param nx voxels along x
 * @param ny voxels along y
 * @param nz voxels along z
 * @param voxel voxel edge along x, y, z, Å; length 3
 * @param origin position of voxel (0, 0, 0), Å; length 3
 * @param values density, x fastest: index {@code (z * ny + y) * nx + x}; length nx·ny·nz
 */
public record DensityMap(int nx, int ny, int nz, double[] voxel, double[] origin, float[] values) {
    public DensityMap {
        if (values.length != Math.multiplyExact(Math.multiplyExact(nx, ny), nz)) {
            throw new IllegalArgumentException(
                    "A " + nx + " x " + ny + " x " + nz + " map with " + values.length + " values");
        }
    }

    public int index(int x, int y, int z) {
        return (z * ny + y) * nx + x;
    }

    /**
     * The same density with its first voxel elsewhere.
     *
     * @param newOrigin Å; length 3
     */
    public DensityMap at(double[] newOrigin) {
        return new DensityMap(nx, ny, nz, voxel, newOrigin, values);
    }

    /**
     * Other values on the same grid.
     *
     * @param others length nx·ny·nz
     */
    DensityMap with(float[] others) {
        return new DensityMap(nx, ny, nz, voxel, origin, others);
    }

    /**
     * The part of the map around positions; the map itself where it is no larger.
     *
     * @param positions Å, at least one row of x, y, z
     * @param margin around them, Å
     * @throws IllegalArgumentException when the box around them does not meet the map in two voxels along each axis
     */
    public DensityMap around(double[][] positions, double margin) {
        int[] size = {nx, ny, nz};
        int[] first = new int[3];
        int[] count = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] position : positions) {
                low = Math.min(low, position[axis] - margin);
                high = Math.max(high, position[axis] + margin);
            }
            first[axis] = Math.max(0, (int) Math.floor((low - origin[axis]) / voxel[axis]));
            int last = Math.min(size[axis] - 1, (int) Math.ceil((high - origin[axis]) / voxel[axis]));
            count[axis] = last - first[axis] + 1;
            if (count[axis] < 2) {
                throw new IllegalArgumentException("There are no voxels around these positions");
            }
        }
        float[] part = new float[count[0] * count[1] * count[2]];
        for (int z = 0; z < count[2]; z++) {
            for (int y = 0; y < count[1]; y++) {
                int from = index(first[0], first[1] + y, first[2] + z);
                System.arraycopy(values, from, part, (z * count[1] + y) * count[0], count[0]);
            }
        }
        double[] corner = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            corner[axis] = origin[axis] + first[axis] * voxel[axis];
        }
        return new DensityMap(count[0], count[1], count[2], voxel, corner, part);
    }

    /** Trilinear interpolation at a position in Å; NaN outside the grid. */
    public double at(double x, double y, double z) {
        return atVoxel((x - origin[0]) / voxel[0], (y - origin[1]) / voxel[1], (z - origin[2]) / voxel[2]);
    }

    /** Trilinear interpolation at a position in voxels from the first; NaN outside the grid. */
    double atVoxel(double fx, double fy, double fz) {
        if (!(fx >= 0 && fy >= 0 && fz >= 0 && fx <= nx - 1 && fy <= ny - 1 && fz <= nz - 1)) {
            return Double.NaN;
        }
        int ix = Math.min((int) fx, nx - 2);
        int iy = Math.min((int) fy, ny - 2);
        int iz = Math.min((int) fz, nz - 2);
        double lower = plane(ix, iy, iz, fx - ix, fy - iy);
        double upper = plane(ix, iy, iz + 1, fx - ix, fy - iy);
        return lower + (fz - iz) * (upper - lower);
    }

    private double plane(int ix, int iy, int iz, double tx, double ty) {
        int i = index(ix, iy, iz);
        double near = values[i] + tx * (values[i + 1] - values[i]);
        double far = values[i + nx] + tx * (values[i + nx + 1] - values[i + nx]);
        return near + ty * (far - near);
    }
}
