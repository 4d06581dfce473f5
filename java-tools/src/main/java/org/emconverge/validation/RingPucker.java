package org.emconverge.validation;

import java.util.List;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;

/**
 * The shape of a ring of five or six atoms by Cremer & Pople (1975, J Am Chem Soc 97:1354).
 *
 * @param amplitude total puckering amplitude Q, Å
 * @param theta of a ring of six, degrees: 0 and 180 are the two chairs, 90 boats; NaN of five
 * @param phi degrees in [0, 360)
 * @param normal of the mean plane, length 1
 */
record RingPucker(double amplitude, double theta, double phi, Vector3d normal) {
    static final String CHAIR = "4C1";
    static final String OTHER_CHAIR = "1C4";
    /** Chairs reach this far from the poles, and what lies between them this far from the equator, degrees. */
    private static final double REACH = 22.5;

    private static final double QUARTER = 90;
    private static final double HALF = 180;
    /** The forms of pyranoses from φ = 0 on, one every 30 degrees (IUPAC-IUB 1980): towards the first chair. */
    private static final List<String> UPPER =
            List.of("OE", "OH1", "E1", "2H1", "2E", "2H3", "E3", "4H3", "4E", "4H5", "E5", "OH5");
    /** Boats and skew boats. */
    private static final List<String> EQUATOR =
            List.of("3,OB", "3S1", "B1,4", "5S1", "2,5B", "2SO", "B3,O", "1S3", "1,4B", "1S5", "B2,5", "OS2");
    /** Towards the other chair. */
    private static final List<String> LOWER =
            List.of("3E", "3H4", "E4", "5H4", "5E", "5HO", "EO", "1HO", "1E", "1H2", "E2", "3H2");

    /** @param ring five or six places, Å; of a sugar its oxygen first, then the anomeric carbon and on */
    static RingPucker of(List<Point3d> ring) {
        int size = ring.size();
        Point3d centre = new Point3d();
        ring.forEach(centre::add);
        centre.scale(1.0 / size);
        Vector3d sine = new Vector3d();
        Vector3d cosine = new Vector3d();
        for (int i = 0; i < size; i++) {
            Vector3d from = from(centre, ring.get(i));
            double angle = 2 * Math.PI * i / size;
            sine.scaleAdd(Math.sin(angle), from, sine);
            cosine.scaleAdd(Math.cos(angle), from, cosine);
        }
        Vector3d normal = new Vector3d();
        normal.cross(sine, cosine);
        normal.normalize();
        double x = 0;
        double y = 0;
        double alternating = 0;
        for (int i = 0; i < size; i++) {
            double height = from(centre, ring.get(i)).dot(normal);
            double angle = 4 * Math.PI * i / size;
            x += height * Math.cos(angle);
            y -= height * Math.sin(angle);
            alternating += (i % 2 == 0 ? 1 : -1) * height;
        }
        double second = Math.sqrt(2.0 / size) * Math.hypot(x, y);
        double third = size % 2 == 0 ? alternating / Math.sqrt(size) : 0;
        double phi = Math.toDegrees(Math.atan2(y, x));
        return new RingPucker(
                Math.hypot(second, third),
                size % 2 == 0 ? Math.toDegrees(Math.atan2(second, third)) : Double.NaN,
                phi < 0 ? phi + 2 * HALF : phi,
                normal);
    }

    private static Vector3d from(Point3d centre, Point3d place) {
        Vector3d vector = new Vector3d(place);
        vector.sub(centre);
        return vector;
    }

    /** The nearest of the 38 forms of a pyranose, such as {@link #CHAIR}; empty of a ring of five. */
    String form() {
        if (Double.isNaN(theta)) {
            return "";
        }
        int sector = (int) Math.floor(phi / 30 + 0.5) % UPPER.size();
        if (Math.abs(theta - QUARTER) <= REACH) {
            return EQUATOR.get(sector);
        }
        boolean upper = theta < QUARTER;
        return Math.min(theta, HALF - theta) <= REACH
                ? upper ? CHAIR : OTHER_CHAIR
                : (upper ? UPPER : LOWER).get(sector);
    }
}
