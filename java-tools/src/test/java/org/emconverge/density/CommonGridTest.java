package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emconverge.InputException;
import org.junit.jupiter.api.Test;

class CommonGridTest {
    private static final double[] VOXEL = {1.5, 1.2, 0.9};
    private static final DensityMap MAP =
            FitModels.map(new int[] {9, 8, 7}, VOXEL, new double[] {3, -2, 10}, (x, y, z) -> x + 100 * y + 10_000 * z);

    /** The same density in a box of the same size that begins some voxels from a map's; beyond the map it is 0. */
    static DensityMap elsewhere(DensityMap map, int[] by) {
        DensityMap box = new DensityMap(
                map.nx(),
                map.ny(),
                map.nz(),
                map.voxel(),
                new double[] {
                    map.origin()[0] + by[0] * map.voxel()[0],
                    map.origin()[1] + by[1] * map.voxel()[1],
                    map.origin()[2] + by[2] * map.voxel()[2]
                },
                new float[map.values().length]);
        for (int z = 0; z < map.nz(); z++) {
            for (int y = 0; y < map.ny(); y++) {
                for (int x = 0; x < map.nx(); x++) {
                    int fromX = x + by[0];
                    int fromY = y + by[1];
                    int fromZ = z + by[2];
                    if (fromX >= 0
                            && fromY >= 0
                            && fromZ >= 0
                            && fromX < map.nx()
                            && fromY < map.ny()
                            && fromZ < map.nz()) {
                        box.values()[box.index(x, y, z)] = map.values()[map.index(fromX, fromY, fromZ)];
                    }
                }
            }
        }
        return box;
    }

    @Test
    void aMapOnTheGridAlreadyIsLeftAsItIs() {
        DensityMap near = MAP.at(new double[] {3 + 0.04 * 1.5, -2, 10 - 0.04 * 0.9});
        assertSame(near, CommonGrid.onto(near, MAP, 7));
    }

    @Test
    void whatBothHoldStaysInPlaceAndTheRestHasTheLevelGiven() {
        DensityMap moved = CommonGrid.onto(elsewhere(MAP, new int[] {2, -3, 1}), MAP, 7);
        assertArrayEquals(MAP.origin(), moved.origin());
        for (int z = 0; z < 7; z++) {
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 9; x++) {
                    boolean held = x >= 2 && y < 5 && z >= 1;
                    int i = MAP.index(x, y, z);
                    assertEquals(held ? MAP.values()[i] : 7, moved.values()[i], x + " " + y + " " + z);
                }
            }
        }
    }

    @Test
    void betweenTheVoxelsFarAwayOrOnAnotherGridIsRefused() {
        assertTrue(refusal(MAP.at(new double[] {3 + 0.75, -2, 10})).contains("(0.50, 0.00, 0.00) voxels apart"));
        assertTrue(refusal(MAP.at(new double[] {3 + 15, -2, 10})).contains("do not overlap"));
        DensityMap finer = new DensityMap(9, 8, 7, new double[] {1.5, 1.2, 0.91}, MAP.origin(), MAP.values());
        assertTrue(refusal(finer).contains("different grids"));
        DensityMap turned = new DensityMap(8, 9, 7, VOXEL, MAP.origin(), MAP.values());
        assertTrue(refusal(turned).contains("different grids"));
    }

    private static String refusal(DensityMap map) {
        return assertThrows(InputException.class, () -> CommonGrid.onto(map, MAP, 0))
                .getMessage();
    }
}
