package org.emconverge.density;

import java.util.Locale;

/**
 * One atom of a model whose fit to a map is asked for.
 *
 * @param element symbol; kept in capitals
 * @param x position, Å
 * @param y position, Å
 * @param z position, Å
 * @param bFactor isotropic B, Å²; a negative one counts as 0
 * @param occupancy 0 to 1; weighs the atom in the model map, and nowhere else
 * @param residue number of its residue, from 0 on
 * @param chain number of its chain, from 0 on
 */
public record FitAtom(
        String element, double x, double y, double z, double bFactor, double occupancy, int residue, int chain) {
    public FitAtom {
        element = element.toUpperCase(Locale.ROOT);
    }

    boolean isHydrogen() {
        return element.equals("H") || element.equals("D");
    }
}
