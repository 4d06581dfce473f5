package org.emconverge.archive;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.InputException;

/**
 * What a selection reads of an entry, and the archive's name for it: fields of EMDB's search index, some of which hold
 * several values with commas between. Another archive, or another version of this one, may call them otherwise.
 */
public enum SearchField {
    EMDB("emdb_id"),
    TITLE("title"),
    /** {@code REL} for released entries. */
    STATUS("current_status"),
    /** {@code singleParticle}, {@code helical}, … */
    METHOD("structure_determination_method"),
    /** As stated by the authors, Å. */
    RESOLUTION("resolution"),
    /** Point group in Schoenflies notation. */
    SYMMETRY("image_reconstruction_point_group"),
    /** PDB ids of the fitted models. */
    FITTED("fitted_pdbs"),
    /** Names of the half maps' files. */
    HALF_MAPS("half_map_filename"),
    /** Recommended contour levels, in the map's units. */
    CONTOUR("map_contour_level_value"),
    /** Molecular weight of the assembly, Da. */
    WEIGHT("assembly_molecular_weight"),
    /** Date. */
    RELEASED("map_release_date"),
    /** Date; the last of all, because a date that is cut short is no date. */
    UPDATED("update_date");

    private static final List<SearchField> NEEDED = List.of(EMDB, RESOLUTION, FITTED);

    private final String usual;

    SearchField(String usual) {
        this.usual = usual;
    }

    /** As it is written in options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code emdb=emdb_id, title=title, …}. */
    public static String defaults() {
        return Arrays.stream(values())
                .map(field -> field.word() + "=" + field.usual)
                .collect(Collectors.joining(", "));
    }

    /**
     * The archive's names, in the order in which they are asked for; those that are not asked for are missing.
     *
     * @param others {@code WHAT=NAME}, or {@code WHAT=} for what the archive does not have
     * @throws InputException when one is something else, or leaves out what no selection can do without
     */
    static Map<SearchField, String> names(List<String> others) {
        Map<SearchField, String> names = new EnumMap<>(SearchField.class);
        Arrays.stream(values()).forEach(field -> names.put(field, field.usual));
        for (String other : others) {
            String[] sides = other.strip().split("=", 2);
            SearchField field = Arrays.stream(values())
                    .filter(each -> each.word().equalsIgnoreCase(sides[0]))
                    .findFirst()
                    .orElse(null);
            if (field == null || sides.length < 2 || !sides[1].matches("[A-Za-z0-9_]{0,100}")) {
                throw new InputException("\"" + PlainText.plain(other)
                        + "\" names no field of the archive: give --field WHAT=NAME, of " + defaults() + ".");
            }
            if (!sides[1].isEmpty()) {
                names.put(field, sides[1]);
            } else if (NEEDED.contains(field)) {
                throw new InputException(
                        "Nothing can be selected without " + field.word() + ": give --field " + other + "NAME.");
            } else {
                names.remove(field);
            }
        }
        return names;
    }
}
