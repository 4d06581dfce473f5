package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything a preparation removed or changed: {@code prepare.json}, field names in snake case. Lists follow the order
 * of the file.
 *
 * @param modelsInFile models of the file, of which the first was taken
 * @param kept what was kept beside protein: {@code nucleic}, {@code ligands}, {@code modified}, {@code waters}
 * @param chains the chains of the prepared model
 * @param residues amino-acid residues of the prepared model
 * @param atoms heavy atoms of the prepared model
 * @param bMean the B factor every atom got: the mean over the kept atoms, or {@value Preparation#UNREFINED_B} where
 *     that is 1 or less, Å²
 * @param removedWaters water molecules removed
 * @param removedHydrogens hydrogens removed from what was kept
 * @param zeroOccupancyAtoms kept atoms that had occupancy zero
 * @param removedGroups residues, ligands and caps removed, waters aside
 * @param removedAtoms heavy atoms removed from residues that stay
 * @param alternateConformers residues that had alternate conformers
 * @param changedResidues residues renamed
 * @param missingAtoms heavy atoms the residues lack, to be rebuilt by the next step
 * @param gaps breaks between neighbours in a chain (C-N beyond {@link Peptide#LONGEST_BOND})
 * @param notes sentences for the user
 */
public record PreparationReport(
        int modelsInFile,
        List<String> kept,
        List<ChainSummary> chains,
        int residues,
        int atoms,
        double bMean,
        int removedWaters,
        int removedHydrogens,
        int zeroOccupancyAtoms,
        List<RemovedGroup> removedGroups,
        List<RemovedAtom> removedAtoms,
        List<AlternateConformer> alternateConformers,
        List<ChangedResidue> changedResidues,
        List<MissingAtoms> missingAtoms,
        List<Gap> gaps,
        List<String> notes) {
    /** The same with a sentence more at the end. */
    public PreparationReport with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new PreparationReport(
                modelsInFile,
                kept,
                chains,
                residues,
                atoms,
                bMean,
                removedWaters,
                removedHydrogens,
                zeroOccupancyAtoms,
                removedGroups,
                removedAtoms,
                alternateConformers,
                changedResidues,
                missingAtoms,
                gaps,
                List.copyOf(more));
    }

    /** A chain of the prepared model with its first and last residue, such as {@code A 12}. */
    public record ChainSummary(String chain, int residues, String first, String last) {}

    /** A group that was left out. */
    public record RemovedGroup(String chain, int resnum, String icode, String resname, String reason) {
        static RemovedGroup of(ResidueId id, String name, String reason) {
            return new RemovedGroup(id.chain(), id.number(), id.insertionCode(), name, reason);
        }
    }

    /** An atom that was left out of a residue that stays. */
    public record RemovedAtom(String chain, int resnum, String icode, String resname, String atom, String reason) {
        static RemovedAtom of(ResidueId id, String name, String atom, String reason) {
            return new RemovedAtom(id.chain(), id.number(), id.insertionCode(), name, atom, reason);
        }
    }

    /** The label of the conformer kept, and of those removed. */
    public record AlternateConformer(
            String chain, int resnum, String icode, String resname, String kept, List<String> removed) {
        static AlternateConformer of(ResidueId id, String name, List<Character> byOccupancy) {
            List<String> labels = byOccupancy.stream().map(String::valueOf).toList();
            return new AlternateConformer(
                    id.chain(),
                    id.number(),
                    id.insertionCode(),
                    name,
                    labels.get(0),
                    labels.subList(1, labels.size()).stream().sorted().toList());
        }
    }

    /** A residue renamed from one name to another. */
    public record ChangedResidue(String chain, int resnum, String icode, String from, String to) {
        static ChangedResidue of(ResidueId id, String from, String to) {
            return new ChangedResidue(id.chain(), id.number(), id.insertionCode(), from, to);
        }
    }

    /** Heavy atoms that a residue lacks. */
    public record MissingAtoms(String chain, int resnum, String icode, String resname, List<String> atoms) {
        static MissingAtoms of(ResidueId id, String name, List<String> atoms) {
            return new MissingAtoms(id.chain(), id.number(), id.insertionCode(), name, atoms);
        }
    }

    /** A chain break, between two residues written as {@code A 12} and {@code A 17}; distance from C to N, Å. */
    public record Gap(String after, String before, double distance) {}
}
