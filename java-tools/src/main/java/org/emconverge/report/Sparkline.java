package org.emconverge.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A histogram of the Cα RMSD as small as a word, on one axis for all entries: 0 to 5 Å, beyond which all is in the last
 * bin. Bins do not straddle 1 or 3 Å.
 */
final class Sparkline {
    static final double LIMIT = 5;
    static final double BIN = 0.25;
    /** Pixels. */
    static final int HEIGHT = 22;

    static final int BAR = 5;

    private Sparkline() {}

    /** Counts the residues of each bin. A residue of exactly 3 Å is not one of more than 3 Å. */
    static int[] counts(List<ResidueRow> rows) {
        int[] counts = new int[(int) (LIMIT / BIN)];
        rows.stream().filter(ResidueRow::isDefined).forEach(row -> {
            int bin = (int) Math.floor(row.rmsd() / BIN + 1e-9);
            counts[Math.min(counts.length - 1, row.rmsd() == SpreadClass.REGISTER_UNCERTAIN ? bin - 1 : bin)]++;
        });
        return counts;
    }

    /**
     * Draws for each class the outline of its bars, as the d of an SVG path. The fullest bin is as high as the picture;
     * a bin that is not empty has at least one pixel.
     */
    static List<Map<String, Object>> paths(List<ResidueRow> rows) {
        int[] counts = counts(rows);
        int most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        Map<SpreadClass, StringBuilder> paths = new LinkedHashMap<>();
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                int height = Math.max(1, (int) Math.round((double) HEIGHT * counts[bin] / most));
                paths.computeIfAbsent(SpreadClass.of((bin + 0.5) * BIN), key -> new StringBuilder())
                        .append('M')
                        .append(bin * BAR)
                        .append(' ')
                        .append(HEIGHT)
                        .append('v')
                        .append(-height)
                        .append('h')
                        .append(BAR - 1)
                        .append('v')
                        .append(height)
                        .append('z');
            }
        }
        List<Map<String, Object>> marks = new ArrayList<>();
        paths.forEach((spread, path) ->
                marks.add(Map.of("style", spread.name().toLowerCase(Locale.ROOT), "path", path.toString())));
        return marks;
    }
}
