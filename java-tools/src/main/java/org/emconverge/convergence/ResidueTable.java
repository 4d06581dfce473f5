package org.emconverge.convergence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.emconverge.Csv;
import org.emconverge.validation.ResidueScores;

/**
 * Writes {@code residues.csv}, one row per residue; a cell is empty where its value is not defined. The columns are
 * documented in docs/outputs.md.
 */
public final class ResidueTable {
    public static final List<String> COLUMNS = List.of(
            "chain",
            "resnum",
            "icode",
            "resname",
            "ca_rmsd",
            "ca_rmsd_about_mean",
            "ca_rmsd_sampled",
            "all_atom_rmsd",
            "b_iso",
            "b_rmsd",
            "density_ca",
            "ramachandran",
            "rotamer",
            "cbeta_deviation",
            "cc",
            "q_score",
            "smoc",
            "inclusion",
            "local_resolution",
            "q_score_04");

    private static final int LENGTH_DECIMALS = 3;
    private static final int B_DECIMALS = 2;
    private static final int DENSITY_DECIMALS = 6;
    private static final int SCORE_DECIMALS = 4;

    private ResidueTable() {}

    public static void write(List<ResidueConvergence> residues, Path file) throws IOException {
        Csv.write(file, COLUMNS, printer -> {
            for (ResidueConvergence r : residues) {
                printer.printRecord(
                        r.id().chain(),
                        r.id().number(),
                        r.id().insertionCode(),
                        r.name(),
                        fixed(r.caRmsd(), LENGTH_DECIMALS),
                        fixed(r.caRmsdAboutMean(), LENGTH_DECIMALS),
                        fixed(r.caRmsdSampled(), LENGTH_DECIMALS),
                        fixed(r.allAtomRmsd(), LENGTH_DECIMALS),
                        fixed(r.bIso(), B_DECIMALS),
                        fixed(r.bRmsd(), LENGTH_DECIMALS),
                        fixed(r.densityCa(), DENSITY_DECIMALS),
                        word(r, ResidueScores::ramachandran),
                        word(r, ResidueScores::rotamer),
                        score(r, ResidueScores::cbetaDeviation, LENGTH_DECIMALS),
                        score(r, ResidueScores::cc, SCORE_DECIMALS),
                        score(r, ResidueScores::qScore, SCORE_DECIMALS),
                        score(r, ResidueScores::smoc, SCORE_DECIMALS),
                        score(r, ResidueScores::inclusion, SCORE_DECIMALS),
                        fixed(r.localResolution(), LENGTH_DECIMALS),
                        score(r, ResidueScores::qScore04, SCORE_DECIMALS));
            }
        });
    }

    private static String word(ResidueConvergence r, Function<ResidueScores, String> word) {
        return r.scores() == null ? "" : word.apply(r.scores());
    }

    private static String score(ResidueConvergence r, ToDoubleFunction<ResidueScores> score, int decimals) {
        return r.scores() == null ? "" : fixed(score.applyAsDouble(r.scores()), decimals);
    }

    private static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
    }
}
