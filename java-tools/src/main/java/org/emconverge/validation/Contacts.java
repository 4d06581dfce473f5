package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * Clashes between atoms, hydrogens included, after Probe (Word et al. 1999, J Mol Biol 285:1711) and MolProbity's clashscore (Chen et
 * al. 2010, Acta Cryst D66:12). Probe rolls dots over each atom; here every pair is judged by the dot on the line between the two
 * centres, which is where their overlap is largest: it counts unless it lies inside an atom bonded to its own (one to three bonds away,
 * four where a hydrogen is involved), or inside a third atom more deeply than inside the partner.
 */
public final class Contacts {
    /** A serious clash: the spheres overlap by this much, Å. */
    public static final double CLASH = 0.4;
    /** How far the two atoms of a hydrogen bond may overlap before that counts, Å: neutral, and both charged. */
    private static final double HYDROGEN_BOND = 0.6;
    private static final double SALT_BRIDGE = 0.8;
    private static final int BONDS_APART = 3;
    private static final int BONDS_APART_WITH_HYDROGEN = 4;
    /** Longest reach: two of the largest radii, Å. */
    private static final double REACH = 3.8;

    /**
     * Two atoms that overlap by {@link #CLASH} or more, hydrogen bonds discounted.
     *
     * @param overlap Å
     */
    public record Clash(ResidueId first, String firstAtom, ResidueId second, String secondAtom, double overlap) {
    }

    /** All clashes of a model, and how many atoms it has. */
    public record Result(int atoms, boolean hydrogens, List<Clash> clashes) {
        /** Clashes per 1000 atoms; NaN for a model without hydrogens, whose number would mean something else. */
        public double clashscore() {
            return hydrogens ? 1000.0 * clashes.size() / atoms : Double.NaN;
        }
    }

    private final ContactAtoms atoms;
    private final CellList cells;
    /** Which atoms are at most four bonds from {@link #centre}, and how far: {@code bonds[i]} holds where {@code walk[i] == walks}. */
    private final int[] walk;
    private final int[] bonds;
    private int centre = -1;
    private int walks;

    private Contacts(ContactAtoms atoms) {
        this.atoms = atoms;
        this.cells = new CellList(atoms.x, atoms.y, atoms.z, REACH);
        this.walk = new int[atoms.x.length];
        this.bonds = new int[atoms.x.length];
    }

    /** Finds the clashes of the first model of a structure. */
    public static Result of(Structure structure) {
        ContactAtoms atoms = new ContactAtoms(structure);
        boolean hydrogens = false;
        for (boolean hydrogen : atoms.hydrogen) {
            hydrogens |= hydrogen;
        }
        return new Result(atoms.x.length, hydrogens, new Contacts(atoms).clashes());
    }

    private List<Clash> clashes() {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < atoms.x.length; i++) {
            int atom = i;
            cells.near(atoms.x[i], atoms.y[i], atoms.z[i], j -> {
                if (j > atom && overlap(atom, j) >= CLASH && !isBonded(atom, j)) {
                    pairs.add(new int[] {atom, j});
                }
            });
        }
        return pairs.stream().filter(pair -> isExposed(pair[0], pair[1]) || isExposed(pair[1], pair[0]))
                .map(pair -> clash(pair[0], pair[1])).toList();
    }

    /** By how much two spheres overlap, Å, less what a hydrogen bond allows. */
    private double overlap(int i, int j) {
        double overlap = atoms.radius[i] + atoms.radius[j] - atoms.distance(i, j);
        boolean hydrogenBond = atoms.donor[i] && atoms.acceptor[j] || atoms.donor[j] && atoms.acceptor[i];
        return !hydrogenBond ? overlap : overlap - (atoms.charged[i] && atoms.charged[j] ? SALT_BRIDGE : HYDROGEN_BOND);
    }

    private boolean isBonded(int i, int j) {
        if (centre != i) {
            centre = i;
            walks++;
            walkFrom(i, 0);
        }
        int limit = atoms.hydrogen[i] || atoms.hydrogen[j] ? BONDS_APART_WITH_HYDROGEN : BONDS_APART;
        return walk[j] == walks && bonds[j] <= limit;
    }

    private void walkFrom(int atom, int steps) {
        if (walk[atom] == walks && bonds[atom] <= steps) {
            return;
        }
        walk[atom] = walks;
        bonds[atom] = steps;
        if (steps < BONDS_APART_WITH_HYDROGEN) {
            for (int next : atoms.bonded[atom]) {
                walkFrom(next, steps + 1);
            }
        }
    }

    /** Whether the point of {@code source}'s sphere that faces {@code target} is in no bonded atom and deepest in the target. */
    private boolean isExposed(int source, int target) {
        double t = atoms.radius[source] / atoms.distance(source, target);
        double x = atoms.x[source] + t * (atoms.x[target] - atoms.x[source]);
        double y = atoms.y[source] + t * (atoms.y[target] - atoms.y[source]);
        double z = atoms.z[source] + t * (atoms.z[target] - atoms.z[source]);
        double depth = depth(target, x, y, z);
        boolean[] exposed = {true};
        cells.near(x, y, z, other -> {
            if (exposed[0] && other != source && other != target) {
                double inside = depth(other, x, y, z);
                exposed[0] = !(inside > 0 && isBonded(source, other) || inside > depth);
            }
        });
        return exposed[0];
    }

    private double depth(int atom, double x, double y, double z) {
        double dx = x - atoms.x[atom];
        double dy = y - atoms.y[atom];
        double dz = z - atoms.z[atom];
        return atoms.radius[atom] - Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    private Clash clash(int i, int j) {
        Atom first = atoms.atoms.get(i);
        Atom second = atoms.atoms.get(j);
        return new Clash(ResidueId.of(first.getGroup()), first.getName(), ResidueId.of(second.getGroup()), second.getName(), overlap(i, j));
    }
}
