package org.emconverge.validation;

import java.util.List;
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

/** Hand-made structures for tests. */
public final class TestModels {
    private TestModels() {
    }

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
        return residue("GLY", number, atom("N", shift, 1.5, 0), atom("CA", shift, 0, 0), atom("C", shift + 1.5, 0, 0),
                atom("O", shift + 1.5, carbonyl, 0));
    }
}
