package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Where the entries of a survey come from: a selection of the archive, a samplesheet, a folder of files. */
public interface Source {
    /**
     * What there is now. A survey that watches asks again and again, and compares with what it knows.
     *
     * @param words takes sentences on what was passed over or guessed
     * @throws org.emconverge.InputException when nothing can be read; a survey that watches says so and asks again
     *     later
     */
    Listing read(Consumer<String> words) throws IOException;

    /** The list of what the archive had once and has no more, as a site takes it; null where there is no archive. */
    default Path withdrawn() {
        return null;
    }

    /**
     * What a source has.
     *
     * @param entries with ids that differ
     * @param leftOut what it does not offer, with reasons; an entry that is in neither list is no longer there
     */
    record Listing(List<Candidate> entries, List<LeftOut> leftOut) {}

    /**
     * Something that is not offered.
     *
     * @param name of an entry or a file
     * @param reason a sentence, or a word of the source's own table
     */
    record LeftOut(String name, String reason) {}
}
