package org.emconverge.structure;

import java.util.List;
import javax.vecmath.Point3d;
import org.emconverge.CellList;

/** Whether a place lies within a fixed distance of any of many others. */
final class Surroundings {
    private final List<Point3d> places;
    private final double distance;
    private final CellList cells;

    /** @param distance Å */
    Surroundings(List<Point3d> places, double distance) {
        this.places = List.copyOf(places);
        this.distance = distance;
        cells = new CellList(
                places.stream().mapToDouble(p -> p.x).toArray(),
                places.stream().mapToDouble(p -> p.y).toArray(),
                places.stream().mapToDouble(p -> p.z).toArray(),
                distance);
    }

    boolean hold(Point3d place) {
        return cells.any(place.x, place.y, place.z, i -> places.get(i).distanceSquared(place) < distance * distance);
    }
}
