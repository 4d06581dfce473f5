package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MapPictureTest {
    private static final double RADIUS = 12;

    @Test
    void aSphereIsADiscAndItsShadow() {
        DensityMap sphere = Spheres.of(30, 0.5, r -> r <= RADIUS ? 1 : 0);
        for (int axis = 0; axis < 3; axis++) {
            double area = 0.25 * sum(MapPicture.slice(sphere, axis, 30));
            assertEquals(Math.PI * RADIUS * RADIUS, area, 0.02 * area);
            double off = 0.25 * sum(MapPicture.slice(sphere, axis, 30 + 18));
            assertEquals(Math.PI * (RADIUS * RADIUS - 81), off, 0.03 * off, "9 Å from the middle");
            MapPicture shadow = MapPicture.projection(sphere, axis);
            assertEquals((4 * RADIUS + 1) / 61, shadow.values()[30 * 61 + 30], 1e-6, "the mean along the middle");
            assertEquals(4 * Math.sqrt(80) / 61, shadow.values()[30 * 61 + 46], 1.0 / 61, "8 Å from it: 2 √(12² − 8²)");
            assertEquals(0, shadow.values()[0]);
        }
    }

    @Test
    void oneVoxelIsWhereTheAxesSay() {
        int[] size = {4, 5, 6};
        float[] values = new float[4 * 5 * 6];
        DensityMap map =
                new DensityMap(size[0], size[1], size[2], new double[] {1, 2, 3}, new double[] {10, 20, 30}, values);
        values[map.index(1, 3, 4)] = 6;
        MapPicture x = MapPicture.slice(map, 0, 1);
        assertEquals(5, x.columns());
        assertEquals(6, x.rows());
        assertEquals(6, x.values()[(5 - 4) * 5 + 3], "y to the right, z up");
        assertArrayEquals(new double[] {19, 28.5}, x.from(), 1e-12);
        assertArrayEquals(new double[] {29, 46.5}, x.to(), 1e-12);
        assertEquals(0, sum(MapPicture.slice(map, 0, 2)));
        MapPicture y = MapPicture.slice(map, 1, 3);
        assertEquals(6, y.values()[(5 - 4) * 4 + 1], "x to the right, z up");
        MapPicture z = MapPicture.projection(map, 2);
        assertEquals(1, z.values()[(4 - 3) * 4 + 1], 1e-6, "x to the right, y up; one of six voxels along z");
        assertEquals(4, z.width(), 1e-12);
        assertEquals(10, z.height(), 1e-12);
        assertEquals(4, MapPicture.voxel(map, 2, 43));
        assertEquals(0, MapPicture.voxel(map, 0, -99));
        assertEquals(3, MapPicture.voxel(map, 0, 99));
    }

    @Test
    void aLargeMapIsShownByTheMeansOfBlocks() {
        int n = 2 * MapPicture.MOST_PIXELS + 1;
        float[] values = new float[n * 4 * 2];
        DensityMap map = new DensityMap(n, 4, 2, new double[] {1, 1, 1}, new double[3], values);
        values[map.index(0, 0, 0)] = 9;
        values[map.index(n - 1, 3, 0)] = 6;
        MapPicture slice = MapPicture.slice(map, 2, 0);
        assertEquals(171, slice.columns(), "513 voxels by three");
        assertEquals(2, slice.rows());
        assertEquals(1, slice.values()[171], 1e-6, "one of nine voxels");
        assertEquals(2, slice.values()[170], 1e-6, "one of the three that the map has there");
        assertEquals(n, slice.width(), 1e-12);
        assertEquals(6, slice.height(), 1e-12, "the last block reaches beyond the map");
    }

    @Test
    void greysRunFromBlackToWhite() throws IOException {
        MapPicture picture =
                new MapPicture(2, 3, 2, new double[2], new double[] {3, 2}, new float[] {-5, 0, 1, 2, 4, 9});
        byte[] png = picture.png(0, 4);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(3, image.getWidth());
        int[] greys = image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null);
        assertArrayEquals(new int[] {0, 0, 64, 128, 255, 255}, greys);
        assertArrayEquals(png, picture.png(0, 4));
        assertArrayEquals(
                new int[6],
                ImageIO.read(new ByteArrayInputStream(picture.png(4, 4)))
                        .getRaster()
                        .getSamples(0, 0, 3, 2, 0, (int[]) null));
        assertEquals(1, MapPicture.quantile(0.4, picture));
        assertEquals(9, MapPicture.quantile(1, picture, picture));
    }

    private static double sum(MapPicture picture) {
        double sum = 0;
        for (float value : picture.values()) {
            sum += value;
        }
        return sum;
    }
}
