package org.emconverge.archive;

import java.util.List;
import java.util.Objects;
import org.emconverge.ParameterSchema;

/**
 * What EMDB knows about a map. Everything but the id may be missing.
 *
 * @param id the accession as the archive gives it, {@code EMD-2566}
 * @param title one line, or null
 * @param resolution as stated by the authors, Å; or null, as for one that the run would refuse
 * @param symmetry point group in Schoenflies notation as the archive writes it (C4, D7, O, I), or null
 * @param helical helical parameters, or null
 * @param contour the authors' recommended contour level, in the map's units; or null
 * @param pdb fitted models, sorted by id, those that do not overlap the map left out
 * @param halfMaps names of the half map files, sorted; empty when none is listed
 */
record EmdbEntry(
        String id,
        String title,
        Double resolution,
        String symmetry,
        Helix helical,
        Double contour,
        List<PdbId> pdb,
        List<String> halfMaps) {
    /** How a fitted model that lies outside the map is marked. */
    static final String NO_OVERLAP = "NOOVERLAP";

    /**
     * Helical symmetry.
     *
     * @param rise per subunit, Å; or null
     * @param twist per subunit, degrees; or null
     * @param axial point group about the axis (C1, D1), or null
     */
    record Helix(Double rise, Double twist, String axial) {
        /** Null where nothing is known. */
        static Helix of(Double rise, Double twist, String axial) {
            return rise == null && twist == null && axial == null ? null : new Helix(rise, twist, axial);
        }
    }

    EmdbEntry {
        resolution = resolution != null && ParameterSchema.of("resolution").allows(resolution) ? resolution : null;
        pdb = pdb.stream().filter(Objects::nonNull).distinct().sorted().toList();
        halfMaps =
                halfMaps.stream().filter(Objects::nonNull).distinct().sorted().toList();
    }

    /** Text of an archive on one line, null when there is none. */
    static String text(String value) {
        String line =
                value == null ? "" : value.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? null : line;
    }

    /** A finite number, null when it is none. */
    static Double number(String value) {
        try {
            double number = Double.parseDouble(value == null ? "" : value.strip());
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A PDB id, null when it is none. */
    static PdbId pdb(String value) {
        return value == null ? null : PdbId.find(value).orElse(null);
    }
}
