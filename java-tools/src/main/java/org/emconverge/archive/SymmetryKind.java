package org.emconverge.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.emconverge.InputException;

/** What kind of symmetry a map has, by the name that the archive gives its point group. */
public enum SymmetryKind {
    NONE("C1"),
    CYCLIC("C[0-9]+"),
    DIHEDRAL("D[0-9]+"),
    TETRAHEDRAL("T[A-Z0-9]*"),
    OCTAHEDRAL("O[A-Z0-9]*"),
    ICOSAHEDRAL("I[A-Z0-9]*"),
    /** A helix, which the archive's method tells and not its point group. */
    HELICAL("helical.*"),
    /** The archive says nothing, or a name that is none of the above. */
    UNKNOWN("");

    private final Pattern names;

    SymmetryKind(String names) {
        this.names = Pattern.compile(names, Pattern.CASE_INSENSITIVE);
    }

    /** @param pointGroup as the archive writes it (C4, D7, O, I), or null */
    static SymmetryKind of(String pointGroup) {
        return Arrays.stream(values())
                .filter(kind ->
                        kind.names.matcher(pointGroup == null ? "" : pointGroup).matches())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** As it is written in options and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SymmetryKind::word).toList();
    }

    /** @throws InputException when it is the word of none */
    public static SymmetryKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> new InputException("\"" + PlainText.plain(word)
                        + "\" is no kind of symmetry: name some of " + String.join(", ", words()) + "."));
    }
}
