package org.emconverge.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Peptide;

/**
 * Residues of which a criterion cannot judge.
 *
 * @param backbone residues without N, CA or C: nothing is judged of them
 * @param sideChain residues that lack an atom of a χ angle: no rotamer
 * @param cbeta residues that lack their Cβ
 * @param unknown residues with an amino acid's backbone but a name nobody knows: no Ramachandran class, rotamer or Cβ
 * @param dictionary residues that are no protein, ions aside, whose component the monomer library does not have: no
 *     bonds, angles, chirality or planes; null where all is protein
 * @param links bonds of what is no protein to other residues of which the monomer library knows nothing: no length, no
 *     angles; null where all is protein
 */
public record SkippedResidues(
        int backbone,
        int sideChain,
        int cbeta,
        int unknown,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer dictionary,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer links) {
    /** Of the amino acids alone. */
    static SkippedResidues of(Structure structure, List<ProteinResidue> residues) {
        int backbone = 0;
        for (Chain chain : structure.getChains(0)) {
            for (Group group : chain.getAtomGroups()) {
                backbone += AminoAcids.parent(group.getPDBName()) != null && !Peptide.hasBackbone(group) ? 1 : 0;
            }
        }
        return new SkippedResidues(
                backbone,
                (int) residues.stream().filter(Rotamers::isIncomplete).count(),
                (int) residues.stream().filter(CbetaDeviation::isIncomplete).count(),
                (int) residues.stream()
                        .filter(residue -> residue.parent() == null)
                        .count(),
                null,
                null);
    }

    /** With what a library lacks of the others than amino acids, and of their bonds. */
    SkippedResidues with(Structure structure, MonomerLibrary library, CovalentLinks bonds) {
        List<ProteinResidue> others = Restraints.others(structure);
        long lacking = others.stream()
                .filter(residue -> library.residue(residue.name(), null, null).isEmpty())
                .count();
        return new SkippedResidues(
                backbone,
                sideChain,
                cbeta,
                unknown,
                others.isEmpty() ? null : (int) lacking,
                others.isEmpty() ? null : bonds.unknown());
    }
}
