package org.emconverge.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts of Cα RMSD in bins of one width that never straddle 1 or 3 Å.
 *
 * @param width Å
 * @param counts of the bins from 0 Å on, the last of them not empty
 * @param beyond residues beyond {@link #LIMIT}, in no bin
 */
record Histogram(double width, List<Integer> counts, int beyond) {
    /** The axis ends here, so that one disordered tail does not squeeze everything else into two bins; Å. */
    static final double LIMIT = 10;

    /** Widths a bin may have, Å. Each divides 1 Å. */
    private static final double[] WIDTHS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5};

    private static final int MOST_BINS = 60;

    /** The narrowest width that is at least 2 (q3 - q1) n^(-1/3) (Freedman & Diaconis 1981) and a 60th of the range. */
    static Histogram of(List<ResidueRow> rows, double q1, double q3) {
        double[] values = rows.stream()
                .filter(ResidueRow::isDefined)
                .mapToDouble(ResidueRow::rmsd)
                .toArray();
        double[] shown = Arrays.stream(values).filter(v -> v < LIMIT).toArray();
        double range = Arrays.stream(shown).max().orElse(0);
        double wanted = Math.max(2 * (q3 - q1) / Math.cbrt(values.length), range / MOST_BINS);
        double width =
                Arrays.stream(WIDTHS).filter(w -> w >= wanted).findFirst().orElse(WIDTHS[WIDTHS.length - 1]);
        return counted(values, width);
    }

    /**
     * The histograms of several sets in bins of one width, the narrowest that is at least a share of the whole range.
     *
     * @param bins the most that there may be
     */
    static List<Histogram> alike(List<List<Double>> sets, int bins) {
        double range = sets.stream()
                .flatMap(List::stream)
                .mapToDouble(value -> value)
                .filter(value -> value < LIMIT)
                .max()
                .orElse(0);
        double width =
                Arrays.stream(WIDTHS).filter(w -> w >= range / bins).findFirst().orElse(WIDTHS[WIDTHS.length - 1]);
        return sets.stream()
                .map(set -> counted(set.stream().mapToDouble(value -> value).toArray(), width))
                .toList();
    }

    private static Histogram counted(double[] values, double width) {
        double[] shown = Arrays.stream(values).filter(v -> v < LIMIT).toArray();
        double range = Arrays.stream(shown).max().orElse(0);
        int[] counts = new int[shown.length == 0 ? 1 : bin(range, width) + 1];
        Arrays.stream(shown).forEach(v -> counts[bin(v, width)]++);
        return new Histogram(width, IntStream.of(counts).boxed().toList(), values.length - shown.length);
    }

    /** The bin that holds a value. What lies on an edge belongs above it, save 3 Å, which is not "> 3 Å". */
    private static int bin(double value, double width) {
        int bin = (int) Math.floor(value / width + 1e-9);
        return value == SpreadClass.REGISTER_UNCERTAIN ? bin - 1 : bin;
    }

    double from(int bin) {
        return bin * width;
    }
}
