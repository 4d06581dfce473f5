package org.emconverge.conformations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.FitAtom;
import org.emconverge.structure.Elements;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * One model in the frame of the map: its heavy atoms without waters, by residue, in file order. Occupancies count as 1:
 * how much there is of a conformation is what is asked.
 *
 * @param name of the model
 */
record PlacedModel(String name, Map<ResidueId, Residue> residues) {
    /**
     * @param names of the atoms, as many as {@code atoms}
     * @param atoms of the residue
     */
    record Residue(ResidueKind kind, List<String> names, List<FitAtom> atoms) {
        /** Whether it is a link of a chain, whose neighbours move with it; others are stretches of their own. */
        boolean isOfPolymer() {
            return kind == ResidueKind.PROTEIN || kind == ResidueKind.NUCLEIC;
        }
    }

    /** The first model of a structure. */
    static PlacedModel of(String name, Structure structure) {
        Map<ResidueId, Residue> residues = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (!group.isWater()) {
                    residues.putIfAbsent(ResidueId.of(group), residue(group, residues.size()));
                }
            }
        }
        return new PlacedModel(name, residues);
    }

    private static Residue residue(Group group, int number) {
        Residue residue = new Residue(ResidueKind.of(group), new ArrayList<>(), new ArrayList<>());
        for (Atom atom : group.getAtoms()) {
            if (!Elements.isHydrogen(atom) && !residue.names.contains(atom.getName())) {
                residue.names.add(atom.getName());
                residue.atoms.add(new FitAtom(
                        Elements.symbol(atom),
                        atom.getX(),
                        atom.getY(),
                        atom.getZ(),
                        atom.getTempFactor(),
                        1,
                        number,
                        0));
            }
        }
        return residue;
    }

    /** All atoms. */
    List<FitAtom> atoms() {
        return residues.values().stream()
                .flatMap(residue -> residue.atoms.stream())
                .toList();
    }
}
