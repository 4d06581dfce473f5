package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmRingerTest {
    /** Å between residues, which therefore do not see each other. */
    private static final double APART = 10;

    @Test
    void plantedPeaksAtRotamersGiveTheScoreOfTheFormula() {
        // 12 of 16 peaks at rotamers, all of one height: z is the same at every threshold below it
        double[] angles = {60, 180, 300, 60, 180, 300, 75, 165, 285, 330, 40, 180, 0, 120, 240, 20};
        EmRinger ringer = EmRinger.of(planted(angles), sideChains(angles.length));
        double chance = 39.0 / 72;
        double z = (12 - 16 * chance) / Math.sqrt(16 * chance * (1 - chance));
        assertEquals(10 * z / 4, ringer.score(), 1e-9);
        assertEquals(0.75, ringer.rotamerRatio(), 1e-9);
        assertEquals(16, ringer.residues());
    }

    @Test
    void aRotamerIsWithinThirtyDegrees() {
        assertNull(EmRinger.of(planted(new double[] {15}), sideChains(1)));
        assertEquals(1, EmRinger.of(planted(new double[] {45}), sideChains(1)).rotamerRatio());
        assertEquals(1, EmRinger.of(planted(new double[] {75}), sideChains(1)).rotamerRatio());
        assertNull(EmRinger.of(planted(new double[] {105}), sideChains(1)));
    }

    @Test
    void theThresholdThatSeparatesStrongPeaksWins() {
        // weak peaks off rotamers, strong ones at them
        double[] angles = {60, 180, 300, 60, 0, 120, 240, 0};
        DensityMap map = planted(angles, new double[] {1, 1, 1, 1, 0.3, 0.3, 0.3, 0.3});
        EmRinger ringer = EmRinger.of(map, sideChains(8));
        assertEquals(1, ringer.rotamerRatio());
        double chance = 39.0 / 72;
        assertEquals(10 * (4 - 4 * chance) / Math.sqrt(4 * chance * (1 - chance)) / Math.sqrt(8), ringer.score(), 1e-9);
    }

    @Test
    void otherResiduesAndCirclesThatLeaveTheMapAreNotScanned() {
        DensityMap map = planted(new double[] {60});
        List<SideChain> chains = new ArrayList<>(sideChains(1));
        SideChain s = chains.get(0);
        chains.add(new SideChain("VAL", s.n(), s.ca(), s.cb(), s.gamma()));
        chains.add(sideChains(40).get(39));
        assertEquals(1, EmRinger.of(map, chains).residues());
        assertNull(EmRinger.of(map, List.of(chains.get(1))));
    }

    /** Cα at the origin of each residue, N to the side of x, Cβ above: χ is the angle in the plane of x and y. */
    private static List<SideChain> sideChains(int number) {
        List<SideChain> list = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double o = APART * i;
            // the model's own χ, 200°, does not matter
            list.add(new SideChain(
                    "LEU",
                    new double[] {o + 1.4, 0, -0.5},
                    new double[] {o, 0, 0},
                    new double[] {o, 0, 1.5},
                    new double[] {o + 1.43 * Math.cos(Math.toRadians(200)), 1.43 * Math.sin(Math.toRadians(200)), 2}));
        }
        return list;
    }

    private static DensityMap planted(double[] angles) {
        double[] heights = new double[angles.length];
        Arrays.fill(heights, 1);
        return planted(angles, heights);
    }

    private static DensityMap planted(double[] angles, double[] heights) {
        double voxel = 0.25;
        int nx = (int) (APART * angles.length / voxel);
        return FitModels.map(
                new int[] {nx, 33, 33}, new double[] {voxel, voxel, voxel}, new double[] {-4, -4, -2}, (x, y, z) -> {
                    int i = (int) Math.min(angles.length - 1, Math.max(0, Math.round(x / APART)));
                    double a = Math.toRadians(angles[i]);
                    double dx = x - APART * i - 1.43 * Math.cos(a);
                    double dy = y - 1.43 * Math.sin(a);
                    return heights[i] * Math.exp(-(dx * dx + dy * dy + (z - 2) * (z - 2)) / 0.5);
                });
    }
}
