package org.emconverge.validation;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.Torsions;

/** Hand-made structures for tests. */
public final class TestModels {
    private TestModels() {}

    public static Atom atom(String name, double x, double y, double z) {
        Atom atom = new AtomImpl();
        atom.setName(name);
        atom.setElement(Element.valueOfIgnoreCase(name.substring(0, 1)));
        atom.setCoords(new double[] {x, y, z});
        return atom;
    }

    public static Group residue(String name, int number, Atom... atoms) {
        Group group = new AminoAcidImpl();
        group.setPDBName(name);
        group.setResidueNumber(new ResidueNumber("A", number, null));
        List.of(atoms).forEach(group::addAtom);
        return group;
    }

    public static Structure structure(Group... groups) {
        Chain chain = new ChainImpl();
        chain.setId("A");
        chain.setName("A");
        List.of(groups).forEach(chain::addGroup);
        Structure structure = new StructureImpl();
        structure.addChain(chain);
        return structure;
    }

    /** A right-angled glycine in the plane z = 0: N above CA, C beside it at 1.5 Å, O above C. */
    public static Group glycine(int number, double shift, double carbonyl) {
        return residue(
                "GLY",
                number,
                atom("N", shift, 1.5, 0),
                atom("CA", shift, 0, 0),
                atom("C", shift + 1.5, 0, 0),
                atom("O", shift + 1.5, carbonyl, 0));
    }

    /** A residue for {@link #built} in the middle of an α-helix; {@code chi} as the residue has them. */
    public static ChainBuilder.Residue helical(String name, double... chi) {
        return new ChainBuilder.Residue(name, new Torsions(-63, -43, 180, chi));
    }

    /** A chain with ideal bond lengths and angles, residues 1, 2, … of chain A. */
    public static Structure built(ChainBuilder.Residue... residues) {
        List<Map<String, Point3d>> positions = ChainBuilder.build(List.of(residues));
        Group[] groups = new Group[residues.length];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = residue(
                    residues[i].name(),
                    i + 1,
                    positions.get(i).entrySet().stream()
                            .map(atom -> atom(atom.getKey(), atom.getValue().x, atom.getValue().y, atom.getValue().z))
                            .toArray(Atom[]::new));
        }
        return structure(groups);
    }

    /** Residue {@code number} of a built chain. */
    public static Group residue(Structure structure, int number) {
        return structure.getChains().get(0).getAtomGroup(number - 1);
    }

    public static void move(Atom atom, double x, double y, double z) {
        atom.setCoords(new double[] {atom.getX() + x, atom.getY() + y, atom.getZ() + z});
    }

    /** The atoms of a built chain, replaced one by one. */
    public static void map(Structure structure, UnaryOperator<Point3d> mapping) {
        for (Group group : structure.getChains().get(0).getAtomGroups()) {
            for (Atom atom : group.getAtoms()) {
                Point3d mapped = mapping.apply(new Point3d(atom.getCoords()));
                atom.setCoords(new double[] {mapped.x, mapped.y, mapped.z});
            }
        }
    }
}
