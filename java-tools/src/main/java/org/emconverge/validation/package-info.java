/**
 * How good a model is by itself: Ramachandran, bond lengths and angles, clashes. Every criterion gives one result per
 * residue (or per pair of atoms) first; an entry's percentages are derived from those. Knows {@code structure},
 * {@code density} and {@code metrics}.
 */
package org.emconverge.validation;
