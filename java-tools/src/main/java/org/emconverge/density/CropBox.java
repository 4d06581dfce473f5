package org.emconverge.density;

import java.util.Arrays;
import org.emconverge.InputException;
import org.emconverge.density.FourierResampler.Ratio;

/**
 * The voxels of a map that are kept round a model. The map that is made of them has sizes with no prime factor but 2, 3
 * and 5, so that all that is transformed later is fast. What this needs beyond the margin is taken where the map has
 * it, first at the far end, so that the box begins where the margin begins as long as it can.
 *
 * @param start first voxel along x, y, z, counted from the map's first; may be negative
 * @param size voxels along x, y, z
 */
record CropBox(int[] start, int[] size) {
    /**
     * Where voxels are merged, the box begins at a multiple of the old voxels that make a new one, counted from (0, 0,
     * 0) Å, so that an origin on the old grid stays on the new one and NSTART can say it.
     *
     * @param origin position of the map's first voxel, Å
     * @param atoms positions, Å; at least one row of x, y, z
     * @param margin round the atoms, Å
     * @throws InputException when the box has more voxels than can be held
     */
    static CropBox around(MrcHeader header, double[] origin, double[][] atoms, double margin, Ratio ratio) {
        CropBox box = new CropBox(new int[3], new int[3]);
        double voxels = 1;
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            double voxel = header.voxel()[axis];
            double low = Arrays.stream(atoms).mapToDouble(p -> p[a]).min().orElseThrow() - margin;
            double high = Arrays.stream(atoms).mapToDouble(p -> p[a]).max().orElseThrow() + margin;
            int offset = Math.floorMod(Math.round(origin[axis] / voxel), ratio.from());
            int first = (int) Math.floor((low - origin[axis]) / voxel);
            int last = (int) Math.ceil((high - origin[axis]) / voxel);
            box.start[axis] = first - Math.floorMod(first + offset, ratio.from());
            int blocks = (last - box.start[axis]) / ratio.from() + 1;
            box.grow(axis, blocks, ratio.from(), header.size()[axis]);
            voxels *= box.size[axis];
        }
        if (voxels > Integer.MAX_VALUE - 8) {
            throw new InputException("The model with its margin takes " + box.size[0] + " x " + box.size[1] + " x "
                    + box.size[2] + " voxels of " + header.file()
                    + ", more than can be held: give a part of the model, or a coarser map.");
        }
        return box;
    }

    /**
     * Widens the box along one axis.
     *
     * @param blocks of {@code block} voxels, at least so many
     * @param mapSize voxels of the map along the axis
     */
    private void grow(int axis, int blocks, int block, int mapSize) {
        int wanted = TransformSize.from(blocks);
        int beyond = Math.max(0, (mapSize - start[axis]) / block - blocks);
        int before = Math.max(0, start[axis] / block);
        int extraBefore = Math.min(before, Math.max(0, wanted - blocks - beyond));
        start[axis] -= extraBefore * block;
        size[axis] = wanted * block;
    }
}
