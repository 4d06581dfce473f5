package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Sha256;
import org.emconverge.archive.PlainText;

/** Entries of a watched folder: what a row or a folder must have to be offered. */
final class FolderEntries {
    /** What a shell takes for a variable, or for the end of a line: the run refuses such names. */
    private static final Pattern UNSTAGEABLE = Pattern.compile("\\p{Cntrl}|\\$[\\w{@*#?!$-]");

    private static final int LONGEST_ID = 100;
    private static final int HASH = 8;

    private final SettledFiles settled;
    private final Duration settle;
    private final FolderMemory memory;

    /**
     * An entry that is offered.
     *
     * @param where the samplesheet or the folder, from the watched folder
     * @param resolutionFrom {@code model}, {@code half maps}, a table's name, or {@code EMDB}
     */
    record Offer(Candidate candidate, String where, String resolutionFrom) {}

    FolderEntries(SettledFiles settled, Duration settle, FolderMemory memory) {
        this.settled = settled;
        this.settle = settle;
        this.memory = memory;
    }

    /** Why a file's entry waits. */
    String waits(Path file) {
        return "It waits: " + PlainText.plain(file.getFileName().toString()) + " has changed within "
                + settle.toSeconds() + " s.";
    }

    /**
     * What a folder's {@link FolderSource#ENTRY} says of its entry; nothing where there is none.
     *
     * @return values by the columns of a samplesheet; paths are absolute
     * @throws InputException when it is no such table, or still comes
     */
    Map<String, String> told(FolderFiles.Folder folder) throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        Path table = folder.sheet(FolderSource.ENTRY);
        if (table == null) {
            return told;
        }
        requireSettled(table);
        Csv csv = Csv.read(table);
        if (csv.rows().size() != 1 || !SamplesheetSource.COLUMNS.containsAll(csv.columns())) {
            throw new InputException("Its " + FolderSource.ENTRY
                    + " is no single row of a samplesheet: write a line with columns of "
                    + String.join(",", SamplesheetSource.COLUMNS)
                    + ", those that you need, and a line of their values.");
        }
        for (String column : csv.columns()) {
            String value = csv.rows().get(0).text(column).strip();
            told.put(
                    column,
                    SamplesheetSource.withPaths(
                            column,
                            value,
                            path -> path.contains("://")
                                    ? path
                                    : folder.path().resolve(path).normalize().toString()));
        }
        return told;
    }

    /** The id that is told, else the folder's path with what is no part of ids replaced. */
    static String id(String name, Map<String, String> told) {
        String id = told.getOrDefault("id", "");
        if (!id.isEmpty()) {
            if (!SamplesheetSource.ID.matcher(id).matches()) {
                throw new InputException("The id in its " + FolderSource.ENTRY
                        + " cannot name a folder: use letters, digits, '.', '_' and '-', at most " + LONGEST_ID + ".");
            }
            return id;
        }
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._-]+", "");
        if (plain.isEmpty() || plain.length() > LONGEST_ID) {
            String hash = Sha256.hex(name).substring(0, HASH);
            return plain.isEmpty() ? "entry_" + hash : plain.substring(0, LONGEST_ID - HASH - 1) + "_" + hash;
        }
        return plain;
    }

    /**
     * The entry of a folder.
     *
     * @throws InputException when it is none, or waits
     */
    Offer of(String id, FolderFiles.Folder folder, Map<String, String> told) throws IOException {
        requireSettled(folder.path());
        if (!folder.coming().isEmpty()) {
            throw new InputException("It waits: "
                    + PlainText.plain(folder.coming().get(0).getFileName().toString()) + " is being brought.");
        }
        Map<String, String> row = new LinkedHashMap<>(told);
        row.putAll(FolderRoles.of(folder, told));
        row.put("id", id);
        return of(id, row, PlainText.plain(folder.name()));
    }

    /**
     * An entry by its row.
     *
     * @param where its samplesheet or its folder
     * @throws InputException when it waits, or nothing tells its resolution
     */
    Offer of(String id, Map<String, String> given, String where) throws IOException {
        Map<String, String> row = new LinkedHashMap<>(given);
        Map<String, Path> paths = paths(row);
        Instant newest = null;
        for (Path path : paths.values()) {
            if (UNSTAGEABLE.matcher(path.toString()).find()) {
                throw new InputException("The path " + PlainText.plain(path.toString())
                        + " has a line break, or a $ that a shell takes for a variable: rename it.");
            }
            if (!Files.exists(path)) {
                throw new InputException("It waits: there is no file " + path + ".");
            }
            requireSettled(path);
            Instant time = Files.getLastModifiedTime(path).toInstant();
            newest = newest == null || time.isAfter(newest) ? time : newest;
        }
        String from = resolution(row, paths, where);
        LocalDate came = newest == null ? null : newest.atOffset(ZoneOffset.UTC).toLocalDate();
        return new Offer(new Candidate(id, row, fingerprint(row, paths), null, came), where, from);
    }

    /** Puts a resolution into a row that has none, and says where it is from. */
    private String resolution(Map<String, String> row, Map<String, Path> paths, String where) throws IOException {
        if (!row.getOrDefault("resolution", "").isEmpty()) {
            return where.toLowerCase(Locale.ROOT).endsWith(".csv") ? where : FolderSource.ENTRY;
        }
        if (!row.getOrDefault("emdb", "").isEmpty()) {
            return "EMDB";
        }
        List<Path> files = Arrays.asList(paths.get("model"), paths.get("half1"), paths.get("half2"));
        StringBuilder key = new StringBuilder();
        for (Path file : files) {
            key.append(file == null ? "-" : memory.sha256(file)).append(' ');
        }
        FoundResolution found = memory.resolution(
                key.toString().strip(), () -> FoundResolution.of(files.get(0), files.get(1), files.get(2)));
        if (found.value() == null) {
            throw new InputException(found.from());
        }
        row.put("resolution", found.value().toPlainString());
        return found.from();
    }

    /** Another one when a value or the content of a file is another; not when a file was only touched, or moved. */
    private String fingerprint(Map<String, String> row, Map<String, Path> paths) throws IOException {
        StringBuilder print = new StringBuilder();
        for (String column : SamplesheetSource.COLUMNS) {
            String value = row.getOrDefault(column, "");
            if (!value.isEmpty()) {
                Path path = paths.get(column);
                boolean isFile = path != null && Files.isRegularFile(path);
                print.append(column)
                        .append('=')
                        .append(isFile ? memory.sha256(path) : value)
                        .append('\n');
            }
        }
        return Sha256.hex(print.toString());
    }

    /** The files and folders on this machine that a row names, by their columns; patterns of ensembles are none. */
    static Map<String, Path> paths(Map<String, String> row) {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (String column : SamplesheetSource.PATHS) {
            for (String value : SamplesheetSource.paths(column, row.getOrDefault(column, ""))) {
                boolean isPattern = column.equals("ensemble") && value.matches(".*[*?\\[{].*");
                if (!value.contains("://") && !isPattern) {
                    String name = paths.containsKey(column) ? column + " " + value : column;
                    paths.put(name, Path.of(value));
                }
            }
        }
        return paths;
    }

    private void requireSettled(Path path) throws IOException {
        if (!settled.isSettled(path)) {
            throw new InputException(waits(path));
        }
    }
}
