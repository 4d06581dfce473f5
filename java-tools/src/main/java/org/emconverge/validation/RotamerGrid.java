package org.emconverge.validation;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * One Top8000 rotamer distribution, unpacked when first asked for from the resource that
 * {@code scripts/compact_rotamers.py} makes.
 */
final class RotamerGrid {
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
    static RotamerGrid of(String residue) {
        String table = "PHE".equals(residue) || "TYR".equals(residue) ? "phetyr" : residue.toLowerCase(Locale.ROOT);
        return GRIDS.computeIfAbsent(table, RotamerGrid::load);
    }

    /** Number of χ angles the table is about; for Pro one. */
    int dimensions() {
        return cells.length;
    }

    /**
     * Multilinear interpolation between cell centres, wrapping at the period: 360°, or 180° for a symmetric last χ.
     *
     * @param chi degrees, any turn; those beyond {@link #dimensions()} are not looked at
     * @return 0 to 1
     */
    double at(double[] chi) {
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
