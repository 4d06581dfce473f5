package org.emconverge.archive;

import java.util.Optional;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;

/**
 * An EMDB accession, such as EMD-2566.
 *
 * @param number its digits, four or more, {@code 2566}
 */
public record EmdbId(String number) {
    /**
     * Reads an accession; neither case nor the prefix matters (EMD-2566, EMD2566, emd_2566, 2566).
     *
     * @throws InputException when the text is anything else
     */
    public static EmdbId parse(String text) {
        return find(text)
                .orElseThrow(() -> new InputException("\"" + PlainText.plain(text)
                        + "\" is not an EMDB id: give one such as EMD-2566 or EMD-12345."));
    }

    /** Reads an accession, or nothing where the text is none. */
    static Optional<EmdbId> find(String text) {
        String accession = text.strip();
        return ParameterSchema.of("emdb").matches(accession)
                ? Optional.of(new EmdbId(accession.replaceAll("\\D", "")))
                : Optional.empty();
    }

    /** Name of the map file in the archive. */
    String mapFile() {
        return "emd_" + number + ".map.gz";
    }

    /**
     * Usual name of a half map in the archive.
     *
     * @param half 1 or 2
     */
    String halfMapFile(int half) {
        return "emd_" + number + "_half_map_" + half + ".map.gz";
    }

    /**
     * Whether a name that an archive sent is that of a map file of this entry, and so safe in a path and an address.
     */
    boolean ownsMapFile(String name) {
        return name.matches("(?i)emd[_-]" + number + "_[a-z0-9_-]{1,60}\\.(map|mrc)(\\.gz)?");
    }

    @Override
    public String toString() {
        return "EMD-" + number;
    }
}
