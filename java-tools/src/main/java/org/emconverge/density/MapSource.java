package org.emconverge.density;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.emconverge.density.MapPreparation.Request;

/**
 * What a map is made of: one file, or two half maps on one grid, whose mean it is. Half maps that lie on one grid by
 * their headers are read section by section; else the second is held, moved to the place of the first.
 *
 * @param name of the file, or what the mean was made of
 * @param maps the map, or the two half maps; each can be read more than once
 * @param second where the second half map lies beside the first, when it had to be looked for
 */
record MapSource(String name, List<Supplier<Sections>> maps, Optional<HalfPlacement> second) {
    private static final double SAME_PLACE = 0.01;

    /** @throws org.emconverge.InputException when the half maps do not belong together */
    static MapSource of(Request request) {
        if (request.map() != null) {
            return new MapSource(
                    request.map().getFileName().toString(), List.of(sections(request.map())), Optional.empty());
        }
        Path first = request.halves().get(0);
        Path second = request.halves().get(1);
        String name = "the mean of " + first.getFileName() + " and " + second.getFileName();
        MrcHeader header = MrcFile.header(first);
        if (alike(header, MrcFile.header(second))) {
            return new MapSource(name, List.of(sections(first), sections(second)), Optional.empty());
        }
        DensityMap whole = MapPlacement.placed(first, request.atoms(), request.resolution());
        HalfPlacement.Placed beside =
                HalfPlacement.find(second, whole, request.atoms(), request.resolution(), HalfPlacement.LEAST_OF_HALVES);
        DensityMap moved = CommonGrid.onto(beside.map(), whole, SolventLevel.of(beside.map()));
        return new MapSource(
                name, List.of(sections(first), () -> Sections.of(moved, header)), Optional.of(beside.placement()));
    }

    private static Supplier<Sections> sections(Path file) {
        return () -> new SectionReader(file);
    }

    /** Whether two headers name the same places for the same box, stored in the same order. */
    private static boolean alike(MrcHeader a, MrcHeader b) {
        return Arrays.equals(a.size(), b.size())
                && Arrays.equals(a.axes(), b.axes())
                && near(a.origin(), b.origin(), a.voxel())
                && near(a.startOrigin(), b.startOrigin(), a.voxel());
    }

    private static boolean near(double[] a, double[] b, double[] voxel) {
        return Arrays.stream(CommonGrid.shift(a, b, voxel)).allMatch(shift -> Math.abs(shift) <= SAME_PLACE);
    }
}
