package org.emconverge.engines.phenix;

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
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;

/**
 * The parameter file of phenix.real_space_refine, in PHIL, with the names of Phenix 1.19 and later. What it does not
 * name keeps Phenix's default.
 *
 * @param resolution of the map, Å
 * @param run what is refined, joined by {@code +}, such as {@code minimization_global+adp}
 * @param cycles macro-cycles
 */
public record PhenixParameters(double resolution, String run, int cycles) {
    static final String MODEL = "model.cif";
    static final String MAP = "map.mrc";
    static final String PREFIX = "model";
    static final String FILE = "refine.eff";
    /** Where the first voxel lay before the map was put to zero. */
    static final String PLACE = "origin.json";

    /** What {@code refinement.run} may hold. */
    private static final List<String> STEPS = List.of(
            "minimization_global",
            "rigid_body",
            "local_grid_search",
            "morphing",
            "simulated_annealing",
            "adp",
            "occupancy",
            "nqh_flips");

    /**
     * @throws InputException when {@code run} names something that Phenix does not refine, or when a number is out of
     *     range
     */
    public PhenixParameters {
        for (String step : run.split("\\+", -1)) {
            if (!STEPS.contains(step)) {
                throw new InputException("Phenix has no refinement step '" + step + "': join some of "
                        + String.join(", ", STEPS) + " by +, for instance minimization_global+adp.");
            }
        }
        ParameterSchema.requireResolution(resolution);
        ParameterSchema.of("macro_cycles").require(cycles);
    }

    /**
     * The parameters as PHIL text.
     *
     * @param copies atom selections of the copies that symmetry holds alike, the asymmetric unit first; fewer than two:
     *     none
     */
    String eff(List<String> copies) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", MODEL);
        values.put("map", MAP);
        values.put("prefix", PREFIX);
        values.put(
                "resolution",
                BigDecimal.valueOf(resolution).stripTrailingZeros().toPlainString());
        values.put("run", run);
        values.put("cycles", cycles);
        values.put("constrained", copies.size() > 1);
        values.put("reference", copies.isEmpty() ? "" : copies.get(0));
        values.put("copies", copies.stream().skip(1).toList());
        try (Reader in = new InputStreamReader(
                PhenixParameters.class.getResourceAsStream("refine.eff.mustache"), StandardCharsets.UTF_8)) {
            StringWriter text = new StringWriter();
            new DefaultMustacheFactory()
                    .compile(in, "refine.eff.mustache")
                    .execute(text, values)
                    .flush();
            return text.toString();
        }
    }
}
