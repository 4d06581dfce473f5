package org.emconverge.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.emconverge.InputException;

/**
 * A PDB accession.
 *
 * @param code lower case; the classic four characters ({@code 3j6b}) wherever they exist, else the extended form
 *     ({@code pdb_1000axyz})
 */
public record PdbId(String code) implements Comparable<PdbId> {
    private static final Pattern CLASSIC = Pattern.compile("[1-9][a-z0-9]{3}");
    private static final Pattern EXTENDED = Pattern.compile("pdb_[0-9][a-z0-9]{7}");
    private static final String CLASSIC_PREFIX = "pdb_0000";

    /**
     * Reads a classic or an extended id; case does not matter, and {@code pdb_00003j6b} is {@code 3j6b}.
     *
     * @throws InputException when the text is anything else
     */
    public static PdbId parse(String text) {
        return find(text)
                .orElseThrow(() -> new InputException("\"" + PlainText.plain(text)
                        + "\" is not a PDB id: give four characters such as 3j6b, or the extended form such"
                        + " as pdb_00003j6b."));
    }

    /** Reads an id, or nothing where the text is none. */
    static Optional<PdbId> find(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        String code = id.startsWith(CLASSIC_PREFIX) ? id.substring(CLASSIC_PREFIX.length()) : id;
        if (CLASSIC.matcher(code).matches()) {
            return Optional.of(new PdbId(code));
        }
        return EXTENDED.matcher(id).matches() ? Optional.of(new PdbId(id)) : Optional.empty();
    }

    /** The twelve characters by which every entry has its name in the archive that is laid out by entries. */
    String extended() {
        return isClassic() ? CLASSIC_PREFIX + code : code;
    }

    /** Whether the entry has an id of four characters, and with it a place in the archive's older layout. */
    boolean isClassic() {
        return CLASSIC.matcher(code).matches();
    }

    /** The folder of the wwPDB's divided layout: the last characters but one and two, {@code j6} for 3j6b. */
    String folder() {
        return code.substring(code.length() - 3, code.length() - 1);
    }

    @Override
    public int compareTo(PdbId other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
