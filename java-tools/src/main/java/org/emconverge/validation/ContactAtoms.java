package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Conformers;
import org.emconverge.structure.Elements;

/**
 * The atoms of a structure's first model as arrays, with their bonds and the parts they play in contacts; of alternate
 * conformers the best occupied one, and no atom with a tenth of the highest occupancy or less, as in MolProbity.
 */
final class ContactAtoms {
    private static final double LEAST_OCCUPANCY = 0.1;
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
        ContactBonds bonds = collect(structure);
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
        bonds.addIons(this);
        bonds.addLinks(this, openN);
        bonded = bonds.neighbours();
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

    private ContactBonds collect(Structure structure) {
        ContactBonds bonds = new ContactBonds(atoms);
        List<Integer> sulphurs = new ArrayList<>();
        float least = (float) (LEAST_OCCUPANCY * highestOccupancy(structure));
        for (Chain chain : structure.getChains(0)) {
            Group previous = null;
            for (Group group : chain.getAtomGroups()) {
                int first = atoms.size();
                String parent = AminoAcids.parent(group.getPDBName());
                String name = parent == null ? group.getPDBName() : parent;
                List<Atom> conformer = Conformers.best(group);
                for (Atom atom : conformer) {
                    float share = bearer(atom, conformer).getOccupancy();
                    if (share > least || least == 0) {
                        index.put(atom, atoms.size());
                        shares.add((double) share);
                        if (atom.getName().equals("SG")) {
                            sulphurs.add(atoms.size());
                        }
                        atoms.add(atom);
                        residueNames.add(name);
                    }
                }
                bonds.addWithin(group, first);
                if (previous != null && ContactBonds.areJoined(previous, group)) {
                    bonds.add(index(previous.getAtom("C")), index(group.getAtom("N")));
                } else if (AminoAcids.isStandard(name)) {
                    openN.add(index(group.getAtom("N")));
                }
                previous = group;
            }
        }
        bonds.addDisulphides(sulphurs);
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
                || AromaticAtoms.accepts(residueName(i), atoms.get(i).getName());
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
