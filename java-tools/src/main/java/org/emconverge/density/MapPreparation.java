package org.emconverge.density;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.FourierResampler.Ratio;
import org.emconverge.density.MapPlacement.Candidate;

/**
 * Makes of a map what the engines work on: placed by the model ({@link MapPlacement}), cut to the model and a margin,
 * float32, axes x, y, z, and made coarser when the voxel is finer than a third of the resolution.
 *
 * <p>The crop always has the whole margin on every side, so that an engine never has to ask whether an atom left it.
 * Where it reaches beyond the map nothing is known, and it gets one level, the mean of the map's outermost voxels: no
 * force, no feature.
 *
 * <p>Maps are read section by section; memory is the crop (while it is resampled, twice), a few sections, and a second
 * crop in the rare case that both places a header names hold the model; with half maps a crop of each, and smoothed
 * copies of two while their place is found ({@link HalfPlacement}).
 */
public final class MapPreparation {
    /** A voxel finer than resolution / 3 carries nothing and costs cubically (engines sample at about d/3). */
    private static final double VOXELS_IN_RESOLUTION = 3;

    private static final double NYQUIST_VOXELS = 2;
    /** What deposited resolutions and voxels lose by rounding. */
    private static final double ROUNDING = 0.01;

    private MapPreparation() {}

    /**
     * What to prepare.
     *
     * @param map null when there are only half maps, whose mean then is the map
     * @param halves none or two
     * @param resolution Å, within the limits of the run's parameter
     * @param margin round the model, Å, within the limits of the run's parameter
     * @param atoms positions of the model's atoms, Å; at least one row of x, y, z
     * @param shown what the prepared grid must show, Å: finer than {@code resolution} where a finer map is to be laid
     *     into this one
     */
    public record Request(
            Path map, List<Path> halves, double resolution, double margin, double[][] atoms, double shown) {
        /** Of a map whose grid needs to show no more than its own resolution. */
        public Request(Path map, List<Path> halves, double resolution, double margin, double[][] atoms) {
            this(map, halves, resolution, margin, atoms, resolution);
        }
    }

    /**
     * What came of it; all maps have one grid.
     *
     * @param halves none or two
     */
    public record Prepared(DensityMap map, List<DensityMap> halves, MapReport report) {
        /** Writes map.mrc, half1.mrc and half2.mrc where there are half maps, and map.json. */
        public void write(Path folder) throws IOException {
            MrcFile.write(map, folder.resolve("map.mrc"));
            for (int i = 0; i < halves.size(); i++) {
                MrcFile.write(halves.get(i), folder.resolve("half" + (i + 1) + ".mrc"));
            }
            Json.write(report, folder.resolve("map.json"));
        }
    }

    /** @throws InputException when a file, a number or the model's place is bad; see the classes this uses */
    public static Prepared prepare(Request request) {
        requireNumbers(request);
        MrcHeader header =
                MrcFile.header(request.map() == null ? request.halves().get(0) : request.map());
        requireResolved(header, request.resolution());
        for (Path half : request.halves()) {
            requireSameVoxel(header, MrcFile.header(half));
        }
        Ratio ratio = Ratio.below(request.shown()
                / VOXELS_IN_RESOLUTION
                / Arrays.stream(header.voxel()).max().orElseThrow());
        MapSource source = MapSource.of(request);
        Placed placed = place(request, source, header, ratio);
        HalfCrops crops = request.map() == null
                ? HalfCrops.together(placed, source, request, header)
                : HalfCrops.beside(placed, request, header);
        List<DensityMap> halves = crops.maps().stream()
                .map(half -> FourierResampler.resample(half, ratio))
                .toList();
        DensityMap map = FourierResampler.resample(placed.crop.map(placed.origin(), header.voxel()), ratio);
        List<String> warnings = warnings(request, header, placed, halves);
        crops.placements().forEach(placement -> placement.note().ifPresent(warnings::add));
        return new Prepared(map, halves, report(header, placed, map, crops, warnings));
    }

    /**
     * The crop of the place that won.
     *
     * @param name of the map file, or what the half maps' mean was made of
     * @param halves the same box of each half map; empty where a map was placed and the half maps are still to be read
     */
    record Placed(
            String name,
            MapPlacement placement,
            MapCrop crop,
            List<MapCrop> halves,
            MapSurvey survey,
            double paddedFraction) {
        double[] origin() {
            return placement.place().origin();
        }
    }

