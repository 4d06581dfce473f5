package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;

/**
 * Clashes between atoms, hydrogens included, after Probe (Word et al. 1999, J Mol Biol 285:1711) and MolProbity's clashscore (Chen et
 * al. 2010, Acta Cryst D66:12). A dot on the surface of an atom tells of a clash with another atom when it lies deep inside that one,
 * in no third atom more deeply, and in no atom bonded to its own (up to three bonds away, four where a hydrogen is involved): so carbons
 * do not clash through their own hydrogens. Two atoms clash when a dot of either says so. Unlike MolProbity, which leaves out every
 * pair that shows a hydrogen bond anywhere, a hydrogen bond that is too short by the same 0.4 Å is a clash.
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
    /** Dots on an atom's surface, per Å², as in MolProbity. */
    private static final double DOT_DENSITY = 16;
    private static final Map<Double, double[][]> DOTS = new ConcurrentHashMap<>();

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
        return pairs.stream().filter(pair -> touches(pair[0], pair[1]) || touches(pair[1], pair[0]))
                .map(pair -> clash(pair[0], pair[1])).toList();
    }

    /** By how much two spheres overlap, Å, less what a hydrogen bond allows. */
    private double overlap(int i, int j) {
        return atoms.radius[i] + atoms.radius[j] - atoms.distance(i, j) - allowance(i, j);
    }

    private double allowance(int i, int j) {
        boolean hydrogenBond = atoms.donor[i] && atoms.acceptor[j] || atoms.donor[j] && atoms.acceptor[i];
        return !hydrogenBond ? 0 : atoms.charged[i] && atoms.charged[j] ? SALT_BRIDGE : HYDROGEN_BOND;
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

    /** Whether a dot on one atom tells of a clash with another; the first dot tried is the deepest, on the line to the other's centre. */
    private boolean touches(int source, int target) {
        List<Integer> others = new ArrayList<>();
        cells.near(atoms.x[source], atoms.y[source], atoms.z[source], other -> {
            if (other != source && other != target && atoms.distance(source, other) < atoms.radius[source] + atoms.radius[other]) {
                others.add(other);
            }
        });
        double deep = CLASH + allowance(source, target);
        double distance = atoms.distance(source, target);
        double[] towards = {(atoms.x[target] - atoms.x[source]) / distance, (atoms.y[target] - atoms.y[source]) / distance,
            (atoms.z[target] - atoms.z[source]) / distance};
        return tellsOfClash(source, target, towards, deep, others) || Arrays.stream(DOTS.computeIfAbsent(atoms.radius[source], Contacts::dots))
                .anyMatch(direction -> tellsOfClash(source, target, direction, deep, others));
    }

    private boolean tellsOfClash(int source, int target, double[] direction, double deep, List<Integer> others) {
        double x = atoms.x[source] + atoms.radius[source] * direction[0];
        double y = atoms.y[source] + atoms.radius[source] * direction[1];
        double z = atoms.z[source] + atoms.radius[source] * direction[2];
        double depth = depth(target, x, y, z);
        return depth >= deep && isFree(source, depth, others, x, y, z);
    }

    private boolean isFree(int source, double depth, List<Integer> others, double x, double y, double z) {
        for (int other : others) {
            double inside = depth(other, x, y, z);
            if (inside > 0 && (inside > depth || isBonded(source, other))) {
                return false;
            }
        }
        return true;
    }

    private double depth(int atom, double x, double y, double z) {
        double dx = x - atoms.x[atom];
        double dy = y - atoms.y[atom];
        double dz = z - atoms.z[atom];
        return atoms.radius[atom] - Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** Directions spread evenly over a sphere by the golden angle (Swinbank and Purser 2006, Q J R Meteorol Soc 132:1769). */
    private static double[][] dots(double radius) {
        double[][] dots = new double[(int) Math.round(DOT_DENSITY * 4 * Math.PI * radius * radius)][];
        for (int i = 0; i < dots.length; i++) {
            double z = 1 - (2.0 * i + 1) / dots.length;
            double across = Math.sqrt(1 - z * z);
            double angle = Math.PI * (3 - Math.sqrt(5)) * i;
            dots[i] = new double[] {across * Math.cos(angle), across * Math.sin(angle), z};
        }
        return dots;
    }

    private Clash clash(int i, int j) {
        Atom first = atoms.atoms.get(i);
        Atom second = atoms.atoms.get(j);
        return new Clash(ResidueId.of(first.getGroup()), first.getName(), ResidueId.of(second.getGroup()), second.getName(), overlap(i, j));
    }
}
