package org.emconverge.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of an entry's files, against the constants and against what the documents say. */
class EntryFileTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Set<String> STEPS = Set.of(
            "fetch", "series", "prepare", "sample", "validate", "rank", "refine", "assess", "converge", "report");

    private static List<String> rows() throws IOException {
        try (var in = EntryFile.class.getResourceAsStream("files.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void everyRoleHasOneRowAndEveryRowARole() throws IOException {
        assertEquals("role,path,stage,schema,presence,kept,description", rows().get(0));
        List<String> named =
                rows().stream().skip(1).map(row -> row.split(",")[0]).toList();
        assertEquals(
                Arrays.stream(EntryFile.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList(),
                named);
    }

    @Test
    void everyColumnHasOneOfItsValues() throws IOException {
        for (String row : rows().subList(1, rows().size())) {
            String[] cells = row.split(",", 7);
            assertTrue(STEPS.contains(cells[2]), row);
            assertTrue(cells[4].equals("always") || cells[4].equals("optional"), row);
            assertTrue(cells[5].equals("yes") || cells[5].equals("no"), row);
            assertTrue(cells[1].matches("[a-z_]+(/[a-z0-9_*]+)*(\\.[a-z]+)+|[a-z]+/\\*(\\.[a-z]+)+"), row);
        }
        Set<String> paths = new HashSet<>();
        for (EntryFile role : EntryFile.values()) {
            assertTrue(paths.add(role.path()), role.path());
            assertFalse(role.description().isBlank() || role.description().endsWith("."), role.description());
        }
    }

    @Test
    void aPatternNamesOneFileByItsName() {
        assertEquals("prepared/half2.mrc", EntryFile.HALF_MAP.path("2"));
        assertEquals("refined/a.b+c.refinement.json", EntryFile.REFINEMENT.path("a.b+c"));
        assertThrows(IllegalStateException.class, () -> EntryFile.SUMMARY.path("x"));
    }

    @Test
    void pathsFromOneFileToAnother() {
        assertEquals("../prepared/map.mrc", EntryFile.MAP.seenFrom(EntryFile.PYMOL_SCRIPT));
        assertEquals("../ensemble.cif", EntryFile.ENSEMBLE.seenFrom(EntryFile.CHIMERAX_SCRIPT));
        assertEquals("ca_rmsd.defattr", EntryFile.CHIMERAX_ATTRIBUTES.seenFrom(EntryFile.CHIMERAX_SCRIPT));
        assertEquals("ensemble.cif", EntryFile.ENSEMBLE.seenFrom(EntryFile.SUMMARY));
    }

    /** The table of an entry's files in the documents is the kept rows of files.csv, in their order. */
    @Test
    void theDocumentsListTheKeptFiles() throws IOException {
        List<String> expected = Arrays.stream(EntryFile.values())
                .filter(EntryFile::isKept)
                .map(role -> "|`" + role.path() + "`|" + role.description() + "|")
                .toList();
        List<String> outputs = Files.readAllLines(DOCS.resolve("outputs.md"));
        int head = outputs.indexOf("|file of an entry|what it is|");
        assertTrue(head > 0, "docs/outputs.md has no table of an entry's files");
        assertEquals(
                String.join("\n", expected),
                outputs.subList(head + 2, outputs.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .collect(Collectors.joining("\n")));
    }

    /** What a run tells while it goes, and what a site has of an entry, are no files of an entry. */
    private static final List<String> OTHERS = List.of("progress.schema.json", "site_entry.schema.json");

    @Test
    void everySchemaIsNamedAndEveryNamedOneExists() throws IOException {
        Set<String> named = Stream.concat(
                        OTHERS.stream(), Arrays.stream(EntryFile.values()).flatMap(role -> role.schema().stream()))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(DOCS.resolve("schema"))) {
            assertEquals(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()), named);
        }
    }
}