    private static Placed place(Request request, MapSource source, MrcHeader header, Ratio ratio) {
        List<Candidate> candidates = MapPlacement.candidates(header, request.atoms());
        List<MapCrop> crops = new ArrayList<>();
        List<List<MapCrop>> halves = new ArrayList<>();
        for (Candidate candidate : candidates) {
            CropBox box = candidate.mostlyInside()
                    ? CropBox.around(header, candidate.origin(), request.atoms(), request.margin(), ratio)
                    : null;
            crops.add(box == null ? null : new MapCrop(header, box.start(), box.size()));
            halves.add(box == null || request.map() != null ? List.of() : halves(header, box));
        }
        MapSurvey survey = MapSurvey.of(
                source.maps(),
                crops.stream().filter(Objects::nonNull).toList(),
                halves.stream().filter(h -> !h.isEmpty()).toList());
        List<Candidate> measured = new ArrayList<>();
        double[] padded = new double[crops.size()];
        for (int i = 0; i < crops.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (crops.get(i) != null) {
                padded[i] = crops.get(i).fill((float) survey.surface());
                DensityMap box = crops.get(i).map(candidate.origin(), header.voxel());
                candidate = MapPlacement.measure(
                        candidate, box, request.atoms(), survey.statistics(), request.resolution(), request.margin());
            }
            measured.add(candidate);
        }
        MapPlacement placement = MapPlacement.choose(source.name(), measured);
        int winner = measured.indexOf(placement.place());
        for (int half = 0; half < halves.get(winner).size(); half++) {
            halves.get(winner).get(half).fill((float) survey.surfaces()[half]);
        }
        return new Placed(source.name(), placement, crops.get(winner), halves.get(winner), survey, padded[winner]);
    }

    /** Of two half maps that come on one grid. */
    private static List<MapCrop> halves(MrcHeader header, CropBox box) {
        return List.of(new MapCrop(header, box.start(), box.size()), new MapCrop(header, box.start(), box.size()));
    }

    private static void requireNumbers(Request request) {
        if (request.map() == null && request.halves().isEmpty()) {
            throw new InputException("There is no map: give a map, or two half maps.");
        }
        if (request.halves().size() == 1) {
            throw new InputException(
                    "There is one half map, " + request.halves().get(0) + ": give both or none.");
        }
        ParameterSchema.requireResolution(request.resolution());
        ParameterSchema.of("margin").require(request.margin());
    }

    private static void requireResolved(MrcHeader header, double resolution) {
        double nyquist = NYQUIST_VOXELS * Arrays.stream(header.voxel()).max().orElseThrow();
        if (resolution < nyquist * (1 - ROUNDING)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The map %s has voxels of %.3f Å and cannot show %.2f Å: give its true "
                            + "resolution, %.2f Å or more, or correct the cell in its header.",
                    header.file(),
                    nyquist / NYQUIST_VOXELS,
                    resolution,
                    nyquist));
        }
    }

    private static void requireSameVoxel(MrcHeader map, MrcHeader half) {
        if (!CommonGrid.sameVoxel(map.voxel(), half.voxel())) {
            throw new InputException("The half map " + half.file() + " has " + grid(half) + " but " + map.file()
                    + " has " + grid(map) + ": give half maps on the map's grid.");
        }
    }

    private static String grid(MrcHeader h) {
        int[] n = h.size();
        return String.format(
                Locale.ROOT,
                "%d x %d x %d voxels of %.4f x %.4f x %.4f Å, axis order %d %d %d",
                n[0],
                n[1],
                n[2],
                h.voxel()[0],
                h.voxel()[1],
                h.voxel()[2],
                h.axes()[0] + 1,
                h.axes()[1] + 1,
                h.axes()[2] + 1);
    }

    private static List<String> warnings(Request request, MrcHeader header, Placed placed, List<DensityMap> halves) {
        List<String> warnings = new ArrayList<>(header.guesses());
        request.halves().stream()
                .map(MrcFile::header)
                .filter(half -> !half.file().equals(header.file()))
                .forEach(half -> warnings.addAll(half.guesses()));
        double outside = 1 - placed.placement.place().atomsInsideFraction();
        if (outside > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the model's atoms lie outside the map's box, where no density is known.",
                    100 * outside));
        }
        if (halves.size() == 2
                && Arrays.equals(halves.get(0).values(), halves.get(1).values())) {
            warnings.add("The two half maps are identical.");
        }
        return warnings;
    }

    private static MapReport report(
            MrcHeader header, Placed placed, DensityMap map, HalfCrops halves, List<String> warnings) {
        MapStatistics s = placed.survey.statistics();
        MapReport.Crop crop = new MapReport.Crop(
                placed.crop.start(), placed.crop.size(), map.origin(), placed.paddedFraction, placed.survey.surface());
        boolean same = Arrays.equals(header.voxel(), map.voxel());
        return new MapReport(
                placed.name,
                header.mode().number,
                header.size(),
                header.voxel(),
                s.min(),
                s.max(),
                s.mean(),
                s.sd(),
                placed.placement,
                crop,
                same ? null : new MapReport.Resampled(header.voxel(), map.voxel()),
                List.copyOf(warnings),
                halves.placements(),
                null);
    }
}
