package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.emconverge.structure.Elements;
import org.emconverge.validation.BackboneIdeals.Quantity;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.MonomerLibrary.Link;

/**
 * What a residue is held to: the monomer library's ideals, with those of the conformation-dependent library in their place where it has
 * any.
 *
 * @param own ideals among the residue's own atoms
 * @param link ideals between the residue before (1) and this one (2); null at a chain's beginning or after a break
 * @param backbone conformation-dependent ideals of this residue, or null
 * @param backboneBefore those of the residue before, or null
 */
record Restraints(ProteinResidue residue, Ideals own, Ideals link, BackboneIdeals backbone, BackboneIdeals backboneBefore) {
    /** |ω| below this is a cis peptide, degrees. */
    private static final double CIS = 90;

    /** Of every residue that the library knows, in the order given. */
    static List<Restraints> of(List<ProteinResidue> residues, MonomerLibrary library) {
        List<Restraints> all = new ArrayList<>();
        BackboneIdeals before = null;
        for (int i = 0; i < residues.size(); i++) {
            ProteinResidue residue = residues.get(i);
            ProteinResidue next = residue.next() == null ? null : residues.get(i + 1);
            BackboneIdeals backbone = BackboneIdeals.of(residue);
            Link link = link(residue);
            Optional<Ideals> own = ideals(residue, link, next == null ? null : link(next), library);
            if (own.isPresent()) {
                all.add(new Restraints(residue, own.get(), link == null ? null : library.link(link), backbone,
                        link == null ? null : before));
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

    /**
     * Where the atoms are, Å.
     *
     * @param ofLink whether residue 1 of the keys is the residue before
     * @return null when one is absent or a hydrogen
     */
    Point3d[] positions(List<AtomKey> keys, boolean ofLink) {
        Point3d[] positions = new Point3d[keys.size()];
        for (int i = 0; i < positions.length; i++) {
            Group group = ofLink && keys.get(i).residue() == 1 ? residue.previous() : residue.group();
            Atom atom = group.getAtom(keys.get(i).name());
            if (atom == null || Elements.isHydrogen(atom)) {
                return null;
            }
            positions[i] = atom.getCoordsAsPoint3d();
        }
        return positions;
    }

    /** The atoms' names, those of the residue before with a minus sign. */
    static String names(List<AtomKey> keys, boolean ofLink) {
        return String.join("-", keys.stream().map(key -> (ofLink && key.residue() == 1 ? "-" : "") + key.name()).toList());
    }

    /** A residue that only goes by another name, as force fields name protonation states, has its parent's. */
    private static Optional<Ideals> ideals(ProteinResidue residue, Link before, Link after, MonomerLibrary library) {
        Optional<Ideals> own = library.residue(residue.name(), before, after);
        String parent = residue.parent();
        boolean byParent = own.isEmpty() && parent != null && !parent.equals(residue.name()) && residue.hasOnlyAtomsOf(parent);
        return byParent ? library.residue(parent, before, after) : own;
    }

    private static Link link(ProteinResidue residue) {
        if (residue.previous() == null) {
            return null;
        }
        boolean cis = Math.abs(residue.omega()) < CIS;
        return "PRO".equals(residue.name()) ? cis ? Link.PCIS : Link.PTRANS : cis ? Link.CIS : Link.TRANS;
    }
}
