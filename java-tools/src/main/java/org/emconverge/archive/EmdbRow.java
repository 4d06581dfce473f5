package org.emconverge.archive;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.emconverge.Csv;
import org.emconverge.ParameterSchema;
import org.emconverge.Sha256;

/**
 * What EMDB's search says of an entry. Everything but the id may be missing; texts are as they came.
 *
 * @param id null where the text is no accession
 * @param name the id's text
 * @param title one line, or null
 * @param status such as {@code REL}, or null
 * @param method such as {@code singleParticle}, or null
 * @param resolution Å, or null, as for one that the run would refuse
 * @param pointGroup the first that is named, or null
 * @param kind of its symmetry
 * @param fitted PDB ids of the fitted models, sorted
 * @param halfMaps whether half maps are listed
 * @param contour level, in the map's units; null where none is named, or more than one
 * @param weight of the assembly, Da; or null
 * @param released or null
 * @param updated or null
 * @param sha256 of all values
 */
record EmdbRow(
        EmdbId id,
        String name,
        String title,
        String status,
        String method,
        Double resolution,
        String pointGroup,
        SymmetryKind kind,
        List<PdbId> fitted,
        boolean halfMaps,
        BigDecimal contour,
        Double weight,
        LocalDate released,
        LocalDate updated,
        String sha256) {
    /** Mean weight of a residue of a protein, Da, by which a size in residues is estimated. */
    private static final double RESIDUE_WEIGHT = 110;

    private static final String HELICAL = "helical";

    static EmdbRow of(Csv.Row row, Map<SearchField, String> names) {
        Reader reader = new Reader(row, names);
        String name = reader.text(SearchField.EMDB);
        String method = reader.orNull(SearchField.METHOD);
        Double resolution = reader.number(SearchField.RESOLUTION);
        String pointGroup =
                reader.values(SearchField.SYMMETRY).stream().findFirst().orElse(null);
        List<BigDecimal> contours = reader.values(SearchField.CONTOUR).stream()
                .map(EmdbEntry::number)
                .filter(level -> level != null && ParameterSchema.of("contour").allows(level))
                .distinct()
                .map(BigDecimal::valueOf)
                .toList();
        return new EmdbRow(
                EmdbId.find(name).orElse(null),
                name,
                EmdbEntry.text(reader.text(SearchField.TITLE)),
                reader.orNull(SearchField.STATUS),
                method,
                resolution != null && ParameterSchema.of("resolution").allows(resolution) ? resolution : null,
                pointGroup,
                HELICAL.equalsIgnoreCase(method) ? SymmetryKind.HELICAL : SymmetryKind.of(pointGroup),
                reader.values(SearchField.FITTED).stream()
                        .map(PdbId::find)
                        .flatMap(Optional::stream)
                        .distinct()
                        .sorted()
                        .toList(),
                !reader.text(SearchField.HALF_MAPS).isEmpty(),
                contours.size() == 1 ? contours.get(0) : null,
                reader.number(SearchField.WEIGHT),
                date(reader.text(SearchField.RELEASED)),
                date(reader.text(SearchField.UPDATED)),
                Sha256.hex(names.values().stream().map(row::text).collect(Collectors.joining("\u001f"))));
    }

    /** A date, with or without a time behind it (2024-05-01T00:00:00Z); null when the text is none. */
    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.split("[T ]", 2)[0]);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The size of its assembly by its weight; null where that is not known. */
    Long residues() {
        return weight == null || weight <= 0 ? null : Math.round(weight / RESIDUE_WEIGHT);
    }

    /** The later of release and update, or null. */
    LocalDate changed() {
        return released == null || updated != null && updated.isAfter(released) ? updated : released;
    }

    /** The point group where the run knows it; that of a helix is not its whole symmetry. */
    String symmetry() {
        return pointGroup != null
                        && kind != SymmetryKind.HELICAL
                        && ParameterSchema.of("symmetry").matches(pointGroup)
                ? pointGroup
                : null;
    }

    /** Reads the values of a row by what they mean; what was not asked for is empty. */
    private record Reader(Csv.Row row, Map<SearchField, String> names) {
        String text(SearchField field) {
            return names.containsKey(field) ? row.text(names.get(field)).strip() : "";
        }

        String orNull(SearchField field) {
            String text = text(field);
            return text.isEmpty() ? null : text;
        }

        /** Of one that may be several, with commas between. */
        List<String> values(SearchField field) {
            return Arrays.stream(text(field).split("[,;\\s]+"))
                    .filter(value -> !value.isEmpty())
                    .toList();
        }

        /** The only one; null where there is none, or where there are several that differ. */
        Double number(SearchField field) {
            List<Double> numbers =
                    values(field).stream().map(EmdbEntry::number).distinct().toList();
            return numbers.size() == 1 ? numbers.get(0) : null;
        }
    }
}
