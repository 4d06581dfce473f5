package org.emconverge.density;

import java.util.Arrays;

/**
 * The density of the solvent in a map. Only what a map has above it is density of a molecule: a map as programs write
 * it may have any constant added, so what multiplies a map with a mask, or with a model, takes this level off first.
 */
public final class SolventLevel {
    private SolventLevel() {}

    /**
     * The median of the outermost voxels of a map's box, which holds against the density of neighbours that reach
     * there; of a map that is masked it is the value of the masked part.
     */
    public static double of(DensityMap map) {
        int nx = map.nx();
        int ny = map.ny();
        int nz = map.nz();
        float[] outermost = new float[2 * (nx * ny + ny * nz + nz * nx)];
        int count = 0;
        for (int z = 0; z < nz; z++) {
            for (int y = 0; y < ny; y++) {
                boolean whole = z == 0 || z == nz - 1 || y == 0 || y == ny - 1;
                for (int x = 0; x < nx; x += whole ? 1 : Math.max(1, nx - 1)) {
                    outermost[count++] = map.values()[map.index(x, y, z)];
                }
            }
        }
        Arrays.sort(outermost, 0, count);
        return outermost[count / 2];
    }
}
