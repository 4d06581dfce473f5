package org.emconverge.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over a map tells.
 *
 * @param statistics of all its voxels
 * @param surface mean over the outermost voxels of its box: the level of the solvent, as far as the map shows it
 */
record MapSurvey(MapStatistics statistics, double surface) {
    /**
     * Reads a map, or the mean of several of one grid and layout, once from end to end, and fills the crops from it:
     * inside with its density, beyond its box with the surface level.
     *
     * @throws org.emconverge.InputException when a file is bad or the map is constant
     */
    static MapSurvey of(List<Path> files, List<MapCrop> crops) {
        List<SectionReader> readers = new ArrayList<>();
        try {
            for (Path file : files) {
                readers.add(new SectionReader(file));
            }
            return read(readers, crops);
        } finally {
            readers.forEach(SectionReader::close);
        }
    }

    private static MapSurvey read(List<SectionReader> readers, List<MapCrop> crops) {
        MrcHeader header = readers.get(0).header();
        float[] density = new float[header.sectionVoxels()];
        float[] other = new float[readers.size() > 1 ? density.length : 0];
        MapStatistics.Accumulator statistics = new MapStatistics.Accumulator();
        Surface surface = new Surface(header.dimensions());
        for (int section = 0; section < header.dimensions()[2]; section++) {
            mean(readers, density, other);
            statistics.add(density);
            surface.add(section, density);
            for (MapCrop crop : crops) {
                crop.take(section, density);
            }
        }
        MapSurvey survey = new MapSurvey(statistics.result(), surface.mean());
        if (survey.statistics.min() == survey.statistics.max()) {
            throw MrcFile.constant(header.file(), survey.statistics.min());
        }
        return survey;
    }

    private static void mean(List<SectionReader> readers, float[] density, float[] other) {
        readers.get(0).next(density);
        for (SectionReader reader : readers.subList(1, readers.size())) {
            reader.next(other);
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
