package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.CellList;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Conformers;
import org.emconverge.structure.Elements;
import org.emconverge.structure.Peptide;

/**
 * The atoms of a structure's first model as arrays, with their bonds and the parts they play in contacts; of alternate
 * conformers the best occupied one, and no atom with less than a hundredth of the highest occupancy.
 */
final class ContactAtoms {
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
    private static final double LEAST_OCCUPANCY = 0.01;
    private static final Set<String> WATERS = Set.of("HOH", "WAT", "DOD", "H2O", "TIP", "SOL");

    final List<Atom> atoms = new ArrayList<>();
    final double[] x;
    final double[] y;
    final double[] z;
    final double[] radius;
    final boolean[] hydrogen;
    final boolean[] water;
    /** Hydrogens on N, O or S. */
    final boolean[] donor;

    final boolean[] acceptor;
    /** Donor hydrogens and acceptors of charged groups. */
    final boolean[] charged;

    final int[][] bonded;
    /** As shares of the highest occupancy in the model. */
    final double[] occupancy;

    private final List<String> residueNames = new ArrayList<>();
    /** Occupancies as the file gives them, or as those of the heavy atoms the hydrogens are on. */
    private final List<Double> shares = new ArrayList<>();
    /**
     * Numbers of the N that the residue before, in the order of the file, is not joined to; -1 for one that was left
     * out.
     */
    private final Set<Integer> openN = new HashSet<>();

    private final IdentityHashMap<Atom, Integer> index = new IdentityHashMap<>();

    ContactAtoms(Structure structure) {
        List<int[]> bonds = collect(structure);
        int n = atoms.size();
        x = atoms.stream().mapToDouble(Atom::getX).toArray();
        y = atoms.stream().mapToDouble(Atom::getY).toArray();
        z = atoms.stream().mapToDouble(Atom::getZ).toArray();
        double highest = highestOccupancy(structure);
        occupancy = shares.stream()
                .mapToDouble(share -> highest > 0 ? share / highest : 1)
                .toArray();
        hydrogen = new boolean[n];
        water = new boolean[n];
        for (int i = 0; i < n; i++) {
            hydrogen[i] = Elements.isHydrogen(atoms.get(i));
            water[i] = WATERS.contains(residueNames.get(i));
        }
        radius = new double[n];
        addIonBonds(bonds);
        addLinks(bonds);
        bonded = neighbours(n, bonds);
        donor = new boolean[n];
        acceptor = new boolean[n];
        charged = new boolean[n];
        for (int i = 0; i < n; i++) {
            donor[i] = hydrogen[i] && bonded[i].length > 0 && isPolar(bonded[i][0]);
            acceptor[i] = isAcceptor(i);
            charged[i] = isCharged(donor[i] ? bonded[i][0] : i);
        }
        for (int i = 0; i < n; i++) {
            radius[i] = ContactRadii.radius(this, i);
        }
    }

    int size() {
        return atoms.size();
    }

    /** Number of an atom of the structure; -1 for one that was left out. */
    int index(Atom atom) {
        return index.getOrDefault(atom, -1);
    }

    double distance(int i, int j) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double dz = z[i] - z[j];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    String residueName(int i) {
        return residueNames.get(i);
    }

    boolean isElement(int i, Element element) {
        return atoms.get(i).getElement() == element;
    }

    /** Whether two atoms may form a hydrogen bond. */
    boolean mayBond(int i, int j) {
        return donor[i] && acceptor[j] || donor[j] && acceptor[i];
    }

