package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmdbIdTest {
    @Test
    void readsAccessions() {
        assertEquals("EMD-2566", EmdbId.parse("EMD-2566").toString());
        assertEquals("EMD-12345", EmdbId.parse(" emd-12345\n").toString());
        assertEquals("EMD-123456", EmdbId.parse("emd-123456").toString());
        assertEquals("EMD-2566", EmdbId.parse("emd_2566").toString());
        assertEquals("EMD-2566", EmdbId.parse("EMD2566").toString());
        assertEquals("EMD-2566", EmdbId.parse("Emd2566").toString());
        assertEquals("EMD-2566", EmdbId.parse("2566").toString());
        assertEquals("emd_2566.map.gz", EmdbId.parse("EMD-2566").mapFile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "256",
                "EMD-256",
                "EMD--2566",
                "EMD 2566",
                "EMD-123456789",
                "EMD-25a6",
                "EMD-2566/../..",
                "EMD-2566;rm -rf",
                "$(id)",
                "EMD-١٢٣٤",
                "EMD-2566\u0000"
            })
    void refusesAnythingElse(String text) {
        assertTrue(assertThrows(InputException.class, () -> EmdbId.parse(text))
                .getMessage()
                .contains("is not an EMDB id"));
    }

    @Test
    void knowsItsOwnMapFiles() {
        EmdbId id = EmdbId.parse("EMD-2566");
        assertTrue(id.ownsMapFile("emd_2566_half_map_1.map.gz"));
        assertTrue(id.ownsMapFile("emd_2566_half_map_2.map"));
        assertFalse(id.ownsMapFile("emd_2567_half_map_1.map.gz"));
        assertFalse(id.ownsMapFile("emd_2566_../../half.map.gz"));
        assertFalse(id.ownsMapFile("emd_2566_half_map_1.map.gz\n"));
    }
}
