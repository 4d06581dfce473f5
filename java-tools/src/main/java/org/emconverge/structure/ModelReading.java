package org.emconverge.structure;

import java.util.List;

/**
 * What a reading made of a model file, as the records of every step have it (snake case).
 *
 * @param coordinateLines of the file
 * @param atoms that were read of them; what is missing is named by the notes
 * @param notes sentences on everything that was left out, moved or guessed
 */
public record ModelReading(int coordinateLines, int atoms, List<String> notes) {
    /** The notes as sentences that name the file, for a terminal. */
    public List<String> notesOn(String file) {
        return notes.stream().map(note -> file + ": " + note).toList();
    }
}
