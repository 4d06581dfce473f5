package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.CellList;
import org.emconverge.structure.ResidueId;

/**
 * Clashes between atoms, hydrogens included, after Probe (Word et al. 1999, J Mol Biol 285:1711) and MolProbity's
 * clashscore (Chen et al. 2010, Acta Cryst D66:12). A dot on the surface of an atom tells of a clash with another atom
 * when it lies deep inside that one, in no third atom more deeply, and in no atom bonded to its own (up to three bonds
 * away, four where a hydrogen is involved): so carbons do not clash through their own hydrogens. Two atoms clash when a
 * dot of either says so. As in MolProbity a donor's hydrogen and an acceptor never clash, however near, nor a water and
 * an acceptor as far apart as in a hydrogen bond, nor atoms whose occupancies together do not exceed 1; no dots lie on
 * waters, and they are not counted. Atoms that lie as near as bonded ones count as bonded ({@link FusedAtoms}).
 */
public final class Contacts {
    /** A serious clash: the spheres overlap by this much, Å. */
    public static final double CLASH = 0.4;
    /**
     * Probe sees an overlap only where it has a dot; of its dots the deepest lies, on average, this much less deep than
     * the overlap, Å.
     */
    private static final double BESIDE_DEEPEST = 0.013;
    /** How far a water, whose hydrogens are not in the model, and an acceptor may overlap as in a hydrogen bond, Å. */
    private static final double WATER_BOND = 0.6;
    /** Longest reach: two of the largest radii, Å. */
    private static final double REACH = 4.2;

    /**
     * Two atoms that overlap by {@link #CLASH} or more, the pair in the order of the file.
     *
     * @param overlap Å
     */
    public record Clash(ResidueId first, String firstAtom, ResidueId second, String secondAtom, double overlap) {}

    /**
     * Two heavy atoms as near as bonded ones without a bond, the pair in the order of the file.
     *
     * @param distance Å
     */
    public record Fused(ResidueId first, String firstAtom, ResidueId second, String secondAtom, double distance) {}

    /**
     * All clashes of a model, the worst first, equal ones in the order of the file.
     *
     * @param atoms number of atoms, waters left out
     * @param hydrogens whether there are any
     * @param fused in the order of the file; neither they nor their neighbours along the bonds are among the clashes
     */
    public record Result(int atoms, boolean hydrogens, List<Clash> clashes, List<Fused> fused) {
        /** Clashes per 1000 atoms; NaN for a model without hydrogens, whose number would mean something else. */
        public double clashscore() {
            return hydrogens ? 1000.0 * clashes.size() / atoms : Double.NaN;
        }
    }

    private final ContactAtoms atoms;
    private final CellList cells;
    private final BondWalk bonds;
    private int[] others = new int[64];
    private int otherCount;

    private Contacts(ContactAtoms atoms, FusedAtoms fused) {
        this.atoms = atoms;
        this.cells = new CellList(atoms.x, atoms.y, atoms.z, REACH);
        this.bonds = new BondWalk(fused.neighbours(), atoms.hydrogen);
    }

    /** Finds the clashes of the first model of a structure. */
    public static Result of(Structure structure) {
        ContactAtoms atoms = new ContactAtoms(structure);
        boolean hydrogens = false;
        int counted = 0;
        for (int i = 0; i < atoms.size(); i++) {
            hydrogens |= atoms.hydrogen[i];
            counted += atoms.water[i] ? 0 : 1;
        }
        FusedAtoms fused = new FusedAtoms(atoms);
        Contacts contacts = new Contacts(atoms, fused);
        return new Result(
                counted,
                hydrogens,
                contacts.clashes(),
                fused.pairs().stream().map(contacts::fused).toList());
    }

