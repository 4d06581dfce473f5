package org.emconverge.validation;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Points sorted into cubic cells, so that those near a place are found by looking at 27 cells. */
final class CellList {
    private final double edge;
    private final double[] lowest = new double[3];
    private final int[] cells = new int[3];
    /** Index of the first point of each cell in {@link #points}; one more entry at the end. */
    private final int[] start;

    private final int[] points;

    /** @param edge edge of a cell, Å; the farthest that {@link #near} looks */
    CellList(double[] x, double[] y, double[] z, double edge) {
        this.edge = edge;
        double[][] axes = {x, y, z};
        for (int axis = 0; axis < 3; axis++) {
            lowest[axis] = Arrays.stream(axes[axis]).min().orElse(0);
            cells[axis] = (int) ((Arrays.stream(axes[axis]).max().orElse(0) - lowest[axis]) / edge) + 1;
        }
        start = new int[Math.multiplyExact(Math.multiplyExact(cells[0], cells[1]), cells[2]) + 1];
        int[] cell = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            cell[i] = (index(2, z[i]) * cells[1] + index(1, y[i])) * cells[0] + index(0, x[i]);
            start[cell[i] + 1]++;
        }
        for (int c = 1; c < start.length; c++) {
            start[c] += start[c - 1];
        }
        points = new int[x.length];
        int[] next = start.clone();
        for (int i = 0; i < x.length; i++) {
            points[next[cell[i]]++] = i;
        }
    }

    /**
     * Calls {@code action} with every point within the edge length of a place, and some farther ones, in a fixed order.
     */
    void near(double x, double y, double z, IntConsumer action) {
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

    private int index(int axis, double value) {
        return (int) Math.floor((value - lowest[axis]) / edge);
    }
}
