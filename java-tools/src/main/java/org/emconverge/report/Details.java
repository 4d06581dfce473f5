package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON of any shape as rows a person can read, so that fields nobody planned for still appear. */
final class Details {
    private static final int DECIMALS = 3;

    private Details() {
    }

    /** Every leaf by its path in words: {@code {"bonds": {"rmsz": 0.5}}} is {@code bonds rmsz = 0.5}. Lists stay on one line. */
    static Map<String, String> flat(JsonNode node) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect(node, "", leaves);
        return leaves;
    }

    /** Every numeric leaf, likewise. */
    static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers(node, "", numbers);
        return numbers;
    }

    private static void numbers(JsonNode node, String path, Map<String, Double> numbers) {
        if (node.isNumber()) {
            numbers.put(path, node.asDouble());
        }
        node.properties().forEach(e -> numbers(e.getValue(), (path + " " + words(e.getKey())).strip(), numbers));
    }

    private static void collect(JsonNode node, String path, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(e -> collect(e.getValue(), (path + " " + words(e.getKey())).strip(), leaves));
        } else if (node.isArray()) {
            leaves.put(path, StreamSupport.stream(node.spliterator(), false)
                    .map(item -> item.isValueNode() ? shortened(item.asText()) : item.toString()).collect(Collectors.joining(", ")));
        } else if (!node.isMissingNode() && !node.isNull()) {
            leaves.put(path, shortened(node.asText()));
        }
    }

    /** {@code engine_score} as {@code engine score}. */
    static String words(String name) {
        return name.replace('_', ' ');
    }

    /** A number with more than three decimals gets three significant ones; anything else stays as it is. */
    static String shortened(String text) {
        if (!text.matches("-?\\d+\\.\\d{" + (DECIMALS + 1) + ",}([eE][-+]?\\d+)?|-?\\d(\\.\\d+)?[eE][-+]?\\d+")) {
            return text;
        }
        double value = Double.parseDouble(text);
        return Math.abs(value) >= 0.01 || value == 0 ? String.format(Locale.ROOT, "%." + (Math.abs(value) < 100 ? 2 : 1) + "f", value)
                : String.format(Locale.ROOT, "%.2e", value);
    }
}
