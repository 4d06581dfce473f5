package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two forms of metadata say the same. */
class MetadataTest {
    @TempDir
    Path folder;

    @Test
    void jsonAndXmlOfOneEntryAreTheSame() throws Exception {
        EmdbEntry json = EmdbJson.read(resource("emd-99001.json"));
        assertEquals("EMD-99001", json.id());
        assertEquals("A made-up helical bundle, with \"quotes\" & a <loop>", json.title());
        assertEquals(3.97, json.resolution());
        assertEquals("C3", json.symmetry());
        assertEquals(0.02, json.contour());
        assertEquals(
                List.of(new PdbId("9zza"), new PdbId("9zzb")),
                json.pdb(),
                "sorted; outside the map and hostile ones left out");
        assertEquals(List.of("emd_99001_half_map_1.map.gz", "emd_99001_half_map_2.map.gz"), json.halfMaps());
        assertEquals(json, EmdbXml.read(resource("emd-99001.xml")));
    }

    @Test
    void oldXmlIsRead() throws Exception {
        EmdbEntry old = EmdbXml.read(resource("emd-99001-v19.xml"));
        assertEquals(
                new EmdbEntry(
                        "EMD-99001",
                        "A made-up helical bundle",
                        3.97,
                        "C3",
                        null,
                        0.02,
                        List.of(new PdbId("9zza"), new PdbId("9zzb")),
                        List.of()),
                old);
    }

    @Test
    void filamentHasHelicalParametersAndNoPointGroup() throws Exception {
        EmdbEntry filament = EmdbJson.read(resource("emd-99001-helical.json"));
        assertNull(filament.symmetry());
        assertEquals(new EmdbEntry.Helix(14.2, -52.9, "C1"), filament.helical());
        assertNull(filament.contour(), "a contour without a level");
        assertTrue(filament.pdb().isEmpty() && filament.halfMaps().isEmpty());
    }

    @Test
    void absurdResolutionIsNone() throws Exception {
        String json = Files.readString(resource("emd-99001.json"));
        for (String absurd : List.of("0", "-3", "0.49", "50.1", "1e9", "NaN", "high")) {
            assertNull(EmdbJson.read(file(json.replace("3.97", absurd))).resolution(), absurd);
        }
    }

    @Test
    void refusesWhatIsNoEntry() throws Exception {
        for (String text : List.of("", "<html></html>", "[]", "{}", "null", "[".repeat(5000))) {
            assertThrows(BadContentException.class, () -> EmdbJson.read(file(text)), text);
        }
        for (String text : List.of("", "<html></html>", "{}", "<emd")) {
            assertThrows(BadContentException.class, () -> EmdbXml.read(file(text)), text);
        }
    }

    @Test
    void declarationsInXmlAreRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String attack = "<!DOCTYPE emd [<!ENTITY x SYSTEM \"" + secret.toUri()
                + "\">]><emd emdb_id=\"EMD-99001\"><admin><title>&x;</title></admin></emd>";
        assertThrows(BadContentException.class, () -> EmdbXml.read(file(attack)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("answer"), text);
    }

    static Path resource(String name) {
        return Path.of(URI.create(MetadataTest.class.getResource(name).toString()));
    }
}
