package org.emconverge.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.emconverge.InputException;
import org.emconverge.density.MapPreparation.Placed;
import org.emconverge.density.MapPreparation.Request;

/**
 * The box of a prepared map, cut out of its half maps where these lie by their headers.
 *
 * @param maps none or two
 * @param placements of those whose place was looked for
 */
record HalfCrops(List<DensityMap> maps, List<HalfPlacement> placements) {
    /**
     * Of half maps whose map was placed before them. Each is read once, into a crop for every place where it may lie.
     *
     * @param header of the map
     * @throws InputException when a half map does not show what the map shows, or lies between the map's voxels
     */
    static HalfCrops beside(Placed map, Request request, MrcHeader header) {
        DensityMap box = map.crop().map(map.origin(), header.voxel());
        List<DensityMap> maps = new ArrayList<>();
        List<HalfPlacement> placements = new ArrayList<>();
        double[][] atoms = Arrays.stream(request.atoms())
                .filter(atom -> MapPlacement.inside(header, map.origin(), new double[][] {atom}) == 1)
                .toArray(double[][]::new);
        DensityMap smoothed = request.halves().isEmpty() ? null : HalfPlacement.smooth(box, request.resolution());
        for (Path file : request.halves()) {
            MrcHeader half = MrcFile.header(file);
            List<HalfPlacement.Place> places =
                    HalfPlacement.places(half, header.size(), header.voxel(), map.origin(), atoms);
            List<MapCrop> crops = crops(half, places, map, header);
            float level = (float) MapSurvey.of(
                            List.of(file),
                            crops.stream().filter(Objects::nonNull).toList())
                    .surface();
            List<Double> correlations = new ArrayList<>();
            for (int i = 0; i < crops.size(); i++) {
                correlations.add(
                        crops.get(i) == null
                                ? Double.NaN
                                : correlation(smoothed, crops.get(i), level, places.get(i), atoms, request));
            }
            HalfPlacement chosen =
                    HalfPlacement.choose(half, map.origin(), places, correlations, HalfPlacement.LEAST_CORRELATION);
            requireWhole(file, chosen);
            placements.add(chosen);
            MapCrop crop = crops.get(correlations.indexOf(chosen.correlation()));
            maps.add(crop.map(map.origin(), header.voxel(), map.crop().start()));
        }
        return new HalfCrops(maps, placements);
    }

    private static double correlation(
            DensityMap smoothed,
            MapCrop crop,
            float level,
            HalfPlacement.Place place,
            double[][] atoms,
            Request request) {
        crop.fill(level);
        DensityMap there = crop.map(place.origin(), smoothed.voxel());
        return HalfPlacement.correlation(smoothed, there, atoms, request.resolution());
    }

    /** Null for a place at which the half map cannot lie. */
    private static List<MapCrop> crops(MrcHeader half, List<HalfPlacement.Place> places, Placed map, MrcHeader header) {
        List<MapCrop> crops = new ArrayList<>();
        for (HalfPlacement.Place place : places) {
            if (!place.holdsAtoms()) {
                crops.add(null);
                continue;
            }
            int[] shift = CommonGrid.whole(CommonGrid.shift(map.origin(), place.origin(), header.voxel()));
            int[] start = new int[3];
            Arrays.setAll(start, axis -> map.crop().start()[axis] - shift[axis]);
            crops.add(new MapCrop(half, start, map.crop().size()));
        }
        return crops;
    }

    private static void requireWhole(Path file, HalfPlacement place) {
        if (!place.isWhole()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The half map %s lies %s voxels from the map by its %s, no whole number: give half maps on the"
                            + " map's grid.",
                    file,
                    CommonGrid.text(place.shift()),
                    place.placedBy()));
        }
    }

    /**
     * Of half maps whose mean is the map: they were read with it.
     *
     * @throws InputException when they do not show the same around the model
     */
    static HalfCrops together(Placed mean, MapSource source, Request request, MrcHeader header) {
        List<DensityMap> maps = mean.halves().stream()
                .map(half -> half.map(mean.origin(), header.voxel()))
                .toList();
        DensityMap first = HalfPlacement.smooth(maps.get(0), request.resolution());
        double correlation = HalfPlacement.correlation(first, maps.get(1), request.atoms(), request.resolution());
        if (!(correlation >= HalfPlacement.LEAST_OF_HALVES)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The half maps %s and %s do not show the same around the model (their correlation is %.2f, needed"
                            + " is %.2f): give the two half maps of one reconstruction, with the ORIGIN of each.",
                    request.halves().get(0),
                    request.halves().get(1),
                    correlation,
                    HalfPlacement.LEAST_OF_HALVES));
        }
        return new HalfCrops(maps, source.second().stream().toList());
    }
}
