package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.emconverge.CellList;

/**
 * Which residues of a model follow which in a polymer, told by their places alone: of each C the nearest N and of each
 * O3' the nearest P of the same chain id within {@link Peptide#LONGEST_BOND}, as far as both are each other's nearest.
 */
final class PolymerLinks {
    private static final int NONE = -1;
    private static final double MOST = Peptide.LONGEST_BOND * Peptide.LONGEST_BOND;

    private final List<ResidueLines> residues;
    /** Of each residue the number of the next and of the one before, or -1. */
    private final int[] next;

    private final int[] previous;
    /** Of each residue the square of the bond to the one before, Å². */
    private final double[] squares;

    /** The links between residues, each of which is told when it is linked. */
    PolymerLinks(List<ResidueLines> residues) {
        this.residues = residues;
        next = new int[residues.size()];
        previous = new int[residues.size()];
        squares = new double[residues.size()];
        Arrays.fill(next, NONE);
        Arrays.fill(previous, NONE);
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        link(ResidueLines.Kind.AMINO_ACID, "C", "N");
        link(ResidueLines.Kind.NUCLEOTIDE, "O3'", "P");
        for (int i = 0; i < next.length; i++) {
            if (next[i] != NONE) {
                residues.get(i).link();
                residues.get(next[i]).link();
            }
        }
    }

    private void link(ResidueLines.Kind kind, String end, String start) {
        List<CoordinateLine> starts = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < residues.size(); i++) {
            CoordinateLine atom =
                    mayLink(residues.get(i), kind) ? residues.get(i).atom(start) : null;
            if (atom != null) {
                starts.add(atom);
                owners.add(i);
            }
        }
        if (starts.isEmpty()) {
            return;
        }
        CellList cells = new CellList(
                starts.stream().mapToDouble(CoordinateLine::x).toArray(),
                starts.stream().mapToDouble(CoordinateLine::y).toArray(),
                starts.stream().mapToDouble(CoordinateLine::z).toArray(),
                Peptide.LONGEST_BOND);
        for (int i = 0; i < residues.size(); i++) {
            CoordinateLine atom =
                    mayLink(residues.get(i), kind) ? residues.get(i).atom(end) : null;
            if (atom != null) {
                join(i, atom, cells, starts, owners);
            }
        }
    }

    /** Whether a residue is of a kind or may be a cap of a chain of that kind. */
    private static boolean mayLink(ResidueLines residue, ResidueLines.Kind kind) {
        return residue.kind() == kind || residue.kind() == ResidueLines.Kind.OTHER;
    }

    /** Links a residue to the nearest one, unless that is nearer to another. */
    private void join(int from, CoordinateLine end, CellList cells, List<CoordinateLine> starts, List<Integer> owners) {
        int[] nearest = {NONE};
        double[] least = {MOST};
        String chain = residues.get(from).label().chain();
        cells.near(end.x(), end.y(), end.z(), k -> {
            double square = end.squaredDistance(starts.get(k));
            int owner = owners.get(k);
            boolean sameChain = residues.get(owner).label().chain().equals(chain);
            boolean ligand = residues.get(from).kind() == residues.get(owner).kind()
                    && residues.get(from).kind() == ResidueLines.Kind.OTHER;
            if (owner != from && sameChain && !ligand && square <= least[0]) {
                least[0] = square;
                nearest[0] = owner;
            }
        });
        int to = nearest[0];
        if (to != NONE && least[0] < squares[to]) {
            if (previous[to] != NONE) {
                next[previous[to]] = NONE;
            }
            squares[to] = least[0];
            next[from] = to;
            previous[to] = from;
        }
    }

    /** The residue after a residue; -1 where there is none. */
    int next(int residue) {
        return next[residue];
    }

    int previous(int residue) {
        return previous[residue];
    }
}
