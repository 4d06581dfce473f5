package org.emconverge.survey;

import java.time.LocalDate;
import java.util.Map;

/**
 * An entry that a source offers.
 *
 * @param id as a samplesheet's
 * @param row its values by the columns of a samplesheet, {@code id} among them; paths are absolute, because the chunk's
 *     samplesheet lies elsewhere; what is not given is missing or empty
 * @param fingerprint another one when the entry is to be run again: of its row, the archive's date of revision, or size
 *     and time of its files
 * @param residues of the whole model, or null where that is not known cheaply
 * @param released on which day, or when its file came; null where that is not known
 */
public record Candidate(String id, Map<String, String> row, String fingerprint, Long residues, LocalDate released) {
    /** A value of the row, empty where there is none. */
    public String value(String column) {
        return row.getOrDefault(column, "");
    }

    /** Å, or null where the samplesheet has none. */
    Double resolution() {
        try {
            return Double.valueOf(value("resolution"));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
