package org.emconverge.structure;

import java.util.List;
import javax.vecmath.Point3d;
import org.emconverge.CellList;

/** Whether a place lies within a fixed distance of any of many others. */
final class Surroundings {
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double distance;
    private final CellList cells;

    /** @param distance Å */
    Surroundings(List<Point3d> places, double distance) {
        this.distance = distance;
        x = places.stream().mapToDouble(p -> p.x).toArray();
        y = places.stream().mapToDouble(p -> p.y).toArray();
        z = places.stream().mapToDouble(p -> p.z).toArray();
        cells = new CellList(x, y, z, distance);
    }

    boolean hold(Point3d place) {
        return cells.any(place.x, place.y, place.z, i -> {
            double dx = x[i] - place.x;
            double dy = y[i] - place.y;
            double dz = z[i] - place.z;
            return dx * dx + dy * dy + dz * dz < distance * distance;
        });
    }
}
