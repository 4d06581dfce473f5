package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.Elements;
import org.emconverge.structure.Peptide;

/** The atoms of a structure's first model as arrays, with their bonds and the parts they play in contacts. */
final class ContactAtoms {
    /** Longest bond of a hydrogen, of two heavy atoms, and of two of which one is sulphur, Å; sought within residues only. */
    private static final double HYDROGEN_BOND = 1.4;
    private static final double HEAVY_BOND = 1.95;
    private static final double SULPHUR_BOND = 2.3;
    private static final double DISULPHIDE = 2.5;

    final List<Atom> atoms = new ArrayList<>();
    final double[] x;
    final double[] y;
    final double[] z;
    final double[] radius;
    final boolean[] hydrogen;
    /** Hydrogens on N, O or S. */
    final boolean[] donor;
    final boolean[] acceptor;
    /** Donor hydrogens and acceptors of charged groups. */
    final boolean[] charged;
    final int[][] bonded;

    ContactAtoms(Structure structure) {
        List<int[]> bonds = collect(structure);
        int n = atoms.size();
        x = atoms.stream().mapToDouble(Atom::getX).toArray();
        y = atoms.stream().mapToDouble(Atom::getY).toArray();
        z = atoms.stream().mapToDouble(Atom::getZ).toArray();
        hydrogen = new boolean[n];
        for (int i = 0; i < n; i++) {
            hydrogen[i] = Elements.isHydrogen(atoms.get(i));
        }
        bonded = neighbours(n, bonds);
        radius = new double[n];
        donor = new boolean[n];
        acceptor = new boolean[n];
        charged = new boolean[n];
        ContactRadii radii = ContactRadii.of(this);
        for (int i = 0; i < n; i++) {
            donor[i] = hydrogen[i] && bonded[i].length > 0 && isPolar(bonded[i][0]);
            acceptor[i] = isAcceptor(i);
            charged[i] = isCharged(donor[i] ? bonded[i][0] : i);
        }
        for (int i = 0; i < n; i++) {
            radius[i] = radii.radius(this, i);
        }
    }

    double distance(int i, int j) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double dz = z[i] - z[j];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    String residueName(int i) {
        return atoms.get(i).getGroup().getPDBName();
    }

    boolean isElement(int i, Element element) {
        return atoms.get(i).getElement() == element;
    }

    /** Phe, Tyr and the six-membered ring of Trp: π systems that accept hydrogen bonds, as in Probe. */
    boolean isAromaticCarbon(int i) {
        String name = atoms.get(i).getName();
        return isElement(i, Element.C) && switch (residueName(i)) {
            case "PHE", "TYR" -> name.matches("CG|C[DE][12]|CZ");
            case "TRP" -> name.matches("CD2|CE[23]|CZ[23]|CH2");
            default -> false;
        };
    }

    private List<int[]> collect(Structure structure) {
        List<int[]> bonds = new ArrayList<>();
        List<Integer> sulphurs = new ArrayList<>();
        Map<Atom, Integer> index = new IdentityHashMap<>();
        for (Chain chain : structure.getChains(0)) {
            Group previous = null;
            for (Group group : chain.getAtomGroups()) {
                int first = atoms.size();
                for (Atom atom : group.getAtoms()) {
                    index.put(atom, atoms.size());
                    if (atom.getName().equals("SG")) {
                        sulphurs.add(atoms.size());
                    }
                    atoms.add(atom);
                }
                addBonds(first, bonds);
                if (previous != null && Peptide.bonded(previous, group)) {
                    bonds.add(new int[] {index.get(previous.getAtom("C")), index.get(group.getAtom("N"))});
                }
                previous = group;
            }
        }
        for (int i = 0; i < sulphurs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (squared(sulphurs.get(i), sulphurs.get(j)) < DISULPHIDE * DISULPHIDE) {
                    bonds.add(new int[] {sulphurs.get(j), sulphurs.get(i)});
                }
            }
        }
        return bonds;
    }

    /** Bonds within the last residue added; a hydrogen has one, to the nearest heavy atom. */
    private void addBonds(int first, List<int[]> bonds) {
        for (int i = first; i < atoms.size(); i++) {
            if (Elements.isHydrogen(atoms.get(i))) {
                int nearest = -1;
                double least = HYDROGEN_BOND * HYDROGEN_BOND;
                for (int j = first; j < atoms.size(); j++) {
                    if (!Elements.isHydrogen(atoms.get(j)) && squared(i, j) < least) {
                        nearest = j;
                        least = squared(i, j);
                    }
                }
                if (nearest >= 0) {
                    bonds.add(new int[] {nearest, i});
                }
                continue;
            }
            for (int j = first; j < i; j++) {
                double longest = isElement(i, Element.S) || isElement(j, Element.S) ? SULPHUR_BOND : HEAVY_BOND;
                if (!Elements.isHydrogen(atoms.get(j)) && squared(i, j) < longest * longest) {
                    bonds.add(new int[] {j, i});
                }
            }
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

    /** Oxygen, sulphur, the nitrogen of histidine that has no hydrogen, and aromatic rings. */
    private boolean isAcceptor(int i) {
        boolean bareRingNitrogen = isElement(i, Element.N) && residueName(i).equals("HIS") && !atoms.get(i).getName().equals("N")
                && Arrays.stream(bonded[i]).noneMatch(j -> hydrogen[j]);
        return isElement(i, Element.O) || isElement(i, Element.S) || bareRingNitrogen || isAromaticCarbon(i);
    }

    private boolean isCharged(int i) {
        String name = atoms.get(i).getName();
        boolean amino = name.equals("N") && Arrays.stream(bonded[i]).filter(j -> hydrogen[j]).count() >= 3;
        return amino || name.equals("OXT") || switch (residueName(i)) {
            case "ASP" -> name.startsWith("OD");
            case "GLU" -> name.startsWith("OE");
            case "LYS" -> name.equals("NZ");
            case "ARG" -> name.equals("NE") || name.startsWith("NH");
            default -> false;
        };
    }
}
