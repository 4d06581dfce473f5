package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void everyResidueIsCountedOnce() {
        Histogram h = of(0.4, 1.2, 0.1, 0.5, 0.5, 0.9, 1, 1.3, 3, 3.01, 9.99, 10, 35);
        assertEquals(11, h.counts().stream().mapToInt(Integer::intValue).sum() + h.beyond());
        assertEquals(2, h.beyond());
    }

    @Test
    void threeAngstromIsGrayAndJustAboveIsRed() {
        Histogram h = of(0, 2, 3, 3.001, 5);
        int gray = bin(h, 3 - h.width() / 2);
        assertEquals(1, h.counts().get(gray));
        assertEquals(1, h.counts().get(gray + 1));
        assertEquals(SpreadClass.VARIABLE, SpreadClass.of(h.from(gray) + h.width() / 2));
        assertEquals(SpreadClass.UNCERTAIN, SpreadClass.of(h.from(gray + 1) + h.width() / 2));
    }

    @Test
    void oneAngstromIsNoLongerBlue() {
        Histogram h = of(0, 1, 0.9999, 1, 2);
        assertEquals(1, h.counts().get(bin(h, 1 + h.width() / 2)));
    }

    @Test
    void widthsAreRoundAndFew() {
        assertTrue(of(
                                0.4,
                                0.8,
                                DoubleStream.iterate(0.01, v -> v + 0.01)
                                        .limit(900)
                                        .toArray())
                        .counts()
                        .size()
                <= 60);
        Histogram tiny = of(0.01, 0.02, 0.005, 0.012, 0.02, 0.03);
        assertTrue(tiny.width() <= 0.02 && tiny.counts().size() > 1, tiny.toString());
    }

    @Test
    void allEqualValuesMakeOneBin() {
        assertEquals(1, of(0, 0, 0, 0, 0).counts().size());
    }

    private static int bin(Histogram h, double value) {
        return (int) Math.floor(value / h.width());
    }

    private static Histogram of(double q1, double q3, double... values) {
        List<ResidueRow> rows = DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(Double.NaN))
                .boxed()
                .map(v -> ResidueStretchTest.row("A", 1, "", v))
                .toList();
        return Histogram.of(rows, q1, q3);
    }
}
