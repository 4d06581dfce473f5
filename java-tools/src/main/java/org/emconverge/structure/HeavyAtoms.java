package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;

/** Where the heavy atoms of a model are. */
public final class HeavyAtoms {
    private HeavyAtoms() {}

    /** Of the first model, waters left out; Å, rows of x, y, z. May be empty. */
    public static double[][] positions(Structure structure) {
        List<double[]> positions = new ArrayList<>();
        structure
                .getModel(0)
                .forEach(chain -> chain.getAtomGroups().forEach(group -> {
                    for (Atom atom : group.isWater() ? List.<Atom>of() : group.getAtoms()) {
                        if (!Elements.isHydrogen(atom)) {
                            positions.add(atom.getCoords());
                        }
                    }
                }));
        return positions.toArray(double[][]::new);
    }
}
