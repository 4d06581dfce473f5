package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadableTextTest {
    @Test
    void numbersKeepWhatMatters() {
        assertEquals("0.58\u00a0Å", ReadableText.angstrom(0.5817));
        assertEquals("0.021\u00a0Å", ReadableText.angstrom(0.0214));
        assertEquals("not defined", ReadableText.angstrom(Double.NaN));
        assertEquals("3.8", ReadableText.shortest(3.80));
    }

    @Test
    void percentNeverRoundsTheExceptionAway() {
        assertEquals("0\u00a0%", ReadableText.percent(0));
        assertEquals("less than 1\u00a0%", ReadableText.percent(0.0005));
        assertEquals("99\u00a0%", ReadableText.percent(0.9999));
        assertEquals("100\u00a0%", ReadableText.percent(1));
    }

    @Test
    void listsAndCounts() {
        assertEquals("a, b and c", ReadableText.list(List.of("a", "b", "c")));
        assertEquals("a", ReadableText.list(List.of("a")));
        assertEquals("1 residue", ReadableText.count(1, "residue"));
        assertEquals("1,980 residues", ReadableText.count(1980, "residue"));
    }
}
