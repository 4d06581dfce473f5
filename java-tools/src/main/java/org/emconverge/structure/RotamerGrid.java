package org.emconverge.structure;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * One Top8000 rotamer distribution (Hintze, Lewis, Richardson &amp; Richardson, Proteins 84, 1177, 2016), unpacked when
 * first asked for from the resource that {@code scripts/compact_rotamers.py} makes.
 */
public final class RotamerGrid {
    private static final Map<String, RotamerGrid> GRIDS = new ConcurrentHashMap<>();
    private static final int BUFFER = 1 << 16;

    private final int[] cells;
    private final double[] periods;
    private final byte[] levels;
    private final double[] valueOfLevel;

    private RotamerGrid(int[] cells, double[] periods, byte[] levels, double[] valueOfLevel) {
        this.cells = cells;
        this.periods = periods;
        this.levels = levels;
        this.valueOfLevel = valueOfLevel;
    }

    /** @param residue one of the amino acids with a rotamer, three-letter code; Phe and Tyr share a table */
    public static RotamerGrid of(String residue) {
        String table = "PHE".equals(residue) || "TYR".equals(residue) ? "phetyr" : residue.toLowerCase(Locale.ROOT);
        return GRIDS.computeIfAbsent(table, RotamerGrid::load);
    }

    /** Number of χ angles the table is about; for Pro one. */
    public int dimensions() {
        return cells.length;
    }

    /**
     * Multilinear interpolation between cell centres, wrapping at the period: 360°, or 180° for a symmetric last χ.
     *
     * @param chi degrees, any turn; those beyond {@link #dimensions()} are not looked at
     * @return 0 to 1
     */
    public double at(double[] chi) {
        double sum = 0;
        for (int corner = 0; corner < 1 << cells.length; corner++) {
            double weight = 1;
            int index = 0;
            for (int axis = 0; axis < cells.length; axis++) {
                double position = chi[axis] * cells[axis] / periods[axis] - 0.5;
                int below = (int) Math.floor(position);
                int above = corner >> axis & 1;
                weight *= above == 1 ? position - below : 1 - (position - below);
                index = index * cells[axis] + Math.floorMod(below + above, cells[axis]);
            }
            sum += weight * valueOfLevel[levels[index] & 0xff];
        }
        return sum;
    }

    /**
     * A conformation that stands for those around it.
     *
     * @param chi degrees, 0 to 360; as many as {@link #dimensions()}
     * @param share of the reference data that it stands for, 0 to 1
     */
    public record Rotamer(double[] chi, double share) {}

    /**
     * Conformations that cover the distribution, the commonest first: cells are taken from the highest value down, and
     * each joins the first conformation within {@code spacing} of it on every axis, or starts one. A value is the share
     * of the reference data that lies in cells of lower values, so the step between two values is the share of the
     * cells of the higher one.
     *
     * @param spacing degrees
     * @param least value of the last cells looked at: 0.02 leaves 2 % of the reference data aside
     * @param most conformations
     * @return shares sum up to one
     */
    public List<Rotamer> rotamers(double spacing, double least, int most) {
        int[] order = descending(least);
        int[] counts = new int[valueOfLevel.length];
        for (byte level : levels) {
            counts[level & 0xff]++;
        }
        List<double[]> first = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        double[] chi = new double[cells.length];
        double total = 0;
        for (int cell : order) {
            centre(cell, chi);
            int nearest = nearest(first, chi, spacing);
            if (nearest < 0 && first.size() == most) {
                continue;
            }
            if (nearest < 0) {
                nearest = first.size();
                first.add(chi.clone());
                sums.add(new double[cells.length + 1]);
            }
            int level = levels[cell] & 0xff;
            int below = level - 1;
            while (below > 0 && counts[below] == 0) {
                below--;
            }
            double share = (valueOfLevel[level] - valueOfLevel[below]) / counts[level];
            double[] sum = sums.get(nearest);
            for (int axis = 0; axis < cells.length; axis++) {
                sum[axis] += share * difference(chi[axis], first.get(nearest)[axis], periods[axis]);
            }
            sum[cells.length] += share;
            total += share;
        }
        List<Rotamer> rotamers = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            double[] sum = sums.get(i);
            double[] mean = first.get(i);
            for (int axis = 0; axis < cells.length; axis++) {
                mean[axis] += sum[axis] / sum[cells.length];
            }
            rotamers.add(new Rotamer(mean, sum[cells.length] / total));
        }
        return rotamers;
    }

    /** Cells of at least a value, the highest first, and in the order of the table where they are equal. */
    private int[] descending(double least) {
        int lowest = 1;
        while (valueOfLevel[lowest] < least) {
            lowest++;
        }
        int[] next = new int[valueOfLevel.length + 1];
        for (byte level : levels) {
            next[level & 0xff]++;
        }
        int count = 0;
        for (int level = valueOfLevel.length - 1; level >= lowest; level--) {
            int here = next[level];
            next[level] = count;
            count += here;
        }
        int[] order = new int[count];
        for (int cell = 0; cell < levels.length; cell++) {
            int level = levels[cell] & 0xff;
            if (level >= lowest) {
                order[next[level]++] = cell;
            }
        }
        return order;
    }

    /** @param chi set to the centre of a cell, degrees */
    private void centre(int cell, double[] chi) {
        int rest = cell;
        for (int axis = cells.length - 1; axis >= 0; axis--) {
            chi[axis] = (rest % cells[axis] + 0.5) * periods[axis] / cells[axis];
            rest /= cells[axis];
        }
    }

    private int nearest(List<double[]> conformations, double[] chi, double spacing) {
        for (int i = 0; i < conformations.size(); i++) {
            double largest = 0;
            for (int axis = 0; axis < chi.length && largest <= spacing; axis++) {
                double difference = difference(chi[axis], conformations.get(i)[axis], periods[axis]);
                largest = Math.max(largest, Math.abs(difference));
            }
            if (largest <= spacing) {
                return i;
            }
        }
        return -1;
    }

    private static double difference(double a, double b, double period) {
        return a - b - period * Math.rint((a - b) / period);
    }

    private static RotamerGrid load(String table) {
        String resource = "rotamers/top8000-" + table + ".gz";
        try (InputStream file = RotamerGrid.class.getResourceAsStream(resource);
                DataInputStream in = new DataInputStream(new GZIPInputStream(file, BUFFER))) {
            int[] cells = new int[in.readUnsignedByte()];
            double[] periods = new double[cells.length];
            int size = 1;
            for (int axis = 0; axis < cells.length; axis++) {
                cells[axis] = in.readUnsignedShort();
                periods[axis] = in.readUnsignedShort();
                size *= cells[axis];
            }
            double[] valueOfLevel = values(in.readUnsignedShort(), in.readDouble());
            byte[] levels = in.readNBytes(size);
            for (int i = 1; i < size; i++) {
                levels[i] += levels[i - 1];
            }
            return new RotamerGrid(cells, periods, levels, valueOfLevel);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled " + resource, e);
        }
    }

    /** @param lowest logarithm of the value of level 1; level 0 is zero and the highest level one */
    private static double[] values(int count, double lowest) {
        double[] values = new double[count + 1];
        for (int level = 1; level <= count; level++) {
            values[level] = Math.exp(lowest * (count - level) / (count - 1));
        }
        return values;
    }
}
