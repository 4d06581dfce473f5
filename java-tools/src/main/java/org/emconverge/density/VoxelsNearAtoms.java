package org.emconverge.density;

import java.util.BitSet;
import java.util.function.IntConsumer;

/** A set of voxels near atoms, gathered, used and emptied again and again. */
final class VoxelsNearAtoms {
    private final DensityMap map;
    private final BitSet voxels;
    private int first = Integer.MAX_VALUE;

    VoxelsNearAtoms(DensityMap map) {
        this.map = map;
        voxels = new BitSet(map.values().length);
    }

    /** Adds the voxels nearer to an atom than {@code radius}, Å. */
    void add(FitAtom atom, double radius) {
        VoxelBalls.rows(map, atom.x(), atom.y(), atom.z(), radius, (from, to, x, yz2) -> {
            first = Math.min(first, from);
            voxels.set(from, to);
        });
    }

    /** Calls {@code action} with the index of every voxel, in order, and forgets them. */
    void take(IntConsumer action) {
        int i = voxels.nextSetBit(Math.min(first, voxels.size()));
        while (i >= 0) {
            action.accept(i);
            voxels.clear(i);
            i = voxels.nextSetBit(i + 1);
        }
        first = Integer.MAX_VALUE;
    }
}
