package org.emconverge.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.Csv;

/**
 * A cluster of RNA backbone conformers, of the table {@code rna-suites.csv}.
 *
 * @param bin the puckers of the two sugars (3: C3′-endo, 2: C2′-endo) and γ (p, t, m), such as {@code 33p}
 * @param name two characters, such as {@code 1a}
 * @param dominance {@code dom} of the large cluster of a bin, {@code sat} of a satellite of it, else {@code ord}
 * @param torsions their means, degrees, as {@link Nucleotide#suite} has them
 * @param satellite widths of a satellite where it meets the large cluster, degrees, as the torsions; NaN: the usual
 * @param dominant those of the large cluster there, likewise
 */
record SuiteCluster(
        String bin, String name, String dominance, double[] torsions, double[] satellite, double[] dominant) {
    private static final Map<String, List<SuiteCluster>> BINS = read();

    private static Map<String, List<SuiteCluster>> read() {
        return Csv.resource(SuiteCluster.class, "rna-suites.csv").rows().stream()
                .map(SuiteCluster::of)
                .collect(Collectors.groupingBy(SuiteCluster::bin, LinkedHashMap::new, Collectors.toList()));
    }

    private static SuiteCluster of(Csv.Row row) {
        return new SuiteCluster(
                row.text("bin"),
                row.text("name"),
                row.text("dominance"),
                Stream.of("delta_before", "epsilon_before", "zeta_before", "alpha", "beta", "gamma", "delta")
                        .mapToDouble(row::number)
                        .toArray(),
                widths(row, "satellite"),
                widths(row, "dominant"));
    }

    private static double[] widths(Csv.Row row, String of) {
        return new double[] {
            Double.NaN,
            row.numberOrNaN(of + "_epsilon"),
            row.numberOrNaN(of + "_zeta"),
            Double.NaN,
            row.numberOrNaN(of + "_beta"),
            Double.NaN,
            Double.NaN
        };
    }

    /** All clusters, bin after bin. */
    static List<SuiteCluster> all() {
        return BINS.values().stream().flatMap(List::stream).toList();
    }

    /** Those of a bin, of which one has none. */
    static List<SuiteCluster> ofBin(String bin) {
        return BINS.getOrDefault(bin, List.of());
    }

    boolean isDominant() {
        return dominance.equals("dom");
    }

    boolean isSatellite() {
        return dominance.equals("sat");
    }

    /** The usual widths with this satellite's own in their place. */
    double[] satelliteWidths(double[] usual) {
        return replaced(usual, satellite);
    }

    /** The usual widths with those of the large cluster towards this satellite in their place. */
    double[] dominantWidths(double[] usual) {
        return replaced(usual, dominant);
    }

    private static double[] replaced(double[] usual, double[] own) {
        double[] widths = usual.clone();
        for (int k = 0; k < own.length; k++) {
            widths[k] = Double.isNaN(own[k]) ? usual[k] : own[k];
        }
        return widths;
    }
}
