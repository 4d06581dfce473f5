package org.emconverge.density;

import java.util.Arrays;
import java.util.List;

/**
 * What a map has above its solvent, times the soft mask around a model: what the masked Fourier shell correlation is
 * made of. Were the solvent's level left in it, the mask itself would be part of the density.
 */
final class MaskedMap implements Spectrum.Sections {
    private final DensityMap map;
    private final double solvent;
    /** The weights, on the part of the map's grid that holds all that are not zero. */
    private final DensityMap mask;

    private final int[] offset;

    /**
     * @param solvent {@link SolventLevel} of the map
     * @param atoms all inside the map
     */
    MaskedMap(DensityMap map, double solvent, List<FitAtom> atoms) {
        this.map = map;
        this.solvent = solvent;
        DensityMap part = VoxelBalls.around(map, atoms, SoftMask.RADIUS + SoftMask.EDGE);
        offset = VoxelBalls.offset(part, map);
        mask = SoftMask.around(
                part,
                atoms.stream().map(a -> new double[] {a.x(), a.y(), a.z()}).toArray(double[][]::new));
    }

    @Override
    public boolean fill(int z, float[] section) {
        int k = z - offset[2];
        if (k < 0 || k >= mask.nz()) {
            return false;
        }
        Arrays.fill(section, 0);
        for (int j = 0; j < mask.ny(); j++) {
            int from = mask.index(0, j, k);
            int at = map.index(offset[0], offset[1] + j, z);
            int to = (offset[1] + j) * map.nx() + offset[0];
            for (int i = 0; i < mask.nx(); i++) {
                section[to + i] = (float) (mask.values()[from + i] * (map.values()[at + i] - solvent));
            }
        }
        return true;
    }
}
