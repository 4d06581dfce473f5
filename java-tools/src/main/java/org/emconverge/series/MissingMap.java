package org.emconverge.series;

/**
 * A map that a series should have had, and has no results.
 *
 * @param id its entry would have had
 * @param series the entry of whose half maps it was to be made
 * @param nominal the resolution that was asked for, Å
 * @param seed of its noise
 * @param reason why, a sentence or the empty string
 */
public record MissingMap(String id, String series, double nominal, long seed, String reason) {}
