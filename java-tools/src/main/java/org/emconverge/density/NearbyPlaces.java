package org.emconverge.density;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javax.vecmath.Point3d;

/** Places in the density around a molecule, at which two maps, or two parts of one, are compared. */
final class NearbyPlaces {
    /** Å around the atoms: the molecule and the solvent next to it. */
    private static final double RADIUS = 5;
    /** Voxels looked at; of more every second, third … is. */
    private static final int MOST_VOXELS = 50_000;

    private NearbyPlaces() {}

    /**
     * Between voxels, so that interpolation blurs both sides of a comparison alike.
     *
     * @param atoms Å; rows of x, y, z
     */
    static List<Point3d> of(DensityMap map, double[][] atoms) {
        BitSet near = new BitSet(map.values().length);
        for (double[] atom : atoms) {
            VoxelBalls.rows(map, atom[0], atom[1], atom[2], RADIUS, (from, to, x, yz2) -> near.set(from, to));
        }
        int every = 1 + near.cardinality() / MOST_VOXELS;
        List<Point3d> places = new ArrayList<>();
        int count = 0;
        for (int i = near.nextSetBit(0); i >= 0; i = near.nextSetBit(i + 1)) {
            int x = i % map.nx();
            int y = i / map.nx() % map.ny();
            int z = i / map.nx() / map.ny();
            if (count++ % every == 0 && x < map.nx() - 1 && y < map.ny() - 1 && z < map.nz() - 1) {
                places.add(new Point3d(
                        map.origin()[0] + (x + 0.5) * map.voxel()[0],
                        map.origin()[1] + (y + 0.5) * map.voxel()[1],
                        map.origin()[2] + (z + 0.5) * map.voxel()[2]));
            }
        }
        return places;
    }
}
