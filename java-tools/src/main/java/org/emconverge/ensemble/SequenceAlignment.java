package org.emconverge.ensemble;

import java.util.Arrays;
import org.biojava.nbio.alignment.Alignments;
import org.biojava.nbio.alignment.Alignments.PairwiseSequenceAlignerType;
import org.biojava.nbio.alignment.SimpleGapPenalty;
import org.biojava.nbio.core.alignment.matrices.SubstitutionMatrixHelper;
import org.biojava.nbio.core.alignment.template.SequencePair;
import org.biojava.nbio.core.alignment.template.SubstitutionMatrix;
import org.biojava.nbio.core.exceptions.CompoundNotFoundException;
import org.biojava.nbio.core.sequence.DNASequence;
import org.biojava.nbio.core.sequence.ProteinSequence;
import org.biojava.nbio.core.sequence.compound.AmbiguityDNACompoundSet;
import org.biojava.nbio.core.sequence.template.Compound;
import org.biojava.nbio.core.sequence.template.CompoundSet;
import org.biojava.nbio.core.sequence.template.Sequence;
import org.emconverge.structure.ResidueKind;

/**
 * The global alignment of two sequences of protein or of two of nucleic acid (Needleman and Wunsch 1970).
 *
 * @param places for each residue of the first sequence the residue of the second, or -1
 * @param score of the best stretch of the alignment: at most that of the best local alignment
 * @param expected how many stretches of that score two unrelated sequences of these lengths have by chance
 */
record SequenceAlignment(int[] places, double score, double expected) {
    /**
     * A gap of n residues costs 10 + n; λ and K are those of 11 + n (Altschul & Gish 1996, Methods Enzymol. 266, 460).
     */
    private static final Scoring<ProteinSequence, ?> PROTEIN =
            new Scoring<>(ProteinSequence::new, SubstitutionMatrixHelper.getBlosum62(), 10, 1, 0.267, 0.041);
    /** A match scores 5, a mismatch −4, a gap of n costs 10 + 6 n; λ and K are BLASTN's for these. */
    private static final Scoring<DNASequence, ?> NUCLEIC = new Scoring<>(
            letters -> new DNASequence(letters, AmbiguityDNACompoundSet.getDNACompoundSet()),
            SubstitutionMatrixHelper.getNuc4_4(),
            10,
            6,
            0.163,
            0.068);

    /** Makes a sequence of letters. */
    @FunctionalInterface
    private interface Reader<S> {
        S read(String letters) throws CompoundNotFoundException;
    }

    /**
     * What likeness is worth, and Karlin and Altschul's parameters of local alignments under it.
     *
     * @param opening what a gap costs beside its residues
     * @param extension what each residue of it costs
     */
    private record Scoring<S extends Sequence<C>, C extends Compound>(
            Reader<S> reader, SubstitutionMatrix<C> matrix, int opening, int extension, double lambda, double k) {
        /** Both sequences with their gaps, as long as each other. */
        String[] aligned(String first, String second) {
            try {
                SequencePair<S, C> pair = Alignments.getPairwiseAlignment(
                        reader.read(first),
                        reader.read(second),
                        PairwiseSequenceAlignerType.GLOBAL,
                        new SimpleGapPenalty(opening, extension),
                        matrix);
                return new String[] {
                    pair.getQuery().getSequenceAsString(), pair.getTarget().getSequenceAsString()
                };
            } catch (CompoundNotFoundException e) {
                throw new IllegalStateException(e); // only the letters of PolymerChain
            }
        }

        int score(char a, char b) {
            CompoundSet<C> letters = matrix.getCompoundSet();
            return matrix.getValue(
                    letters.getCompoundForString(String.valueOf(a)), letters.getCompoundForString(String.valueOf(b)));
        }
    }

    /** @param kind of the residues, protein or nucleic */
    static SequenceAlignment of(String first, String second, ResidueKind kind) {
        Scoring<?, ?> scoring = scoring(kind);
        String[] aligned = scoring.aligned(first, second);
        String above = aligned[0];
        String below = aligned[1];
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
                sum -= extended ? scoring.extension : scoring.opening + scoring.extension;
            } else {
                places[i] = j;
                sum += scoring.score(first.charAt(i), second.charAt(j));
            }
            sum = Math.max(0, sum);
            best = Math.max(best, sum);
            i += above.charAt(column) == '-' ? 0 : 1;
            j += below.charAt(column) == '-' ? 0 : 1;
        }
        return new SequenceAlignment(places, best, expected(best, first.length(), second.length(), kind));
    }

    /** The E-value of a local alignment is K m n exp(-λ score) (Karlin & Altschul 1990, PNAS 87, 2264). */
    static double expected(double score, int length, int otherLength, ResidueKind kind) {
        Scoring<?, ?> scoring = scoring(kind);
        return scoring.k * length * otherLength * Math.exp(-scoring.lambda * score);
    }

    /** The score of two letters by the matrix of their kind. */
    static int score(char a, char b, ResidueKind kind) {
        return scoring(kind).score(a, b);
    }

    private static Scoring<?, ?> scoring(ResidueKind kind) {
        return kind == ResidueKind.NUCLEIC ? NUCLEIC : PROTEIN;
    }
}