    private List<int[]> collect(Structure structure) {
        List<int[]> bonds = new ArrayList<>();
        List<Integer> sulphurs = new ArrayList<>();
        double least = LEAST_OCCUPANCY * highestOccupancy(structure);
        for (Chain chain : structure.getChains(0)) {
            Group previous = null;
            for (Group group : chain.getAtomGroups()) {
                int first = atoms.size();
                String parent = AminoAcids.parent(group.getPDBName());
                String name = parent == null ? group.getPDBName() : parent;
                List<Atom> conformer = Conformers.best(group);
                for (Atom atom : conformer) {
                    double share = bearer(atom, conformer).getOccupancy();
                    if (share >= least) {
                        index.put(atom, atoms.size());
                        shares.add(share);
                        if (atom.getName().equals("SG")) {
                            sulphurs.add(atoms.size());
                        }
                        atoms.add(atom);
                        residueNames.add(name);
                    }
                }
                addBonds(group, first, bonds);
                if (previous != null && areJoined(previous, group)) {
                    addBond(index(previous.getAtom("C")), index(group.getAtom("N")), bonds);
                } else if (AminoAcids.isStandard(name)) {
                    openN.add(index(group.getAtom("N")));
                }
                previous = group;
            }
        }
        for (int i = 0; i < sulphurs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (squared(sulphurs.get(i), sulphurs.get(j)) < DISULPHIDE * DISULPHIDE) {
                    addBond(sulphurs.get(j), sulphurs.get(i), bonds);
                }
            }
        }
        return bonds;
    }

    /**
     * Whose occupancy an atom has: some engines write hydrogens with occupancy 0, which are there if the heavy atom
     * next to them is.
     */
    private static Atom bearer(Atom atom, List<Atom> residue) {
        return atom.getOccupancy() > 0 || !Elements.isHydrogen(atom)
                ? atom
                : residue.stream()
                        .filter(other -> !Elements.isHydrogen(other))
                        .min(Comparator.comparingDouble(other -> Calc.getDistanceFast(atom, other)))
                        .orElse(atom);
    }

    private static double highestOccupancy(Structure structure) {
        double highest = 0;
        for (Chain chain : structure.getChains(0)) {
            for (Group group : chain.getAtomGroups()) {
                for (Atom atom : group.getAtoms()) {
                    highest = Math.max(highest, atom.getOccupancy());
                }
            }
        }
        return highest;
    }

    private static void addBond(int i, int j, List<int[]> bonds) {
        if (i >= 0 && j >= 0) {
            bonds.add(new int[] {i, j});
        }
    }

    /**
     * Bonds within the last residue added: of heavy atoms by name where it is known, else by distance; of a hydrogen
     * likewise.
     */
    private void addBonds(Group group, int first, List<int[]> bonds) {
        List<String[]> known = ResidueBonds.of(group.getPDBName());
        Map<String, Integer> byName = new HashMap<>();
        for (int i = first; i < atoms.size(); i++) {
            byName.put(atoms.get(i).getName(), i);
        }
        if (known != null) {
            known.forEach(bond -> addBond(byName.getOrDefault(bond[0], -1), byName.getOrDefault(bond[1], -1), bonds));
        }
        for (int i = first; i < atoms.size(); i++) {
            if (Elements.isHydrogen(atoms.get(i))) {
                int parent = byName.getOrDefault(
                        HydrogenGroup.parent(group.getPDBName(), atoms.get(i).getName()), -1);
                addBond(
                        parent >= 0 && squared(parent, i) < HYDROGEN_BOND * HYDROGEN_BOND
                                ? parent
                                : nearestHeavyAtom(i, first),
                        i,
                        bonds);
                continue;
            }
            for (int j = first; j < i; j++) {
                if (ResidueBonds.isKnown(group.getPDBName(), name(i))
                        && ResidueBonds.isKnown(group.getPDBName(), name(j))) {
                    continue;
                }
                if (!Elements.isHydrogen(atoms.get(j)) && areBonded(i, j)) {
                    addBond(j, i, bonds);
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
    private static boolean areJoined(Group residue, Group next) {
        double distance = Peptide.distance(residue, next);
        boolean consecutive = residue.getResidueNumber().getSeqNum() + 1
                == next.getResidueNumber().getSeqNum();
        return distance <= (consecutive ? STRETCHED_PEPTIDE : Peptide.LONGEST_BOND);
    }

    private void addIonBonds(List<int[]> bonds) {
        for (int i = 0; i < atoms.size(); i++) {
            if (!atoms.get(i).getElement().isMetal()) {
                continue;
            }
            for (int j = 0; j < atoms.size(); j++) {
                double touching = ContactRadii.heavy(atoms.get(i).getElement())
                        + ContactRadii.heavy(atoms.get(j).getElement());
                double distance = distance(i, j);
                if (j != i && !hydrogen[j] && distance > touching - ION_NEARER && distance < touching + ION_FARTHER) {
                    addBond(i, j, bonds);
                }
            }
        }
    }

    /**
     * Bonds of nucleic acids, sugars and ligands to other residues, a backbone's O3'-P, a glycan's C1-N, and peptide
     * bonds that the order of the file does not tell of: a ring's, or beside a stray end-of-chain record.
     */
    private void addLinks(List<int[]> bonds) {
        CellList cells = null;
        for (int i = 0; i < size(); i++) {
            boolean first = openN.contains(i);
            if (!first && AminoAcids.isStandard(residueName(i))
                    || water[i]
                    || hydrogen[i]
                    || atoms.get(i).getElement().isMetal()) {
                continue;
            }
            cells = cells == null ? new CellList(x, y, z, 2 * BOND_SHARE[2]) : cells;
            int atom = i;
            cells.near(x[i], y[i], z[i], j -> {
                boolean once = first ? name(j).equals("C") : j < atom || AminoAcids.isStandard(residueName(j));
                if (once
                        && !hydrogen[j]
                        && !water[j]
                        && areBonded(atom, j)
                        && atoms.get(atom).getGroup() != atoms.get(j).getGroup()) {
                    addBond(atom, j, bonds);
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

    private static int[][] neighbours(int n, List<int[]> bonds) {
        int[][] neighbours = new int[n][0];
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

    private boolean isPolar(int i) {
        return isElement(i, Element.N) || isElement(i, Element.O) || isElement(i, Element.S);
    }

    /**
     * Oxygen, sulphur, a nitrogen without hydrogen of histidine's ring or of a ligand or nucleic acid, and aromatic
     * rings.
     */
    private boolean isAcceptor(int i) {
        boolean mayBeBare = residueName(i).equals("HIS")
                ? !atoms.get(i).getName().equals("N")
                : !AminoAcids.isStandard(residueName(i));
        boolean bareNitrogen =
                isElement(i, Element.N) && mayBeBare && Arrays.stream(bonded[i]).noneMatch(j -> hydrogen[j]);
        return isElement(i, Element.O)
                || isElement(i, Element.S)
                || bareNitrogen
                || AromaticAtoms.accepts(residueName(i), name(i));
    }

    private boolean isCharged(int i) {
        String name = atoms.get(i).getName();
        boolean amino = name.equals("N")
                && Arrays.stream(bonded[i]).filter(j -> hydrogen[j]).count() >= 3;
        return amino
                || name.equals("OXT")
                || switch (residueName(i)) {
                    case "ASP" -> name.startsWith("OD");
                    case "GLU" -> name.startsWith("OE");
                    case "LYS" -> name.equals("NZ");
                    case "ARG" -> name.equals("NE") || name.startsWith("NH");
                    default -> false;
                };
    }
}
