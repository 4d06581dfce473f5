package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.emconverge.CellList;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Elements;
import org.emconverge.structure.Peptide;

/** Finds which atoms are bonded to each other: by name where the residue is known, by distance elsewhere. */
final class ContactBonds {
    /** Longest bond of a hydrogen, Å. */
    private static final double HYDROGEN_BOND = 1.4;
    /**
     * What an atom of the second, third or a later period makes of the longest bond of two heavy atoms, Å; where names
     * do not tell.
     */
    private static final double[] BOND_SHARE = {0.975, 1.15, 1.3};

    private static final double DISULPHIDE = 2.5;
    private static final double STRETCHED_PEPTIDE = 3.0;
    /**
     * How far an atom may be from touching a metal ion to count as bonded to it, Å, as in Probe: nearer and farther.
     */
    private static final double ION_NEARER = 0.6;

    private static final double ION_FARTHER = 0.2;

    private final List<Atom> atoms;
    private final List<int[]> bonds = new ArrayList<>();

    /** @param atoms in the order of their numbers; may grow while bonds are added */
    ContactBonds(List<Atom> atoms) {
        this.atoms = atoms;
    }

    /** Bonds between those of some sulphur atoms that are near enough. */
    void addDisulphides(List<Integer> sulphurs) {
        for (int i = 0; i < sulphurs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (squared(sulphurs.get(i), sulphurs.get(j)) < DISULPHIDE * DISULPHIDE) {
                    add(sulphurs.get(j), sulphurs.get(i));
                }
            }
        }
    }

    /** Adds a bond of two atoms; none where the number of one is -1. */
    void add(int i, int j) {
        if (i >= 0 && j >= 0) {
            bonds.add(new int[] {i, j});
        }
    }

    /**
     * Bonds within the last residue added: of heavy atoms by name where it is known, else by distance; of a hydrogen
     * likewise.
     */
    void addWithin(Group group, int first) {
        List<String[]> known = ResidueBonds.of(group.getPDBName());
        Map<String, Integer> byName = new HashMap<>();
        for (int i = first; i < atoms.size(); i++) {
            byName.put(atoms.get(i).getName(), i);
        }
        if (known != null) {
            known.forEach(bond -> add(byName.getOrDefault(bond[0], -1), byName.getOrDefault(bond[1], -1)));
        }
        for (int i = first; i < atoms.size(); i++) {
            if (Elements.isHydrogen(atoms.get(i))) {
                int parent = byName.getOrDefault(
                        HydrogenGroup.parent(group.getPDBName(), atoms.get(i).getName()), -1);
                add(
                        parent >= 0 && squared(parent, i) < HYDROGEN_BOND * HYDROGEN_BOND
                                ? parent
                                : nearestHeavyAtom(i, first),
                        i);
                continue;
            }
            for (int j = first; j < i; j++) {
                if (ResidueBonds.isKnown(group.getPDBName(), name(i))
                        && ResidueBonds.isKnown(group.getPDBName(), name(j))) {
                    continue;
                }
                if (!Elements.isHydrogen(atoms.get(j)) && areBonded(i, j)) {
                    add(j, i);
                }
            }
        }
    }

    private boolean areBonded(int i, int j) {
        double longest = bondShare(i) + bondShare(j);
        return squared(i, j) < longest * longest;
    }

    private double bondShare(int i) {
        return BOND_SHARE[Math.min(Math.max(atoms.get(i).getElement().getPeriod(), 2), 4) - 2];
    }

    private String name(int i) {
        return atoms.get(i).getName();
    }

    private int nearestHeavyAtom(int hydrogen, int first) {
        int nearest = -1;
        double least = HYDROGEN_BOND * HYDROGEN_BOND;
        for (int j = first; j < atoms.size(); j++) {
            if (!Elements.isHydrogen(atoms.get(j)) && squared(hydrogen, j) < least) {
                nearest = j;
                least = squared(hydrogen, j);
            }
        }
        return nearest;
    }

    /** Whether a peptide bond joins two residues, a badly stretched one included if their numbers follow each other. */
    static boolean areJoined(Group residue, Group next) {
        double distance = Peptide.distance(residue, next);
        boolean consecutive = residue.getResidueNumber().getSeqNum() + 1
                == next.getResidueNumber().getSeqNum();
        return distance <= (consecutive ? STRETCHED_PEPTIDE : Peptide.LONGEST_BOND);
    }

    /** Bonds of metal ions to what they touch. */
    void addIons(ContactAtoms all) {
        for (int i = 0; i < atoms.size(); i++) {
            if (!atoms.get(i).getElement().isMetal()) {
                continue;
            }
            for (int j = 0; j < atoms.size(); j++) {
                double touching = ContactRadii.heavy(atoms.get(i).getElement())
                        + ContactRadii.heavy(atoms.get(j).getElement());
                double distance = all.distance(i, j);
                if (j != i
                        && !all.hydrogen[j]
                        && distance > touching - ION_NEARER
                        && distance < touching + ION_FARTHER) {
                    add(i, j);
                }
            }
        }
    }

    /**
     * Bonds of nucleic acids, sugars and ligands to other residues, a backbone's O3'-P, a glycan's C1-N, and peptide
     * bonds that the order of the file does not tell of: a ring's, or beside a stray end-of-chain record.
     */
    void addLinks(ContactAtoms all, Set<Integer> openN) {
        CellList cells = null;
        for (int i = 0; i < all.size(); i++) {
            boolean first = openN.contains(i);
            if (!first && AminoAcids.isStandard(all.residueName(i))
                    || all.water[i]
                    || all.hydrogen[i]
                    || atoms.get(i).getElement().isMetal()) {
                continue;
            }
            cells = cells == null ? new CellList(all.x, all.y, all.z, 2 * BOND_SHARE[2]) : cells;
            int atom = i;
            cells.near(all.x[i], all.y[i], all.z[i], j -> {
                boolean once = first ? name(j).equals("C") : j < atom || AminoAcids.isStandard(all.residueName(j));
                if (once
                        && !all.hydrogen[j]
                        && !all.water[j]
                        && areBonded(atom, j)
                        && atoms.get(atom).getGroup() != atoms.get(j).getGroup()) {
                    add(atom, j);
                }
            });
        }
    }

    private double squared(int i, int j) {
        Atom a = atoms.get(i);
        Atom b = atoms.get(j);
        double dx = a.getX() - b.getX();
        double dy = a.getY() - b.getY();
        double dz = a.getZ() - b.getZ();
        return dx * dx + dy * dy + dz * dz;
    }

    /** By atom, the numbers of those it is bonded to, in the order in which the bonds were added. */
    int[][] neighbours() {
        int[][] neighbours = new int[atoms.size()][0];
        for (int[] bond : bonds) {
            for (int end = 0; end < 2; end++) {
                int[] old = neighbours[bond[end]];
                int[] longer = Arrays.copyOf(old, old.length + 1);
                longer[old.length] = bond[1 - end];
                neighbours[bond[end]] = longer;
            }
        }
        return neighbours;
    }
}
