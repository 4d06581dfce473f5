package org.emconverge.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.emconverge.Csv;

/**
 * A publication that a result rests on; citations.csv has them all.
 *
 * @param key of its BibTeX entry
 * @param when what must have been used for it to be cited: an engine, {@code validation}, {@code half_maps},
 *     {@code nucleic} acids, {@code glycan}, or {@code always}; {@code glossary}: it defines a number of the page and
 *     is named there alone
 * @param role what it is cited for
 * @param names authors as {@code Family, I. N.}; "others" as the last stands for the rest
 */
record Citation(
        String key,
        String when,
        String role,
        List<String> names,
        String title,
        String journal,
        String volume,
        String pages,
        String year,
        String doi) {
    private static final String OTHERS = "others";

    /** The publications for what was used, in the order of the table. */
    static List<Citation> of(Set<String> used) {
        return Csv.resource(Citation.class, "citations.csv").rows().stream()
                .map(Citation::of)
                .filter(c -> c.when.equals("always") || used.contains(c.when))
                .toList();
    }

    /** All of them by their keys. */
    static Map<String, Citation> all() {
        Map<String, Citation> all = new LinkedHashMap<>();
        Csv.resource(Citation.class, "citations.csv").rows().stream()
                .map(Citation::of)
                .forEach(citation -> all.put(citation.key, citation));
        return all;
    }

    private static Citation of(Csv.Row row) {
        return new Citation(
                row.text("key"),
                row.text("when"),
                row.text("role"),
                Arrays.asList(row.text("authors").split("; ")),
                row.text("title"),
                row.text("journal"),
                row.text("volume"),
                row.text("pages"),
                row.text("year"),
                row.text("doi"));
    }

    /** Where the publication is found. */
    String address() {
        return "https://doi.org/" + doi;
    }

    /** {@code M. A. Herzik Jr, J. S. Fraser, G. C. Lander.}; {@code P. Eastman et al.} */
    String authors() {
        String named = names.stream()
                .filter(name -> !name.equals(OTHERS))
                .map(name -> {
                    String[] parts = name.split(", ", 2);
                    return parts[1] + " " + parts[0];
                })
                .collect(Collectors.joining(", "));
        return named + (names.contains(OTHERS) ? " et al." : ".");
    }

    /** {@code Herzik et al., 2019}; {@code Wojdyr, 2022}. */
    String inText() {
        String family = names.get(0).split(", ", 2)[0].replace(" Jr", "");
        return family + (names.size() > 1 ? " et al., " : ", ") + year;
    }

    /** One line of a list of references. */
    String reference() {
        return authors() + " " + title + ". *" + journal + "* " + volume + ", " + pages + " (" + year + "). doi:" + doi;
    }

    String bibtex() {
        return "@article{" + key + ",\n  author = {" + String.join(" and ", names) + "},\n  title = {{" + title
                + "}},\n  journal = {" + journal + "},\n  volume = {" + volume + "},\n  pages = {"
                + pages.replace("–", "--") + "},\n  year = {" + year + "},\n  doi = {" + doi + "}\n}\n";
    }
}
