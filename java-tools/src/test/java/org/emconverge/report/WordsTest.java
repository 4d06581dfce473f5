package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void numbersKeepWhatMatters() {
        assertEquals("0.58\u00a0Å", Words.angstrom(0.5817));
        assertEquals("0.021\u00a0Å", Words.angstrom(0.0214));
        assertEquals("not defined", Words.angstrom(Double.NaN));
        assertEquals("3.8", Words.shortest(3.80));
    }

    @Test
    void percentNeverRoundsTheExceptionAway() {
        assertEquals("0\u00a0%", Words.percent(0));
        assertEquals("less than 1\u00a0%", Words.percent(0.0005));
        assertEquals("99\u00a0%", Words.percent(0.9999));
        assertEquals("100\u00a0%", Words.percent(1));
    }

    @Test
    void listsAndCounts() {
        assertEquals("a, b and c", Words.list(List.of("a", "b", "c")));
        assertEquals("a", Words.list(List.of("a")));
        assertEquals("1 residue", Words.count(1, "residue"));
        assertEquals("1,980 residues", Words.count(1980, "residue"));
    }
}
