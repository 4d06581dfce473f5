package org.emconverge.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.Csv;

/**
 * A number that the page shows, and what a reader should know of it; glossary.csv has them all.
 *
 * @param key by which labels of the page name it: a column of residues.csv where there is one, else a name like those
 * @param name as a heading
 * @param definition in a sentence or two
 * @param unit empty where there is none
 * @param range of its values, in words; may be empty
 * @param better which values are good: {@code lower}, {@code higher}, {@code zero}, or a word or two; may be empty
 * @param sources publications that define it; none where emconverge does
 */
record GlossaryTerm(
        String key, String name, String definition, String unit, String range, String better, List<Citation> sources) {
    /** The terms by their keys, read when the first is asked for. */
    private static final class Terms {
        private static final Map<String, GlossaryTerm> ALL = read();

        private static Map<String, GlossaryTerm> read() {
            Map<String, Citation> citations = Citation.all();
            Map<String, GlossaryTerm> terms = new LinkedHashMap<>();
            for (Csv.Row row : Csv.resource(GlossaryTerm.class, "glossary.csv").rows()) {
                List<Citation> sources = Stream.of(row.text("sources").split(" "))
                        .filter(key -> !key.isEmpty())
                        .map(key -> source(citations, key))
                        .toList();
                terms.put(
                        row.text("key"),
                        new GlossaryTerm(
                                row.text("key"),
                                row.text("name"),
                                row.text("definition"),
                                row.text("unit"),
                                row.text("range"),
                                row.text("better"),
                                sources));
            }
            return terms;
        }

        private static Citation source(Map<String, Citation> citations, String key) {
            if (!citations.containsKey(key)) {
                throw new IllegalStateException("glossary.csv names a source that citations.csv lacks: " + key);
            }
            return citations.get(key);
        }
    }

    /** All terms, in the order of the glossary. */
    static List<GlossaryTerm> all() {
        return List.copyOf(Terms.ALL.values());
    }

    /** Whether the glossary has a term. */
    static boolean has(String key) {
        return Terms.ALL.containsKey(key);
    }

    /**
     * One term.
     *
     * @throws IllegalArgumentException where the glossary has none of this key
     */
    static GlossaryTerm of(String key) {
        if (!has(key)) {
            throw new IllegalArgumentException("the glossary has no term " + key);
        }
        return Terms.ALL.get(key);
    }

    /** Unit, range and direction in a line: {@code Å · from 0 · lower is better}. */
    String facts() {
        String direction =
                switch (better) {
                    case "" -> "";
                    case "zero" -> "0 is best";
                    default ->
                        better + " is " + (better.equals("lower") || better.equals("higher") ? "better" : "good");
                };
        return Stream.of(unit, range, direction).filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** The values for the template. */
    Map<String, Object> values() {
        return Map.of(
                "key", key,
                "name", name,
                "definition", definition,
                "facts", facts(),
                "sources",
                        sources.stream()
                                .map(source -> Map.of("text", source.inText(), "address", source.address()))
                                .toList());
    }
}
