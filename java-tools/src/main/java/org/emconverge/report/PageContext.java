package org.emconverge.report;

import java.nio.file.Path;

/**
 * What a page is told of the world around its entry, each of which may be null.
 *
 * @param emdb accession of the map, {@code EMD-2566}; null: that of the summary or of entry.json, if there is one
 * @param pdb id of the starting model, four or twelve characters; null: likewise
 * @param run folder of the run's results as the page sees it, {@code ..}, whose index and record the page then links
 *     to; null: only to what is there
 * @param family id of the entry of whose maps this is one, when each was assessed by itself; null: that whose page of
 *     the maps is there
 * @param reference table of the reference set, in which the entry's percentiles are found; null: those of the summary
 */
public record PageContext(String emdb, String pdb, String run, String family, Path reference) {
    /** Nothing but what the entry's own files say. */
    public static final PageContext NONE = new PageContext(null, null, null, null, null);

    /** The same of a map of a family. */
    public PageContext of(String itsFamily) {
        return new PageContext(emdb, pdb, run, itsFamily, reference);
    }
}
