package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samplesheets that grow. */
class SamplesheetSourceTest {
    @TempDir
    Path folder;

    private final List<String> words = new ArrayList<>();

    private Source.Listing read(String text) throws Exception {
        Path sheet = folder.resolve("sheet.csv");
        Files.writeString(sheet, text);
        return new SamplesheetSource(sheet).read(words::add);
    }

    @Test
    void rowsHaveIdsAndAbsolutePaths() throws Exception {
        Files.writeString(folder.resolve("a map.mrc.gz"), "map");
        Source.Listing listing = read(
                "map,emdb,model,ensemble\na map.mrc.gz,,https://example.org/m.pdb,\n,EMD-2566,,\nx.mrc,,,m/*.pdb\n");
        assertEquals(
                List.of("a_map", "EMD-2566", "x"),
                listing.entries().stream().map(Candidate::id).toList());
        Candidate first = listing.entries().get(0);
        assertEquals(folder.resolve("a map.mrc.gz").toString(), first.value("map"));
        assertEquals("https://example.org/m.pdb", first.value("model"));
        assertEquals(
                folder.resolve("m/*.pdb").toString(), listing.entries().get(2).value("ensemble"));
        assertEquals(
                Path.of("x.mrc").toAbsolutePath().toString(),
                listing.entries().get(2).value("map"));
    }

    @Test
    void aRowIsAnotherOneWithAnotherValueOrFile() throws Exception {
        String text = "id,map,resolution\na,a.mrc,3\n";
        String absent = read(text).entries().get(0).fingerprint();
        Files.writeString(folder.resolve("a.mrc"), "map");
        String there = read(text).entries().get(0).fingerprint();
        assertNotEquals(absent, there);
        assertEquals(there, read(text).entries().get(0).fingerprint());
        assertNotEquals(there, read(text.replace(",3", ",4")).entries().get(0).fingerprint());
        Files.writeString(folder.resolve("a.mrc"), "another");
        assertNotEquals(there, read(text).entries().get(0).fingerprint());
    }

    @Test
    void whatCannotBeAnEntryIsLeftOut() throws Exception {
        Source.Listing listing = read("id,emdb\na,\na,\n../b,\n,\n");
        assertEquals(1, listing.entries().size());
        assertEquals(
                List.of("a", "../b", ""),
                listing.leftOut().stream().map(Source.LeftOut::name).toList());
        assertTrue(words.get(0).startsWith("3 rows of "), words + "");
        InputException unknown = assertThrows(InputException.class, () -> read("id;emdb\na;\n"));
        assertTrue(unknown.getMessage().contains("has an unknown column 'id;emdb'"), unknown.getMessage());
    }
}
