package org.emconverge.convergence;

/**
 * One heavy atom of one model.
 *
 * @param x Å
 * @param y Å
 * @param z Å
 * @param b isotropic B factor, Å²
 */
public record HeavyAtom(double x, double y, double z, double b) {
    /** Squared distance, Å². */
    double distance2(HeavyAtom other) {
        double dx = x - other.x;
        double dy = y - other.y;
        double dz = z - other.z;
        return dx * dx + dy * dy + dz * dz;
    }
}
