/**
 * What is measured of a residue: the list of metrics, their values, and the tables in which users read them. The
 * numbers themselves are computed in {@code validation} (of one model) and {@code convergence} (of all models
 * together). Knows {@code structure}.
 */
package org.emconverge.metrics;
