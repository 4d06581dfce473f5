package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.Elements;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;
import org.emconverge.validation.BackboneIdeals.Quantity;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.MonomerLibrary.Link;

/**
 * What a residue is held to: the ideals of {@link MonomerLibrary}, with those of the conformation-dependent library in
 * their place where it has any.
 *
 * @param own ideals among the residue's own atoms
 * @param link ideals between the residue before (1) and this one (2); null at a chain's beginning or after a break
 * @param backbone conformation-dependent ideals of this residue, or null
 * @param backboneBefore those of the residue before, or null
 * @param alternate which alternate conformer this is about, or null for the first, which has the shared atoms too
 */
record Restraints(
        ProteinResidue residue,
        Ideals own,
        Ideals link,
        BackboneIdeals backbone,
        BackboneIdeals backboneBefore,
        Alternate alternate) {
    /**
     * An alternate conformer after the first.
     *
     * @param residue whether the residue itself is there in it
     * @param before whether the residue before is
     */
    record Alternate(char label, boolean residue, boolean before) {
        private boolean has(Atom atom, boolean ofResidueBefore) {
            return (ofResidueBefore ? before : residue) && atom.getAltLoc() != null && atom.getAltLoc() == label;
        }
    }

    /** |ω| below this is a cis peptide, degrees. */
    private static final double CIS = 90;

    /**
     * Of every amino acid that the library knows, in the order of the file; then of what its further alternate
     * conformers change; then of what is no protein, and of its bonds to other residues.
     *
     * @param links those of the same structure
     */
    static List<Restraints> of(Structure structure, MonomerLibrary library, CovalentLinks links) {
        List<ProteinResidue> residues = ProteinResidue.of(structure);
        List<Restraints> all = new ArrayList<>(of(residues, library));
        Set<Group> first = Collections.newSetFromMap(new IdentityHashMap<>());
        residues.forEach(residue -> first.add(residue.group()));
        for (char label : ProteinResidue.conformers(structure)) {
            of(ProteinResidue.of(structure, label), library).stream()
                    .map(restraints -> restraints.with(label, first))
                    .filter(restraints -> restraints.alternate.residue || restraints.alternate.before)
                    .forEach(all::add);
        }
        others(structure).stream()
                .flatMap(residue -> library.residue(residue.name(), null, null).stream()
                        .map(ideals -> new Restraints(
                                residue, links.changed(residue.group(), ideals), null, null, null, null)))
                .forEach(all::add);
        all.addAll(links.restraints());
        return all;
    }

    /** What is neither protein nor water nor one atom, in the order of the file. */
    static List<ProteinResidue> others(Structure structure) {
        return structure.getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .filter(group -> switch (ResidueKind.of(group)) {
                    case NUCLEIC, GLYCAN, LIGAND -> true;
                    case PROTEIN, ION, WATER -> false;
                })
                .map(group -> new ProteinResidue(ResidueId.of(group), group, null, null))
                .toList();
    }

    private Restraints with(char label, Set<Group> first) {
        Group before = residue.previous();
        return new Restraints(
                residue,
                own,
                link,
                backbone,
                backboneBefore,
                new Alternate(label, !first.contains(residue.group()), before != null && !first.contains(before)));
    }

    private static List<Restraints> of(List<ProteinResidue> residues, MonomerLibrary library) {
        List<Restraints> all = new ArrayList<>();
        BackboneIdeals before = null;
        for (int i = 0; i < residues.size(); i++) {
            ProteinResidue residue = residues.get(i);
            ProteinResidue next = residue.next() == null ? null : residues.get(i + 1);
            BackboneIdeals backbone = BackboneIdeals.of(residue);
            Link link = link(residue);
            Optional<Ideals> own = ideals(residue, link, next == null ? null : link(next), library);
            if (own.isPresent()) {
                all.add(new Restraints(
                        residue,
                        own.get(),
                        link == null ? null : library.link(link),
                        backbone,
                        link == null ? null : before,
                        null));
            }
            before = backbone;
        }
        return all;
    }

    /** The conformation-dependent ideals that replace this one; null when it stays. */
    BackboneIdeals replacement(Ideal ideal, boolean ofLink) {
        Quantity quantity = ideal.backbone();
        if (quantity == null) {
            return null;
        }
        boolean ofResidueBefore = ofLink && (quantity == Quantity.CA_C_N || quantity == Quantity.O_C_N);
        BackboneIdeals values = ofResidueBefore ? backboneBefore : backbone;
        return values != null && values.has(quantity) ? values : null;
    }

    /** Whether the atom is there and not a hydrogen; of a link, residue 1 of the key is the residue before. */
    boolean has(AtomKey key, boolean ofLink) {
        return atom(key, ofLink) != null;
    }

    /**
     * Where the atoms are, Å.
     *
     * @param ofLink whether residue 1 of the keys is the residue before
     * @return null when one is absent or a hydrogen, and when none belongs to the alternate conformer that this is
     *     about
     */
    Point3d[] positions(List<AtomKey> keys, boolean ofLink) {
        Point3d[] positions = new Point3d[keys.size()];
        boolean relevant = alternate == null;
        for (int i = 0; i < positions.length; i++) {
            Atom atom = atom(keys.get(i), ofLink);
            if (atom == null) {
                return null;
            }
            relevant = relevant || alternate.has(atom, isBefore(keys.get(i), ofLink));
            positions[i] = atom.getCoordsAsPoint3d();
        }
        return relevant ? positions : null;
    }

    private Atom atom(AtomKey key, boolean ofLink) {
        Atom atom = (isBefore(key, ofLink) ? residue.previous() : residue.group()).getAtom(key.name());
        return atom == null || Elements.isHydrogen(atom) ? null : atom;
    }

    private static boolean isBefore(AtomKey key, boolean ofLink) {
        return ofLink && key.residue() == 1;
    }

    /** The atoms' names, those of the residue before with a minus sign. */
    static String names(List<AtomKey> keys, boolean ofLink) {
        return String.join(
                "-",
                keys.stream()
                        .map(key -> (isBefore(key, ofLink) ? "-" : "") + key.name())
                        .toList());
    }

    /** A residue that only goes by another name, as force fields name protonation states, has its parent's. */
    private static Optional<Ideals> ideals(ProteinResidue residue, Link before, Link after, MonomerLibrary library) {
        Optional<Ideals> own = library.residue(residue.name(), before, after);
        String parent = residue.parent();
        boolean byParent =
                own.isEmpty() && parent != null && !parent.equals(residue.name()) && residue.hasOnlyAtomsOf(parent);
        Optional<Ideals> known = byParent ? library.residue(parent, before, after) : own;
        return residue.group().hasAtom("OXT")
                ? known.map(ideals -> ideals.changedBy(StandardIdeals.ofCarboxylate()))
                : known;
    }

    private static Link link(ProteinResidue residue) {
        if (residue.previous() == null) {
            return null;
        }
        boolean cis = Math.abs(residue.omega()) < CIS;
        return "PRO".equals(residue.name()) ? cis ? Link.PCIS : Link.PTRANS : cis ? Link.CIS : Link.TRANS;
    }
}
