package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.structure.InternalCoordinates.Placement;

/**
 * Builds the heavy atoms of a peptide chain from torsion angles and ideal internal coordinates, atom by atom: the
 * natural extension reference frame (NeRF; Parsons, Holmes, Rojas, Tsai &amp; Strauss, J. Comput. Chem. 26, 1063,
 * 2005).
 */
public final class ChainBuilder {
    /** The peptide bond before the first residue: it only fixes the frame of the chain. */
    private static final Map<String, Point3d> BEFORE_FIRST =
            Map.of("N", new Point3d(-1.5, 1.2, 0), "CA", new Point3d(-1.4, -0.2, 0.1), "C", new Point3d(0, 0, 0));

    private static final double PSI_BEFORE_FIRST = 120;

    private ChainBuilder() {}

    /**
     * One residue to build.
     *
     * @param name three-letter code of one of the twenty amino acids
     */
    public record Residue(String name, Torsions torsions) {
        public Residue {
            if (torsions.chi().length != InternalCoordinates.chiCount(name)) {
                throw new IllegalArgumentException(name + " has " + InternalCoordinates.chiCount(name)
                        + " χ angles, not " + torsions.chi().length);
            }
        }
    }

    /**
     * Builds a chain near the origin; no OXT, no hydrogens.
     *
     * @return for each residue its atoms by name, in the order N, CA, C, O, CB, …; positions in Å
     */
    public static List<Map<String, Point3d>> build(List<Residue> chain) {
        List<Map<String, Point3d>> built = new ArrayList<>();
        Map<String, Point3d> previous = BEFORE_FIRST;
        double previousPsi = PSI_BEFORE_FIRST;
        for (Residue residue : chain) {
            Map<String, Point3d> atoms = new LinkedHashMap<>();
            Map<String, Point3d> known = new HashMap<>();
            previous.forEach((name, position) -> known.put("-" + name, position));
            for (Placement p : InternalCoordinates.of(residue.name())) {
                double torsion = torsion(p, residue.torsions(), previousPsi) + p.offset();
                Point3d position = place(
                        known.get(p.torsionTo()),
                        known.get(p.angleTo()),
                        known.get(p.bondTo()),
                        p.length(),
                        Math.toRadians(p.angle()),
                        Math.toRadians(torsion));
                known.put(p.atom(), position);
                atoms.put(p.atom(), position);
            }
            built.add(atoms);
            previous = atoms;
            previousPsi = residue.torsions().psi();
        }
        return built;
    }

    private static double torsion(Placement p, Torsions torsions, double previousPsi) {
        return switch (p.torsion()) {
            case "" -> 0;
            case "previous_psi" -> previousPsi;
            default -> torsions.named(p.torsion());
        };
    }

    /**
     * The point d with |cd| = length, angle bcd and torsion abcd.
     *
     * @param length Å
     * @param angle radians, 0 to π, ends excluded
     * @param torsion radians; positive clockwise looking from b to c (IUPAC)
     */
    public static Point3d place(Point3d a, Point3d b, Point3d c, double length, double angle, double torsion) {
        Vector3d bc = difference(c, b);
        bc.normalize();
        Vector3d normal = new Vector3d();
        normal.cross(difference(b, a), bc);
        normal.normalize();
        Vector3d inPlane = new Vector3d();
        inPlane.cross(normal, bc);
        double along = -length * Math.cos(angle);
        double across = length * Math.sin(angle);
        Vector3d step = new Vector3d();
        step.scaleAdd(along, bc, step);
        step.scaleAdd(across * Math.cos(torsion), inPlane, step);
        step.scaleAdd(across * Math.sin(torsion), normal, step);
        Point3d d = new Point3d(c);
        d.add(step);
        return d;
    }

    private static Vector3d difference(Point3d to, Point3d from) {
        Vector3d v = new Vector3d(to);
        v.sub(from);
        return v;
    }
}
