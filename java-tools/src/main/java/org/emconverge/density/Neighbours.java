package org.emconverge.density;

import java.util.Arrays;
import java.util.List;

/**
 * The atoms near an atom, nearest first: found through cubic cells, in the order of their numbers where equally far.
 */
final class Neighbours {
    private final List<FitAtom> atoms;
    private final double cutoff;
    private final double[] lowest = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    private final int[] cells = {1, 1, 1};
    /** Where each cell begins in {@link #members}; one more entry at the end. */
    private final int[] start;

    private final int[] members;

    /** @param cutoff Å: the farthest that counts as near */
    Neighbours(List<FitAtom> atoms, double cutoff) {
        this.atoms = atoms;
        this.cutoff = cutoff;
        for (int axis = 0; axis < 3; axis++) {
            double highest = -Double.MAX_VALUE;
            for (FitAtom atom : atoms) {
                lowest[axis] = Math.min(lowest[axis], position(atom, axis));
                highest = Math.max(highest, position(atom, axis));
            }
            cells[axis] = atoms.isEmpty() ? 1 : (int) ((highest - lowest[axis]) / cutoff) + 1;
        }
        start = new int[cells[0] * cells[1] * cells[2] + 1];
        members = new int[atoms.size()];
        for (FitAtom atom : atoms) {
            start[cell(atom) + 1]++;
        }
        for (int c = 1; c < start.length; c++) {
            start[c] += start[c - 1];
        }
        int[] next = start.clone();
        for (int i = 0; i < members.length; i++) {
            members[next[cell(atoms.get(i))]++] = i;
        }
    }

    private static double position(FitAtom atom, int axis) {
        return axis == 0 ? atom.x() : axis == 1 ? atom.y() : atom.z();
    }

    private int cell(FitAtom atom, int axis) {
        return (int) ((position(atom, axis) - lowest[axis]) / cutoff);
    }

    private int cell(FitAtom atom) {
        return (cell(atom, 2) * cells[1] + cell(atom, 1)) * cells[0] + cell(atom, 0);
    }

    /**
     * @param i number of an atom
     * @return one row (x, y, z, distance) per other atom within the cut-off, relative to the atom, Å
     */
    double[][] of(int i) {
        FitAtom centre = atoms.get(i);
        double[][] found = new double[64][];
        int count = 0;
        for (int z = Math.max(0, cell(centre, 2) - 1); z <= Math.min(cells[2] - 1, cell(centre, 2) + 1); z++) {
            for (int y = Math.max(0, cell(centre, 1) - 1); y <= Math.min(cells[1] - 1, cell(centre, 1) + 1); y++) {
                int row = (z * cells[1] + y) * cells[0];
                int end = start[row + Math.min(cells[0] - 1, cell(centre, 0) + 1) + 1];
                for (int m = start[row + Math.max(0, cell(centre, 0) - 1)]; m < end; m++) {
                    FitAtom other = atoms.get(members[m]);
                    double dx = other.x() - centre.x();
                    double dy = other.y() - centre.y();
                    double dz = other.z() - centre.z();
                    double square = dx * dx + dy * dy + dz * dz;
                    if (members[m] != i && square < cutoff * cutoff) {
                        if (count == found.length) {
                            found = Arrays.copyOf(found, 2 * count);
                        }
                        found[count++] = new double[] {dx, dy, dz, Math.sqrt(square)};
                    }
                }
            }
        }
        double[][] rows = Arrays.copyOf(found, count);
        Arrays.sort(rows, (a, b) -> Double.compare(a[3], b[3]));
        return rows;
    }
}
