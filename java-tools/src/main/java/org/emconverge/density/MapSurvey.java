package org.emconverge.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one pass over a map tells.
 *
 * @param statistics of all its voxels
 * @param surface mean over the outermost voxels of its box: the level of the solvent, as far as the map shows it
 * @param surfaces the same of each file; empty where no crops of single files were asked for
 */
record MapSurvey(MapStatistics statistics, double surface, double[] surfaces) {
    /**
     * Reads a map, or the mean of several of one grid and layout, once from end to end, and fills crops with its
     * density.
     *
     * @throws org.emconverge.InputException when a file is bad or the map is constant
     */
    static MapSurvey of(List<Path> files, List<MapCrop> crops) {
        return of(
                files.stream()
                        .<Supplier<Sections>>map(file -> () -> new SectionReader(file))
                        .toList(),
                crops,
                List.of());
    }

    /**
     * Likewise, and fills crops from the single maps in the same pass.
     *
     * @param maps each opened here and read to its end
     * @param single each a crop of every map, in their order
     * @throws org.emconverge.InputException also when one of the files is constant
     */
    static MapSurvey of(List<? extends Supplier<Sections>> maps, List<MapCrop> crops, List<List<MapCrop>> single) {
        List<Sections> readers = new ArrayList<>();
        try {
            for (Supplier<Sections> map : maps) {
                readers.add(map.get());
            }
            return new Pass(readers, crops, single).run();
        } finally {
            readers.forEach(Sections::close);
        }
    }

    /** One pass over the files. */
    private static final class Pass {
        private final List<Sections> readers;
        private final List<MapCrop> crops;
        private final List<List<MapCrop>> single;
        private final float[] density;
        private final float[] other;
        private final List<Surface> surfaces = new ArrayList<>();
        private final List<MapStatistics.Accumulator> statistics = new ArrayList<>();

        Pass(List<Sections> readers, List<MapCrop> crops, List<List<MapCrop>> single) {
            this.readers = readers;
            this.crops = crops;
            this.single = single;
            density = new float[header().sectionVoxels()];
            other = new float[readers.size() > 1 ? density.length : 0];
            for (int file = 0; file < (single.isEmpty() ? 0 : readers.size()); file++) {
                surfaces.add(new Surface(header().dimensions()));
                statistics.add(new MapStatistics.Accumulator());
            }
        }

        private MrcHeader header() {
            return readers.get(0).header();
        }

        MapSurvey run() {
            MapStatistics.Accumulator ofMean = new MapStatistics.Accumulator();
            Surface surface = new Surface(header().dimensions());
            for (int section = 0; section < header().dimensions()[2]; section++) {
                read(section);
                ofMean.add(density);
                surface.add(section, density);
                for (MapCrop crop : crops) {
                    crop.take(section, density);
                }
            }
            MapStatistics result = varying(ofMean, 0);
            for (int file = 0; file < statistics.size(); file++) {
                varying(statistics.get(file), file);
            }
            return new MapSurvey(
                    result,
                    surface.mean(),
                    surfaces.stream().mapToDouble(Surface::mean).toArray());
        }

        private MapStatistics varying(MapStatistics.Accumulator accumulator, int file) {
            MapStatistics found = accumulator.result();
            if (found.min() == found.max()) {
                throw MrcFile.constant(readers.get(file).header().file(), found.min());
            }
            return found;
        }

        /** The mean of the next sections of all files comes to lie in {@link #density}. */
        private void read(int section) {
            readers.get(0).next(density);
            ofOne(0, section, density);
            for (int file = 1; file < readers.size(); file++) {
                readers.get(file).next(other);
                ofOne(file, section, other);
                for (int i = 0; i < density.length; i++) {
                    density[i] += other[i];
                }
            }
            if (readers.size() > 1) {
                for (int i = 0; i < density.length; i++) {
                    density[i] /= readers.size();
                }
            }
        }

        private void ofOne(int file, int section, float[] values) {
            if (!single.isEmpty()) {
                statistics.get(file).add(values);
                surfaces.get(file).add(section, values);
            }
            single.forEach(ofFiles -> ofFiles.get(file).take(section, values));
        }
    }

    /** Sums the outermost voxels: the first and last section, and the rim of every other. */
    private static final class Surface {
        private final int[] dimensions;
        private double sum;
        private long count;

        Surface(int[] dimensions) {
            this.dimensions = dimensions;
        }

        void add(int section, float[] density) {
            boolean whole = section == 0 || section == dimensions[2] - 1;
            int columns = dimensions[0];
            for (int row = 0; row < dimensions[1]; row++) {
                int step = whole || row == 0 || row == dimensions[1] - 1 ? 1 : columns - 1;
                for (int i = row * columns; i < (row + 1) * columns; i += step) {
                    sum += density[i];
                    count++;
                }
            }
        }

        double mean() {
            return sum / count;
        }
    }
}
