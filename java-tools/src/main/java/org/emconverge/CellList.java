package org.emconverge;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Points sorted into cubic cells, so that those near a place are found by looking at 27 cells.
 *
 * <p>Points that are not finite are near nothing. Where a few points lie far from all others, such as an atom at 9999
 * Å, the cells cover the others, and the far ones count to the outermost cells; where the points as a whole would need
 * too many cells, the cells are larger than was asked for. Neither changes which points are found within the edge
 * length.
 */
public final class CellList {
    /** Cells that may always be made; 4 bytes each. */
    private static final long MOST_CELLS = 1 << 24;
    /** Cells that may be made for each point. */
    private static final long CELLS_PER_POINT = 16;
    /** The share of the points on either side that the cells need not cover, along each axis. */
    private static final double FAR_SHARE = 0.005;
    /** By how much an edge grows at a time, so that the number of cells halves. */
    private static final double GROWTH = Math.cbrt(2);

    private final double edge;
    private final double[] lowest = new double[3];
    private final int[] cells = new int[3];
    /** Index of the first point of each cell in {@link #points}; one more entry at the end. */
    private final int[] start;

    private final int[] points;

    /**
     * @param x positions, Å, as y and z
     * @param edge edge of a cell, Å; the farthest that {@link #near} looks
     */
    public CellList(double[] x, double[] y, double[] z, double edge) {
        int[] finite = finite(x, y, z);
        double[][] ranges = ranges(finite, 0, x, y, z);
        long most = Math.max(MOST_CELLS, CELLS_PER_POINT * finite.length);
        if (count(ranges, edge) > most) {
            ranges = ranges(finite, (int) (FAR_SHARE * finite.length), x, y, z);
        }
        double fitting = edge;
        while (count(ranges, fitting) > most) {
            fitting *= GROWTH;
        }
        this.edge = fitting;
        for (int axis = 0; axis < 3; axis++) {
            lowest[axis] = ranges[axis][0];
            cells[axis] = (int) along(ranges[axis], fitting);
        }
        start = new int[cells[0] * cells[1] * cells[2] + 1];
        points = new int[finite.length];
        fill(finite, x, y, z);
    }

    private static int[] finite(double[] x, double[] y, double[] z) {
        int[] finite = new int[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i]) && Double.isFinite(z[i])) {
                finite[count++] = i;
            }
        }
        return Arrays.copyOf(finite, count);
    }

    /** Along each axis the range of the points, Å, without so many at either end. */
    private static double[][] ranges(int[] points, int without, double[]... axes) {
        double[][] ranges = new double[axes.length][2];
        for (int axis = 0; axis < axes.length && points.length > 0; axis++) {
            double[] positions = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                positions[i] = axes[axis][points[i]];
            }
            if (without > 0) {
                Arrays.sort(positions);
                positions = Arrays.copyOfRange(positions, without, positions.length - without);
            }
            ranges[axis][0] = Arrays.stream(positions).min().orElseThrow();
            ranges[axis][1] = Arrays.stream(positions).max().orElseThrow();
        }
        return ranges;
    }

    private static double along(double[] range, double edge) {
        return Math.floor((range[1] - range[0]) / edge) + 1;
    }

    private static double count(double[][] ranges, double edge) {
        return along(ranges[0], edge) * along(ranges[1], edge) * along(ranges[2], edge);
    }

    private void fill(int[] finite, double[] x, double[] y, double[] z) {
        int[] cell = new int[finite.length];
        for (int i = 0; i < finite.length; i++) {
            int point = finite[i];
            cell[i] = (index(2, z[point]) * cells[1] + index(1, y[point])) * cells[0] + index(0, x[point]);
            start[cell[i] + 1]++;
        }
        for (int c = 1; c < start.length; c++) {
            start[c] += start[c - 1];
        }
        int[] next = start.clone();
        for (int i = 0; i < finite.length; i++) {
            points[next[cell[i]]++] = finite[i];
        }
    }

    /**
     * Calls {@code action} with every point within the edge length of a place, and some farther ones, in a fixed order:
     * cell by cell along x, then y, then z, and in a cell by the number of the point.
     *
     * @param x position, Å, as y and z
     */
    public void near(double x, double y, double z, IntConsumer action) {
        int cx = index(0, x);
        int cy = index(1, y);
        int cz = index(2, z);
        for (int k = Math.max(cz - 1, 0); k <= Math.min(cz + 1, cells[2] - 1); k++) {
            for (int j = Math.max(cy - 1, 0); j <= Math.min(cy + 1, cells[1] - 1); j++) {
                int row = (k * cells[1] + j) * cells[0];
                int end = start[row + Math.min(cx + 1, cells[0] - 1) + 1];
                for (int p = start[row + Math.max(cx - 1, 0)]; p < end; p++) {
                    action.accept(points[p]);
                }
            }
        }
    }

    /**
     * Whether any point within the edge length of a place, or some farther one, passes; asked in the order of
     * {@link #near}, until one does.
     *
     * @param x position, Å, as y and z
     */
    public boolean any(double x, double y, double z, IntPredicate passes) {
        int cx = index(0, x);
        int cy = index(1, y);
        int cz = index(2, z);
        for (int k = Math.max(cz - 1, 0); k <= Math.min(cz + 1, cells[2] - 1); k++) {
            for (int j = Math.max(cy - 1, 0); j <= Math.min(cy + 1, cells[1] - 1); j++) {
                int row = (k * cells[1] + j) * cells[0];
                int end = start[row + Math.min(cx + 1, cells[0] - 1) + 1];
                for (int p = start[row + Math.max(cx - 1, 0)]; p < end; p++) {
                    if (passes.test(points[p])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Of a position beyond the cells that of the outermost one, so that near points stay in neighbouring cells. */
    private int index(int axis, double position) {
        int index = (int) ((position - lowest[axis]) / edge);
        return Math.max(0, Math.min(cells[axis] - 1, index));
    }
}
