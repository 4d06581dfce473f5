package org.emconverge.report;

import java.util.ArrayList;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * The Cα traces of one model.
 *
 * @param pieces unbroken stretches, in file order
 */
record Backbone(List<List<Ca>> pieces) {
    /** Cα atoms farther apart than this are not neighbours, Å: 3.8 for a trans peptide, and some strain. */
    private static final double LONGEST_STEP = 4.5;

    /** @param position x, y, z, Å */
    record Ca(ResidueId residue, double[] position) {}

    /** The traces of all models of an ensemble, in its order. */
    static List<Backbone> of(Structure structure) {
        List<Backbone> models = new ArrayList<>();
        for (int model = 0; model < structure.nrModels(); model++) {
            List<List<Ca>> pieces = new ArrayList<>();
            structure.getModel(model).forEach(chain -> addPieces(chain, pieces));
            models.add(new Backbone(pieces));
        }
        return models;
    }

    private static void addPieces(Chain chain, List<List<Ca>> pieces) {
        List<Ca> piece = new ArrayList<>();
        for (Group group : chain.getAtomGroups()) {
            Atom atom =
                    group.hasAtom("CA") && group.getAtom("CA").getElement() == Element.C ? group.getAtom("CA") : null;
            if (atom == null) {
                continue;
            }
            Ca ca = new Ca(ResidueId.of(group), atom.getCoords().clone());
            if (!piece.isEmpty() && distance(piece.get(piece.size() - 1).position(), ca.position()) > LONGEST_STEP) {
                pieces.add(List.copyOf(piece));
                piece.clear();
            }
            piece.add(ca);
        }
        if (!piece.isEmpty()) {
            pieces.add(List.copyOf(piece));
        }
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }
}
