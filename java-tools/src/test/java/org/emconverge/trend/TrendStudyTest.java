package org.emconverge.trend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendStudyTest {
    private static final Curve TRUTH = new Curve(0.002, 1.5, 0);

    @TempDir
    Path folder;

    private Path results;

    @BeforeEach
    void sixtyEntriesAndFourOfOtherSettings() throws IOException {
        results = folder.resolve("results");
        double[][] points = CurveFitTest.scattered(60, TRUTH, 0.2, 11);
        for (int i = 0; i < 60; i++) {
            entry(results, "e" + (10 + i), points[0][i], points[1][i], "s", 200);
        }
        for (int i = 0; i < 4; i++) {
            entry(results, "other" + i, 2 + i, 5, "t", 200);
        }
    }

    @Test
    void entriesOfOtherSettingsAreNotMixedIn() throws IOException {
        TrendStudy study = TrendStudy.of(List.of(results), Set.of());
        assertEquals(2, study.groups().size());
        TrendGroup group = study.groups().get(0);
        assertEquals(60, group.places().size());
        assertEquals(1.5, group.trend().curve().rate(), 0.12);
        assertEquals(0.2, group.trend().residualSd(), 0.06);
        assertEquals(TRUTH.knee(), group.trend().knee().resolution(), 0.15);
        Trend.Knee knee = group.trend().knee();
        assertTrue(knee.low() < TRUTH.knee() && TRUTH.knee() < knee.high(), "" + knee);
        assertNull(study.groups().get(1).trend());
        assertTrue(study.groups().get(1).why().contains("at least 5 entries"));
        assertEquals(1, study.trends().trends().size());
    }

    @Test
    void theBandHoldsTheTruth() throws IOException {
        List<Trend.Limits> band = TrendStudy.of(List.of(results), Set.of())
                .groups()
                .get(0)
                .trend()
                .band();
        assertEquals(2, band.get(0).resolution());
        assertEquals(5, band.get(band.size() - 1).resolution());
        long holding = band.stream()
                .filter(at -> at.low() <= TRUTH.mean(at.resolution()) && TRUTH.mean(at.resolution()) <= at.high())
                .count();
        assertTrue(holding >= 0.8 * band.size(), holding + " of " + band.size());
    }

    @Test
    void whatLiesOffIsNamedWithAReason() throws IOException {
        entry(results, "bad", 3, 3 * TRUTH.mean(3), "s", 60);
        TrendPlace place = place(TrendStudy.of(List.of(results), Set.of("bad")), "bad");
        assertTrue(place.isFar() && place.z() > 3 && !place.fitted());
        assertEquals(List.of("few residues (60): the mean of a small model scatters more"), place.reasons());
        assertEquals(TRUTH.mean(3), place.expected(), 0.1 * TRUTH.mean(3));
        assertTrue(place.percentileAlike() < place.percentile());
        assertTrue(Double.isNaN(
                place(TrendStudy.of(List.of(results), Set.of()), "other1").percentile()));
    }

    @Test
    void theTablesAreTheSameEveryTime() throws IOException {
        for (String name : List.of("first", "second")) {
            TrendStudy.of(List.of(results), Set.of()).write(folder.resolve(name));
        }
        for (String file : List.of("trend.json", "trend.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("first").resolve(file)),
                    Files.readAllBytes(folder.resolve("second").resolve(file)));
        }
        assertEquals(
                60,
                Trends.read(folder.resolve("first/trend.json"))
                        .of(new Fingerprints("s", "r"))
                        .orElseThrow()
                        .fittedTo()
                        .size());
        Csv table = Csv.read(folder.resolve("first/trend.csv"), "id", "z");
        assertEquals(64, table.rows().size());
        assertEquals("", table.rows().get(63).text("z"));
    }

    @Test
    void anEntryOfTwoRunsCountsOnce() throws IOException {
        entry(folder.resolve("again"), "e10", 2, 9, "s", 200);
        TrendStudy study = TrendStudy.of(List.of(results, folder.resolve("again")), Set.of());
        assertEquals(60, study.groups().get(0).places().size());
        assertTrue(study.notes().get(0).contains("e10"), study.notes().toString());
    }

    @Test
    void badInputIsNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(message(empty, Set.of()).startsWith("There is no summary.json below " + empty));
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        assertTrue(message(other, Set.of()).startsWith("The file " + other + " is not the summary.json"));
        assertTrue(message(results, Set.of("e99")).startsWith("No entry has the id e99"));
    }

    private String message(Path input, Set<String> excluded) {
        return assertThrows(InputException.class, () -> TrendStudy.of(List.of(input), excluded))
                .getMessage();
    }

    private static TrendPlace place(TrendStudy study, String id) {
        return study.groups().stream()
                .flatMap(group -> group.places().stream())
                .filter(place -> place.entry().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void entry(Path results, String id, double resolution, double mean, String settings, int residues)
            throws IOException {
        ObjectNode summary =
                Json.object().put("id", id).put("resolution", resolution).put("residues", residues);
        summary.putObject("ca_rmsd")
                .put("mean", mean)
                .put("skewness", 0.5)
                .putObject("fractions")
                .put("lt1", 0.9);
        summary.putObject("engines").put("sampler", "openmm").put("refiner", "servalcat");
        summary.putObject("fingerprints").put("sampler", settings).put("refiner", "r");
        Path folder = Files.createDirectories(results.resolve(id));
        Json.write(summary, folder.resolve("summary.json"));
    }
}
