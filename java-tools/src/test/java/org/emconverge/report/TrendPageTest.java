package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.emconverge.Json;
import org.emconverge.trend.TrendStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for the renderer; the real one draws the figure in tests/report. */
class TrendPageTest {
    @TempDir
    Path folder;

    private Path renderer;

    @BeforeEach
    void writeRenderer() throws IOException {
        renderer = Files.writeString(folder.resolve("renderer"), """
                #!/bin/sh
                for spec; do echo '<?xml version="1.0"?><svg id="drawn"></svg>' > "${spec%%.vl.json}.svg"; done
                """.formatted());
        assertTrue(renderer.toFile().setExecutable(true));
        double[] noise = {1.2, 0.9, 1.05, 0.85, 1.1, 0.95, 1, 1.15};
        for (int i = 0; i < noise.length; i++) {
            double resolution = 2 + 0.4 * i;
            entry("e" + i, resolution, noise[i] * 0.002 * Math.exp(1.5 * resolution), "s");
        }
        entry("<b>off", 3.1, 9, "s");
        entry("alone", 3.1, 1, null);
    }

    @Test
    void aGroupWithATrendHasFigureAndKnee() throws IOException {
        String html = page(Set.of());
        assertTrue(html.contains("10 entries") && html.contains("<svg id=\"drawn\">"), html);
        assertTrue(html.contains("Fitted to 9 of 9 entries; 1 lies further off"), html);
        assertTrue(html.contains("&lt;b&gt;off") && !html.contains("<b>off"), html);
        assertTrue(html.contains("No trend is fitted to the 1 entry: how their models were made is not known"), html);
        assertTrue(html.contains("knee, where the curve bends most"), html);
        assertFalse(html.contains("http:") || html.contains("<script"), html);
        for (String name : List.of("trend", "trend_88mm", "trend_180mm")) {
            assertTrue(Files.isRegularFile(folder.resolve("out/figures/" + name + ".vl.json")), name);
        }
        assertEquals(
                88,
                Json.read(folder.resolve("out/figures/trend_88mm.vl.json"))
                        .at("/usermeta/width_mm")
                        .asInt());
    }

    @Test
    void theFigureMarksWhatIsNotFittedAndWhatLiesOff() throws IOException {
        page(Set.of("e3"));
        JsonNode spec = Json.read(folder.resolve("out/figures/trend.vl.json"));
        List<String> places = spec.at("/layer/5/data/values").findValuesAsText("place");
        assertEquals(9, places.size());
        assertEquals(1, places.stream().filter("far from it"::equals).count());
        assertEquals(1, places.stream().filter("not fitted"::equals).count());
        assertEquals("<b>off", spec.at("/layer/6/data/values/0/id").asText());
        assertEquals(1, spec.at("/layer/3/data/values").size(), "the knee lies within the entries");
    }

    private String page(Set<String> excluded) throws IOException {
        Path out = folder.resolve("out");
        TrendPage.write(TrendStudy.of(List.of(folder.resolve("results")), excluded), renderer, out);
        return Files.readString(out.resolve("trend.html"));
    }

    private void entry(String id, double resolution, double mean, String settings) throws IOException {
        ObjectNode summary =
                Json.object().put("id", id).put("resolution", resolution).put("residues", 200);
        summary.putObject("ca_rmsd").put("mean", mean);
        summary.putObject("engines")
                .put("sampler", settings == null ? null : "openmm")
                .put("refiner", settings == null ? null : "servalcat");
        summary.putObject("fingerprints").put("sampler", settings).put("refiner", settings);
        Path entry = Files.createDirectories(folder.resolve("results").resolve("at" + resolution + settings + mean));
        Json.write(summary, entry.resolve("summary.json"));
    }
}
