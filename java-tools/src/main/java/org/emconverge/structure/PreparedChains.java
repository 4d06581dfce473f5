package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.PreparationReport.ChainSummary;
import org.emconverge.structure.PreparationReport.Gap;
import org.emconverge.structure.PreparationReport.MissingAtoms;

/**
 * What a prepared model consists of, and what it lacks.
 *
 * @param chains those with protein
 * @param missing residues that lack heavy atoms of their side chains
 * @param gaps breaks between neighbours in a chain
 * @param atoms in all
 */
record PreparedChains(List<ChainSummary> chains, List<MissingAtoms> missing, List<Gap> gaps, int atoms) {
    static PreparedChains of(Structure model) {
        List<ChainSummary> chains = new ArrayList<>();
        List<MissingAtoms> missing = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        int atoms = 0;
        for (Chain chain : model.getChains()) {
            atoms += chain.getAtomGroups().stream().mapToInt(Group::size).sum();
            List<Group> protein = chain.getAtomGroups().stream()
                    .filter(PreparedChains::isResidue)
                    .toList();
            if (!protein.isEmpty()) {
                chains.add(new ChainSummary(
                        chain.getName(),
                        protein.size(),
                        ResidueId.of(protein.get(0)).toString(),
                        ResidueId.of(protein.get(protein.size() - 1)).toString()));
            }
            addMissing(protein, missing);
            addGaps(linked(chain.getAtomGroups()), gaps);
        }
        return new PreparedChains(chains, missing, gaps, atoms);
    }

    /** Whether a group of a prepared model is an amino-acid residue. */
    static boolean isResidue(Group group) {
        return AminoAcids.isStandard(group.getPDBName()) && Peptide.hasBackbone(group);
    }

    /** Those of a chain that can be bonded to a neighbour in it: its residues, modified ones as well, but no ligand. */
    static List<Group> linked(List<Group> groups) {
        return groups.stream()
                .filter(group -> !group.isHetAtomInFile() && Peptide.hasBackbone(group))
                .toList();
    }

    private static void addMissing(List<Group> protein, List<MissingAtoms> missing) {
        for (Group residue : protein) {
            List<String> lacks = StandardResidue.missingAtoms(residue);
            if (!lacks.isEmpty()) {
                missing.add(MissingAtoms.of(ResidueId.of(residue), residue.getPDBName(), lacks));
            }
        }
    }

    private static void addGaps(List<Group> linked, List<Gap> gaps) {
        for (int i = 1; i < linked.size(); i++) {
            Group previous = linked.get(i - 1);
            Group residue = linked.get(i);
            if (!Peptide.bonded(previous, residue)) {
                double distance = Math.rint(Peptide.distance(previous, residue) * 100) / 100;
                gaps.add(new Gap(
                        ResidueId.of(previous).toString(), ResidueId.of(residue).toString(), distance));
            }
        }
    }
}
