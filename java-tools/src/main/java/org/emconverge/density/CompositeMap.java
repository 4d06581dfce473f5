package org.emconverge.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.emconverge.InputException;
import org.emconverge.density.CompositeReport.Part;
import org.emconverge.density.MapPreparation.Prepared;
import org.emconverge.density.MapPreparation.Request;

/**
 * Lays further maps of a molecule into its main map, so that each place shows the map that is best there: focused maps
 * within their masks, sharpened and unsharpened ones where the local resolution is good and poor, and any that comes
 * with a local resolution of its own by that ({@link CompositeWeights}). Each is brought to the scale of the main map:
 * its solvent to the solvent's level, and its mean density at the atoms, smoothed to where both show the same, to that
 * of the main map.
 */
public final class CompositeMap {
    /** Width of the Gaussian behind which two maps of a molecule show the same, in the coarser resolution. */
    private static final double ALIKE = 0.7;
    /** Quartiles of the local resolution, for whole maps that have the main map's resolution. */
    private static final double LOWER = 0.25;

    private static final double UPPER = 0.75;
    /**
     * The local resolutions at which two maps count alone differ by at least this factor: no step where all is alike.
     */
    private static final double APART = 1.05;

    /** Voxels: twice as many along every axis take half a gigabyte. */
    private static final int MOST_DOUBLED = 1 << 24;

    private final Request request;
    private final Prepared main;
    private final GivenLocalResolution ofMain; // or null

    /** Maps that say themselves where they count: by a mask, by a local resolution, or by both. */
    private final List<FurtherPlacement> placed;
    /** Maps of which the main map's local resolution says it. */
    private final List<FurtherPlacement> whole;

    private CompositeMap(Request request, Path localResolution, List<FurtherMap> further) {
        this.request = request;
        main = MapPreparation.prepare(request);
        ofMain = localResolution == null ? null : localOfMain(localResolution);
        List<FurtherPlacement> all = further.stream()
                .map(map -> FurtherPlacement.of(map, request))
                .sorted(Comparator.comparing(place -> place.further().role()))
                .toList();
        placed = all.stream().filter(CompositeMap::saysItself).toList();
        whole = all.stream().filter(place -> !saysItself(place)).toList();
    }

    private static boolean saysItself(FurtherPlacement place) {
        return place.mask() != null || place.further().localResolution() != null;
    }

    private GivenLocalResolution localOfMain(Path file) {
        MrcHeader header =
                MrcFile.header(request.map() == null ? request.halves().get(0) : request.map());
        return GivenLocalResolution.read(
                file,
                new GivenLocalResolution.Of(
                        "The map",
                        header,
                        main.report().placement().place().origin(),
                        request.resolution(),
                        request.atoms()),
                main.map());
    }

    private GivenLocalResolution local(FurtherPlacement place) {
        FurtherMap map = place.further();
        return map.localResolution() == null
                ? null
                : GivenLocalResolution.read(
                        map.localResolution(),
                        new GivenLocalResolution.Of(
                                map.named(),
                                MrcFile.header(map.file()),
                                place.origin(),
                                map.resolutionOr(request.resolution()),
                                place.atoms()),
                        main.map());
    }

    /**
     * One of the maps on the composite's grid.
     *
     * @param local its own local resolution, or null
     */
    private record Layer(
            FurtherPlacement place,
            GivenLocalResolution local,
            float[] values,
            float[] weights,
            double scale,
            double correlation) {}

    /**
     * Prepares the main map with the further ones laid into it; with none it is {@link MapPreparation#prepare}. The
     * half maps stay those of the main map.
     *
     * @param localResolution of the main map at every voxel, Å, on any grid; null for what the half maps or, without
     *     these, its resolution say
     * @throws InputException as there, also when a further map does not show the same, or nothing tells where it counts
     */
    public static Prepared prepare(Request request, Path localResolution, List<FurtherMap> further) {
        boolean decides = further.stream()
                .anyMatch(map -> map.role() != FurtherMap.Role.FOCUSED || map.localResolution() != null);
        if (localResolution != null && !decides) {
            throw new InputException("The local resolution " + localResolution.getFileName()
                    + " of the map would decide nothing: give that of a further map beside it, or a sharpened or"
                    + " unsharpened map, or leave it out.");
        }
        if (further.isEmpty()) {
            return MapPreparation.prepare(request);
        }
        FurtherMap.requireRoles(further, request, localResolution != null);
        double finest = further.stream()
                .mapToDouble(map -> map.resolutionOr(request.resolution()))
                .reduce(request.resolution(), Math::min);
        Request finer = new Request(
                request.map(), request.halves(), request.resolution(), request.margin(), request.atoms(), finest);
        return new CompositeMap(finer, localResolution, further).blend();
    }

