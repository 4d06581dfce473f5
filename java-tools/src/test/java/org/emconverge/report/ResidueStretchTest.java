package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.emconverge.metrics.ResidueMetric;
import org.junit.jupiter.api.Test;

class ResidueStretchTest {
    @Test
    void breaksAtChainsGapsAndUndefinedResidues() {
        List<ResidueRow> rows = List.of(
                row("A", 1, "", 2),
                row("A", 2, "", 1.5),
                row("A", 3, "", 0.2),
                row("A", 4, "", 4),
                row("A", 7, "", 2),
                row("A", 8, "", Double.NaN),
                row("A", 9, "", 2),
                row("B", 10, "", 2));
        assertEquals(
                List.of("A 1–2", "A 4", "A 7", "A 9", "B 10"),
                ResidueStretch.where(rows, row -> row.rmsd() > 1).stream()
                        .map(ResidueStretch::range)
                        .toList());
    }

    @Test
    void insertionCodesAndNegativeNumbersBelongTogether() {
        List<ResidueRow> rows =
                List.of(row("A", -1, "", 2), row("A", 0, "", 2), row("A", 0, "A", 2), row("A", 1, "", 4));
        ResidueStretch only = ResidueStretch.where(rows, row -> row.rmsd() > 1).get(0);
        assertEquals("A -1–1", only.range());
        assertEquals(4, only.length());
        assertEquals(4, only.worst(ResidueMetric.CA_RMSD), 1e-12);
        assertEquals(2.5, only.mean(), 1e-12);
    }

    static ResidueRow row(String chain, int number, String code, double rmsd) {
        return new ResidueRow(chain, number, code, "ALA", Map.of(ResidueMetric.CA_RMSD, rmsd));
    }
}
