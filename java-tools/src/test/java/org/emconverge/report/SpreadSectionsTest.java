package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.Q_SCORE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpreadSectionsTest {
    /** Titles and counts of the groups of stretches. */
    private static List<String> groups(TestRows rows) {
        return SpreadSections.stretches(rows.results()).stream()
                .map(group -> group.get("title") + ": " + group.get("count"))
                .toList();
    }

    private static String skew(EntryResults results, double agreeing) {
        ObjectNode spread = (ObjectNode) results.summary().get("ca_rmsd");
        spread.put("skewness", 1.8).putObject("fractions").put("lt1", agreeing);
        return SpreadSections.skew(results);
    }

    @Test
    void aResidueStandsInOneClassAlone() {
        TestRows rows = new TestRows()
                .add(4, 0.5)
                .add(1, 1)
                .add(2, 2)
                .add(1, 3)
                .add(2, 3.5)
                .add(1, 4)
                .add(3, 9)
                .add(1, 2);
        assertEquals(
                List.of(
                        "More than 4 Å: 3 residues in 1 stretch",
                        "3 to 4 Å: 3 residues in 1 stretch",
                        "1 to 3 Å: 5 residues in 2 stretches"),
                groups(rows));
    }

    @Test
    void whatPartsInStrongDensityIsCheckedAndNotOmitted() {
        TestRows rows =
                new TestRows().add(6, 0.4, Q_SCORE, 0.5).add(2, 5, Q_SCORE, 0.8).add(2, 5, Q_SCORE, 0.1);
        rows = rows.add(1, 0.4, Q_SCORE, 0.5);
        List<Map<String, Object>> groups = SpreadSections.stretches(rows.results());
        assertEquals(
                List.of("More than 4 Å: 4 residues in 1 stretch", "3 to 4 Å: none", "1 to 3 Å: none"),
                groups(rows),
                "one stretch, of which the mean fit counts");
        assertEquals(3, groups.size());
        TestRows strong = new TestRows()
                .add(6, 0.4, Q_SCORE, 0.5)
                .add(2, 5, Q_SCORE, 0.8)
                .add(6, 0.4, Q_SCORE, 0.5)
                .add(2, 5, Q_SCORE, 0.1);
        assertEquals(
                List.of(
                        "Apart in good density: 2 residues in 1 stretch",
                        "More than 4 Å: 2 residues in 1 stretch",
                        "3 to 4 Å: none",
                        "1 to 3 Å: none"),
                groups(strong));
        String advice =
                SpreadSections.stretches(strong.results()).get(0).get("advice").toString();
        assertTrue(advice.contains("check them") && !advice.contains("omit"), advice);
    }

    @Test
    void unevenResolutionIsToldWhereMostOfTheModelAgrees() {
        TestRows rows = new TestRows().add(10, 0.5);
        assertEquals("", skew(rows.results(), 0.28), "most residues spread");
        assertEquals("", skew(rows.results(), 1));
        assertTrue(skew(rows.results(), 0.8).contains("a sign of uneven local resolution."));
        assertTrue(skew(rows.given(), 0.8).contains("or of how the models were made"));
    }
}
