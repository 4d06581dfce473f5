package org.emconverge.register;

import java.util.ArrayList;
import java.util.List;
import javax.vecmath.Point3d;
import org.emconverge.density.DensityMap;

/**
 * Draws a backbone into the density nearby, so that side chains are looked for where its residues would be if it were
 * refined: where a register is wrong, the backbone is often an ångström off. Main-chain atoms and ideal Cβ climb the
 * filtered map, held together by springs between near atoms of neighbouring residues.
 */
final class BackboneFit {
    private static final int STEPS = 60;
    /** Å for a unit of force. */
    private static final double STEP = 0.012;
    /** Of the springs, when a main chain's density is about 2.5 at its atoms: per Å². */
    private static final double STIFFNESS = 10;
    /** Atoms of a residue and the next that are this near are held at their distance, Å. */
    private static final double REACH = 4;
    /** Half the interval over which a gradient is taken, Å. */
    private static final double DELTA = 0.3;

    private record Spring(int a, int b, double length) {}

    private BackboneFit() {}

    /**
     * @param filtered the map that main-chain atoms climb
     * @param strength its height at a lone atom
     * @param cb where CB lies in the axes of a place, Å
     * @return the places moved
     */
    static List<Place> moved(List<Place> places, DensityMap filtered, double strength, double[] cb) {
        List<Point3d> atoms = new ArrayList<>();
        int[] first = new int[places.size() + 1];
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            place.mainChain().forEach(atom -> atoms.add(new Point3d(atom)));
            if (place.kind() != SideChains.GLYCINE) {
                atoms.add(Place.carried(cb, place.ca(), place.axes()));
            }
            first[i + 1] = atoms.size();
        }
        List<Spring> springs = springs(places, atoms, first);
        for (int step = 0; step < STEPS; step++) {
            climb(atoms, springs, filtered, strength);
        }
        List<Place> moved = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            List<Point3d> mainChain =
                    atoms.subList(first[i], first[i] + place.mainChain().size());
            moved.add(new Place(place.id(), place.kind(), place.segment(), List.copyOf(mainChain)));
        }
        return moved;
    }

    private static List<Spring> springs(List<Place> places, List<Point3d> atoms, int[] first) {
        List<Spring> springs = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            boolean last = i + 1 == places.size()
                    || places.get(i + 1).segment() != places.get(i).segment();
            int end = first[last ? i + 1 : i + 2];
            for (int a = first[i]; a < first[i + 1]; a++) {
                for (int b = a + 1; b < end; b++) {
                    double length = atoms.get(a).distance(atoms.get(b));
                    if (length < REACH) {
                        springs.add(new Spring(a, b, length));
                    }
                }
            }
        }
        return springs;
    }

    private static void climb(List<Point3d> atoms, List<Spring> springs, DensityMap map, double strength) {
        double[][] forces = new double[atoms.size()][];
        for (int a = 0; a < forces.length; a++) {
            forces[a] = gradient(map, atoms.get(a), strength);
        }
        for (Spring spring : springs) {
            Point3d a = atoms.get(spring.a());
            Point3d b = atoms.get(spring.b());
            double length = a.distance(b);
            double pull = STIFFNESS * (length - spring.length()) / length;
            double[] along = {b.x - a.x, b.y - a.y, b.z - a.z};
            for (int axis = 0; axis < 3; axis++) {
                forces[spring.a()][axis] += pull * along[axis];
                forces[spring.b()][axis] -= pull * along[axis];
            }
        }
        for (int a = 0; a < forces.length; a++) {
            Point3d atom = atoms.get(a);
            atom.x += STEP * forces[a][0];
            atom.y += STEP * forces[a][1];
            atom.z += STEP * forces[a][2];
        }
    }

    /** Of the map in units of a lone atom's height, per Å; 0 at the rim of the map. */
    private static double[] gradient(DensityMap map, Point3d p, double strength) {
        double[] gradient = {
            map.at(p.x + DELTA, p.y, p.z) - map.at(p.x - DELTA, p.y, p.z),
            map.at(p.x, p.y + DELTA, p.z) - map.at(p.x, p.y - DELTA, p.z),
            map.at(p.x, p.y, p.z + DELTA) - map.at(p.x, p.y, p.z - DELTA)
        };
        for (int axis = 0; axis < 3; axis++) {
            gradient[axis] = Double.isNaN(gradient[axis]) ? 0 : gradient[axis] / (2 * DELTA * strength);
        }
        return gradient;
    }
}
