/**
 * How far the models of an ensemble agree: spread per residue, its distribution, and where it lies on the resolution
 * trend.
 */
package org.emconverge.convergence;
