package org.emconverge.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.emconverge.InputException;

/**
 * Where a map lies. Its header names the position of the first voxel twice, as ORIGIN (Å) and as NSTART (voxels);
 * programs fill one, the other, or both differently, so the model decides.
 *
 * <p>The rule. A place is possible when
 *
 * <ol>
 *   <li>at least 90 % of the atoms are inside the map's box;
 *   <li>the mean density at the atoms is at least one standard deviation above the mean of the map ({@code z >= 1});
 *   <li>that mean is higher than for each of 14 copies of the model, displaced along the edges and diagonals of a cube
 *       by 1.5 times the resolution (4 to 8 Å), by at least a quarter of the spread (sd) of the density over the atoms
 *       ({@code contrast >= 0.25}).
 * </ol>
 *
 * Of two possible places the one with the higher contrast wins; when none is possible the map is refused, with these
 * numbers.
 *
 * <p>Why these. {@code z} alone cannot tell: a model moved by 15 Å inside a map masked tightly in a large box still
 * reaches 2.8, while a well placed one in a tight box has 2.6. Whether the model fits better than around where it is
 * can. Ten real maps (1.75 to 4.8 Å, the same smoothed to 15 Å too): contrast 0.6 to 4.9 in place; at most 0.31 moved
 * by 5 Å, and 0.04 moved by 8 Å or more. A shift of less than the resolution is not told from a bad fit.
 *
 * @param chosen kind of the candidate that won
 * @param candidates all that were tried, ORIGIN first
 */
public record MapPlacement(String chosen, List<Candidate> candidates) {
    static final double MIN_INSIDE_FRACTION = 0.9;
    static final double MIN_Z = 1;
    static final double MIN_CONTRAST = 0.25;
    private static final double MIN_DISPLACEMENT = 4;
    private static final double MAX_DISPLACEMENT = 8;
    private static final double DISPLACEMENT_IN_RESOLUTIONS = 1.5;
    /** Two origins nearer than this are the same, voxels. */
    private static final double SAME_PLACE = 0.01;

    /**
     * One place a header names.
     *
     * @param kind ORIGIN, NSTART, or "ORIGIN and NSTART" where they agree
     * @param origin position of the map's first voxel, Å
     * @param atomsInsideFraction of the model's atoms, 0 to 1
     * @param meanDensityAtAtoms null when too few atoms are inside to measure it
     * @param z that mean in standard deviations of the map above its mean; null likewise
     * @param contrast how far that mean exceeds the highest of the displaced copies, in standard deviations of the
     *     density over the atoms; null likewise
     */
    public record Candidate(
            String kind,
            double[] origin,
            double atomsInsideFraction,
            Double meanDensityAtAtoms,
            Double z,
            Double contrast) {
        boolean mostlyInside() {
            return atomsInsideFraction >= MIN_INSIDE_FRACTION;
        }

        boolean possible() {
            return mostlyInside() && z >= MIN_Z && contrast >= MIN_CONTRAST;
        }

        @Override
        public String toString() {
            String text = String.format(
                    Locale.ROOT,
                    "by %s (%.2f, %.2f, %.2f Å) %.0f %% of the atoms are inside the box",
                    kind,
                    origin[0],
                    origin[1],
                    origin[2],
                    100 * atomsInsideFraction);
            return z == null
                    ? text
                    : text
                            + String.format(
                                    Locale.ROOT,
                                    ", where the density is %.3g on average, %.2f sd above the map's mean, with a contrast of %.2f to"
                                            + " displaced copies",
                                    meanDensityAtAtoms,
                                    z,
                                    contrast);
        }
    }

    /** The winner. */
    Candidate place() {
        return candidates.stream()
                .filter(c -> c.kind().equals(chosen))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The places a header names, with the atoms in each counted.
     *
     * @param atoms positions, Å; n rows of x, y, z
     */
    static List<Candidate> candidates(MrcHeader header, double[][] atoms) {
        double[] origin = header.origin();
        double[] start = header.startOrigin();
        boolean same = true;
        for (int axis = 0; axis < 3; axis++) {
            same &= Math.abs(origin[axis] - start[axis]) <= SAME_PLACE * header.voxel()[axis];
        }
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(
                same ? "ORIGIN and NSTART" : "ORIGIN", origin, inside(header, origin, atoms), null, null, null));
        if (!same) {
            candidates.add(new Candidate("NSTART", start, inside(header, start, atoms), null, null, null));
        }
        return candidates;
    }

    /** The fraction of the atoms that lie in the map's box, at an origin (Å). */
    static double inside(MrcHeader header, double[] origin, double[][] atoms) {
        int[] size = header.size();
        int inside = 0;
        for (double[] atom : atoms) {
            boolean in = true;
            for (int axis = 0; axis < 3; axis++) {
                double voxel = (atom[axis] - origin[axis]) / header.voxel()[axis];
                in &= voxel >= -0.5 && voxel <= size[axis] - 0.5;
            }
            inside += in ? 1 : 0;
        }
        return (double) inside / atoms.length;
    }

