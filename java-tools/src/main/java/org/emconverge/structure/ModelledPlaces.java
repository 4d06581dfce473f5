package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.emconverge.CellList;

/**
 * Finds residues that are modelled twice, in one place. The cells hold every Cα atom of the source from the start; a
 * residue counts from when it is added.
 */
final class ModelledPlaces {
    /**
     * Two Cα atoms of different residues are 3.8 Å apart (2.9 about a cis peptide); closer than this they are one
     * residue modelled twice, Å.
     */
    private static final double SAME_PLACE = 0.5;
    /** Edge of a cell, Å: more than is looked through, because empty cells cost more than the few Cα atoms of one. */
    private static final double EDGE = 4;

    private final List<Atom> alphas = new ArrayList<>();
    private final CellList cells;
    /** The residue added at each of the Cα atoms, or null. */
    private final Group[] added;

    /** @param chains of the source */
    ModelledPlaces(List<Chain> chains) {
        for (Chain chain : chains) {
            for (Group group : chain.getAtomGroups()) {
                Conformers.allAtoms(group).stream()
                        .filter(atom -> atom.getName().equals("CA"))
                        .forEach(alphas::add);
            }
        }
        cells = new CellList(positions(Atom::getX), positions(Atom::getY), positions(Atom::getZ), EDGE);
        added = new Group[alphas.size()];
    }

    private double[] positions(ToDoubleFunction<Atom> axis) {
        return alphas.stream().mapToDouble(axis).toArray();
    }

    /**
     * Adds a residue, unless one was added in its place before.
     *
     * @param residue with a Cα atom where the source has one
     * @return the residue that is there already, the first of the file where there are several; or null
     */
    Group add(Group residue) {
        Atom alpha = residue.getAtom("CA");
        List<Integer> near = new ArrayList<>();
        cells.near(alpha.getX(), alpha.getY(), alpha.getZ(), point -> {
            if (Calc.getDistance(alpha, alphas.get(point)) < SAME_PLACE) {
                near.add(point);
            }
        });
        near.sort(null);
        for (int point : near) {
            if (added[point] != null) {
                return added[point];
            }
        }
        near.stream()
                .filter(point -> Calc.getDistance(alpha, alphas.get(point)) == 0)
                .forEach(point -> added[point] = residue);
        return null;
    }
}
