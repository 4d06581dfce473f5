package org.emconverge.density;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.emconverge.CellList;

/** The atoms near an atom, nearest first. */
final class Neighbours {
    private final List<FitAtom> atoms;
    private final double cutoff;
    private final CellList cells;

    /** @param cutoff Å: the farthest that counts as near */
    Neighbours(List<FitAtom> atoms, double cutoff) {
        this.atoms = atoms;
        this.cutoff = cutoff;
        cells = new CellList(
                atoms.stream().mapToDouble(FitAtom::x).toArray(),
                atoms.stream().mapToDouble(FitAtom::y).toArray(),
                atoms.stream().mapToDouble(FitAtom::z).toArray(),
                cutoff);
    }

    /**
     * @param i number of an atom
     * @return one row (x, y, z, distance) per other atom within the cut-off, relative to the atom, Å
     */
    double[][] of(int i) {
        FitAtom centre = atoms.get(i);
        List<double[]> rows = new ArrayList<>();
        cells.near(centre.x(), centre.y(), centre.z(), j -> {
            FitAtom other = atoms.get(j);
            double dx = other.x() - centre.x();
            double dy = other.y() - centre.y();
            double dz = other.z() - centre.z();
            double square = dx * dx + dy * dy + dz * dz;
            if (j != i && square < cutoff * cutoff) {
                rows.add(new double[] {dx, dy, dz, Math.sqrt(square)});
            }
        });
        rows.sort(Comparator.comparingDouble(row -> row[3]));
        return rows.toArray(double[][]::new);
    }
}
