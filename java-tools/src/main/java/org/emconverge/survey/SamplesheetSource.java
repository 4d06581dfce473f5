package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Sha256;
import org.emconverge.archive.PlainText;

/**
 * Entries of a samplesheet as a run takes it, which may grow. A row is another one when one of its values changes, or
 * size or time of a file that it names.
 */
public final class SamplesheetSource implements Source {
    /** The columns that a run knows; those whose values are paths. */
    static final List<String> COLUMNS = List.of(
            "id",
            "emdb",
            "pdb",
            "map",
            "half1",
            "half2",
            "particles",
            "particles_dir",
            "model",
            "resolution",
            "symmetry",
            "contour",
            "ensemble",
            "sampler",
            "refiner",
            "ligand");

    static final List<String> PATHS =
            List.of("map", "half1", "half2", "particles", "particles_dir", "model", "ensemble", "ligand");
    /** The column whose value may be several paths, with semicolons between. */
    private static final String SEVERAL = "ligand";

    private static final String SEPARATOR = ";";
    /** By which a row without an id is called, as a run does. */
    private static final List<String> NAMING = List.of("map", "half1", "particles", "model");
    /** As the run asks for, because it names a folder. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Path file;

    /** @param file separated by commas, in UTF-8 */
    public SamplesheetSource(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public Listing read(Consumer<String> words) throws IOException {
        Csv sheet = Csv.read(file);
        for (String column : sheet.columns()) {
            if (!COLUMNS.contains(column)) {
                throw new InputException("The samplesheet " + file + " has an unknown column '"
                        + PlainText.plain(column)
                        + "': name the columns " + String.join(",", COLUMNS) + ", those that you need, with commas"
                        + " between.");
            }
        }
        List<Candidate> entries = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Csv.Row row : sheet.rows()) {
            Map<String, String> values = new LinkedHashMap<>();
            sheet.columns()
                    .forEach(column -> values.put(column, row.text(column).strip()));
            String id = id(values);
            String problem = !ID.matcher(id).matches()
                    ? "its id cannot name a folder: use letters, digits, '.', '_' and '-'."
                    : ids.add(id) ? null : "an earlier row of the samplesheet has the same id.";
            if (problem == null) {
                values.put("id", id);
                entries.add(candidate(id, values));
            } else {
                leftOut.add(new LeftOut(PlainText.plain(id), problem));
            }
        }
        if (!leftOut.isEmpty()) {
            words.accept(leftOut.size() + " rows of " + file + " are left out: "
                    + leftOut.get(0).reason());
        }
        return new Listing(entries, leftOut);
    }

    /** The row's id, else its EMDB id, else the name of its map with what is no part of ids replaced. */
    private static String id(Map<String, String> row) {
        for (String column : List.of("id", "emdb")) {
            if (!row.getOrDefault(column, "").isEmpty()) {
                return row.get(column);
            }
        }
        String path = NAMING.stream()
                .map(column -> row.getOrDefault(column, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return path.replaceFirst("/+$", "")
                .replaceFirst(".*/", "")
                .replaceFirst("(\\.(mrc|map|ccp4|star))?(\\.gz)?$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "_")
                .replaceFirst("^[._-]+", "");
    }

    private Candidate candidate(String id, Map<String, String> row) throws IOException {
        StringBuilder print = new StringBuilder();
        Instant newest = null;
        for (Map.Entry<String, String> cell : row.entrySet()) {
            cell.setValue(withPaths(cell.getKey(), cell.getValue(), this::located));
            for (String found : paths(cell.getKey(), cell.getValue())) {
                Path path = found.contains("://") ? null : Path.of(found);
                if (path != null && Files.isRegularFile(path)) {
                    Instant time = Files.getLastModifiedTime(path).toInstant();
                    newest = newest == null || time.isAfter(newest) ? time : newest;
                    print.append(Files.size(path)).append(' ').append(time).append('\n');
                }
            }
            print.append(cell.getKey()).append('=').append(cell.getValue()).append('\n');
        }
        LocalDate came = newest == null ? null : newest.atOffset(ZoneOffset.UTC).toLocalDate();
        return new Candidate(id, row, Sha256.hex(print.toString()), null, came);
    }

    /** The paths that a column's value names; none of a column that has no paths. */
    static List<String> paths(String column, String value) {
        if (!PATHS.contains(column)) {
            return List.of();
        }
        return Arrays.stream(column.equals(SEVERAL) ? value.split(SEPARATOR) : new String[] {value})
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** A value with each of its paths changed; one without paths stays. */
    static String withPaths(String column, String value, UnaryOperator<String> change) {
        return PATHS.contains(column)
                ? paths(column, value).stream().map(change).collect(Collectors.joining(SEPARATOR))
                : value;
    }

    /** A path is relative to the samplesheet, or else to the folder that this was started in. */
    private String located(String name) {
        if (name.contains("://")) {
            return name;
        }
        Path beside = file.resolveSibling(name);
        boolean isPattern = name.matches(".*[*?\\[{].*"); // of an ensemble
        return (isPattern || Files.exists(beside) ? beside : Path.of(name).toAbsolutePath())
                .normalize()
                .toString();
    }
}
