package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.biojava.nbio.structure.Element;
import org.emconverge.CellList;

/**
 * Heavy atoms that lie as near to each other as bonded ones, though no bond joins them: where chains or side chains run
 * through each other. Probe, and so MolProbity, knows bonds by distance alone and takes them as bonded: they do not
 * clash, nor do their neighbours along the bonds. A clashscore that is to be MolProbity's has to follow it; so that
 * nobody is misled by a low one, the pairs are told beside it.
 */
final class FusedAtoms {
    /** How far the distance of bonded atoms may be below and above the sum of their covalent radii in Probe, Å. */
    private static final double NEARER = 0.6;

    private static final double FARTHER = 0.2;
    /** The longest distance that there is, Å: of two iodines. */
    private static final double REACH = 2 * 1.33 + FARTHER;

    private final ContactAtoms atoms;
    private final List<int[]> pairs = new ArrayList<>();

    /** Finds them among the atoms of a model; metals, whose bonds are known by their distances anyway, left out. */
    FusedAtoms(ContactAtoms atoms) {
        this.atoms = atoms;
        CellList cells = new CellList(atoms.x, atoms.y, atoms.z, REACH);
        for (int i = 0; i < atoms.size(); i++) {
            int atom = i;
            if (isNonmetal(i)) {
                cells.near(atoms.x[i], atoms.y[i], atoms.z[i], j -> {
                    if (j > atom && isNonmetal(j) && areFused(atom, j)) {
                        pairs.add(new int[] {atom, j});
                    }
                });
            }
        }
    }

    /** Two atoms each, the first before the second in the order of the file. */
    List<int[]> pairs() {
        return pairs;
    }

    /** By atom, the numbers of those it is bonded to or fused with. */
    int[][] neighbours() {
        int[][] neighbours = atoms.bonded.clone();
        for (int[] pair : pairs) {
            for (int end = 0; end < 2; end++) {
                int[] known = neighbours[pair[end]];
                int[] longer = Arrays.copyOf(known, known.length + 1);
                longer[known.length] = pair[1 - end];
                neighbours[pair[end]] = longer;
            }
        }
        return neighbours;
    }

    private boolean isNonmetal(int i) {
        return !atoms.hydrogen[i] && !atoms.atoms.get(i).getElement().isMetal();
    }

    /** Atoms that are not there together, as two conformers under names of their own, are not fused. */
    private boolean areFused(int i, int j) {
        double distance = atoms.distance(i, j);
        double touching = covalentRadius(i) + covalentRadius(j);
        return distance > touching - NEARER
                && distance <= touching + FARTHER
                && atoms.occupancy[i] + atoms.occupancy[j] > 1
                && Arrays.stream(atoms.bonded[i]).noneMatch(bonded -> bonded == j);
    }

    /** Probe's, Å. */
    private double covalentRadius(int i) {
        Element element = atoms.atoms.get(i).getElement();
        return switch (element) {
            case N -> 0.70;
            case O -> 0.66;
            case F -> 0.58;
            case P -> 1.10;
            case S -> 1.04;
            case Cl -> 0.99;
            case Se -> 1.17;
            case Br -> 1.14;
            case I -> 1.33;
            default -> 0.77;
        };
    }
}
