package org.emconverge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.density.FurtherMap;
import org.emconverge.density.FurtherMap.Role;
import picocli.CommandLine.Option;

/** The further maps of an entry, which are laid into its map. */
final class FurtherMaps {
    @Option(
            names = "--focused",
            paramLabel = "FILE",
            description = "Map that is better in one place; may be given several times.")
    private List<Path> focused = List.of();

    @Option(
            names = "--focused-resolution",
            paramLabel = "Å",
            description = "Resolution of a focused map; for each, or for none (default: that of the map).")
    private List<Double> focusedResolutions = List.of();

    @Option(
            names = "--focused-mask",
            paramLabel = "FILE",
            description = "Mask of a focused map; for each, or for none (default: where it is not flat).")
    private List<Path> focusedMasks = List.of();

    @Option(
            names = "--focused-local-resolution",
            paramLabel = "FILE",
            description =
                    "Local resolution of a focused map, Å at every voxel, by which it shares with the map; for each,"
                            + " or for none.")
    private List<Path> focusedLocalResolutions = List.of();

    @Option(
            names = "--sharpened",
            paramLabel = "FILE",
            description = "Sharpened map, for where the local resolution of the map is good.")
    private Path sharpened;

    @Option(names = "--sharpened-resolution", paramLabel = "Å", description = "Its resolution.")
    private double sharpenedResolution = Double.NaN;

    @Option(
            names = "--sharpened-local-resolution",
            paramLabel = "FILE",
            description = "Its own local resolution, by which it then shares with the map.")
    private Path sharpenedLocalResolution;

    @Option(
            names = "--unsharpened",
            paramLabel = "FILE",
            description = "Unsharpened map, for where the local resolution of the map is poor.")
    private Path unsharpened;

    @Option(names = "--unsharpened-resolution", paramLabel = "Å", description = "Its resolution.")
    private double unsharpenedResolution = Double.NaN;

    @Option(
            names = "--unsharpened-local-resolution",
            paramLabel = "FILE",
            description = "Its own local resolution, by which it then shares with the map.")
    private Path unsharpenedLocalResolution;

    @Option(
            names = "--local-resolution",
            paramLabel = "FILE",
            description =
                    "Local resolution of the map itself, Å at every voxel, on any grid (default: as measured in the"
                            + " half maps, or else its resolution everywhere).")
    private Path localResolution;

    /** That of the map itself, or null. */
    Path localResolution() {
        return localResolution;
    }

    /** Those that were given. */
    List<FurtherMap> maps() {
        requireAll(focusedResolutions, "--focused-resolution");
        requireAll(focusedMasks, "--focused-mask");
        requireAll(focusedLocalResolutions, "--focused-local-resolution");
        List<FurtherMap> maps = new ArrayList<>();
        for (int i = 0; i < focused.size(); i++) {
            maps.add(map(
                    Role.FOCUSED,
                    focused.get(i),
                    focusedResolutions.isEmpty() ? Double.NaN : focusedResolutions.get(i),
                    focusedMasks.isEmpty() ? null : focusedMasks.get(i),
                    focusedLocalResolutions.isEmpty() ? null : focusedLocalResolutions.get(i)));
        }
        if (sharpened != null) {
            maps.add(map(Role.SHARPENED, sharpened, sharpenedResolution, null, sharpenedLocalResolution));
        }
        if (unsharpened != null) {
            maps.add(map(Role.UNSHARPENED, unsharpened, unsharpenedResolution, null, unsharpenedLocalResolution));
        }
        requireMap(sharpened, sharpenedLocalResolution, "--sharpened");
        requireMap(unsharpened, unsharpenedLocalResolution, "--unsharpened");
        return maps;
    }

    private static void requireMap(Path map, Path local, String option) {
        if (map == null && local != null) {
            throw new InputException(
                    option + "-local-resolution is of a map that is not given: give " + option + ", or leave it out.");
        }
    }

    private void requireAll(List<?> given, String option) {
        if (!given.isEmpty() && given.size() != focused.size()) {
            throw new InputException("There are " + focused.size() + " focused maps and " + given.size() + " of "
                    + option + ": give it for each of them, in their order, or for none.");
        }
    }

    private static FurtherMap map(Role role, Path file, double resolution, Path mask, Path localResolution) {
        if (!Double.isNaN(resolution)) {
            ParameterSchema.requireResolution(resolution);
        }
        return new FurtherMap(role, file, resolution, mask, localResolution);
    }
}
