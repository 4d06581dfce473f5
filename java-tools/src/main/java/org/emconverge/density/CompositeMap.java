package org.emconverge.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.density.CompositeReport.Part;
import org.emconverge.density.MapPreparation.Prepared;
import org.emconverge.density.MapPreparation.Request;

/**
 * Lays further maps of a molecule into its main map, so that each place shows the map that is best there: focused maps
 * within their masks, sharpened and unsharpened ones where the local resolution is good and poor
 * ({@link CompositeWeights}). Each is brought to the scale of the main map: its solvent to the solvent's level, and its
 * mean density at the atoms, smoothed to where both show the same, to that of the main map.
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
    private final List<FurtherPlacement> focused;
    private final List<FurtherPlacement> whole;

    private CompositeMap(Request request, List<FurtherMap> further) {
        this.request = request;
        main = MapPreparation.prepare(request);
        List<FurtherPlacement> placed =
                further.stream().map(map -> FurtherPlacement.of(map, request)).toList();
        focused = placed.stream().filter(place -> place.mask() != null).toList();
        whole = placed.stream()
                .filter(place -> place.mask() == null)
                .sorted(Comparator.comparing(place -> place.further().role()))
                .toList();
    }

    /** One of the maps on the composite's grid. */
    private record Layer(FurtherPlacement place, float[] values, float[] weights, double scale, double correlation) {}

    /**
     * Prepares the main map with the further ones laid into it; with none it is {@link MapPreparation#prepare}. The
     * half maps stay those of the main map.
     *
     * @throws InputException as there, also when a further map does not show the same, or nothing tells where it counts
     */
    public static Prepared prepare(Request request, List<FurtherMap> further) {
        if (further.isEmpty()) {
            return MapPreparation.prepare(request);
        }
        FurtherMap.requireRoles(further, request);
        double finest = further.stream()
                .mapToDouble(map -> map.resolutionOr(request.resolution()))
                .reduce(request.resolution(), Math::min);
        Request finer = new Request(
                request.map(), request.halves(), request.resolution(), request.margin(), request.atoms(), finest);
        return new CompositeMap(finer, further).blend();
    }

    private Prepared blend() {
        DensityMap grid = main.map();
        int voxels = grid.values().length;
        List<float[]> values = new ArrayList<>();
        List<float[]> masks = new ArrayList<>();
        for (FurtherPlacement place : focused) {
            values.add(onGrid(place.map()));
            masks.add(CompositeWeights.within(grid, values.get(values.size() - 1), place.mask()));
        }
        float[] left = CompositeWeights.shared(voxels, masks);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < focused.size(); i++) {
            layers.add(layer(focused.get(i), values.get(i), masks.get(i)));
        }
        double[] nodes = whole.isEmpty() ? new double[0] : addWhole(layers, left);
        float[] blended = grid.values().clone();
        for (Layer layer : layers) {
            add(layer, blended);
        }
        DensityMap map = new DensityMap(grid.nx(), grid.ny(), grid.nz(), grid.voxel(), grid.origin(), blended);
        CompositeReport report = report(layers, left, nodes);
        return new Prepared(map, main.halves(), main.report().with(report, report.sentences(grid.voxel())));
    }

    /**
     * Shares what the focused maps leave among the whole ones; {@code left} becomes the main map's.
     *
     * @return Å: the local resolution at which each counts alone, in the order of {@link #whole} with the main map
     *     first
     */
    private double[] addWhole(List<Layer> layers, float[] left) {
        float[] local = CompositeWeights.localResolution(
                main.halves().get(0), main.halves().get(1), request.atoms(), request.resolution());
        float[] atAtoms = new float[request.atoms().length];
        for (int i = 0; i < atAtoms.length; i++) {
            double[] atom = request.atoms()[i];
            atAtoms[i] = (float) like(local).at(atom[0], atom[1], atom[2]);
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
            layers.add(layer(whole.get(i), values, weights));
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
    private Layer layer(FurtherPlacement place, float[] values, float[] weights) {
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
        return new Layer(place, values, weights, scale, correlation);
    }

    private double meanAtAtoms(float[] values, FurtherPlacement place, double resolution) {
        DensityMap smoothed = GaussianFilter.smooth(like(values), ALIKE * resolution);
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

    private DensityMap like(float[] values) {
        DensityMap grid = main.map();
        return new DensityMap(grid.nx(), grid.ny(), grid.nz(), grid.voxel(), grid.origin(), values);
    }

    private CompositeReport report(List<Layer> layers, float[] left, double[] nodes) {
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
                nodes.length == 0 ? null : nodes[0]));
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
                    node == 0 ? null : nodes[node]));
        }
        return new CompositeReport(parts, request.shown());
    }

    private double[] weightsAtAtoms(float[] weights) {
        DensityMap map = like(weights);
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
