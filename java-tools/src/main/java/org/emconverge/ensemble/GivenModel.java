package org.emconverge.ensemble;

import org.biojava.nbio.structure.Structure;

/**
 * One model of an ensemble as its file has it.
 *
 * @param name letters, digits and {@code . _ + -} alone, so that it may stand in a path, a table or a page
 * @param file name of its file, without the folder
 * @param structure with one model
 */
record GivenModel(String name, String file, Structure structure) {}
