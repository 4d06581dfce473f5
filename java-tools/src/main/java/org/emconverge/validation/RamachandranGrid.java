package org.emconverge.validation;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.emconverge.validation.Ramachandran.Kind;

/** The Top8000 distributions, unpacked from the bundled resource that {@code scripts/compact_ramachandran.py} makes. */
final class RamachandranGrid {
    private static final String RESOURCE = "top8000-ramachandran.gz";
    private static final double PERIOD = 360;
    private static final Map<Kind, RamachandranGrid> GRIDS = load();

    private final int cells;
    private final float[] values;

    private RamachandranGrid(int cells, float[] values) {
        this.cells = cells;
        this.values = values;
    }

    static RamachandranGrid of(Kind kind) {
        return GRIDS.get(kind);
    }

    /** How many cells a period of φ, or of ψ, has. */
    int cells() {
        return cells;
    }

    /** Bilinear interpolation between cell centres, wrapping; φ and ψ in degrees. */
    double at(double phi, double psi) {
        double x = position(phi);
        double y = position(psi);
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double near = value(ix, iy) + (y - iy) * (value(ix, iy + 1) - value(ix, iy));
        double far = value(ix + 1, iy) + (y - iy) * (value(ix + 1, iy + 1) - value(ix + 1, iy));
        return near + (x - ix) * (far - near);
    }

    private double position(double angle) {
        return (angle + PERIOD / 2) * cells / PERIOD - 0.5;
    }

    /** At the centre of a cell; beyond the edges that of the next period. */
    double value(int ix, int iy) {
        return values[Math.floorMod(ix, cells) * cells + Math.floorMod(iy, cells)];
    }

    private static Map<Kind, RamachandranGrid> load() {
        Map<Kind, RamachandranGrid> grids = new EnumMap<>(Kind.class);
        try (InputStream file = RamachandranGrid.class.getResourceAsStream(RESOURCE);
                DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
            String[] head = line(in).split(" ");
            int cells = Integer.parseInt(head[0]);
            double lowest = Double.parseDouble(head[2]);
            double step = (Double.parseDouble(head[3]) - lowest) / (Integer.parseInt(head[1]) - 1);
            for (Kind kind : Kind.values()) {
                int[] levels = levels(in.readNBytes(2 * cells * cells), cells);
                float[] values = new float[levels.length];
                for (int i = 0; i < levels.length; i++) {
                    values[i] = levels[i] == 0 ? 0 : (float) Math.exp(lowest + (levels[i] - 1) * step);
                }
                grids.put(kind, new RamachandranGrid(cells, values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled " + RESOURCE, e);
        }
        return grids;
    }

    /** Undoes the differences along ψ; the low bytes of a class come before its high bytes. */
    private static int[] levels(byte[] packed, int cells) {
        int[] levels = new int[cells * cells];
        for (int i = 0; i < levels.length; i++) {
            int difference = packed[i + levels.length] << 8 | packed[i] & 0xff;
            levels[i] = difference + (i % cells == 0 ? 0 : levels[i - 1]);
        }
        return levels;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            text.append((char) c);
        }
        return text.toString();
    }
}
