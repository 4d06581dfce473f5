package org.emconverge.density;

import java.nio.file.Path;
import java.util.Arrays;
import org.emconverge.InputException;

/** Two half maps in files, read together section by section. */
final class HalfMapFiles implements AutoCloseable {
    /** Voxels that still show the contour of an automatic mask, Å. */
    static final double BINNED_VOXEL = 3;

    private static final double SAME_VOXEL = 1e-4;

    private final SectionReader reader1;
    private final SectionReader reader2;

    /** @throws InputException when a file is bad, or they do not have one size, voxel and axis order */
    HalfMapFiles(Path half1, Path half2) {
        reader1 = new SectionReader(half1);
        try {
            reader2 = new SectionReader(half2);
            try {
                requireSameLayout(reader1.header(), reader2.header());
            } catch (InputException e) {
                reader2.close();
                throw e;
            }
        } catch (InputException e) {
            reader1.close();
            throw e;
        }
    }

    MrcHeader header() {
        return reader1.header();
    }

    SlidingSections sliding(int depth) {
        return new SlidingSections(reader1::next, reader2::next, header().dimensions(), depth);
    }

    @Override
    public void close() {
        reader1.close();
        reader2.close();
    }

    private static void requireSameLayout(MrcHeader a, MrcHeader b) {
        boolean same = Arrays.equals(a.size(), b.size()) && Arrays.equals(a.axes(), b.axes());
        for (int axis = 0; axis < 3; axis++) {
            same &= Math.abs(a.voxel()[axis] - b.voxel()[axis]) <= SAME_VOXEL * a.voxel()[axis];
        }
        if (!same) {
            throw new InputException("The half maps " + a.file() + " and " + b.file()
                    + " differ in size, voxel or axis order: give the " + "two half maps of one reconstruction.");
        }
    }

    /** {@link SoftMask#automatic} of the maps, binned while they are read. */
    static DensityMap automaticMask(Path half1, Path half2) {
        try (HalfMapFiles files = new HalfMapFiles(half1, half2)) {
            MrcHeader header = files.header();
            int bin = (int) Math.max(
                    1,
                    Math.rint(BINNED_VOXEL / Arrays.stream(header.voxel()).max().orElseThrow()));
            DensityMap binned1 = binned(header, bin);
            DensityMap binned2 = binned(header, bin);
            float[] density = new float[header.sectionVoxels()];
            for (int section = 0; section < header.dimensions()[2]; section++) {
                files.reader1.next(density);
                add(density, section, header, bin, binned1);
                files.reader2.next(density);
                add(density, section, header, bin, binned2);
            }
            return SoftMask.automatic(binned1, binned2);
        }
    }

    /** An empty map of whole bins; what is left over at the far ends is not in it. */
    private static DensityMap binned(MrcHeader header, int bin) {
        int[] n = new int[3];
        double[] voxel = new double[3];
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            n[axis] = Math.max(1, header.size()[axis] / bin);
            voxel[axis] = bin * header.voxel()[axis];
            origin[axis] = header.place()[axis] + (bin - 1) / 2.0 * header.voxel()[axis];
        }
        return new DensityMap(n[0], n[1], n[2], voxel, origin, new float[n[0] * n[1] * n[2]]);
    }

    private static void add(float[] density, int section, MrcHeader header, int bin, DensityMap binned) {
        int[] axes = header.axes();
        int[] n = {binned.nx(), binned.ny(), binned.nz()};
        int[] voxel = new int[3];
        int columns = header.dimensions()[0];
        voxel[axes[2]] = section / bin;
        for (int i = 0; i < density.length; i++) {
            voxel[axes[0]] = i % columns / bin;
            voxel[axes[1]] = i / columns / bin;
            if (voxel[0] < n[0] && voxel[1] < n[1] && voxel[2] < n[2]) {
                binned.values()[binned.index(voxel[0], voxel[1], voxel[2])] += density[i];
            }
        }
    }
}
