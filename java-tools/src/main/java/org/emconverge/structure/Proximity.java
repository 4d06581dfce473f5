package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;

/** Whether a place lies within a fixed distance of any of many others: they are sorted into cells of that size. */
final class Proximity {
    private static final long SPAN = 1 << 20;

    private final double distance;
    private final Map<Long, List<Point3d>> cells = new HashMap<>();

    /** @param distance Å */
    Proximity(List<Point3d> places, double distance) {
        this.distance = distance;
        places.forEach(p -> cells.computeIfAbsent(key(cell(p.x), cell(p.y), cell(p.z)), k -> new ArrayList<>())
                .add(p));
    }

    boolean isNear(Point3d place) {
        for (int i = 0; i < 27; i++) {
            long key = key(cell(place.x) + i % 3 - 1, cell(place.y) + i / 3 % 3 - 1, cell(place.z) + i / 9 - 1);
            for (Point3d other : cells.getOrDefault(key, List.of())) {
                if (other.distanceSquared(place) < distance * distance) {
                    return true;
                }
            }
        }
        return false;
    }

    private long cell(double coordinate) {
        return (long) Math.floor(coordinate / distance);
    }

    private static long key(long x, long y, long z) {
        return (x * SPAN + y) * SPAN + z;
    }
}
