package org.emconverge.density;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two whole half maps on one grid, in the place where their density is.
 *
 * @param second on the grid of {@code first}; beyond its own box it has the level of its solvent
 * @param notes what a user should know of where they were laid; sentences, may be empty
 */
public record HalfMapPair(DensityMap first, DensityMap second, List<String> notes) {
    /**
     * Half maps of a map that has its place.
     *
     * @param atoms Å; rows of x, y, z
     * @param resolution Å
     * @throws org.emconverge.InputException when one does not show what the map shows ({@link HalfPlacement}), or they
     *     lie on different grids
     */
    public static HalfMapPair beside(DensityMap map, Path half1, Path half2, double[][] atoms, double resolution) {
        HalfPlacement.Placed first = HalfPlacement.find(half1, map, atoms, resolution, HalfPlacement.LEAST_CORRELATION);
        HalfPlacement.Placed second =
                HalfPlacement.find(half2, map, atoms, resolution, HalfPlacement.LEAST_CORRELATION);
        return of(
                first.map(),
                second.map(),
                Stream.of(first, second)
                        .map(placed -> placed.placement().note())
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Half maps without their map: the first is placed by the model, the second beside the first. */
    public static HalfMapPair alone(Path half1, Path half2, double[][] atoms, double resolution) {
        DensityMap first = MapPlacement.placed(half1, atoms, resolution);
        HalfPlacement.Placed second =
                HalfPlacement.find(half2, first, atoms, resolution, HalfPlacement.LEAST_OF_HALVES);
        return of(first, second.map(), second.placement().note().stream().toList());
    }

    private static HalfMapPair of(DensityMap first, DensityMap second, List<String> notes) {
        return new HalfMapPair(first, CommonGrid.onto(second, first, SolventLevel.of(second)), notes);
    }

    /** Their mean; neither is changed. */
    public DensityMap mean() {
        float[] values = new float[first.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (first.values()[i] + second.values()[i]) / 2;
        }
        return new DensityMap(first.nx(), first.ny(), first.nz(), first.voxel(), first.origin(), values);
    }
}
