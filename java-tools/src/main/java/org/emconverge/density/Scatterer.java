package org.emconverge.density;

/**
 * A point that scatters electrons as a neutral atom.
 *
 * @param element symbol, in capitals
 * @param x position, Å
 * @param y position, Å
 * @param z position, Å
 * @param bFactor isotropic B, Å²
 */
public record Scatterer(String element, double x, double y, double z, double bFactor) {}
