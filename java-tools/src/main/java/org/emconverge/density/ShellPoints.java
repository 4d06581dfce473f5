package org.emconverge.density;

/**
 * Points on spheres around an atom that are not nearer to another atom: where the Q-score looks at the map (Pintilie et
 * al., Nat. Methods 17, 328, 2020).
 *
 * <p>Eight points are spread over the sphere on a spiral (Saff &amp; Kuijlaars, Math. Intelligencer 19, 5, 1997). Those
 * with another atom within 0.9 of the sphere's radius are left out; as long as fewer than eight remain, it is tried
 * again with two more on the spiral, 50 times at most; then the sphere has none. All that remain in the last try are
 * used. So MapQ does it.
 */
final class ShellPoints {
    static final int SHELLS = 20;
    /** Å. */
    static final double STEP = 0.1;

    static final int POINTS = 8;
    private static final int TRIES = 50;
    /** Nearness of another atom that rules a point out, in radii of the sphere. */
    private static final double CLEARANCE = 0.9;
    /** Å: another atom farther than this cannot come near any point. */
    static final double REACH = SHELLS * STEP * (1 + CLEARANCE);

    private static final double[][] SPIRALS = spirals();

    private final double[] points = new double[3 * (POINTS + 2 * TRIES)];
    /** The other atoms, nearest first: x, y, z and distance of each, relative to the atom, Å. */
    private double[] others = new double[0];

    private int count;
    /** Where in {@link #others} the atom is that ruled out the last point: it is likely to rule out the next. */
    private int ruling;

    private static double[][] spirals() {
        double[][] spirals = new double[TRIES][];
        for (int t = 0; t < TRIES; t++) {
            int n = POINTS + 2 * t;
            spirals[t] = new double[3 * n];
            double azimuth = 0;
            for (int i = 0; i < n; i++) {
                double height = -1 + 2.0 * i / (n - 1);
                double radius = Math.sqrt(Math.max(0, 1 - height * height));
                azimuth = i == 0 || i == n - 1 ? 0 : azimuth + 3.6 / (Math.sqrt(n) * radius);
                spirals[t][3 * i] = radius * Math.cos(azimuth);
                spirals[t][3 * i + 1] = radius * Math.sin(azimuth);
                spirals[t][3 * i + 2] = height;
            }
        }
        return spirals;
    }

    /**
     * @param neighbours the other atoms within {@link #REACH} of the atom, nearest first: rows x, y, z, distance,
     *     relative to it, Å
     */
    void around(double[][] neighbours) {
        count = neighbours.length;
        if (others.length < 4 * count) {
            others = new double[8 * count];
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(neighbours[i], 0, others, 4 * i, 4);
        }
    }

    /**
     * @param shell 1 to {@link #SHELLS}
     * @return how many points there are: their x, y, z, relative to the atom, are in {@link #points}
     */
    int find(int shell) {
        double radius = shell * STEP;
        double clear = CLEARANCE * radius;
        int relevant = 0;
        while (relevant < count && others[4 * relevant + 3] < radius + clear) {
            relevant++;
        }
        ruling = 0;
        for (double[] spiral : SPIRALS) {
            int kept = 0;
            for (int at = 0; at < spiral.length && kept + (spiral.length - at) / 3 >= POINTS; at += 3) {
                double x = radius * spiral[at];
                double y = radius * spiral[at + 1];
                double z = radius * spiral[at + 2];
                if (relevant == 0 || isClear(x, y, z, relevant, clear * clear)) {
                    points[3 * kept] = x;
                    points[3 * kept + 1] = y;
                    points[3 * kept + 2] = z;
                    kept++;
                }
            }
            if (kept >= POINTS) {
                return kept;
            }
        }
        return 0;
    }

    private boolean isClear(double x, double y, double z, int relevant, double clearSquared) {
        double[] near = others;
        double dx = x - near[ruling];
        double dy = y - near[ruling + 1];
        double dz = z - near[ruling + 2];
        if (dx * dx + dy * dy + dz * dz < clearSquared) {
            return false;
        }
        for (int i = 0; i < 4 * relevant; i += 4) {
            dx = x - near[i];
            dy = y - near[i + 1];
            dz = z - near[i + 2];
            if (dx * dx + dy * dy + dz * dz < clearSquared) {
                ruling = i;
                return false;
            }
        }
        return true;
    }

    double[] points() {
        return points;
    }
}
