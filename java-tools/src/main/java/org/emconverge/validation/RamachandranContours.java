package org.emconverge.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.validation.Ramachandran.Kind;

/**
 * Where a Top8000 distribution has a level, as lines (marching squares: Maple 2003, Proc. Geometric Modeling and
 * Graphics, 90). They are straight within a cell of 2° by 2°, where the values that {@link Ramachandran} judges by are
 * not, and so as exact as a plot shows.
 */
public final class RamachandranContours {
    /** Cells of other periods beyond each edge, and beyond these one of zeros, at which the lines close. */
    private static final int BEYOND = 2;

    private static final double PERIOD = 360;

    private final RamachandranGrid grid;
    private final double level;
    private final int side;
    private final double step;

    private RamachandranContours(RamachandranGrid grid, double level) {
        this.grid = grid;
        this.level = level;
        side = grid.cells() + 2 * BEYOND;
        step = PERIOD / grid.cells();
    }

    /**
     * The places where a class's distribution is as high as a level.
     *
     * @return closed lines of {φ, ψ} in degrees, the last point the first again, with what is higher on their left.
     *     Those that run across an edge close outside of the plot, up to 4° beyond ±180°, so cut them off there
     */
    public static List<double[][]> of(Kind kind, double level) {
        return new RamachandranContours(RamachandranGrid.of(kind), level).lines();
    }

    private List<double[][]> lines() {
        Map<Integer, Integer> next = new LinkedHashMap<>();
        for (int x = 0; x + 1 < side; x++) {
            for (int y = 0; y + 1 < side; y++) {
                addSteps(x, y, next);
            }
        }
        List<double[][]> lines = new ArrayList<>();
        while (!next.isEmpty()) {
            List<double[]> line = new ArrayList<>();
            int first = next.keySet().iterator().next();
            line.add(crossing(first));
            for (int edge = next.remove(first); edge != first; edge = next.remove(edge)) {
                line.add(crossing(edge));
            }
            line.add(crossing(first));
            lines.add(line.toArray(double[][]::new));
        }
        return lines;
    }

    /** The lines through one square: from where its border, run counterclockwise, goes down through the level. */
    private void addSteps(int x, int y, Map<Integer, Integer> next) {
        int[] edges = {edge(x, y, false), edge(x + 1, y, true), edge(x, y + 1, false), edge(x, y, true)};
        double[] corners = {value(x, y), value(x + 1, y), value(x + 1, y + 1), value(x, y + 1)};
        double middle = (corners[0] + corners[1] + corners[2] + corners[3]) / corners.length;
        int turn = middle >= level ? 1 : corners.length - 1; // of two ways through a saddle the one round what is lower
        for (int start = 0; start < corners.length; start++) {
            if (falls(corners, start)) {
                int end = start;
                do {
                    end = (end + turn) % corners.length;
                } while (!rises(corners, end));
                next.put(edges[start], edges[end]);
            }
        }
    }

    private boolean falls(double[] corners, int edge) {
        return corners[edge] >= level && corners[(edge + 1) % corners.length] < level;
    }

    private boolean rises(double[] corners, int edge) {
        return corners[edge] < level && corners[(edge + 1) % corners.length] >= level;
    }

    /** The number of the edge from a node to the next one along ψ (upwards) or φ. */
    private int edge(int x, int y, boolean upwards) {
        return 2 * (x * side + y) + (upwards ? 1 : 0);
    }

    private double[] crossing(int edge) {
        int x = edge / 2 / side;
        int y = edge / 2 % side;
        boolean upwards = edge % 2 == 1;
        double from = value(x, y);
        double to = upwards ? value(x, y + 1) : value(x + 1, y);
        double part = (level - from) / (to - from);
        return new double[] {angle(x + (upwards ? 0 : part)), angle(y + (upwards ? part : 0))};
    }

    private double angle(double node) {
        return (node - BEYOND + 0.5) * step - PERIOD / 2;
    }

    private double value(int x, int y) {
        boolean border = x == 0 || y == 0 || x == side - 1 || y == side - 1;
        return border ? 0 : grid.value(x - BEYOND, y - BEYOND);
    }
}
