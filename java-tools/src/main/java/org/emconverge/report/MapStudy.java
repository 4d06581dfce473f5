package org.emconverge.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityHistogram;
import org.emconverge.density.DensityMap;
import org.emconverge.density.InclusionCurve;
import org.emconverge.density.MapPicture;
import org.emconverge.density.MapStatistics;
import org.emconverge.density.MrcFile;
import org.emconverge.density.QuantisedMap;

/**
 * What a page shows of the prepared map. The file is read once, and the map itself is let go before anything is drawn,
 * because it is the largest thing of an entry.
 *
 * @param size voxels along x, y, z
 * @param voxel edges, Å
 * @param centre where the slices cross, Å: the middle of the best model, or without one of the map
 * @param slices through the centre, along x, y and z
 * @param projections along x, y and z
 * @param best the best model; empty without models
 * @param inclusion of its atoms; empty without models
 * @param copy for the 3D view; empty without models or a level, or where they lie outside the map
 */
record MapStudy(
        int[] size,
        double[] voxel,
        MapStatistics statistics,
        DensityHistogram histogram,
        double[] centre,
        List<MapPicture> slices,
        List<MapPicture> projections,
        Optional<BestModel> best,
        Optional<InclusionCurve> inclusion,
        Optional<QuantisedMap> copy) {
    /**
     * @param models of the ensemble file, or null
     * @param level at which the map is shown, in its units
     * @throws org.emconverge.InputException when the file is no usable map
     */
    static MapStudy read(Path file, Structure models, OptionalDouble level) {
        DensityMap map = MrcFile.read(file);
        Optional<BestModel> best =
                Optional.ofNullable(models).map(BestModel::of).filter(model -> model.atoms().length > 0);
        int[] size = {map.nx(), map.ny(), map.nz()};
        double[] centre = best.map(BestModel::centre)
                .orElseGet(() -> IntStream.range(0, 3)
                        .mapToDouble(axis -> map.origin()[axis] + (size[axis] - 1) / 2.0 * map.voxel()[axis])
                        .toArray());
        int[] at = IntStream.range(0, 3)
                .map(axis -> MapPicture.voxel(map, axis, centre[axis]))
                .toArray();
        MapStatistics statistics = MapStatistics.of(map.values());
        return new MapStudy(
                size,
                map.voxel(),
                statistics,
                DensityHistogram.of(map, statistics),
                IntStream.range(0, 3)
                        .mapToDouble(axis -> map.origin()[axis] + at[axis] * map.voxel()[axis])
                        .toArray(),
                IntStream.range(0, 3)
                        .mapToObj(axis -> MapPicture.slice(map, axis, at[axis]))
                        .toList(),
                IntStream.range(0, 3)
                        .mapToObj(axis -> MapPicture.projection(map, axis))
                        .toList(),
                best,
                best.map(model -> InclusionCurve.of(map, model.atoms(), model.backbone())),
                models == null || level.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(PageData.copy(map, models, level.getAsDouble())));
    }
}
