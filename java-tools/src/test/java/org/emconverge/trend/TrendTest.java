package org.emconverge.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendTest {
    private static final Fingerprints SETTINGS = new Fingerprints("a", "b");
    private static final Trend TREND = new Trend(
            "openmm",
            "servalcat",
            SETTINGS,
            new Curve(Math.exp(-5.98), 1.35, 0),
            0.37,
            null,
            List.of(),
            List.of(new Trend.Member("best", 1.75, 0.03), new Trend.Member("worst", 4.5, 1.1)));

    @Test
    void expectedMeanAndZ() {
        assertEquals(0.560, TREND.expectedMean(4.0), 0.001);
        assertEquals(-0.53, TREND.z(4.0, 0.46), 0.01);
        assertEquals(1.65, TREND.z(3.2, 0.35), 0.01);
        assertTrue(Double.isNaN(TREND.z(3, 0)));
    }

    @Test
    void isMarkedBeyondItsMaps() {
        assertTrue(TREND.extrapolates(8) && TREND.extrapolates(1.7));
        assertFalse(TREND.extrapolates(4.5) || TREND.extrapolates(1.75));
    }

    @Test
    void theShippedTrendIsOfTheDefaultEngines() {
        Trends shipped = Trends.shipped();
        assertTrue(shipped.haveEngines("openmm", "servalcat"));
        assertFalse(shipped.haveEngines("rosetta", "servalcat") || shipped.haveEngines("openmm", "phenix"));
        Trend trend = shipped.trends().get(0);
        assertTrue(trend.isWhole() && trend.curve().rate() > 0);
        assertNotNull(trend.knee());
    }

    @Test
    void aFileComesBackAsItWasWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trend.json");
        Json.write(new Trends("words", List.of(TREND)), file);
        Trends read = Trends.read(file);
        assertEquals(List.of(TREND), read.trends());
        assertEquals(TREND, read.of(SETTINGS).orElseThrow());
        assertTrue(read.of(new Fingerprints("a", null)).isEmpty());
    }

    @Test
    void aFileWithoutATrendIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("other.json");
        for (String text : List.of("{}", "{\"trends\": []}", "{\"trends\": [{\"sampler\": \"openmm\"}]}")) {
            Files.writeString(file, text);
            String message =
                    assertThrows(InputException.class, () -> Trends.read(file)).getMessage();
            assertTrue(message.startsWith("The file " + file + " holds no trend"), message);
        }
    }
}
