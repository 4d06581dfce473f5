package org.emconverge.density;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.ToIntFunction;

/** A map that goes with another one, such as its mask or its local resolution. */
final class CompanionMap {
    private CompanionMap() {}

    /**
     * Reads it in its place: with the grid of the other map it lies where that lies, since programs forget the origin;
     * another grid lies where its header puts it, on the most atoms.
     *
     * @param other header of the map that it goes with
     * @param origin where that map lies, Å; length 3
     * @param atoms Å; rows of x, y, z
     * @param counted how many of them it holds in a place
     * @throws org.emconverge.InputException when it cannot be read
     */
    static DensityMap read(
            Path file, MrcHeader other, double[] origin, double[][] atoms, ToIntFunction<DensityMap> counted) {
        DensityMap map = MrcFile.read(file);
        int[] size = other.size();
        boolean sameGrid = map.nx() == size[0]
                && map.ny() == size[1]
                && map.nz() == size[2]
                && CommonGrid.sameVoxel(map.voxel(), other.voxel());
        if (sameGrid) {
            return map.at(origin);
        }
        return MapPlacement.candidates(MrcFile.header(file), atoms).stream()
                .map(candidate -> map.at(candidate.origin()))
                .max(Comparator.comparingInt(counted))
                .orElseThrow();
    }
}
