/**
 * Which symmetry an entry has, and whether model and map agree on it. Stands on {@code structure} and {@code density}.
 */
package org.emconverge.symmetry;
