/**
 * Clients of the public archives: fetches a map, its half maps and what is known about them from EMDB, and the fitted
 * model from the PDB.
 *
 * <p>{@link org.emconverge.archive.Selection} chooses entries from the table of EMDB's search,
 * {@link org.emconverge.archive.EntryFetch} does a whole entry; {@link org.emconverge.archive.Downloader} brings one
 * file, checked, from the first mirror that has it. Nothing an archive sends is trusted: ids, names and sizes are
 * checked before they reach a path or an address.
 */
package org.emconverge.archive;