    /**
     * Measures the density of a candidate.
     *
     * @param crop the map round the model, placed as the candidate says, with a margin of at least 4 Å
     * @param margin of the crop, Å
     */
    static Candidate measure(
            Candidate candidate,
            DensityMap crop,
            double[][] atoms,
            MapStatistics map,
            double resolution,
            double margin) {
        double distance = Math.min(
                Math.max(DISPLACEMENT_IN_RESOLUTIONS * resolution, MIN_DISPLACEMENT),
                Math.min(MAX_DISPLACEMENT, margin));
        MapStatistics own = density(crop, atoms, new double[3]);
        double highest = Double.NEGATIVE_INFINITY;
        for (int x = -1; x <= 1; x++) {
            for (int y = -1; y <= 1; y++) {
                for (int z = -1; z <= 1; z++) {
                    int steps = Math.abs(x) + Math.abs(y) + Math.abs(z);
                    if (steps == 1 || steps == 3) {
                        double step = distance / Math.sqrt(steps);
                        highest = Math.max(
                                highest,
                                density(crop, atoms, new double[] {x * step, y * step, z * step})
                                        .mean());
                    }
                }
            }
        }
        double contrast = own.sd() > 0 ? (own.mean() - highest) / own.sd() : 0;
        return new Candidate(
                candidate.kind(),
                candidate.origin(),
                candidate.atomsInsideFraction(),
                own.mean(),
                (own.mean() - map.mean()) / map.sd(),
                contrast);
    }

    private static MapStatistics density(DensityMap crop, double[][] atoms, double[] displacement) {
        float[] values = new float[atoms.length];
        int count = 0;
        for (double[] atom : atoms) {
            double value = crop.at(atom[0] + displacement[0], atom[1] + displacement[1], atom[2] + displacement[2]);
            if (!Double.isNaN(value)) {
                values[count++] = (float) value;
            }
        }
        return MapStatistics.of(Arrays.copyOf(values, count));
    }

    /** @throws InputException with the numbers of all candidates, when none is possible */
    static MapPlacement choose(String map, List<Candidate> candidates) {
        Candidate best = candidates.stream()
                .filter(Candidate::possible)
                .max(Comparator.comparing(Candidate::contrast))
                .orElseThrow(() -> new InputException("The model does not lie in the density of " + map + ": "
                        + numbers(candidates) + "; give a model fitted into this map."));
        return new MapPlacement(best.kind(), candidates);
    }

    private static String numbers(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::toString).collect(Collectors.joining("; "))
                + String.format(
                        Locale.ROOT,
                        " (needed: %.0f %%, %.1f sd and %.2f)",
                        100 * MIN_INSIDE_FRACTION,
                        MIN_Z,
                        MIN_CONTRAST);
    }

    /**
     * Why a model is in the box of a map at none of the places that its header names, as a clause; empty when it is at
     * one.
     *
     * @param atoms positions, Å; n rows of x, y, z
     */
    public static Optional<String> obstacleToBox(Path file, double[][] atoms) {
        List<Candidate> candidates = candidates(MrcFile.header(file), atoms);
        return candidates.stream().anyMatch(Candidate::mostlyInside)
                ? Optional.empty()
                : Optional.of(numbers(candidates));
    }

    /**
     * Why a model does not lie in the density of a map that was placed by others, as a clause; empty when it does.
     *
     * @param prepared the map around all of them
     * @param atoms positions, Å; n rows of x, y, z
     */
    public static Optional<String> obstacleToDensity(
            MapPreparation.Request request, MapPreparation.Prepared prepared, double[][] atoms) {
        MapReport report = prepared.report();
        Path file = request.map() == null ? request.halves().get(0) : request.map();
        Candidate place = candidates(MrcFile.header(file), atoms).stream()
                .filter(c -> c.kind().equals(report.placement().chosen()))
                .findFirst()
                .orElseThrow();
        MapStatistics statistics = new MapStatistics(report.min(), report.max(), report.mean(), report.sd());
        Candidate measured = place.mostlyInside()
                ? measure(place, prepared.map(), atoms, statistics, request.resolution(), request.margin())
                : place;
        return measured.possible() ? Optional.empty() : Optional.of(numbers(List.of(measured)));
    }

    /**
     * A whole map in the better of the places its header names; nothing is refused, so that a bad fit can be told in
     * numbers.
     *
     * @param atoms positions, Å; n rows of x, y, z
     * @param resolution Å
     */
    public static DensityMap placed(Path file, double[][] atoms, double resolution) {
        DensityMap map = MrcFile.read(file);
        List<Candidate> candidates = candidates(MrcFile.header(file), atoms);
        List<Candidate> inside =
                candidates.stream().filter(Candidate::mostlyInside).toList();
        if (inside.size() < 2) {
            return map.at(Collections.max(candidates, Comparator.comparingDouble(Candidate::atomsInsideFraction))
                    .origin());
        }
        MapStatistics statistics = MapStatistics.of(map.values());
        return map.at(inside.stream()
                .map(c -> measure(c, map.at(c.origin()), atoms, statistics, resolution, MAX_DISPLACEMENT))
                .max(Comparator.comparing(Candidate::contrast))
                .orElseThrow()
                .origin());
    }

    /**
     * The mean of two half maps: the first as {@link #placed}, the second beside it ({@link HalfMapPair}).
     *
     * @throws InputException also when they do not show the same, or lie on different grids
     */
    public static DensityMap placedMean(Path half1, Path half2, double[][] atoms, double resolution) {
        return HalfMapPair.alone(half1, half2, atoms, resolution).mean();
    }
}
