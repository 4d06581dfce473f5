package org.emconverge.report;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealVector;

/**
 * An orthographic view: the longest extent of the points lies across the page, the shortest along the line of sight, so
 * that as little as possible hides behind something else.
 *
 * @param centre Å
 * @param right unit vector along x of the page
 * @param up unit vector along y of the page
 * @param towards unit vector to the viewer; right-handed with the other two, so that nothing is mirrored
 */
record OrthographicView(double[] centre, double[] right, double[] up, double[] towards) {
    /**
     * The view along the principal axes of points. Of the equivalent signs of an axis that one is taken that sets the
     * first point to the left and below.
     */
    static OrthographicView of(List<double[]> points) {
        double[] centre = new double[3];
        points.forEach(p -> {
            for (int i = 0; i < 3; i++) {
                centre[i] += p[i] / points.size();
            }
        });
        double[][] scatter = new double[3][3];
        for (double[] p : points) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    scatter[i][j] += (p[i] - centre[i]) * (p[j] - centre[j]);
                }
            }
        }
        EigenDecompositionSymmetric axes =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(scatter)); // largest first
        double[] first = {points.get(0)[0] - centre[0], points.get(0)[1] - centre[1], points.get(0)[2] - centre[2]};
        double[] right = awayFrom(first, axes.getEigenvector(0));
        double[] up = awayFrom(first, axes.getEigenvector(1));
        double[] towards = {
            right[1] * up[2] - right[2] * up[1],
            right[2] * up[0] - right[0] * up[2],
            right[0] * up[1] - right[1] * up[0]
        };
        return new OrthographicView(centre, right, up, towards);
    }

    private static double[] awayFrom(double[] point, RealVector axis) {
        double[] unit = axis.unitVector().toArray();
        return dot(point, unit) > 0 ? new double[] {-unit[0], -unit[1], -unit[2]} : unit;
    }

    /** Projects a point: x and y on the page and the height above it, Å. */
    double[] project(double[] point) {
        double[] p = {point[0] - centre[0], point[1] - centre[1], point[2] - centre[2]};
        return new double[] {dot(p, right), dot(p, up), dot(p, towards)};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
