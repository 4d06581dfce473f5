package org.emconverge.density;

/** Pearson's correlation of pairs, summed about the first pair so that a large mean costs no digits. */
final class Correlation {
    private long count;
    private double x0;
    private double y0;
    private double x;
    private double y;
    private double xx;
    private double yy;
    private double xy;

    void add(double a, double b) {
        if (count++ == 0) {
            x0 = a;
            y0 = b;
        }
        double dx = a - x0;
        double dy = b - y0;
        x += dx;
        y += dy;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }

    /** −1 to 1; NaN for fewer than two pairs, or where one side does not vary. */
    double value() {
        double varianceX = xx - x * x / count;
        double varianceY = yy - y * y / count;
        return varianceX > 0 && varianceY > 0
                ? Math.max(-1, Math.min(1, (xy - x * y / count) / Math.sqrt(varianceX * varianceY)))
                : Double.NaN;
    }
}
