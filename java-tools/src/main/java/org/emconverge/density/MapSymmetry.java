package org.emconverge.density;

import java.util.Arrays;
import java.util.List;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;

/** Whether a map has a symmetry: its correlation with itself, turned. */
public final class MapSymmetry {
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
        List<Point3d> places = NearbyPlaces.of(map, atoms);
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
}
