package org.emconverge.density;

import java.util.List;
import java.util.stream.IntStream;
import org.emconverge.InputException;

/**
 * A part of a map, and what atoms look like on its voxels at the map's resolution: densities of several models, or of
 * parts of one, can be added and compared with what is observed.
 */
public final class DensityBox {
    private final DensityMap part;
    private final double resolution;

    private DensityBox(DensityMap part, double resolution) {
        this.part = part;
        this.resolution = resolution;
    }

    /** The whole of a map; resolution in Å. */
    public static DensityBox of(DensityMap map, double resolution) {
        return new DensityBox(map, resolution);
    }

    /**
     * The part of a map around atoms.
     *
     * @param resolution Å
     * @param atoms at least one; a part of them may lie outside the map
     * @param margin around them, Å
     */
    public static DensityBox around(DensityMap map, double resolution, List<FitAtom> atoms, double margin) {
        double[][] positions = atoms.stream()
                .map(atom -> new double[] {atom.x(), atom.y(), atom.z()})
                .toArray(double[][]::new);
        return new DensityBox(map.around(positions, margin), resolution);
    }

    /**
     * The same part of another map, such as a half map.
     *
     * @throws InputException when the other map has other voxels, or does not hold this part
     */
    public DensityBox in(DensityMap other) {
        double[] shift = CommonGrid.shift(other.origin(), part.origin(), part.voxel());
        int[] first = CommonGrid.whole(shift);
        if (!CommonGrid.sameVoxel(part.voxel(), other.voxel())
                || !CommonGrid.isWhole(shift)
                || first[0] < 0
                || first[1] < 0
                || first[2] < 0
                || first[0] + part.nx() > other.nx()
                || first[1] + part.ny() > other.ny()
                || first[2] + part.nz() > other.nz()) {
            throw new InputException("A half map does not lie on the voxels of its map: prepare them together.");
        }
        float[] values = new float[part.values().length];
        for (int z = 0; z < part.nz(); z++) {
            for (int y = 0; y < part.ny(); y++) {
                int from = other.index(first[0], first[1] + y, first[2] + z);
                System.arraycopy(other.values(), from, values, part.index(0, y, z), part.nx());
            }
        }
        return new DensityBox(
                new DensityMap(part.nx(), part.ny(), part.nz(), part.voxel(), part.origin(), values), resolution);
    }

    /** What is observed on the voxels; x fastest. */
    public float[] observed() {
        return part.values();
    }

    /** Whether an atom lies in it. */
    public boolean holds(FitAtom atom) {
        return !Double.isNaN(part.at(atom.x(), atom.y(), atom.z()));
    }

    /**
     * The density of atoms on the voxels, without what is finer than the resolution, Å⁻²; atoms outside do not count.
     */
    public float[] of(List<FitAtom> atoms) {
        List<FitAtom> inside = atoms.stream().filter(this::holds).toList();
        if (inside.isEmpty()) {
            return new float[part.values().length];
        }
        double[] length = {part.nx() * part.voxel()[0], part.ny() * part.voxel()[1], part.nz() * part.voxel()[2]};
        return ModelSpectrum.of(inside, part.origin(), length, 1 / resolution)
                .map(new int[] {part.nx(), part.ny(), part.nz()}, 1 / resolution);
    }

    /** The voxels nearer to an atom than {@code radius}, Å, in order. */
    public int[] near(List<FitAtom> atoms, double radius) {
        VoxelsNearAtoms voxels = new VoxelsNearAtoms(part);
        atoms.forEach(atom -> voxels.add(atom, radius));
        IntStream.Builder found = IntStream.builder();
        voxels.take(found::add);
        return found.build().toArray();
    }
}
