package org.emconverge.density;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The voxels that molecules fill: within the van der Waals radius of an atom, or where no sphere of solvent fits (Jiang
 * &amp; Brünger, J. Mol. Biol. 243, 100, 1994), with the radii of Afonine et al., Acta Cryst. D74, 814 (2018).
 */
final class MolecularMask {
    /** Å. */
    static final double SOLVENT_RADIUS = 1.1;
    /** Å: how far the solvent is let in again. */
    static final double SHRINK = 0.9;

    private static final double CARBON = 1.775;
    /**
     * Å. C, N, O, P, S: Fokine et al., J. Appl. Cryst. 36, 352 (2003); most others: Bondi, J. Phys. Chem. 68, 441
     * (1964); ions as in cctbx. An element that is not here counts as carbon.
     */
    private static final Map<String, Double> RADII = Map.ofEntries(
            Map.entry("H", 1.20),
            Map.entry("D", 1.20),
            Map.entry("C", CARBON),
            Map.entry("N", 1.50),
            Map.entry("O", 1.45),
            Map.entry("P", 1.90),
            Map.entry("S", 1.80),
            Map.entry("F", 1.47),
            Map.entry("NA", 2.27),
            Map.entry("MG", 1.73),
            Map.entry("SI", 2.10),
            Map.entry("CL", 1.75),
            Map.entry("K", 2.75),
            Map.entry("CA", 1.95),
            Map.entry("MN", 1.19),
            Map.entry("FE", 1.26),
            Map.entry("CO", 1.13),
            Map.entry("NI", 1.63),
            Map.entry("CU", 1.40),
            Map.entry("ZN", 1.39),
            Map.entry("SE", 1.90),
            Map.entry("BR", 1.85),
            Map.entry("CD", 1.58),
            Map.entry("I", 1.98));

    private MolecularMask() {}

    /** @return bit i is set where voxel i of the map is inside */
    static BitSet of(List<FitAtom> atoms, DensityMap map) {
        BitSet core = new BitSet(map.values().length);
        BitSet reached = new BitSet(map.values().length);
        for (FitAtom atom : atoms) {
            double radius = RADII.getOrDefault(atom.element(), CARBON);
            VoxelBalls.rows(map, atom.x(), atom.y(), atom.z(), radius, (from, to, x, yz2) -> core.set(from, to));
            VoxelBalls.rows(
                    map,
                    atom.x(),
                    atom.y(),
                    atom.z(),
                    radius + SOLVENT_RADIUS,
                    (from, to, x, yz2) -> reached.set(from, to));
        }
        BitSet inside = (BitSet) core.clone();
        int[][] steps = steps(map.voxel());
        BitSet shell = (BitSet) reached.clone();
        shell.andNot(core);
        for (int i = shell.nextSetBit(0); i >= 0; i = shell.nextSetBit(i + 1)) {
            if (!nearSolvent(i, steps, reached, map)) {
                inside.set(i);
            }
        }
        return inside;
    }

    private static boolean nearSolvent(int voxel, int[][] steps, BitSet reached, DensityMap map) {
        int x = voxel % map.nx();
        int y = voxel / map.nx() % map.ny();
        int z = voxel / map.nx() / map.ny();
        for (int[] step : steps) {
            int nx = x + step[0];
            int ny = y + step[1];
            int nz = z + step[2];
            boolean known = nx >= 0 && ny >= 0 && nz >= 0 && nx < map.nx() && ny < map.ny() && nz < map.nz();
            if (known && !reached.get(map.index(nx, ny, nz))) {
                return true;
            }
        }
        return false;
    }

    /** The voxels nearer than {@link #SHRINK}, as steps along the axes. */
    private static int[][] steps(double[] voxel) {
        List<int[]> steps = new ArrayList<>();
        int[] most = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            most[axis] = (int) (SHRINK / voxel[axis]);
        }
        for (int k = -most[2]; k <= most[2]; k++) {
            for (int j = -most[1]; j <= most[1]; j++) {
                for (int i = -most[0]; i <= most[0]; i++) {
                    double dx = i * voxel[0];
                    double dy = j * voxel[1];
                    double dz = k * voxel[2];
                    if (dx * dx + dy * dy + dz * dz < SHRINK * SHRINK) {
                        steps.add(new int[] {i, j, k});
                    }
                }
            }
        }
        return steps.toArray(new int[0][]);
    }
}
