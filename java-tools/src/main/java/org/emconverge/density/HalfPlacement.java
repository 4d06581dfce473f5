package org.emconverge.density;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.vecmath.Point3d;
import org.emconverge.InputException;

/**
 * Where a half map lies. Its header names up to two places ({@link MapPlacement}); where its box has the map's size it
 * may also lie in the map's own, since programs and people move a map and leave its half maps where they were. Which of
 * these it is, the density decides: the one where the half map correlates best with the map around the model. None is
 * taken when the correlation is below {@value #LEAST_CORRELATION}.
 *
 * <p>Both maps are smoothed before, because half maps come unfiltered, and noise beyond the resolution is all that
 * single voxels of a weak one show.
 *
 * @param file name of the half map
 * @param placedBy the kind of the place that was taken
 * @param origin of its first voxel, Å
 * @param shift how far that is from the map's first voxel, voxels of the half map, to a thousandth
 * @param correlation with the map there, −1 to 1
 * @param atomsInsideFraction of the atoms that lie in the map, 0 to 1
 * @param named the places that its header names, for the note
 */
public record HalfPlacement(
        String file,
        String placedBy,
        double[] origin,
        double[] shift,
        double correlation,
        double atomsInsideFraction,
        @JsonIgnore String named) {
    static final String OWN_BOX = "the map's box";
    /** Of a half map with the map. In place they have 0.43 and more, 8 Å beside it 0.24 and less (docs/results.md). */
    static final double LEAST_CORRELATION = 0.4;
    /** Of a half map with the other: what follows from the former, c² / (2 − c²), as FSC_ref does from the FSC. */
    static final double LEAST_OF_HALVES =
            LEAST_CORRELATION * LEAST_CORRELATION / (2 - LEAST_CORRELATION * LEAST_CORRELATION);
    /** Width of the Gaussian in resolutions, as that of the sampler's density. */
    private static final double SMOOTHING = 0.225;
    /** Of the maps kept round the atoms, Å: what is compared, and the blur. */
    private static final double MARGIN = 8;

    private static final double SAME_PLACE = 0.01;

    /**
     * A half map in the place that was found for it.
     *
     * @param map as its file has it, at that place
     */
    record Placed(DensityMap map, HalfPlacement placement) {}

    /**
     * A place where a half map may lie.
     *
     * @param origin Å
     * @param inside fraction of the atoms that lie in its box there
     */
    record Place(String kind, double[] origin, double inside) {
        boolean holdsAtoms() {
            return inside >= MapPlacement.MIN_INSIDE_FRACTION;
        }
    }

    /**
     * Reads a half map and finds its place beside a map that has its own.
     *
     * @param map in its place
     * @param atoms Å; rows of x, y, z
     * @param resolution Å
     * @param least {@link #LEAST_CORRELATION}, or {@link #LEAST_OF_HALVES} where {@code map} is the other half map
     * @throws InputException when it correlates nowhere, or cannot be read
     */
    static Placed find(Path file, DensityMap map, double[][] atoms, double resolution, double least) {
        MrcHeader header = MrcFile.header(file);
        DensityMap half = MrcFile.read(file);
        double[][] inside = Arrays.stream(atoms)
                .filter(atom -> !Double.isNaN(map.at(atom[0], atom[1], atom[2])))
                .toArray(double[][]::new);
        if (inside.length == 0) {
            throw new InputException("No atom of the model lies in the map: give a model fitted into it.");
        }
        int[] size = {map.nx(), map.ny(), map.nz()};
        List<Place> places = places(header, size, map.voxel(), map.origin(), inside);
        DensityMap part = smooth(map.around(inside, MARGIN), resolution);
        List<Double> correlations = new ArrayList<>();
        for (Place place : places) {
            correlations.add(
                    place.holdsAtoms()
                            ? correlation(part, half.at(place.origin()).around(inside, MARGIN), inside, resolution)
                            : Double.NaN);
        }
        HalfPlacement chosen = choose(header, map.origin(), places, correlations, least);
        return new Placed(half.at(chosen.origin()), chosen);
    }

    /**
     * @param atoms those of the model that lie in the map, Å
     * @param size of the map, voxels
     * @param voxel of the map, Å
     * @param mapOrigin where the map lies, Å
     */
    static List<Place> places(MrcHeader half, int[] size, double[] voxel, double[] mapOrigin, double[][] atoms) {
        List<Place> places = new ArrayList<>();
        MapPlacement.candidates(half, atoms)
                .forEach(c -> places.add(new Place(c.kind(), c.origin(), c.atomsInsideFraction())));
        boolean sameBox = Arrays.equals(half.size(), size) && CommonGrid.sameVoxel(voxel, half.voxel());
        if (sameBox && places.stream().noneMatch(p -> same(p.origin(), mapOrigin, voxel))) {
            places.add(new Place(OWN_BOX, mapOrigin, MapPlacement.inside(half, mapOrigin, atoms)));
        }
        return places;
    }

    private static boolean same(double[] a, double[] b, double[] voxel) {
        return Arrays.stream(CommonGrid.shift(a, b, voxel)).allMatch(shift -> Math.abs(shift) <= SAME_PLACE);
    }

    /**
     * The correlation of two maps around atoms, each taken between its own voxels.
     *
     * @param smoothed one of them, as {@link #smooth} makes it
     * @param other the other one, not smoothed
     */
    static double correlation(DensityMap smoothed, DensityMap other, double[][] atoms, double resolution) {
        DensityMap half = smooth(other, resolution);
        Correlation correlation = new Correlation();
        for (Point3d place : NearbyPlaces.of(smoothed, atoms)) {
            double there = half.at(place.x, place.y, place.z);
            if (!Double.isNaN(there)) {
                correlation.add(smoothed.at(place.x, place.y, place.z), there);
            }
        }
        return correlation.value();
    }

    static DensityMap smooth(DensityMap map, double resolution) {
        return GaussianFilter.smooth(map, SMOOTHING * resolution);
    }

    /**
     * @param correlations at the places; NaN where it could not be measured
     * @throws InputException when none reaches {@code least}
     */
    static HalfPlacement choose(
            MrcHeader half, double[] mapOrigin, List<Place> places, List<Double> correlations, double least) {
        int best = 0;
        for (int i = 1; i < places.size(); i++) {
            best = orLow(correlations.get(i)) > orLow(correlations.get(best)) ? i : best;
        }
        if (!(correlations.get(best) >= least)) {
            throw new InputException("The half map " + half.file() + " does not show around the model what "
                    + (least == LEAST_OF_HALVES ? "the other half map" : "the map") + " shows: "
                    + told(places, correlations) + String.format(Locale.ROOT, " (needed: %.2f)", least)
                    + "; give the half maps of this map, with an ORIGIN that says where they lie.");
        }
        Place place = places.get(best);
        String named = places.stream()
                .filter(p -> !p.kind().equals(OWN_BOX))
                .map(p -> p.kind() + " " + CommonGrid.text(p.origin()) + " Å")
                .collect(Collectors.joining(", "));
        return new HalfPlacement(
                half.file().getFileName().toString(),
                place.kind(),
                place.origin(),
                Arrays.stream(CommonGrid.shift(mapOrigin, place.origin(), half.voxel()))
                        .map(s -> Math.rint(1000 * s) / 1000 + 0.0)
                        .toArray(),
                correlations.get(best),
                place.inside(),
                named);
    }

    private static double orLow(double correlation) {
        return Double.isNaN(correlation) ? -1 : correlation;
    }

    private static String told(List<Place> places, List<Double> correlations) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            told.add(String.format(
                    Locale.ROOT,
                    "by %s, %s Å, %s",
                    place.kind(),
                    CommonGrid.text(place.origin()),
                    correlations.get(i).isNaN()
                            ? "it does not hold the model"
                            : String.format(Locale.ROOT, "their correlation is %.2f", correlations.get(i))));
        }
        return String.join("; ", told);
    }

    /** Whether it begins a whole number of voxels from the map. */
    boolean isWhole() {
        return CommonGrid.isWhole(shift);
    }

    /** What a user should know of where it was laid, sentences; empty when it lies where map and header say. */
    public Optional<String> note() {
        String outside = atomsInsideFraction == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %.1f %% of the model's atoms lie outside the box of the half map %s, where its density is not"
                                + " known.",
                        100 * (1 - atomsInsideFraction),
                        file);
        String laid = laid() + outside;
        return laid.isEmpty() ? Optional.empty() : Optional.of(laid.strip());
    }

    private String laid() {
        String correlates = String.format(Locale.ROOT, " (correlation with it around the model: %.2f).", correlation);
        if (placedBy.equals(OWN_BOX)) {
            return "The half map " + file + " was laid into the map's box, where it fits the map, and not where its"
                    + " header puts it, " + named + correlates;
        }
        boolean moved = !isWhole() || !Arrays.equals(CommonGrid.whole(shift), new int[3]);
        return moved
                ? "The half map " + file + " lies " + CommonGrid.text(shift) + " voxels from the map by its " + placedBy
                        + " and was laid there" + correlates
                : "";
    }
}
