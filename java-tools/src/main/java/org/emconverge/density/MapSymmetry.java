package org.emconverge.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;

/** Whether a map has a symmetry: its correlation with itself, turned. */
public final class MapSymmetry {
    /** Å around the atoms: the molecule and the solvent next to it. */
    private static final double RADIUS = 5;
    /** Voxels looked at; of more every second, third … is. */
    private static final int MOST_VOXELS = 50_000;
    /** A turn that leads more of the molecule out of the map shows nothing. */
    private static final double LEAST_INSIDE = 0.8;

    private MapSymmetry() {}

    /**
     * The lowest correlation, over the operators, of the density around a molecule with that at the places the operator
     * leads to.
     *
     * @param atoms of one asymmetric unit, Å; rows of x, y, z
     * @param operators without the identity; at least one
     * @return −1 to 1; 0 without operators, where the map ends before the mate does, or has no density there
     */
    public static double correlation(DensityMap map, double[][] atoms, List<Matrix4d> operators) {
        List<Point3d> places = places(map, atoms);
        double lowest = operators.isEmpty() ? 0 : 1;
        for (Matrix4d operator : operators) {
            Correlation correlation = new Correlation();
            int inside = 0;
            Point3d turned = new Point3d();
            for (Point3d place : places) {
                operator.transform(place, turned);
                double there = map.at(turned.x, turned.y, turned.z);
                if (!Double.isNaN(there)) {
                    inside++;
                    correlation.add(map.at(place.x, place.y, place.z), there);
                }
            }
            double value = inside < LEAST_INSIDE * places.size() ? Double.NaN : correlation.value();
            lowest = Math.min(lowest, Double.isNaN(value) ? 0 : value);
        }
        return lowest;
    }

    /**
     * Whether a molecule, moved, still lies in the map's box, but for a fifth.
     *
     * @param atoms Å; rows of x, y, z
     */
    public static boolean holds(DensityMap map, double[][] atoms, Matrix4d operator) {
        Point3d moved = new Point3d();
        return Arrays.stream(atoms)
                        .filter(atom -> {
                            operator.transform(new Point3d(atom), moved);
                            return !Double.isNaN(map.at(moved.x, moved.y, moved.z));
                        })
                        .count()
                >= LEAST_INSIDE * atoms.length;
    }

    /** The middle of a map's box as RELION counts it, Å: of an even number of voxels the first of the second half. */
    public static Point3d middle(DensityMap map) {
        return new Point3d(
                map.origin()[0] + map.nx() / 2 * map.voxel()[0],
                map.origin()[1] + map.ny() / 2 * map.voxel()[1],
                map.origin()[2] + map.nz() / 2 * map.voxel()[2]);
    }

    /** Between voxels, so that interpolation blurs both sides of a comparison alike. */
    private static List<Point3d> places(DensityMap map, double[][] atoms) {
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
