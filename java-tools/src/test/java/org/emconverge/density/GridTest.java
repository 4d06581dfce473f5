package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void thePaddingIsKeptOnEverySide() {
        Grid grid = Grid.around(
                List.of(new Scatterer("C", 50.3, -7, 0.1, 0), new Scatterer("C", 61.2, -2, 0.2, 0)), 10, 1.1);
        double[] low = {50.3, -7, 0.1};
        double[] high = {61.2, -2, 0.2};
        int[] size = {grid.nx(), grid.ny(), grid.nz()};
        for (int k = 0; k < 3; k++) {
            double first = grid.origin()[k];
            double last = first + (size[k] - 1) * 1.1;
            assertTrue(low[k] - first >= 10 && low[k] - first < 11.1, "below, axis " + k);
            assertTrue(last - high[k] >= 10 && last - high[k] < 15.5, "above, axis " + k);
            assertEquals(0, size[k] % 4);
        }
    }

    @Test
    void frequenciesAreSymmetric() {
        Grid grid = new Grid(8, 10, 12, 2, new double[3]);
        assertEquals(grid.frequencySquared(3, 4, 5), grid.frequencySquared(5, 6, 7), 1e-15);
        assertEquals(1.0 / 256, grid.frequencySquared(1, 0, 0), 1e-15);
    }
}
