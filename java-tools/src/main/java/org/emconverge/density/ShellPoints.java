package org.emconverge.density;

/**
 * Points on spheres around an atom that are not nearer to another atom: where the Q-score looks at the map (Pintilie et al., Nat. Methods
 * 17, 328, 2020).
 *
 * <p>Eight points are spread over the sphere on a spiral (Saff &amp; Kuijlaars, Math. Intelligencer 19, 5, 1997). Those with another atom
 * within 0.9 of the sphere's radius are left out; as long as fewer than eight remain, it is tried again with two more on the spiral, 50
 * times at most; then the sphere has none. All that remain in the last try are used. So MapQ does it.
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
     * @param shell 1 to {@link #SHELLS}
     * @param others the other atoms within {@link #REACH}, nearest first: rows x, y, z, distance, relative to the atom, Å
     * @return how many points there are: their x, y, z, relative to the atom, are in {@link #points}
     */
    int find(int shell, double[][] others) {
        double radius = shell * STEP;
        double clear = CLEARANCE * radius;
        int relevant = 0;
        while (relevant < others.length && others[relevant][3] < radius + clear) {
            relevant++;
        }
        for (double[] spiral : SPIRALS) {
            int kept = 0;
            for (int at = 0; at < spiral.length && kept + (spiral.length - at) / 3 >= POINTS; at += 3) {
                double x = radius * spiral[at];
                double y = radius * spiral[at + 1];
                double z = radius * spiral[at + 2];
                if (isClear(x, y, z, others, relevant, clear * clear)) {
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

    private static boolean isClear(double x, double y, double z, double[][] others, int relevant, double clearSquared) {
        for (int i = 0; i < relevant; i++) {
            double[] other = others[i];
            double dx = x - other[0];
            double dy = y - other[1];
            double dz = z - other[2];
            if (dx * dx + dy * dy + dz * dz < clearSquared) {
                return false;
            }
        }
        return true;
    }

    double[] points() {
        return points;
    }
}
