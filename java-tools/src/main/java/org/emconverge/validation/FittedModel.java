package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.FitAtom;
import org.emconverge.density.SideChain;
import org.emconverge.structure.Conformers;
import org.emconverge.structure.Elements;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * What of a model is held against a map: the heavy atoms of its first model, of all alternate conformers, so that
 * models with and without hydrogens compare like with like.
 *
 * @param residues names of the residues, by the residue numbers of the atoms, in the order of the file
 * @param names residue names, likewise
 * @param kinds of the residues, likewise
 * @param atomNames by atom
 * @param chains author chain ids, by the chain numbers of the atoms
 */
record FittedModel(
        List<ResidueId> residues,
        List<String> names,
        List<ResidueKind> kinds,
        List<FitAtom> atoms,
        List<String> atomNames,
        List<String> chains,
        List<SideChain> sideChains) {
    /** @param waters whether they are held against it, too */
    static FittedModel of(Structure structure, boolean waters) {
        FittedModel model = new FittedModel(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (Chain chain : structure.getModel(0)) {
            // BioJava parts an author's chain into its polymer and each of its ligands
            if (!model.chains.contains(chain.getName())) {
                model.chains.add(chain.getName());
            }
            for (Group group : chain.getAtomGroups()) {
                if (waters || !group.isWater()) {
                    model.add(group, model.chains.indexOf(chain.getName()));
                }
            }
        }
        return model;
    }

    private void add(Group group, int chain) {
        int residue = residues.size();
        residues.add(ResidueId.of(group));
        names.add(group.getPDBName());
        kinds.add(ResidueKind.of(group));
        for (Atom atom : Conformers.allAtoms(group)) {
            if (!Elements.isHydrogen(atom)) {
                atoms.add(new FitAtom(
                        Elements.symbol(atom),
                        atom.getX(),
                        atom.getY(),
                        atom.getZ(),
                        atom.getTempFactor(),
                        atom.getOccupancy(),
                        residue,
                        chain));
                atomNames.add(atom.getName());
            }
        }
        double[] gamma = firstOf(group, "CG", "OG", "SG");
        double[] n = firstOf(group, "N");
        double[] ca = firstOf(group, "CA");
        double[] cb = firstOf(group, "CB");
        if (gamma != null && n != null && ca != null && cb != null) {
            sideChains.add(new SideChain(group.getPDBName(), n, ca, cb, gamma));
        }
    }

    private static double[] firstOf(Group group, String... names) {
        for (String name : names) {
            Atom atom = group.getAtom(name);
            if (atom != null) {
                return atom.getCoords();
            }
        }
        return null;
    }

    /** Positions of the heavy atoms, Å; rows of x, y, z. */
    double[][] positions() {
        return atoms.stream()
                .map(atom -> new double[] {atom.x(), atom.y(), atom.z()})
                .toArray(double[][]::new);
    }
}
