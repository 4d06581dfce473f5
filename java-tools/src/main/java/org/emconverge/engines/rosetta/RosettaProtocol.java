package org.emconverge.engines.rosetta;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The RosettaScripts protocol and the flags of one entry, from one template each. What a user would change stands in
 * the flags, as RosettaScripts' own script_vars.
 *
 * @param resolution of the map, Å
 * @param weight rule for the weight of the density
 * @param symmetric whether a symmetry definition file is used
 * @param residues of the asymmetric unit
 * @param options of the user's, one a line of the flags
 */
record RosettaProtocol(double resolution, DensityWeight weight, boolean symmetric, int residues, List<String> options) {
    static final String MODEL = "input.pdb";
    static final String MAP = "map.mrc";
    static final String SYMMETRY = "symmetry.symm";
    static final String PROTOCOL = "protocol.xml";
    static final String FLAGS = "flags";

    /**
     * Beyond this FastRelax of the whole asymmetric unit takes too long, and LocalRelax goes from place to place
     * (Herzik et al. 2019).
     */
    private static final int MOST_RESIDUES_AT_ONCE = 1000;
    /** Largest deviation of an inserted fragment, Å. */
    private static final double RMS = 1.5;
    /** What is rebuilt, round by round: first the worst residues only. */
    private static final List<String> SCORE_CUTS = List.of("-0.5", "-0.3", "-0.1", "0.0");
    /** How much less a side chain's density counts than the main chain's, by residue. */
    private static final Map<String, String> SIDE_CHAINS =
            new TreeMap<>(Map.of("0.76", "RKEDM", "0.81", "CQHNTS", "0.88", "YWAFPILV"));

    /** The protocol as RosettaScripts XML. */
    String xml() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("symmetric", symmetric);
        values.put("local", isLocal());
        values.put(
                "sideChains",
                SIDE_CHAINS.entrySet().stream()
                        .flatMap(factor ->
                                factor.getValue().chars().mapToObj(residue -> (char) residue + ":" + factor.getKey()))
                        .collect(Collectors.joining(",")));
        values.put(
                "rounds",
                IntStream.range(0, SCORE_CUTS.size())
                        .mapToObj(i -> Map.of("number", i + 1, "scoreCut", SCORE_CUTS.get(i)))
                        .toList());
        return filled("protocol.xml.mustache", values);
    }

    /** The flags file; the seed alone is added for each model ({@code -run::jran}). */
    String flags() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", MODEL);
        values.put("protocol", PROTOCOL);
        values.put("map", MAP);
        values.put("symmetry", SYMMETRY);
        values.put("symmetric", symmetric);
        values.put("density", plain(density()));
        values.put("centroidDensity", plain(DensityWeight.CENTROID));
        values.put("rms", plain(RMS));
        values.put("resolution", plain(resolution));
        values.put("options", options);
        return filled("flags.mustache", values);
    }

    double density() {
        return weight.at(resolution);
    }

    boolean isLocal() {
        return residues > MOST_RESIDUES_AT_ONCE;
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String filled(String template, Map<String, Object> values) throws IOException {
        try (Reader in =
                new InputStreamReader(RosettaProtocol.class.getResourceAsStream(template), StandardCharsets.UTF_8)) {
            StringWriter text = new StringWriter();
            new DefaultMustacheFactory()
                    .compile(in, template)
                    .execute(text, values)
                    .flush();
            return text.toString();
        }
    }
}
