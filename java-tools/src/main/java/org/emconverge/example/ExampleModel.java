package org.emconverge.example;

import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.EntityInfo;
import org.biojava.nbio.structure.EntityType;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;

/** The example's residues as a BioJava structure of one chain. */
final class ExampleModel {
    private ExampleModel() {}

    static Structure of(List<ExampleProtein.Residue> residues) {
        Chain chain = new ChainImpl();
        chain.setId(ExampleProtein.CHAIN);
        chain.setName(ExampleProtein.CHAIN);
        int serial = 0;
        for (ExampleProtein.Residue residue : residues) {
            AminoAcidImpl group = new AminoAcidImpl();
            group.setPDBName(residue.name());
            group.setResidueNumber(
                    new ResidueNumber(residue.id().chain(), residue.id().number(), null));
            for (Map.Entry<String, Point3d> atom : residue.atoms().entrySet()) {
                group.addAtom(atom(++serial, atom.getKey(), atom.getValue(), residue.bFactor()));
            }
            chain.addGroup(group);
        }
        EntityInfo entity = new EntityInfo();
        entity.setMolId(1);
        entity.setType(EntityType.POLYMER);
        entity.setDescription("designed three-helix bundle");
        entity.addChain(chain);
        chain.setEntityInfo(entity);
        Structure structure = new StructureImpl();
        structure.addChain(chain);
        structure.setEntityInfos(List.of(entity));
        return structure;
    }

    private static Atom atom(int serial, String name, Point3d position, double bFactor) {
        Atom atom = new AtomImpl();
        atom.setPDBserial(serial);
        atom.setName(name);
        atom.setElement(Element.valueOfIgnoreCase(name.substring(0, 1)));
        atom.setX(position.x);
        atom.setY(position.y);
        atom.setZ(position.z);
        atom.setOccupancy(1);
        atom.setTempFactor((float) bFactor);
        return atom;
    }
}
