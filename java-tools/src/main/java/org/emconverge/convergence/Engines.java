package org.emconverge.convergence;

/**
 * The programs that made the models of an entry, as the command line names them.
 *
 * @param sampler for instance {@code openmm}; null for models of another program
 * @param refiner for instance {@code servalcat}; null likewise
 */
public record Engines(String sampler, String refiner) {
    /** Of models that another program made. */
    public static final Engines NONE = new Engines(null, null);
}
