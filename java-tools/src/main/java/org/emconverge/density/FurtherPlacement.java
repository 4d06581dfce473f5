package org.emconverge.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.emconverge.InputException;
import org.emconverge.density.MapPlacement.Candidate;
import org.emconverge.density.MapPreparation.Prepared;
import org.emconverge.density.MapPreparation.Request;

/**
 * A further map where it lies beside the main one: placed, cut and resampled as that one is ({@link MapPreparation}),
 * by the atoms that lie where it counts. A focused map counts within its mask; without one, where it is not flat, since
 * programs write one value outside of their own mask, and where its box ends.
 *
 * @param map cut out, on a grid of its own
 * @param solvent level of the whole map's outermost voxels
 * @param mask in its place, counting from one half on; null for a whole map
 * @param atoms those by which it was placed, Å; rows of x, y, z
 */
record FurtherPlacement(
        FurtherMap further,
        DensityMap map,
        double solvent,
        String placedBy,
        double[] origin,
        DensityMap mask,
        double[][] atoms) {
    static final double INSIDE = 0.5;
    /** Of fewer atoms no place can be told. */
    private static final int FEWEST_ATOMS = 20;
    /** A map that holds this part of the atoms where it is not flat does not say where it is focused on. */
    private static final double EVERYWHERE = 0.99;
    /** What differs from the value outside a mask by less than this part of the largest difference is flat. */
    private static final double FLAT = 1e-4;

    /**
     * @param main what the main map is prepared by
     * @throws InputException when the map does not lie at the model, or a focused one does not say where it counts
     */
    static FurtherPlacement of(FurtherMap further, Request main) {
        double resolution = further.resolutionOr(main.resolution());
        if (further.role() != FurtherMap.Role.FOCUSED) {
            return placed(further, request(further, main, resolution, main.atoms()), null);
        }
        DensityMap whole = MrcFile.read(further.file());
        List<FurtherPlacement> possible = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        for (Candidate candidate : MapPlacement.candidates(MrcFile.header(further.file()), main.atoms())) {
            DensityMap mask = mask(further, whole.at(candidate.origin()), main.atoms());
            double[][] atoms = within(mask, main.atoms());
            if (atoms.length < FEWEST_ATOMS) {
                obstacles.add(String.format(
                        Locale.ROOT,
                        "by %s %d of the model's atoms lie within it, fewer than %d",
                        candidate.kind(),
                        atoms.length,
                        FEWEST_ATOMS));
                continue;
            }
            requirePlace(further, atoms.length, main.atoms().length);
            try {
                possible.add(placed(further, request(further, main, resolution, atoms), mask));
            } catch (InputException e) {
                obstacles.add(e.getMessage());
            }
        }
        return possible.stream()
                .max(Comparator.comparingInt(place -> place.atoms.length))
                .orElseThrow(() -> new InputException(further.named() + " does not lie at the model: "
                        + String.join("; ", obstacles) + ": give a map and a mask in the frame of the model."));
    }

    private static Request request(FurtherMap further, Request main, double resolution, double[][] atoms) {
        return new Request(further.file(), List.of(), resolution, main.margin(), atoms, main.shown());
    }

    private static FurtherPlacement placed(FurtherMap further, Request request, DensityMap mask) {
        Prepared prepared = MapPreparation.prepare(request);
        MapPlacement placement = prepared.report().placement();
        return new FurtherPlacement(
                further,
                prepared.map(),
                prepared.report().crop().padding(),
                placement.chosen(),
                placement.place().origin(),
                mask,
                request.atoms());
    }

    /** Only a mask or a local resolution can say where a map counts that has density around the whole model. */
    private static void requirePlace(FurtherMap further, int inside, int atoms) {
        boolean isTold = further.mask() != null || further.localResolution() != null;
        if (!isTold && inside >= EVERYWHERE * atoms) {
            throw new InputException(
                    further.named() + " has density around the whole model, so that nothing tells where"
                            + " it is better than the map: give its mask or its local resolution, or give it as the map.");
        }
    }

    /** @param focused the whole map in a place */
    private static DensityMap mask(FurtherMap further, DensityMap focused, double[][] atoms) {
        return further.mask() == null
                ? notFlat(focused)
                : given(further.mask(), focused, MrcFile.header(further.file()), atoms);
    }

    /** A voxel of density may have that value too: what is flat is so with its neighbours, or is one of these. */
    private static DensityMap notFlat(DensityMap map) {
        double level = SolventLevel.of(map);
        double largest = 0;
        for (float value : map.values()) {
            largest = Math.max(largest, Math.abs(value - level));
        }
        boolean[] alike = new boolean[map.values().length];
        for (int i = 0; i < alike.length; i++) {
            alike[i] = Math.abs(map.values()[i] - level) <= FLAT * largest;
        }
        boolean[] core = new boolean[alike.length];
        for (int i = 0; i < alike.length; i++) {
            core[i] = alike[i] && neighbours(map, i).allMatch(n -> alike[n]);
        }
        float[] inside = new float[alike.length];
        for (int i = 0; i < alike.length; i++) {
            boolean flat = alike[i] && (core[i] || neighbours(map, i).anyMatch(n -> core[n]));
            inside[i] = flat ? 0 : 1;
        }
        return new DensityMap(map.nx(), map.ny(), map.nz(), map.voxel(), map.origin(), inside);
    }

    /** Those that share a face with a voxel and are in the box. */
    private static IntStream neighbours(DensityMap map, int i) {
        int x = i % map.nx();
        int y = i / map.nx() % map.ny();
        int z = i / map.nx() / map.ny();
        return IntStream.of(
                        x > 0 ? i - 1 : -1,
                        x < map.nx() - 1 ? i + 1 : -1,
                        y > 0 ? i - map.nx() : -1,
                        y < map.ny() - 1 ? i + map.nx() : -1,
                        z > 0 ? i - map.nx() * map.ny() : -1,
                        z < map.nz() - 1 ? i + map.nx() * map.ny() : -1)
                .filter(n -> n >= 0);
    }

    private static DensityMap given(Path file, DensityMap focused, MrcHeader header, double[][] atoms) {
        DensityMap mask =
                CompanionMap.read(file, header, focused.origin(), atoms, placed -> within(placed, atoms).length);
        SoftMask.requireWeights(mask);
        return mask;
    }

    private static double[][] within(DensityMap mask, double[][] atoms) {
        return Arrays.stream(atoms)
                .filter(atom -> mask.at(atom[0], atom[1], atom[2]) >= INSIDE)
                .toArray(double[][]::new);
    }
}
