package org.emconverge.archive;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.emconverge.InputException;

/**
 * Which entries are selected. All are released and have a fitted model, without which there is nothing to assess.
 *
 * @param resolution Å
 * @param methods in the archive's words, whose case does not matter
 * @param kinds of symmetry; all where it is empty
 * @param residues size of the assembly, estimated by its weight; or null
 * @param releasedSince or null
 * @param halfMaps whether only entries with half maps count
 */
public record SelectionCriteria(
        Range resolution,
        List<String> methods,
        Set<SymmetryKind> kinds,
        Range residues,
        LocalDate releasedSince,
        boolean halfMaps) {
    /** The archive's words for how a structure was determined. */
    public static final List<String> METHODS =
            List.of("singleParticle", "helical", "subtomogramAveraging", "electronCrystallography", "tomography");

    private static final String RELEASED = "REL";

    /** @throws InputException when a method is none */
    public SelectionCriteria {
        for (String method : methods) {
            if (METHODS.stream().noneMatch(method::equalsIgnoreCase)) {
                throw new InputException("\"" + PlainText.plain(method)
                        + "\" is no method of the archive: name some of " + String.join(", ", METHODS) + ".");
            }
        }
    }

    /**
     * Why an entry is left out, in words that do not change, and the value that says so.
     *
     * @param value as the archive has it, or empty
     */
    record LeftOut(String reason, String value) {
        static final String UNREADABLE = "unreadable id";
        static final String TWICE = "listed twice";
        static final String ABSENT = "not in the archive";

        static Optional<LeftOut> of(boolean left, String reason, Object value) {
            return left
                    ? Optional.of(new LeftOut(reason, value == null ? "" : PlainText.plain(value.toString())))
                    : Optional.empty();
        }
    }

    /**
     * What must be asked of the archive to judge by these.
     *
     * @throws InputException when one is not among {@code names}
     */
    void require(Map<SearchField, String> names) {
        require(names, SearchField.METHOD, true);
        require(names, SearchField.SYMMETRY, !kinds.isEmpty());
        require(names, SearchField.WEIGHT, residues != null);
        require(names, SearchField.RELEASED, releasedSince != null);
        require(names, SearchField.HALF_MAPS, halfMaps);
    }

    private static void require(Map<SearchField, String> names, SearchField field, boolean needed) {
        if (needed && !names.containsKey(field)) {
            throw new InputException("What is asked for cannot be told without " + field.word() + ": give --field "
                    + field.word() + "=NAME, or ask for less.");
        }
    }

    /** The first reason for which an entry is left out; nothing where it is selected. */
    Optional<LeftOut> judge(EmdbRow row) {
        Predicate<String> asked = method -> methods.stream().anyMatch(method::equalsIgnoreCase);
        return LeftOut.of(!isReleased(row), "not released", row.status())
                .or(() -> LeftOut.of(row.method() == null || !asked.test(row.method()), "method", row.method()))
                .or(() -> LeftOut.of(row.fitted().isEmpty(), "no fitted model", ""))
                .or(() -> LeftOut.of(row.resolution() == null, "no resolution", ""))
                .or(() -> LeftOut.of(!resolution.contains(row.resolution()), "resolution", row.resolution()))
                .or(() -> LeftOut.of(!kinds.isEmpty() && !kinds.contains(row.kind()), "symmetry", symmetry(row)))
                .or(() -> LeftOut.of(residues != null && row.residues() == null, "size unknown", ""))
                .or(() -> LeftOut.of(residues != null && !residues.contains(row.residues()), "size", row.residues()))
                .or(() -> LeftOut.of(releasedSince != null && row.released() == null, "release date unknown", ""))
                .or(() -> LeftOut.of(
                        releasedSince != null && row.released().isBefore(releasedSince),
                        "released before",
                        row.released()))
                .or(() -> LeftOut.of(halfMaps && !row.halfMaps(), "no half maps", ""));
    }

    /** An archive that tells no status has released them all. */
    static boolean isReleased(EmdbRow row) {
        return row.status() == null || row.status().equalsIgnoreCase(RELEASED);
    }

    private static String symmetry(EmdbRow row) {
        return row.kind().word() + (row.pointGroup() == null ? "" : " " + row.pointGroup());
    }

    /** As a sentence has them: 40000 method, 2000 resolution. */
    static String words(Map<String, Integer> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> String.format(Locale.ROOT, "%d %s", reason.getValue(), reason.getKey()))
                .collect(Collectors.joining(", "));
    }
}
