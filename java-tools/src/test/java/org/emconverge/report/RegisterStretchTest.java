package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.REGISTER_PROBABILITY;
import static org.emconverge.metrics.ResidueMetric.REGISTER_SHIFT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterStretchTest {
    private static final List<ResidueRow> ROWS = new TestRows()
            .add(4, 0.3, REGISTER_PROBABILITY, 0.2, REGISTER_SHIFT, 1)
            .add(3, 0.3, REGISTER_PROBABILITY, 0.2, REGISTER_SHIFT, -8)
            .add(2, 0.3, REGISTER_PROBABILITY, 0.9, REGISTER_SHIFT, 0)
            .rows();

    @Test
    void placesAreInWords() {
        assertEquals(
                List.of("fits better one place further along the chain", "fits better eight places back"),
                RegisterStretch.of(ROWS).stream().map(RegisterStretch::words).toList());
    }

    @Test
    void otherStretchesHaveTheWordsOfThoseTheyTouch() {
        List<RegisterStretch> all = RegisterStretch.of(ROWS);
        assertEquals(
                "one place further along the chain",
                RegisterStretch.words(new ResidueStretch(ROWS.subList(0, 4)), all));
        assertEquals(
                "one place further along the chain (A 1–4); eight places back (A 5–7)",
                RegisterStretch.words(new ResidueStretch(ROWS.subList(3, 6)), all));
        assertEquals("", RegisterStretch.words(new ResidueStretch(ROWS.subList(7, 9)), all));
    }
}
