package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.CONFIDENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.emconverge.SharedFacts;
import org.junit.jupiter.api.Test;

class ConfidenceClassTest {
    @Test
    void theLimitsAreThoseOfTheFacts() {
        List<SharedFacts.ConfidenceClass> facts = SharedFacts.confidence();
        double determined = facts.get(0).from();
        double doubt = facts.get(1).from();
        assertEquals(ConfidenceClass.DETERMINED, ConfidenceClass.of(determined));
        assertEquals(ConfidenceClass.IN_DOUBT, ConfidenceClass.of(Math.nextDown(determined)));
        assertEquals(ConfidenceClass.IN_DOUBT, ConfidenceClass.of(doubt));
        assertEquals(ConfidenceClass.PROBABLY_WRONG, ConfidenceClass.of(Math.nextDown(doubt)));
        assertEquals(ConfidenceClass.PROBABLY_WRONG, ConfidenceClass.of(0));
        assertEquals(
                List.of(
                        "from " + ReadableText.shortest(determined),
                        ReadableText.shortest(doubt) + " to " + ReadableText.shortest(determined),
                        "below " + ReadableText.shortest(doubt)),
                Stream.of(ConfidenceClass.values()).map(ConfidenceClass::limits).toList());
    }

    @Test
    void sharesAreOfTheResiduesThatHaveAConfidence() {
        List<ResidueRow> rows = new TestRows()
                .add(3, 0.2, CONFIDENCE, TestRows.DETERMINED)
                .add(1, 0.2, CONFIDENCE, TestRows.WRONG)
                .add(4, 0.2)
                .rows();
        assertEquals(0.75, ConfidenceClass.DETERMINED.share(rows));
        assertEquals(0, ConfidenceClass.IN_DOUBT.share(rows));
        assertEquals(0.25, ConfidenceClass.PROBABLY_WRONG.share(rows));
        assertTrue(Double.isNaN(
                ConfidenceClass.DETERMINED.share(new TestRows().add(2, 0.2).rows())));
    }

    @Test
    void stylesHaveTheirColours() {
        for (SharedFacts.ConfidenceClass of : SharedFacts.confidence()) {
            String line = "--" + of.name().replace('_', '-') + ": " + of.colour() + ";";
            assertTrue(SpreadClass.styleProperties().contains(line), line);
        }
    }
}
