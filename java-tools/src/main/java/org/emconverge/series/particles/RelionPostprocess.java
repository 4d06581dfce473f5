package org.emconverge.series.particles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.density.FscCurve;
import org.emconverge.series.particles.StarReader.Kind;
import org.emconverge.series.particles.StarReader.Token;

/**
 * What {@code relion_postprocess} says of two half maps, from its STAR file.
 *
 * @param resolution RELION's own, Å: of the last shell before the corrected correlation falls below 0.143
 * @param bFactor that the map was sharpened by, Å², negative where it sharpens
 * @param corrected correlation within the mask, corrected by phase randomisation
 * @param unmasked over the whole box
 */
public record RelionPostprocess(double resolution, Double bFactor, FscCurve corrected, FscCurve unmasked) {
    private static final String FREQUENCY = "rlnResolution";
    private static final String CORRECTED = "rlnFourierShellCorrelationCorrected";
    private static final String UNMASKED = "rlnFourierShellCorrelationUnmaskedMaps";

    /** @throws InputException when it is no such file */
    public static RelionPostprocess read(Path file) {
        double resolution = Double.NaN;
        Double bFactor = null;
        List<double[]> shells = new ArrayList<>();
        try (StarReader star = new StarReader(file)) {
            for (Kind kind = star.next(); kind != null; kind = star.next()) {
                if (kind == Kind.PAIR && star.labels().get(0).equals("rlnFinalResolution")) {
                    resolution = pair(star);
                } else if (kind == Kind.PAIR && star.labels().get(0).equals("rlnBfactorUsedForSharpening")) {
                    bFactor = pair(star);
                } else if (kind == Kind.ROW && star.labels().contains(CORRECTED)) {
                    List<Token> row = star.values();
                    shells.add(new double[] {
                        number(star, row, FREQUENCY), number(star, row, CORRECTED), number(star, row, UNMASKED)
                    });
                }
            }
        }
        if (Double.isNaN(resolution) || shells.size() < 2) {
            throw new InputException("The file " + file + " holds no resolution or no correlation: is it one that"
                    + " relion_postprocess of RELION 3.1 or newer wrote?");
        }
        return new RelionPostprocess(resolution, bFactor, curve(shells, 1), curve(shells, 2));
    }

    private static double pair(StarReader star) {
        List<Token> words = star.tokens();
        if (words.size() != 2) {
            throw star.wrong("has no value");
        }
        // the value stands beside its label as if it were in a row of it
        return star.number(words.subList(1, 2), 0);
    }

    private static double number(StarReader star, List<Token> row, String label) {
        int column = star.labels().indexOf(label);
        if (column < 0) {
            throw star.wrong("is in a table without " + label);
        }
        return star.number(row, column);
    }

    private static FscCurve curve(List<double[]> shells, int column) {
        double[] fsc = new double[shells.size()];
        for (int shell = 0; shell < fsc.length; shell++) {
            fsc[shell] = Math.max(-1, Math.min(1, shells.get(shell)[column]));
        }
        return new FscCurve(shells.get(1)[0], fsc, new long[fsc.length]);
    }
}
