package org.emconverge.validation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.CellList;
import org.emconverge.structure.BondGraph;
import org.emconverge.structure.Elements;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Plane;

/**
 * The bonds of what is no protein to other residues, told by their distance: glycosidic and phosphodiester bonds,
 * sugars and ligands on side chains. Of those that the monomer library describes, lengths and angles are judged as
 * those of peptides are. Metals are left aside, since what they touch is no bond of a known length.
 *
 * @param bonds in the order of the file
 * @param links of each bond what the library says, or null
 */
record CovalentLinks(List<Bond> bonds, List<Match> links) {
    private static final Ideals NONE = new Ideals(List.of(), List.of(), List.of(), List.of());

    /**
     * A bond between two residues.
     *
     * @param residue the one that is told to be linked, no protein: the sugar whose anomeric carbon it is, the
     *     nucleotide whose phosphorus, else the ligand
     * @param other the one that it hangs on, or follows
     */
    record Bond(Group residue, Atom atom, Group other, Atom otherAtom) {
        private Bond reversed() {
            return new Bond(other, otherAtom, residue, atom);
        }
    }

    /** @param reversed whether the link's first residue is the bond's residue, not the other one */
    record Match(ResidueLink link, boolean reversed) {
        private ResidueLink.Side side(boolean ofResidue) {
            return ofResidue == reversed ? link.first() : link.second();
        }
    }

    /** Those of a structure's first model, of alternate conformers the first. */
    static CovalentLinks of(Structure structure, MonomerLibrary library) {
        List<Bond> bonds = bonds(structure);
        List<Match> links = new ArrayList<>();
        bonds.forEach(bond -> links.add(match(bond, library).orElse(null)));
        return new CovalentLinks(bonds, links);
    }

    private static List<Bond> bonds(Structure structure) {
        List<Atom> atoms = new ArrayList<>();
        IdentityHashMap<Group, ResidueKind> kinds = new IdentityHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                ResidueKind kind = ResidueKind.of(group);
                kinds.put(group, kind);
                if (kind != ResidueKind.WATER && kind != ResidueKind.ION) {
                    group.getAtoms().stream()
                            .filter(atom -> !Elements.isHydrogen(atom)
                                    && !atom.getElement().isMetal())
                            .forEach(atoms::add);
                }
            }
        }
        List<Bond> bonds = new ArrayList<>();
        CellList cells = new CellList(
                atoms.stream().mapToDouble(Atom::getX).toArray(),
                atoms.stream().mapToDouble(Atom::getY).toArray(),
                atoms.stream().mapToDouble(Atom::getZ).toArray(),
                Peptide.LONGEST_BOND);
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            if (kinds.get(atom.getGroup()) != ResidueKind.PROTEIN) {
                int number = i;
                cells.near(atom.getX(), atom.getY(), atom.getZ(), j -> {
                    Atom other = atoms.get(j);
                    boolean once = j < number || kinds.get(other.getGroup()) == ResidueKind.PROTEIN;
                    if (once
                            && other.getGroup() != atom.getGroup()
                            && atom.getCoordsAsPoint3d().distance(other.getCoordsAsPoint3d()) <= Peptide.LONGEST_BOND) {
                        bonds.add(directed(new Bond(atom.getGroup(), atom, other.getGroup(), other), kinds));
                    }
                });
            }
        }
        return bonds;
    }

    /** Or its reverse, so that its residue is the one that is linked. */
    private static Bond directed(Bond bond, IdentityHashMap<Group, ResidueKind> kinds) {
        if (kinds.get(bond.other) == ResidueKind.PROTEIN || isLinked(bond.residue, bond.atom, kinds)) {
            return bond;
        }
        return isLinked(bond.other, bond.otherAtom, kinds) ? bond.reversed() : bond;
    }

    private static boolean isLinked(Group residue, Atom by, IdentityHashMap<Group, ResidueKind> kinds) {
        return kinds.get(residue) == ResidueKind.GLYCAN
                ? BondGraph.of(residue)
                        .sugarRing()
                        .filter(ring -> ring.get(1).equals(by.getName()))
                        .isPresent()
                : kinds.get(residue) == ResidueKind.NUCLEIC && by.getName().equals("P");
    }

    /** What the library says of a bond: of links about the same atoms that whose hands the residues have. */
    private static Optional<Match> match(Bond bond, MonomerLibrary library) {
        List<Match> matches = new ArrayList<>();
        for (ResidueLink link : library.residueLinks()) {
            if (link.matches(bond.other, bond.otherAtom, bond.residue, bond.atom)) {
                matches.add(new Match(link, false));
            } else if (link.matches(bond.residue, bond.atom, bond.other, bond.otherAtom)) {
                matches.add(new Match(link, true));
            }
        }
        return matches.stream()
                .filter(match -> match.reversed
                        ? match.link.hasHands(bond.residue, bond.other)
                        : match.link.hasHands(bond.other, bond.residue))
                .findFirst()
                .or(() -> matches.stream().findFirst());
    }

    /** Bonds of which the library knows nothing, which are not judged. */
    int unknown() {
        return (int) links.stream().filter(link -> link == null).count();
    }

    /** The ideals of a residue that is no protein, as its links change them. */
    Ideals changed(Group residue, Ideals free) {
        Ideals changed = free;
        for (int i = 0; i < bonds.size(); i++) {
            if (links.get(i) != null && bonds.get(i).residue == residue) {
                changed = changed.changedBy(links.get(i).side(true).changes());
            }
            if (links.get(i) != null && bonds.get(i).other == residue) {
                changed = changed.changedBy(links.get(i).side(false).changes());
            }
        }
        return changed;
    }

    /** What the bonds that the library knows are held to; the residue before is the other one. */
    List<Restraints> restraints() {
        List<Restraints> all = new ArrayList<>();
        for (int i = 0; i < bonds.size(); i++) {
            if (links.get(i) != null) {
                Bond bond = bonds.get(i);
                Ideals ideals = links.get(i).link.ideals();
                all.add(new Restraints(
                        new ProteinResidue(ResidueId.of(bond.residue), bond.residue, bond.other, null),
                        NONE,
                        links.get(i).reversed ? exchanged(ideals) : ideals,
                        null,
                        null,
                        null));
            }
        }
        return all;
    }

    /** With the second residue for the first. */
    private static Ideals exchanged(Ideals ideals) {
        return new Ideals(
                exchanged(ideals.bonds()),
                exchanged(ideals.angles()),
                List.of(),
                ideals.planes().stream()
                        .map(plane -> new Plane(exchangedKeys(plane.atoms()), plane.sigma()))
                        .toList());
    }

    private static List<Ideal> exchanged(List<Ideal> ideals) {
        return ideals.stream()
                .map(ideal -> new Ideal(exchangedKeys(ideal.atoms()), ideal.value(), ideal.sigma()))
                .toList();
    }

    private static List<AtomKey> exchangedKeys(List<AtomKey> keys) {
        return keys.stream()
                .map(key -> new AtomKey(3 - key.residue(), key.name()))
                .toList();
    }
}
