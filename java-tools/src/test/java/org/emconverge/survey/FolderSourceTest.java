package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.example.ExampleEntry;
import org.emconverge.survey.Source.Listing;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that appear in a folder, of the built-in example's files. */
class FolderSourceTest {
    private static final String REMARK = "EXPDTA    ELECTRON MICROSCOPY\nREMARK   2 RESOLUTION.    3.28 ANGSTROMS.\n";
    private static final String ATOM =
            "ATOM      1  CA  GLY A   1       1.000   1.000   1.000  1.00 20.00           C\n";

    @TempDir
    static Path example;

    @TempDir
    Path folder;

    private Path root;
    private Path outDir;
    private final List<String> words = new ArrayList<>();
    private final Ticking clock = new Ticking();
    private FolderSource source;

    /** A clock that is set by hand. */
    private static final class Ticking extends Clock {
        private Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void pass(long seconds) {
            now = now.plusSeconds(seconds);
        }
    }

    @BeforeAll
    static void makeExample() throws IOException {
        ExampleEntry.write(example, 1, 3.5);
    }

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(folder.resolve("the maps"));
        outDir = Files.createDirectory(root.resolve("survey"));
        source = new FolderSource(root, outDir, Duration.ofSeconds(60), clock);
        clock.pass(1);
    }

    private Path put(String file, String name) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        return Files.copy(example.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path write(String name, String text) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        return Files.writeString(target, text);
    }

    /** What there is when all has settled. */
    private Listing later() throws IOException {
        clock.pass(100);
        return look();
    }

    private Listing look() throws IOException {
        words.clear();
        return source.read(words::add);
    }

    private static List<String> ids(Listing listing) {
        return listing.entries().stream().map(Candidate::id).toList();
    }

    private static Map<String, String> reasons(Listing listing) {
        Map<String, String> reasons = new LinkedHashMap<>();
        listing.leftOut().forEach(left -> reasons.put(left.name(), left.reason()));
        return reasons;
    }

    private Csv.Row told(String id) {
        return Csv.read(outDir.resolve(FolderSource.TABLE)).rows().stream()
                .filter(row -> row.text("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFolderWithMapHalfMapsAndModelIsAnEntryWhenItHasSettled() throws IOException {
        Path map = put("map.mrc", "run 7/my map.mrc");
        put("half1.mrc.gz", "run 7/my_half_map_1.mrc.gz");
        put("half2.mrc.gz", "run 7/my_half_map_2.mrc.gz");
        put("model.cif", "run 7/built.cif");
        put("map.mrc", "run 7/soft_mask.mrc");
        Listing coming = look();
        assertEquals(List.of(), coming.entries());
        assertEquals(Map.of("run_7", "It waits: run 7 has changed within 60 s."), reasons(coming));

        Listing listing = later();
        assertEquals(List.of("run_7"), ids(listing));
        assertEquals(List.of(), listing.leftOut());
        Candidate entry = listing.entries().get(0);
        assertEquals(map.toString(), entry.value("map"));
        assertTrue(entry.value("half1").endsWith("/run 7/my_half_map_1.mrc.gz"));
        assertTrue(entry.value("half2").endsWith("/run 7/my_half_map_2.mrc.gz"));
        assertTrue(entry.value("model").endsWith("/run 7/built.cif"));
        double resolution = Double.parseDouble(entry.value("resolution"));
        assertTrue(resolution > 3 && resolution < 4, "the example is made at 3.5 Å: " + resolution);
        assertEquals("half maps", told("run_7").text("resolution_from"));
        assertEquals("run 7", told("run_7").text("from"));

        List<String> before = List.copyOf(words);
        Files.setLastModifiedTime(map, FileTime.from(Instant.EPOCH));
        assertEquals(
                listing.entries().get(0).fingerprint(), later().entries().get(0).fingerprint(), "only touched");
        assertEquals(before, words, "nothing new, nothing else to say");
        source = new FolderSource(root, outDir, Duration.ofSeconds(60), clock);
        assertEquals(
                listing.entries().get(0).fingerprint(), later().entries().get(0).fingerprint(), "a new start");
        Files.write(map, Files.readAllBytes(example.resolve("half2.mrc.gz")));
        Files.setLastModifiedTime(map.getParent(), FileTime.from(Instant.EPOCH));
        clock.now = Files.getLastModifiedTime(map).toInstant().plusSeconds(59);
        assertEquals(Map.of("run_7", "It waits: my map.mrc has changed within 60 s."), reasons(look()));
        clock.pass(1);
        assertNotEquals(
                listing.entries().get(0).fingerprint(), look().entries().get(0).fingerprint(), "another map");
    }

    @Test
    void theResolutionIsToldByTheTableThenByTheModel() throws IOException {
        put("map.mrc", "a/map.mrc");
        write("a/model.pdb", REMARK + ATOM);
        put("map.mrc", "b/map.mrc");
        write("b/model.pdb", REMARK + ATOM);
        write("b/entry.csv", "resolution,id,symmetry\n3.1,my-entry,C4\n");
        put("map.mrc", "c/map.mrc");
        write("c/model.pdb", REMARK.replace("ELECTRON MICROSCOPY", "X-RAY DIFFRACTION") + ATOM);
        put("map.mrc", "d/map.mrc");
        write(
                "d/model.cif",
                "data_x\n_em_3d_reconstruction.resolution 2.25\n"
                        + Files.readString(example.resolve("model.cif")).replaceFirst("data_model\n", ""));
        Listing listing = later();
        assertEquals(List.of("a", "my-entry", "d"), ids(listing));
        assertEquals(
                List.of("3.28", "3.1", "2.25"),
                listing.entries().stream().map(of -> of.value("resolution")).toList());
        assertEquals("C4", listing.entries().get(1).value("symmetry"));
        assertEquals("model", told("a").text("resolution_from"));
        assertEquals("entry.csv", told("my-entry").text("resolution_from"));
        assertEquals(
                Map.of(
                        "c",
                        "No resolution is known: there is none in entry.csv, the model names none, and there are no half"
                                + " maps. Write it into entry.csv."),
                reasons(listing));
        assertEquals(
                "3 entries in " + root
                        + ", the resolution of 2 by the model, of 0 by the half maps; 1 left out, 0 files"
                        + " still coming.",
                words.get(0));
        assertTrue(words.get(1).startsWith("Left out: c. No resolution is known"), words.get(1));
    }

    /** As the archive and the two programs call them. */
    @ParameterizedTest
    @CsvSource({
        "emd_1234.map.gz, emd_1234_half_map_1.map.gz, emd_1234_half_map_2.map.gz, emd_1234_additional_1.map.gz",
        "run_class001.mrc, run_half1_class001_unfil.mrc, run_half2_class001_unfil.mrc, mask_create.mrc",
        "cryosparc_P1_J2_004_volume_map.mrc, cryosparc_P1_J2_004_volume_map_half_A.mrc,"
                + " cryosparc_P1_J2_004_volume_map_half_B.mrc, cryosparc_P1_J2_004_volume_mask_fsc.mrc",
        "postprocess_masked.mrc, half1.mrc, HALF2.mrc, Mask.mrc"
    })
    void halfMapsAreKnownByTheirNames(String map, String half1, String half2, String other) throws IOException {
        for (String name : List.of(map, half1, half2, other)) {
            write("a/" + name, name);
        }
        write("a/model.pdb", REMARK + ATOM);
        Candidate entry = later().entries().get(0);
        assertEquals(
                List.of(map, half1, half2),
                Stream.of("map", "half1", "half2")
                        .map(column ->
                                Path.of(entry.value(column)).getFileName().toString())
                        .toList());
    }

    @Test
    void whatIsNoEntryIsToldWithItsReason() throws IOException {
        write("loose.mrc", "x");
        write("1/map.mrc", "x");
        write("2/model.pdb", REMARK);
        write("3/map.mrc", "x");
        write("3/half1.mrc", "x");
        write("3/model.pdb", REMARK + ATOM);
        write("4/map.mrc", "x");
        write("4/map_sharp.mrc", "x");
        write("4/model.pdb", REMARK + ATOM);
        write("5 x/map.mrc", "x");
        write("5 x/model.pdb", REMARK + ATOM);
        write("5_x/map.mrc", "x");
        write("5_x/model.pdb", REMARK + ATOM);
        write("6/map.mrc", "x");
        write("6/model.pdb", REMARK + ATOM);
        write("6/entry.csv", "resolutoin\n3\n");
        write("7/map$HOME.mrc", "x");
        write("7/model.pdb", REMARK + ATOM);
        write("8/half1.mrc", "<html>");
        write("8/half2.mrc", "<html>");
        write("8/model.pdb", ATOM);
        Map<String, String> reasons = reasons(later());
        assertTrue(reasons.get("loose.mrc").startsWith("It lies in no folder of its own"));
        assertTrue(reasons.get("1").startsWith("There is no model: put it"));
        assertTrue(reasons.get("2").startsWith("There is no map: put it"));
        assertTrue(reasons.get("3").startsWith("There is one half map without the other"));
        assertTrue(
                reasons.get("4").startsWith("There are 2 files that could be the map (map.mrc, map_sharp.mrc): name"));
        assertEquals("Its id would be 5_x, which is that of 5 x: give it another.", reasons.get("5_x"));
        assertTrue(reasons.get("6").startsWith("Its entry.csv is no single row of a samplesheet"));
        assertTrue(reasons.get("7").contains("map$HOME.mrc has a line break, or a $ that a shell takes"));
        assertTrue(reasons.get("8").contains("the half maps do not tell ("), reasons.get("8"));
        assertEquals(9, reasons.size());
        write("4/entry.csv", "map\nmap_sharp.mrc\n");
        write("1/entry.csv", "ensemble,resolution\nmodels,3\n");
        write("1/models/m1.pdb", ATOM);
        assertEquals(List.of("1", "4", "5_x"), ids(later()), "one is chosen, models are named");
    }

    @Test
    void whatIsStillBroughtWaits() throws IOException {
        write("a/map.mrc", "x");
        write("a/model.pdb", REMARK + ATOM);
        Path part = write("a/half1.mrc.part", "x");
        assertEquals(
                "It waits: half1.mrc.part is being brought.", reasons(later()).get("a"));
        Files.move(part, root.resolve("a/.half1.mrc.Ab3dEf"));
        assertEquals(
                "It waits: .half1.mrc.Ab3dEf is being brought.",
                reasons(later()).get("a"));
        Files.delete(root.resolve("a/.half1.mrc.Ab3dEf"));
        write("a/.DS_Store", "x");
        write("a/._map.mrc", "x");
        assertEquals(List.of("a"), ids(later()));
        Files.setLastModifiedTime(root.resolve("a/map.mrc"), FileTime.from(clock.now.plusSeconds(86_400)));
        assertEquals(List.of(), ids(look()), "a clock that is ahead");
        clock.pass(60);
        assertEquals(List.of("a"), ids(look()), "it has stayed as it is");
    }

    @Test
    void samplesheetsNameTheirFilesFromWhereTheyLie() throws IOException {
        put("map.mrc", "files/one.mrc");
        put("map.mrc", "two.mrc");
        put("model.cif", "files/model.cif");
        write(
                "sheet.csv",
                "id,map,model,resolution\none,files/one.mrc,files/model.cif,3.2\ntwo,two.mrc,files/model.cif,3.3\n"
                        + "three,none.mrc,files/model.cif,3\n");
        write("more.csv", "id,emdb\none,EMD-0001\nfour,EMD-0004\n");
        write("notes.csv", "what,ever\n1,2\n");
        write("deep/er/samplesheet.csv", "id,map,model,resolution\nfive,../../two.mrc,../../files/model.cif,3\n");
        write("deep/er/other.csv", "1,2\n");
        Listing listing = later();
        assertEquals(List.of("one", "four", "two", "five"), sorted(listing));
        Map<String, String> reasons = reasons(listing);
        assertTrue(reasons.get("three").startsWith("It waits: there is no file "), reasons.toString());
        assertTrue(reasons.get("notes.csv").contains("has an unknown column 'what'"), reasons.toString());
        assertEquals("Its id would be one, which is that of more.csv: give it another.", reasons.get("sheet.csv"));
        assertFalse(reasons.containsKey("two.mrc"), "a samplesheet names it");
    }

    private static List<String> sorted(Listing listing) {
        return Stream.of("one", "four", "two", "five")
                .filter(ids(listing)::contains)
                .toList();
    }

    @Test
    void linksAreFollowedOnceAndTheSurveysOwnFolderIsNotLookedAt() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/x"));
        Files.writeString(elsewhere.resolve("map.mrc"), "x");
        Files.writeString(elsewhere.resolve("model.pdb"), REMARK + ATOM);
        Files.createSymbolicLink(elsewhere.resolve("loop"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("linked"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("again"), elsewhere);
        Files.createSymbolicLink(root.resolve("nowhere"), folder.resolve("none"));
        write("survey/chunks/map.mrc", "x");
        Path hostile = root.resolve("-rf 'x' \"$(touch gotcha)\" é");
        Files.createDirectory(hostile);
        Files.writeString(hostile.resolve("ä [1]*.mrc"), "x");
        Files.writeString(hostile.resolve("m.pdb"), REMARK + ATOM);
        Listing listing = later();
        assertEquals(List.of("rf_x_touch_gotcha_", "again"), ids(listing));
        assertEquals(
                "It is a link to a folder that is read elsewhere.",
                reasons(listing).get("linked/x"));
        assertFalse(reasons(listing).toString().contains("chunks"));
    }

    @Test
    void aFolderThatIsGoneIsSaid() throws IOException {
        Path other = folder.resolve("none");
        FolderSource gone = new FolderSource(other, outDir, Duration.ofSeconds(1), clock);
        assertTrue(assertThrows(InputException.class, () -> gone.read(words::add))
                .getMessage()
                .startsWith("The folder " + other + " cannot be read ("));
    }
}
