package org.emconverge.density;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.density.MapPreparation.Request;

/**
 * A further map of the same molecule, which is laid into the main map.
 *
 * @param resolution Å; NaN for that of the main map
 * @param mask weights where a focused map counts; null where its own density says so
 * @param localResolution of this map at every voxel, Å, by which it shares with the main map; null for none
 */
public record FurtherMap(Role role, Path file, double resolution, Path mask, Path localResolution) {
    /** What a further map is good for. */
    public enum Role {
        /** Better than the main map in one place. */
        FOCUSED,
        /** The whole map with its high frequencies raised, for its well-resolved parts. */
        SHARPENED,
        /** The whole map without that, for its poorly resolved parts. */
        UNSHARPENED;

        /** As files and columns name it: {@code focused}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In words, with its file's name: {@code The focused map focus.mrc}. */
    String named() {
        return "The " + role.label() + " map " + file.getFileName();
    }

    /** The resolution it has, Å. */
    double resolutionOr(double ofMain) {
        return Double.isNaN(resolution) ? ofMain : resolution;
    }

    /**
     * Holds that the maps go together, each by its role and resolution.
     *
     * @param isLocal whether the main map comes with its local resolution
     * @throws InputException when two have a role that only one can have, or one lacks what tells where it counts
     */
    static void requireRoles(List<FurtherMap> further, Request main, boolean isLocal) {
        for (FurtherMap.Role role : List.of(Role.SHARPENED, Role.UNSHARPENED)) {
            List<FurtherMap> maps =
                    further.stream().filter(map -> map.role() == role).toList();
            if (maps.size() > 1) {
                throw new InputException("There are " + maps.size() + " " + role.label() + " maps: give one.");
            }
            boolean isTold = isLocal || !main.halves().isEmpty();
            if (!maps.isEmpty() && maps.get(0).localResolution() == null && !isTold) {
                throw new InputException(maps.get(0).named() + " needs something that tells where it is better than the"
                        + " map: give the local resolution of the map, or both half maps, in which it is measured, or"
                        + " have each map assessed by itself (--maps separately).");
            }
        }
        for (FurtherMap map : further) {
            double resolution = map.resolutionOr(main.resolution());
            boolean wrong = map.role() == Role.SHARPENED && resolution > main.resolution()
                    || map.role() == Role.UNSHARPENED && resolution < main.resolution();
            if (wrong) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s is given with %.2f Å beside a map of %.2f Å: a sharpened map is as fine or finer, an"
                                + " unsharpened one as coarse or coarser; correct the resolution or the role.",
                        map.named(),
                        resolution,
                        main.resolution()));
            }
        }
    }
}
