package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes the site of what a survey has, or adds to it. */
@FunctionalInterface
public interface Showing {
    /** Makes none. */
    Showing NONE = (site, results, leftOut, withdrawn) -> {};

    /**
     * Adds results.
     *
     * @param site its folder
     * @param results of runs
     * @param leftOut tables of what has no page
     * @param withdrawn lists of what the archive has no more
     * @throws IOException when it could not be made
     * @throws InterruptedException when this program is being ended
     */
    void show(Path site, List<Path> results, List<Path> leftOut, List<Path> withdrawn)
            throws IOException, InterruptedException;
}