    private List<Clash> clashes() {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            int atom = i;
            cells.near(atoms.x[i], atoms.y[i], atoms.z[i], j -> {
                if (j > atom
                        && overlap(atom, j) >= CLASH
                        && !(atoms.water[atom] && atoms.water[j])
                        && !isHydrogenBond(atom, j)
                        && atoms.occupancy[atom] + atoms.occupancy[j] > 1
                        && !bonds.near(atom, j)) {
                    pairs.add(new int[] {atom, j});
                }
            });
        }
        return pairs.stream()
                .filter(pair -> touches(pair[0], pair[1]) || touches(pair[1], pair[0]))
                .map(pair -> clash(pair[0], pair[1]))
                .sorted(Comparator.comparingDouble(Clash::overlap).reversed())
                .toList();
    }

    private boolean isHydrogenBond(int i, int j) {
        boolean water = (atoms.water[i] || atoms.water[j]) && atoms.acceptor[i] && atoms.acceptor[j];
        return atoms.mayBond(i, j) || water && overlap(i, j) < WATER_BOND;
    }

    /** By how much two spheres overlap, Å. */
    private double overlap(int i, int j) {
        double reach = atoms.radius[i] + atoms.radius[j];
        double dx = atoms.x[i] - atoms.x[j];
        double dy = atoms.y[i] - atoms.y[j];
        double dz = atoms.z[i] - atoms.z[j];
        double squared = dx * dx + dy * dy + dz * dz;
        return squared > reach * reach ? 0 : reach - Math.sqrt(squared);
    }

    /**
     * Whether a dot on one atom tells of a clash with another; the first dot tried is the deepest, on the line to the
     * other's centre.
     */
    private boolean touches(int source, int target) {
        if (atoms.water[source]) {
            return false;
        }
        otherCount = 0;
        cells.near(atoms.x[source], atoms.y[source], atoms.z[source], other -> {
            if (other != source && other != target && overlap(source, other) > 0) {
                if (otherCount == others.length) {
                    others = Arrays.copyOf(others, 2 * otherCount);
                }
                others[otherCount++] = other;
            }
        });
        double scale = atoms.radius[source] / atoms.distance(source, target);
        if (overlap(source, target) >= CLASH + BESIDE_DEEPEST
                && tellsOfClash(
                        source,
                        target,
                        (atoms.x[target] - atoms.x[source]) * scale,
                        (atoms.y[target] - atoms.y[source]) * scale,
                        (atoms.z[target] - atoms.z[source]) * scale)) {
            return true;
        }
        DotSphere dots = DotSphere.of(atoms.radius[source]);
        for (int dot = 0; dot < dots.size(); dot++) {
            if (tellsOfClash(source, target, dots.x()[dot], dots.y()[dot], dots.z()[dot])) {
                return true;
            }
        }
        return false;
    }

    private boolean tellsOfClash(int source, int target, double dx, double dy, double dz) {
        double x = atoms.x[source] + dx;
        double y = atoms.y[source] + dy;
        double z = atoms.z[source] + dz;
        double depth = depth(target, x, y, z);
        return depth >= CLASH && isFree(source, depth, x, y, z);
    }

    private boolean isFree(int source, double depth, double x, double y, double z) {
        for (int i = 0; i < otherCount; i++) {
            double inside = depth(others[i], x, y, z);
            if (inside > 0 && (inside > depth || bonds.near(source, others[i]))) {
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

    private Fused fused(int[] pair) {
        Atom first = atoms.atoms.get(pair[0]);
        Atom second = atoms.atoms.get(pair[1]);
        return new Fused(
                ResidueId.of(first.getGroup()),
                first.getName(),
                ResidueId.of(second.getGroup()),
                second.getName(),
                atoms.distance(pair[0], pair[1]));
    }

    private Clash clash(int i, int j) {
        Atom first = atoms.atoms.get(i);
        Atom second = atoms.atoms.get(j);
        return new Clash(
                ResidueId.of(first.getGroup()),
                first.getName(),
                ResidueId.of(second.getGroup()),
                second.getName(),
                overlap(i, j));
    }
}
