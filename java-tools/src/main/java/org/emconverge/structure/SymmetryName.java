package org.emconverge.structure;

import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.structure.Symmetry.Helix;

/**
 * A symmetry as users and EMDB name it: {@code C1, C4, D7, T, O, I, I1} to {@code I4}, {@code helical} or
 * {@code helical:TWIST:RISE} (degrees and Å per subunit) with, if any, the point group about the axis:
 * {@code helical:-0.97:4.75:C2}.
 *
 * @param group name of the point group; of a helix that about its axis
 * @param helix null for a point group, and where its numbers are not named
 */
public record SymmetryName(String group, boolean helical, Helix helix) {
    private static final String HELICAL = "helical";

    /**
     * Reads a name.
     *
     * @throws InputException when no symmetry has this name
     */
    public static SymmetryName parse(String text) {
        String[] parts = text.strip().split(":");
        if (!parts[0].equalsIgnoreCase(HELICAL)
                || !ParameterSchema.of("symmetry").matches(text.strip())) {
            PointGroup.of(text);
            return new SymmetryName(text.strip().toUpperCase(Locale.ROOT), false, null);
        }
        if (parts.length == 1) {
            return new SymmetryName("C1", true, null);
        }
        double twist = Double.parseDouble(parts[1]);
        double rise = Double.parseDouble(parts[2]);
        if (rise == 0 || Math.abs(twist) > 360) {
            throw new InputException("The symmetry '" + text
                    + "' is no helix: give the twist (-360 to 360 degrees) and the rise (not 0 Å) per"
                    + " subunit, such as helical:-0.97:4.75.");
        }
        String about = parts.length < 4 ? "C1" : parts[3];
        return new SymmetryName(about, true, rise < 0 ? new Helix(-twist, -rise) : new Helix(twist, rise));
    }

    /** Whether it is C1. */
    public boolean none() {
        return !helical && PointGroup.of(group).order() == 1;
    }

    /** Whether a symmetry is of this kind, whatever its axes. */
    public boolean names(Symmetry symmetry) {
        return helical
                ? symmetry.helix() != null
                : symmetry.helix() == null && PointGroup.of(group).name().equals(symmetry.pointGroup());
    }
}
