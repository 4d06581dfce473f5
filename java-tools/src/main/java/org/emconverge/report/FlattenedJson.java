package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Turns JSON of any shape into rows that a person can read, so that fields nobody planned for still appear. */
final class FlattenedJson {
    /** A number with three decimals or more and at least 1, with more than three decimals, or with an exponent. */
    private static final Pattern NUMBER =
            Pattern.compile("-?([1-9]\\d*\\.\\d{3,}|\\d+\\.\\d{4,})([eE][-+]?\\d+)?|-?\\d(\\.\\d+)?[eE][-+]?\\d+");

    private FlattenedJson() {}

    /**
     * Names every leaf by its path in words: {@code {"bonds": {"rmsz": 0.5}}} is {@code bonds rmsz = 0.5}. A list stays
     * on one line.
     */
    static Map<String, String> flat(JsonNode node) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect(node, "", leaves);
        return leaves;
    }

    /** Names every numeric leaf likewise. */
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
            leaves.put(
                    path,
                    StreamSupport.stream(node.spliterator(), false)
                            .map(item -> item.isValueNode() ? shortened(item.asText()) : item.toString())
                            .collect(Collectors.joining(", ")));
        } else if (!node.isMissingNode() && !node.isNull()) {
            leaves.put(path, shortened(node.asText()));
        }
    }

    /** {@code engine_score} as {@code engine score}. */
    static String words(String name) {
        return name.replace('_', ' ');
    }

    /** A number with many decimals keeps those that matter; anything else stays as it is. */
    static String shortened(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return text;
        }
        double value = Double.parseDouble(text);
        double size = Math.abs(value);
        String format = size >= 100 ? "%.1f" : size >= 1 || value == 0 ? "%.2f" : size >= 0.01 ? "%.3f" : "%.2e";
        return String.format(Locale.ROOT, format, value);
    }
}