    private Prepared blend() {
        DensityMap grid = main.map();
        int voxels = grid.values().length;
        List<float[]> values = new ArrayList<>();
        List<float[]> weights = new ArrayList<>();
        List<GivenLocalResolution> locals = placed.stream().map(this::local).toList();
        for (FurtherPlacement place : placed) {
            float[] own = onGrid(place.map());
            values.add(own);
            weights.add(place.mask() == null ? present(own) : CompositeWeights.within(grid, own, place.mask()));
        }
        boolean byLocal = locals.stream().anyMatch(Objects::nonNull);
        float[] localOfMain = byLocal || !whole.isEmpty() ? localOfMain() : null;
        if (byLocal) {
            weighByLocal(localOfMain, locals, weights);
        }
        float[] left = CompositeWeights.shared(voxels, weights);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            layers.add(layer(placed.get(i), locals.get(i), values.get(i), weights.get(i)));
        }
        double[] nodes = whole.isEmpty() ? new double[0] : addWhole(layers, localOfMain, left);
        float[] blended = grid.values().clone();
        for (Layer layer : layers) {
            add(layer, blended);
        }
        CompositeReport report = report(layers, left, nodes, localOfMain != null);
        return new Prepared(
                grid.with(blended), main.halves(), main.report().with(report, report.sentences(grid.voxel())));
    }

    private static float[] present(float[] values) {
        float[] present = new float[values.length];
        for (int i = 0; i < present.length; i++) {
            present[i] = Float.isNaN(values[i]) ? 0 : 1;
        }
        return present;
    }

    /** The main map's local resolution, Å: as given, else of its half maps, else its resolution everywhere. */
    private float[] localOfMain() {
        if (ofMain != null) {
            return ofMain.map();
        }
        if (!main.halves().isEmpty()) {
            return CompositeWeights.localResolution(
                    main.halves().get(0), main.halves().get(1), request.atoms(), request.resolution());
        }
        float[] everywhere = new float[main.map().values().length];
        Arrays.fill(everywhere, (float) request.resolution());
        return everywhere;
    }

    /**
     * @param weights how far each map of {@link #placed} reaches; becomes its weight where it has a local resolution
     */
    private static void weighByLocal(float[] ofMain, List<GivenLocalResolution> locals, List<float[]> weights) {
        List<float[]> own = new ArrayList<>();
        List<float[]> reach = new ArrayList<>();
        for (int map = 0; map < locals.size(); map++) {
            GivenLocalResolution local = locals.get(map);
            if (local != null) {
                float[] reaches = weights.get(map);
                for (int voxel = 0; voxel < reaches.length; voxel++) {
                    reaches[voxel] *= local.trust()[voxel];
                }
                own.add(local.map());
                reach.add(reaches);
            }
        }
        CompositeWeights.byLocalResolution(ofMain, own, reach);
    }

    /**
     * Shares what the maps that say themselves where they count leave among the whole ones; {@code left} becomes the
     * main map's.
     *
     * @param local the main map's local resolution, Å
     * @return Å: the local resolution at which each counts alone, in the order of {@link #whole} with the main map
     *     first
     */
    private double[] addWhole(List<Layer> layers, float[] local, float[] left) {
        float[] atAtoms = new float[request.atoms().length];
        for (int i = 0; i < atAtoms.length; i++) {
            double[] atom = request.atoms()[i];
            atAtoms[i] = (float) main.map().with(local).at(atom[0], atom[1], atom[2]);
        }
        double median = CompositeWeights.quantile(atAtoms, CompositeWeights.HALF);
        double[] alone = new double[whole.size() + 1];
        alone[0] = median;
        for (int i = 0; i < whole.size(); i++) {
            alone[i + 1] = alone(whole.get(i).further(), median, atAtoms);
        }
        double[] rising = Arrays.stream(alone).sorted().toArray();
        float[] ofMain = left.clone();
        for (int i = 0; i < whole.size(); i++) {
            float[] values = onGrid(whole.get(i).map());
            int own = Arrays.binarySearch(rising, alone[i + 1]);
            float[] weights = new float[values.length];
            for (int voxel = 0; voxel < weights.length; voxel++) {
                // beyond its box, farther from the model than the margin, the main map stands for it
                weights[voxel] = Float.isNaN(values[voxel])
                        ? 0
                        : (float) (left[voxel] * CompositeWeights.hat(local[voxel], rising, own));
                ofMain[voxel] -= weights[voxel];
            }
            layers.add(layer(whole.get(i), null, values, weights));
        }
        System.arraycopy(ofMain, 0, left, 0, left.length);
        return alone;
    }

    /** By its resolution beside that of the main map, which has the median; a quartile where they are the same. */
    private double alone(FurtherMap map, double median, float[] atAtoms) {
        double resolution = map.resolutionOr(request.resolution());
        boolean same = resolution == request.resolution();
        if (map.role() == FurtherMap.Role.SHARPENED) {
            double wanted =
                    same ? CompositeWeights.quantile(atAtoms, LOWER) : median * resolution / request.resolution();
            return Math.min(wanted, median / APART);
        }
        double wanted = same ? CompositeWeights.quantile(atAtoms, UPPER) : median * resolution / request.resolution();
        return Math.max(wanted, median * APART);
    }

    /** Scales a map to the main one, where it counts. */
    private Layer layer(FurtherPlacement place, GivenLocalResolution local, float[] values, float[] weights) {
        double resolution = Math.max(request.resolution(), place.further().resolutionOr(request.resolution()));
        double correlation = HalfPlacement.correlation(
                HalfPlacement.smooth(main.map(), resolution), place.map(), place.atoms(), resolution);
        if (!(correlation >= HalfPlacement.LEAST_CORRELATION)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s does not show around the model what the map shows: their correlation there is %.2f, needed is"
                            + " %.2f; give a map of the same molecule in the same frame.",
                    place.further().named(),
                    correlation,
                    HalfPlacement.LEAST_CORRELATION));
        }
        float[] ofMain = new float[values.length];
        float[] own = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean counts = place.mask() == null ? !Float.isNaN(values[i]) : weights[i] > 0;
            ofMain[i] = counts ? (float) (main.map().values()[i] - level()) : 0;
            own[i] = counts ? (float) (values[i] - place.solvent()) : 0;
        }
        double scale = meanAtAtoms(ofMain, place, resolution) / meanAtAtoms(own, place, resolution);
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new InputException(
                    place.further().named()
                            + " has no density above its solvent at the model where it counts: check its contrast and its mask.");
        }
        return new Layer(place, local, values, weights, scale, correlation);
    }

    private double meanAtAtoms(float[] values, FurtherPlacement place, double resolution) {
        DensityMap smoothed = GaussianFilter.smooth(main.map().with(values), ALIKE * resolution);
        return Arrays.stream(place.atoms())
                .mapToDouble(atom -> smoothed.at(atom[0], atom[1], atom[2]))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private double level() {
        return main.report().crop().padding();
    }

    private void add(Layer layer, float[] blended) {
        for (int i = 0; i < blended.length; i++) {
            if (layer.weights[i] > 0) {
                double scaled = level() + layer.scale * (layer.values[i] - layer.place.solvent());
                blended[i] += (float) (layer.weights[i] * (scaled - main.map().values()[i]));
            }
        }
    }

    /** By cubic convolution, where the grids differ between twice as many voxels, as long as these can be held. */
    private float[] onGrid(DensityMap own) {
        DensityMap grid = main.map();
        DensityMap map = isInterpolated(own) && own.values().length <= MOST_DOUBLED
                ? FourierResampler.resample(own, FourierResampler.Ratio.TWICE)
                : own;
        float[] values = new float[grid.values().length];
        for (int z = 0, i = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++, i++) {
                    values[i] = (float) CubicInterpolation.at(
                            map,
                            grid.origin()[0] + x * grid.voxel()[0],
                            grid.origin()[1] + y * grid.voxel()[1],
                            grid.origin()[2] + z * grid.voxel()[2]);
                }
            }
        }
        return values;
    }

    private CompositeReport report(List<Layer> layers, float[] left, double[] nodes, boolean byLocal) {
        List<Part> parts = new ArrayList<>();
        double[] mine = weightsAtAtoms(left);
        parts.add(new Part(
                "main",
                main.report().file(),
                request.resolution(),
                main.report().placement().chosen(),
                main.report().placement().place().origin(),
                false,
                level(),
                1,
                mean(mine),
                most(mine),
                null,
                null,
                nodes.length == 0 ? null : nodes[0],
                ofMain == null ? null : ofMain.told()));
        for (Layer layer : layers) {
            FurtherMap map = layer.place.further();
            double[] weights = weightsAtAtoms(layer.weights);
            int node = whole.indexOf(layer.place) + 1;
            parts.add(new Part(
                    map.role().label(),
                    map.file().getFileName().toString(),
                    map.resolutionOr(request.resolution()),
                    layer.place.placedBy(),
                    layer.place.origin(),
                    isInterpolated(layer.place.map()),
                    layer.place.solvent(),
                    layer.scale,
                    mean(weights),
                    most(weights),
                    layer.correlation,
                    map.mask() == null ? null : map.mask().getFileName().toString(),
                    node == 0 ? null : nodes[node],
                    layer.local == null ? null : layer.local.told()));
        }
        return new CompositeReport(parts, request.shown(), byLocal && ofMain == null ? measuredIn() : null);
    }

    /** What the main map's local resolution was taken from, as a clause. */
    private String measuredIn() {
        return main.halves().isEmpty()
                ? String.format(Locale.ROOT, "taken as %.2f Å everywhere", request.resolution())
                : "measured in its half maps";
    }

    private double[] weightsAtAtoms(float[] weights) {
        DensityMap map = main.map().with(weights);
        return Arrays.stream(request.atoms())
                .mapToDouble(atom -> map.at(atom[0], atom[1], atom[2]))
                .toArray();
    }

    private static double mean(double[] weights) {
        return Arrays.stream(weights).average().orElseThrow();
    }

    private static int most(double[] weights) {
        return (int) Arrays.stream(weights)
                .filter(weight -> weight > FurtherPlacement.INSIDE)
                .count();
    }

    private boolean isInterpolated(DensityMap map) {
        DensityMap grid = main.map();
        return !CommonGrid.sameVoxel(grid.voxel(), map.voxel())
                || !CommonGrid.isWhole(CommonGrid.shift(grid.origin(), map.origin(), grid.voxel()));
    }
}
