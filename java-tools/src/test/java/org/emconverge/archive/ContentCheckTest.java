package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.emconverge.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCheckTest {
    private static final byte[] MAP = SmallMap.bytes(12, 11, 10);
    private static final String CIF = """
            data_9ZZA
            loop_
            _atom_site.group_PDB
            _atom_site.id
            _atom_site.Cartn_x
            ATOM 1 0.0
            #
            """;

    @TempDir
    Path folder;

    @Test
    void completeMapsPass() {
        assertDoesNotThrow(() -> ContentCheck.MAP.verify(file("a.map.gz", ArchiveServer.gzip(MAP)), 1_000_000));
        assertDoesNotThrow(() -> ContentCheck.MAP.verify(file("a.map", MAP), 1_000_000));
    }

    @Test
    void brokenMapsSayWhatIsWrong() {
        byte[] packed = ArchiveServer.gzip(MAP);
        refused("web page", "<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8));
        refused("web page", "\n <?xml version=\"1.0\"?><Error/>".getBytes(StandardCharsets.UTF_8));
        refused("not a gzip file", MAP);
        refused("not a gzip file", new byte[0]);
        refused("ends too early", Arrays.copyOf(packed, packed.length / 2));
        refused("ends too early", Arrays.copyOf(packed, packed.length - 3));
        byte[] badCrc = packed.clone();
        badCrc[packed.length - 6] ^= 1;
        refused("damaged", badCrc);
        refused("more than the 6304 bytes", ArchiveServer.gzip(Arrays.copyOf(MAP, MAP.length + 1)));
        refused("6303 bytes, not the 6304", ArchiveServer.gzip(Arrays.copyOf(MAP, MAP.length - 1)));
        refused("not an MRC/CCP4 map", ArchiveServer.gzip("<html>".repeat(500).getBytes(StandardCharsets.UTF_8)));
        refused("not an MRC/CCP4 map", ArchiveServer.gzip(new byte[3]));
        refused("the map holds complex numbers", ArchiveServer.gzip(SmallMap.bytes(2, 2, 2, 4)));
    }

    @Test
    void sizeLimitHoldsForTheUnpackedMap() {
        byte[] zeros = SmallMap.bytes(100, 100, 100);
        Arrays.fill(zeros, 1024, zeros.length, (byte) 0);
        byte[] packed = ArchiveServer.gzip(zeros);
        assertTrue(packed.length < 10_000);
        IOException e = assertThrows(
                BadContentException.class, () -> ContentCheck.MAP.verify(file("b.map.gz", packed), 10_000));
        assertTrue(e.getMessage().contains("--max-size"), e.getMessage());
    }

    @Test
    void modelsNeedAnAtomTable() {
        assertDoesNotThrow(
                () -> ContentCheck.MODEL.verify(file("a.cif", CIF.getBytes(StandardCharsets.UTF_8)), 10_000));
        assertDoesNotThrow(() -> ContentCheck.MODEL.verify(
                file("a.cif", ArchiveServer.gzip(CIF.getBytes(StandardCharsets.UTF_8))), 10_000));
        for (String bad :
                new String[] {"", "<html>" + CIF, "data_9ZZA\n#\n", CIF.replace("ATOM 1 0.0\n", ""), "ATOM 1 0.0\n"}) {
            assertThrows(
                    BadContentException.class,
                    () -> ContentCheck.MODEL.verify(file("b.cif", bad.getBytes(StandardCharsets.UTF_8)), 10_000),
                    bad);
        }
        assertThrows(
                BadContentException.class,
                () -> ContentCheck.MODEL.verify(
                        file("c.cif", (CIF + "#".repeat(9999)).getBytes(StandardCharsets.UTF_8)), 1_000));
    }

    @Test
    void realMapPassesAndLosesItsTail() throws Exception {
        byte[] real = Files.readAllBytes(SharedData.file("data/emd5830_asc/map.mrc"));
        assertDoesNotThrow(() -> ContentCheck.MAP.verify(file("r.map.gz", ArchiveServer.gzip(real)), 1_000_000));
        assertThrows(
                BadContentException.class,
                () -> ContentCheck.MAP.verify(
                        file("s.map.gz", ArchiveServer.gzip(Arrays.copyOf(real, real.length - 4))), 1_000_000));
    }

    private void refused(String why, byte[] content) {
        IOException e = assertThrows(
                BadContentException.class,
                () -> ContentCheck.MAP.verify(file("x.map.gz", content), 1_000_000),
                () -> why + ": " + new String(content, 0, Math.min(content.length, 20), StandardCharsets.ISO_8859_1));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
