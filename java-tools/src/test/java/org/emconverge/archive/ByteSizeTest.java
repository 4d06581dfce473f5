package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"8GB, 8000000000", "8GiB, 8589934592", "1.5 kb, 1500", "12, 12", "12 B, 12", "2T, 2000000000000"})
    void reads(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "GB", "8 potatoes", "99999999TB", "1e9"})
    void refusesAnythingElse(String text) {
        assertThrows(InputException.class, () -> ByteSize.parse(text));
    }

    @Test
    void formats() {
        assertEquals("999 B", ByteSize.format(999));
        assertEquals("25.3 MB", ByteSize.format(25_300_000));
        assertEquals("1.0 MB", ByteSize.format(999_999));
    }
}
