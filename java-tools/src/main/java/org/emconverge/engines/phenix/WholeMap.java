package org.emconverge.engines.phenix;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MapStatistics;
import org.emconverge.structure.Symmetry;

/** The density of an assembly, made from that around its asymmetric unit by the map's own symmetry. */
final class WholeMap {
    /** Å around the atoms. */
    private static final double MARGIN = 6;

    private WholeMap() {}

    /**
     * @param unit density around the asymmetric unit; its voxels keep their values
     * @param atoms of the whole assembly, Å
     * @return the density around all of {@code atoms}, on the same voxels; where no mate of {@code unit} reaches, its
     *     mean
     */
    static DensityMap of(DensityMap unit, Symmetry symmetry, List<Point3d> atoms) {
        int[] first = new int[3];
        int[] size = new int[3];
        int[] old = {unit.nx(), unit.ny(), unit.nz()};
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            double[] voxels = atoms.stream()
                    .mapToDouble(p -> (component(p, a) - unit.origin()[a]) / unit.voxel()[a])
                    .toArray();
            double margin = MARGIN / unit.voxel()[axis];
            first[axis] =
                    Math.min(0, (int) Math.floor(Arrays.stream(voxels).min().orElse(0) - margin));
            size[axis] = Math.max(
                            old[axis],
                            (int) Math.ceil(Arrays.stream(voxels).max().orElse(0) + margin) + 1)
                    - first[axis];
        }
        double[] origin = IntStream.range(0, 3)
                .mapToDouble(axis -> unit.origin()[axis] + first[axis] * unit.voxel()[axis])
                .toArray();
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2])];
        DensityMap whole = new DensityMap(size[0], size[1], size[2], unit.voxel(), origin, values);
        float beyond = (float) MapStatistics.of(unit.values()).mean();
        List<Matrix4d> back = symmetry.mates().stream()
                .map(operator -> {
                    Matrix4d inverse = new Matrix4d(operator);
                    inverse.invert();
                    return inverse;
                })
                .toList();
        IntStream.range(0, size[2]).parallel().forEach(z -> fillSection(whole, unit, first, z, back, beyond));
        return whole;
    }

    private static void fillSection(
            DensityMap whole, DensityMap unit, int[] first, int z, List<Matrix4d> back, float beyond) {
        Point3d place = new Point3d();
        for (int y = 0; y < whole.ny(); y++) {
            for (int x = 0; x < whole.nx(); x++) {
                int ux = x + first[0];
                int uy = y + first[1];
                int uz = z + first[2];
                boolean inside = ux >= 0 && uy >= 0 && uz >= 0 && ux < unit.nx() && uy < unit.ny() && uz < unit.nz();
                place.set(
                        whole.origin()[0] + x * whole.voxel()[0],
                        whole.origin()[1] + y * whole.voxel()[1],
                        whole.origin()[2] + z * whole.voxel()[2]);
                whole.values()[whole.index(x, y, z)] =
                        inside ? unit.values()[unit.index(ux, uy, uz)] : atMate(unit, place, back, beyond);
            }
        }
    }

    private static float atMate(DensityMap unit, Point3d place, List<Matrix4d> back, float beyond) {
        Point3d turned = new Point3d();
        for (Matrix4d operator : back) {
            operator.transform(place, turned);
            double value = unit.at(turned.x, turned.y, turned.z);
            if (!Double.isNaN(value)) {
                return (float) value;
            }
        }
        return beyond;
    }

    private static double component(Point3d place, int axis) {
        return axis == 0 ? place.x : axis == 1 ? place.y : place.z;
    }
}
