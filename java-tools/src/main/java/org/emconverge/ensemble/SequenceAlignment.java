package org.emconverge.ensemble;

import java.util.Arrays;
import org.biojava.nbio.alignment.Alignments;
import org.biojava.nbio.alignment.Alignments.PairwiseSequenceAlignerType;
import org.biojava.nbio.alignment.SimpleGapPenalty;
import org.biojava.nbio.core.alignment.matrices.SubstitutionMatrixHelper;
import org.biojava.nbio.core.alignment.template.SequencePair;
import org.biojava.nbio.core.alignment.template.SubstitutionMatrix;
import org.biojava.nbio.core.exceptions.CompoundNotFoundException;
import org.biojava.nbio.core.sequence.ProteinSequence;
import org.biojava.nbio.core.sequence.compound.AminoAcidCompound;
import org.biojava.nbio.core.sequence.compound.AminoAcidCompoundSet;

/**
 * The global alignment of two protein sequences (Needleman and Wunsch 1970; BLOSUM62, a gap of n residues costs 10 +
 * n).
 *
 * @param places for each residue of the first sequence the residue of the second, or -1
 * @param score of the best stretch of the alignment: at most that of the best local alignment
 * @param expected how many stretches of that score two unrelated sequences of these lengths have by chance
 */
record SequenceAlignment(int[] places, double score, double expected) {
    private static final int GAP_OPEN = 10;
    private static final int GAP_EXTENSION = 1;
    /**
     * Karlin and Altschul's parameters of local alignments with BLOSUM62 and gaps of 11 + n (Altschul & Gish 1996,
     * Methods Enzymol. 266, 460), which is close to what is used here.
     */
    private static final double LAMBDA = 0.267;

    private static final double K = 0.041;
    private static final SubstitutionMatrix<AminoAcidCompound> BLOSUM62 = SubstitutionMatrixHelper.getBlosum62();

    static SequenceAlignment of(String first, String second) {
        SequencePair<ProteinSequence, AminoAcidCompound> pair = Alignments.getPairwiseAlignment(
                sequence(first),
                sequence(second),
                PairwiseSequenceAlignerType.GLOBAL,
                new SimpleGapPenalty(GAP_OPEN, GAP_EXTENSION),
                BLOSUM62);
        String above = pair.getQuery().getSequenceAsString();
        String below = pair.getTarget().getSequenceAsString();
        int[] places = new int[first.length()];
        Arrays.fill(places, -1);
        int i = 0;
        int j = 0;
        double sum = 0;
        double best = 0;
        for (int column = 0; column < above.length(); column++) {
            boolean gap = above.charAt(column) == '-' || below.charAt(column) == '-';
            if (gap) {
                boolean extended = column > 0 && (above.charAt(column - 1) == '-' || below.charAt(column - 1) == '-');
                sum -= extended ? GAP_EXTENSION : GAP_OPEN + GAP_EXTENSION;
            } else {
                places[i] = j;
                sum += score(first.charAt(i), second.charAt(j));
            }
            sum = Math.max(0, sum);
            best = Math.max(best, sum);
            i += above.charAt(column) == '-' ? 0 : 1;
            j += below.charAt(column) == '-' ? 0 : 1;
        }
        return new SequenceAlignment(places, best, expected(best, first.length(), second.length()));
    }

    /** The E-value of a local alignment is K m n exp(-λ score) (Karlin & Altschul 1990, PNAS 87, 2264). */
    static double expected(double score, int length, int otherLength) {
        return K * length * otherLength * Math.exp(-LAMBDA * score);
    }

    /** The score of two letters by BLOSUM62. */
    static int score(char a, char b) {
        AminoAcidCompoundSet letters = AminoAcidCompoundSet.getAminoAcidCompoundSet();
        return BLOSUM62.getValue(
                letters.getCompoundForString(String.valueOf(a)), letters.getCompoundForString(String.valueOf(b)));
    }

    private static ProteinSequence sequence(String letters) {
        try {
            return new ProteinSequence(letters);
        } catch (CompoundNotFoundException e) {
            throw new IllegalStateException(e); // only the letters of AminoAcids and X
        }
    }
}
