/**
 * Which conformations an ensemble holds of a stretch of a chain, whether the map shows them, and the fewest models that
 * explain it.
 */
package org.emconverge.conformations;
