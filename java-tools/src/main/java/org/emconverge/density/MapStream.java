package org.emconverge.density;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * A map file that is read section by section along z, as often as needed, so that a large map need not be held. One
 * whose file stores it in another order of axes is held.
 */
public final class MapStream {
    private final Path file;
    private final MrcHeader header;
    /** Null where the file's sections are those along z. */
    private final DensityMap held;

    private final double factor;

    private MapStream(Path file, MrcHeader header, DensityMap held, double factor) {
        this.file = file;
        this.header = header;
        this.held = held;
        this.factor = factor;
    }

    /** @throws org.emconverge.InputException as {@link MrcFile#read} */
    public static MapStream of(Path file) {
        MrcHeader header = MrcFile.header(file);
        boolean alongZ = Arrays.equals(header.axes(), new int[] {0, 1, 2});
        return new MapStream(file, header, alongZ ? null : MrcFile.read(file), 1);
    }

    /** The same map, every value times a factor. */
    MapStream times(double by) {
        return new MapStream(file, header, held, factor * by);
    }

    public MrcHeader header() {
        return header;
    }

    /** Voxels along x, y, z. */
    public int[] size() {
        return header.size();
    }

    /** Edges of the box, Å. */
    public double[] length() {
        double[] length = new double[3];
        Arrays.setAll(length, axis -> size()[axis] * header.voxel()[axis]);
        return length;
    }

    /** Begins to read. */
    public Reader open() {
        return new Reader();
    }

    /** Sections that can be read more than once, each time from the first to the last. */
    public Spectrum.Sections sections() {
        Reader[] open = new Reader[1];
        return (z, section) -> {
            if (z == 0) {
                if (open[0] != null) {
                    open[0].close();
                }
                open[0] = open();
            }
            open[0].fill(z, section);
            if (z == size()[2] - 1) {
                open[0].close();
            }
            return true;
        };
    }

    /** One reading of the map, from its first section on. */
    public final class Reader implements Spectrum.Sections, AutoCloseable {
        private final SectionReader reader = held == null ? new SectionReader(file) : null;

        private Reader() {}

        /** To be called with z = 0, 1, 2 …, each once. */
        @Override
        public boolean fill(int z, float[] section) {
            if (held == null) {
                reader.next(section);
            } else {
                System.arraycopy(held.values(), held.index(0, 0, z), section, 0, section.length);
            }
            if (factor != 1) {
                for (int i = 0; i < section.length; i++) {
                    section[i] *= (float) factor;
                }
            }
            return true;
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
