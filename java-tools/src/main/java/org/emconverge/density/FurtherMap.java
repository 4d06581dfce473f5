package org.emconverge.density;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A further map of the same molecule, which is laid into the main map.
 *
 * @param resolution Å; NaN for that of the main map
 * @param mask weights where a focused map counts; null where its own density says so
 */
public record FurtherMap(Role role, Path file, double resolution, Path mask) {
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
}
