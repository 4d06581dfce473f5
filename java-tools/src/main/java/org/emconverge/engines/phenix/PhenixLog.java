package org.emconverge.engines.phenix;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of phenix.real_space_refine: the statistics that it prints of the model before and after, and what it says
 * when it stops.
 *
 * @param text of the log
 */
record PhenixLog(String text) {
    private static final Pattern CC = Pattern.compile("(?im)^\\s*CC[_ ]?mask\\s*[:=]\\s*(-?\\d+(?:\\.\\d+)?)");
    /**
     * Statistics of the geometry, by the name they get here; the last of each in the log is that of the refined model.
     */
    private static final Map<String, Pattern> GEOMETRY = geometry();

    private static final Pattern SORRY = Pattern.compile("(?m)^\\s*Sorry:?\\s*(\\S[^\\n]*)");
    private static final Pattern RAISED = Pattern.compile("(?m)^(?:[\\w.]+\\.)?\\w*(?:Error|Exception)\\b.*$");
    private static final int LONGEST = 200;

    private static Map<String, Pattern> geometry() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("bonds_rmsd", "Bond\\s*:\\s*");
        lines.put("angles_rmsd", "Angle\\s*:\\s*");
        lines.put("clashscore", "All-atom Clashscore\\s*:\\s*");
        lines.put("ramachandran_outliers_percent", "Ramachandran Plot:\\s*\\n\\s*Outliers\\s*:\\s*");
        lines.put(
                "ramachandran_favoured_percent",
                "Ramachandran Plot:(?:\\s*\\n\\s*(?:Outliers|Allowed)\\s*:[^\\n]*)*\\s*\\n\\s*Favored\\s*:\\s*");
        lines.put("rotamer_outliers_percent", "Rotamer(?: Outliers\\s*:|:\\s*\\n\\s*Outliers\\s*:)\\s*");
        lines.put("cbeta_deviations", "Cbeta Deviations\\s*:\\s*");
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        lines.forEach((name, line) ->
                patterns.put(name, Pattern.compile("(?im)^[^\\S\\n]*" + line + "(-?\\d+(?:\\.\\d+)?)")));
        return patterns;
    }

    /** Correlation of map and model in the mask around it before refinement; NaN when the log has none. */
    double ccBefore() {
        List<Double> all = numbers(CC);
        return all.isEmpty() ? Double.NaN : all.get(0);
    }

    /** The same of the refined model; NaN when the log has it only once. */
    double ccAfter() {
        List<Double> all = numbers(CC);
        return all.size() < 2 ? Double.NaN : all.get(all.size() - 1);
    }

    /** Geometry of the refined model as Phenix counts it; what the log does not have is left out. */
    ObjectNode geometryAfter() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        GEOMETRY.forEach((name, pattern) -> {
            List<Double> all = numbers(pattern);
            if (!all.isEmpty()) {
                node.put(name, all.get(all.size() - 1));
            }
        });
        return node;
    }

    /** Why Phenix stopped, in one sentence; empty when the log says nothing of it. */
    Optional<String> failure() {
        Matcher sorry = SORRY.matcher(text);
        if (sorry.find()) {
            return Optional.of(explained(
                    text.substring(sorry.start()), shortened(sorry.group(1).strip())));
        }
        List<String> raised =
                RAISED.matcher(text).results().map(r -> r.group().strip()).toList();
        return text.contains("Traceback (most recent call last)")
                ? Optional.of("Phenix crashed: "
                        + (raised.isEmpty() ? "see its log" : shortened(raised.get(raised.size() - 1))))
                : Optional.empty();
    }

    private static String explained(String rest, String said) {
        if (has(rest, "map and model are not aligned|entirely outside map|model is outside")) {
            return "Phenix finds the model outside the map (" + said + "): check that the model lies in the density";
        }
        if (has(
                rest,
                "symmetry.{0,40}mismatch|unit cell.{0,40}mismatch|box.{0,40}mismatch|different crystal symmetr|symmetry conflict")) {
            return "Phenix finds that the model and the map differ in their box or symmetry (" + said
                    + "): give the model without a crystal's cell";
        }
        if (has(rest, "licen[cs]e")) {
            return "Phenix misses its licence (" + said + "): see phenix-online.org";
        }
        if (has(
                rest,
                "no such parameter|unknown command line parameter|unrecognized phil|some phil parameters are not recognized")) {
            return "This Phenix does not know a parameter (" + said
                    + "): use Phenix 1.19 or newer, or correct --phenix_options";
        }
        return "Phenix stopped: " + said;
    }

    private static boolean has(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).find();
    }

    private static String shortened(String message) {
        return message.length() > LONGEST ? message.substring(0, LONGEST) + " …" : message;
    }

    private List<Double> numbers(Pattern pattern) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            numbers.add(Double.parseDouble(matcher.group(1)));
        }
        return numbers;
    }
}
