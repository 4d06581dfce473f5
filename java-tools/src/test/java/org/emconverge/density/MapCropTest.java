package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCropTest {
    @TempDir
    Path folder;

    @Test
    void everyAxisOrderGivesTheSameBoxAndBeyondTheMapIsTheSurface() throws Exception {
        int[] start = {1, -2, 3};
        int[] size = {2, 8, 5};
        for (int[] axes : List.of(
                new int[] {1, 2, 3},
                new int[] {1, 3, 2},
                new int[] {2, 1, 3},
                new int[] {2, 3, 1},
                new int[] {3, 1, 2},
                new int[] {3, 2, 1})) {
            RawMrc raw = new RawMrc();
            raw.axes = axes;
            Path file = raw.write(folder.resolve("map.mrc"));
            MapCrop crop = new MapCrop(MrcFile.header(file), start, size);
            MapSurvey survey = MapSurvey.of(List.of(file), List.of(crop));
            assertEquals(surface(raw), survey.surface(), 1e-9);
            assertEquals(59.5, survey.statistics().mean(), 1e-9);
            assertEquals(1 - 2 * 5 * 3 / 80.0, crop.fill(-7), 1e-12);
            DensityMap map = crop.map(new double[] {10, 20, 30}, new double[] {1.5, 1.5, 1.5});
            assertArrayEquals(new double[] {11.5, 17, 34.5}, map.origin(), 1e-12);
            for (int i = 0; i < map.values().length; i++) {
                int x = i % 2 + 1;
                int y = i / 2 % 8 - 2;
                int z = i / 16 + 3;
                assertEquals(y >= 0 && y < 5 && z < 6 ? raw.values.at(x, y, z) : -7, map.values()[i]);
            }
        }
    }

    @Test
    void aBoxThatMissesTheMapIsAllFilled() throws Exception {
        Path file = new RawMrc().write(folder.resolve("map.mrc"));
        for (int[] start : List.of(
                new int[] {-9, 0, 0}, new int[] {4, 0, 0}, new int[] {0, -9, 0}, new int[] {0, 0, 6}, new int[] {
                    0, 0, -3
                })) {
            MapCrop crop = new MapCrop(MrcFile.header(file), start, new int[] {3, 3, 3});
            MapSurvey.of(List.of(file), List.of(crop));
            assertEquals(1, crop.fill(0));
        }
    }

    @Test
    void twoFilesAreReadAsTheirMean() throws Exception {
        RawMrc raw = new RawMrc();
        Path first = raw.write(folder.resolve("1.mrc"));
        raw.mode = 1;
        raw.values = (x, y, z) -> 3 * x;
        Path second = raw.write(folder.resolve("2.mrc"));
        MapCrop crop = new MapCrop(MrcFile.header(first), new int[3], new int[] {4, 5, 6});
        MapSurvey.of(List.of(first, second), List.of(crop));
        DensityMap map = crop.map(new double[3], new double[] {1, 1, 1});
        assertEquals((2 + 4 * 3 + 20 * 5 + 6) / 2f, map.values()[map.index(2, 3, 5)]);
    }

    private static double surface(RawMrc raw) {
        double sum = 0;
        int count = 0;
        for (int z = 0; z < 6; z++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 4; x++) {
                    if (x == 0 || y == 0 || z == 0 || x == 3 || y == 4 || z == 5) {
                        sum += raw.values.at(x, y, z);
                        count++;
                    }
                }
            }
        }
        return sum / count;
    }
}
