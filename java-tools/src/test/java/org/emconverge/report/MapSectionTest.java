package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The map is a cone about 0, 0, 0: the density falls by one from Å to Å, from 20, so that all is known of it. */
class MapSectionTest {
    private static final int HALF = 24;
    private static final double TOP = 20;

    @TempDir
    Path folder;

    private EntryFolder entry;

    @BeforeEach
    void writeMap() throws IOException {
        entry = new EntryFolder(folder);
        Files.createDirectories(folder.resolve("prepared"));
        int n = 2 * HALF + 1;
        float[] values = new float[n * n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (TOP - Math.hypot(Math.hypot(i % n - HALF, i / n % n - HALF), i / n / n - HALF));
        }
        MrcFile.write(
                new DensityMap(n, n, n, new double[] {1, 1, 1}, new double[] {-HALF, -HALF, -HALF}, values),
                entry.path(EntryFile.MAP));
    }

    /** N, CA, C, O, CB of a residue at 1, 2 … 5 Å along x, a water and a hydrogen. */
    private Structure model() throws IOException {
        StringBuilder pdb = new StringBuilder();
        String[] names = {"N", "CA", "C", "O", "CB", "HA"};
        for (int i = 0; i < names.length; i++) {
            pdb.append(atom("ATOM", i + 1, names[i], "ALA", 1, i + 1));
        }
        pdb.append(atom("HETATM", 7, "O", "HOH", 2, 15)).append("END\n");
        return ModelFile.read(Files.writeString(folder.resolve("model.pdb"), pdb));
    }

    private static String atom(String record, int serial, String name, String residue, int number, double x) {
        return String.format(
                Locale.ROOT,
                "%-6s%5d  %-3s %3s A%4d    %8.3f%8.3f%8.3f  1.00 20.00          %2s\n",
                record,
                serial,
                name,
                residue,
                number,
                x,
                0.0,
                0.0,
                name.charAt(0));
    }

    private MapSection section(Structure models, OptionalDouble level, boolean recommended) {
        return MapSection.of(entry, results(), models, level, recommended);
    }

    private static EntryResults results() {
        EntryResults results = new TestRows().add(3, 0.5).results();
        ObjectNode summary = ((ObjectNode) results.summary()).put("resolution", 4);
        summary.withArray("/models/names").add("best").add("other");
        return results;
    }

    @Test
    void theInclusionIsCountedOfTheBestModelsHeavyAtoms() throws IOException {
        MapSection section = section(model(), OptionalDouble.of(16.5), true);
        section.write(entry);
        Csv table = Csv.read(entry.path(EntryFile.INCLUSION));
        assertEquals(List.of("level", "sigma", "all_atoms", "backbone"), table.columns());
        assertEquals(129, table.rows().size());
        for (Csv.Row row : table.rows()) {
            double radius = TOP - row.number("level");
            long inside =
                    IntStream.rangeClosed(1, 5).filter(x -> x < radius - 1e-6).count();
            assertEquals(inside / 5.0, row.number("all_atoms"), 1e-6, "at " + row.number("level"));
            assertEquals(Math.min(4, inside) / 4.0, row.number("backbone"), 1e-6, "at " + row.number("level"));
        }
        JsonNode chart = section.charts().get("inclusion");
        assertEquals(
                "[60,75]",
                chart.at("/layer/3/data/values").findValues("percent").stream()
                        .map(value -> value.asInt())
                        .toList()
                        .toString()
                        .replace(" ", ""));
        assertTrue(caption(section, "inclusion").startsWith("At the recommended level, 16.5 ("));
        assertTrue(caption(section, "inclusion")
                .contains("60\u00a0% of all heavy atoms and 75\u00a0% of the backbone's are inside. Counted are 5 heavy"
                        + " atoms of the best model, 4 of them in the backbone."));
    }

    @Test
    void anUnknownLevelIsNotMarkedAndAnEstimatedOneIsNotCalledRecommended() throws IOException {
        MapSection without = section(model(), OptionalDouble.empty(), false);
        assertTrue(without.charts().get("density").at("/layer/1/data/values").isEmpty());
        assertTrue(caption(without, "inclusion").startsWith("Counted are 5"));
        MapSection estimated = section(model(), OptionalDouble.of(12), false);
        assertTrue(estimated
                .charts()
                .get("density")
                .at("/layer/2/data/values/0/label")
                .asText()
                .startsWith("level of the 3D view 12 ("));
    }

    @Test
    void sigmaIsThatOfTheWholeMapWhereItIsKnown() throws IOException {
        MapSection cut = section(model(), OptionalDouble.of(12), true);
        assertFalse(cut.scale().whole());
        EntryResults results = results();
        ObjectNode report =
                ((ObjectNode) results.summary()).objectNode().put("mean", 2).put("sd", 4);
        EntryResults whole = new EntryResults(
                results.summary(),
                results.residues(),
                results.ranking(),
                results.rankingJson(),
                results.prepare(),
                results.components(),
                results.completed(),
                report,
                results.setup(),
                results.seriesMap(),
                List.of(),
                results.smallestSet());
        MapSection section = MapSection.of(entry, whole, model(), OptionalDouble.of(12), true);
        assertEquals(
                "recommended level 12 (2.5\u00a0σ)",
                section.charts()
                        .get("density")
                        .at("/layer/2/data/values/0/label")
                        .asText());
        assertEquals(
                "[datum.label, format((datum.value - 2.0) / 4.0, '.1f') + ' σ']",
                section.charts()
                        .get("density")
                        .at("/layer/0/encoding/x/axis/labelExpr")
                        .asText());
        assertTrue(((List<?>) section.values(Map.of()).get("sentences"))
                .get(1)
                .toString()
                .contains("of the whole map as it was given: mean 2, σ 4"));
    }

    @Test
    void allVoxelsAreInTheHistogram() throws IOException {
        JsonNode bins = section(null, OptionalDouble.empty(), false)
                .charts()
                .get("density")
                .at("/data/values");
        long sum = 0;
        for (JsonNode bin : bins) {
            sum += bin.get("count").asLong();
        }
        assertEquals(49 * 49 * 49, sum);
        assertEquals(1, bins.get(bins.size() - 1).get("count").asLong(), "the tip of the cone");
        assertEquals(TOP, bins.get(bins.size() - 1).get("to").asDouble(), 1e-6);
    }

    @Test
    @SuppressWarnings("unchecked")
    void picturesGoThroughTheModelAndAreOnOneScale() throws IOException {
        Map<String, Object> views = (Map<String, Object>)
                section(model(), OptionalDouble.of(12), true).values(Map.of()).get("views");
        List<Map<String, Object>> pictures = (List<Map<String, Object>>) views.get("pictures");
        assertEquals(6, pictures.size());
        assertEquals("Slice at x = 3.0 Å", pictures.get(0).get("title"), "the mean of 1, 2 … 5 Å");
        assertEquals("M24.50 24.50h0", pictures.get(0).get("points"), "the Cα, from the upper left corner");
        assertEquals("M26.50 24.50h0", pictures.get(4).get("points"), "along z x goes to the right");
        assertEquals("Projection along z", pictures.get(5).get("title"));
        assertEquals(
                Map.of("x", "25.50", "y", "24.50", "width", "4.00", "height", "0.00"),
                pictures.get(5).get("box"));
        assertEquals("10 Å", pictures.get(0).get("barLength"));
        assertEquals("20.41", pictures.get(0).get("barShare"), "10 Å of 49");
        Map<String, Object> alone = (Map<String, Object>)
                section(null, OptionalDouble.empty(), false).values(Map.of()).get("views");
        assertEquals(
                "Slice at x = 0.0 Å",
                ((List<Map<String, Object>>) alone.get("pictures")).get(0).get("title"));
        assertFalse(alone.get("caption").toString().contains("model within"));
    }

    @Test
    void halfMapsHaveTheirCurvesAndCrossings() throws IOException {
        Files.writeString(entry.path(EntryFile.HALF_MAPS), """
                {"unmasked": {"0.143": 5.0, "0.5": 6.0}, "masked": {"0.143": 3.85, "0.5": 2.5}, "randomised_from": 7.0,
                 "curves": {"frequency": [0.1, 0.2, 0.3, 0.4], "unmasked": [1, 0.6, 0.2, -0.13], "masked": [1, 0.9, 0.5, 0.3],
                            "randomised": [1, 0.5, 0.1, null], "corrected": [1, 0.8, 0.3, 0.0]}}
                """);
        ObjectNode chart = section(null, OptionalDouble.empty(), false).charts().get("fsc_half_maps");
        assertEquals(
                15, chart.at("/data/values").size(), "four curves of four shells, but for one that is not defined");
        assertEquals("masked, corrected", chart.at("/data/values/1/curve").asText());
        assertEquals(0.8, chart.at("/data/values/1/fsc").asDouble());
        assertEquals(5, chart.at("/data/values/1/resolution").asDouble());
        assertEquals("[-0.2,1.0]", chart.at("/layer/5/encoding/y/scale/domain").toString());
        assertEquals("[0.0,0.4]", chart.at("/layer/5/encoding/x/scale/domain").toString());
        assertEquals("4 Å, as given", chart.at("/layer/4/data/values/0/label").asText());
        assertEquals(0.25, chart.at("/layer/3/data/values/0/frequency").asDouble());
        assertEquals(
                "[{\"frequency\":0.25974026,\"at\":0.143,\"label\":\"3.85 Å\"}]",
                chart.at("/layer/7/data/values").toString(),
                "2.5 Å is the last shell: the curve does not fall below 0.5");
        assertEquals(2, chart.at("/layer/1/data/values").size());
    }

    @Test
    void withNothingToCorrectTheMaskedCurveIsOne() throws IOException {
        Files.writeString(entry.path(EntryFile.HALF_MAPS), """
                {"unmasked": {}, "masked": {}, "randomised_from": null, "curves": {"frequency": [0.1, 0.2],
                 "unmasked": [1, 0.9], "masked": [1, 0.9], "randomised": [1, 0.9], "corrected": [1, 0.9]}}
                """);
        ObjectNode chart = section(null, OptionalDouble.empty(), false).charts().get("fsc_half_maps");
        assertEquals(
                "[\"masked\",\"unmasked\"]",
                chart.at("/layer/5/encoding/color/scale/domain").toString());
        assertEquals(4, chart.at("/data/values").size());
    }

    @Test
    void theModelsCurvesAreARangeAndTheBest() throws IOException {
        Files.writeString(entry.path(EntryFile.MODEL_MAP_FSC), """
                model,frequency,fsc,fsc_masked
                other,0.100000,0.7,0.80
                other,0.200000,0.3,0.35
                best,0.100000,0.8,0.90
                best,0.200000,0.2,0.40
                lost,0.100000,0.0,0.00
                """);
        ObjectNode chart = section(null, OptionalDouble.empty(), false).charts().get("fsc_model_map");
        assertEquals(
                "[{\"frequency\":0.1,\"low\":0.8,\"high\":0.9},{\"frequency\":0.2,\"low\":0.35,\"high\":0.4}]",
                chart.at("/layer/0/data/values").toString());
        assertEquals(0.9, chart.at("/data/values/0/fsc").asDouble());
        assertEquals("best model, masked", chart.at("/data/values/0/curve").asText());
        assertEquals(0.8, chart.at("/data/values/2/fsc").asDouble());
        assertEquals("5.56 Å", chart.at("/layer/7/data/values/0/label").asText(), "0.5 at a frequency of 0.18");
        assertEquals("[{\"at\":0.5}]", chart.at("/layer/1/data/values").toString());
    }

    @Test
    void whatIsNotThereIsLeftOut() throws IOException {
        assertEquals(
                List.of("density"),
                List.copyOf(
                        section(null, OptionalDouble.empty(), false).charts().keySet()));
        Files.delete(entry.path(EntryFile.MAP));
        MapSection nothing = section(model(), OptionalDouble.of(12), true);
        assertNull(nothing.values(Map.of()));
        nothing.write(entry);
        assertFalse(Files.exists(entry.path(EntryFile.INCLUSION)));
    }

    @Test
    void aMapCutToAnAsymmetricUnitSaysSo() throws IOException {
        EntryResults results = results();
        ((ObjectNode) results.summary())
                .putObject("symmetry")
                .putArray("unit")
                .add("A")
                .add("B");
        String sentence = ((List<?>) MapSection.of(entry, results, model(), OptionalDouble.empty(), false)
                        .values(Map.of())
                        .get("sentences"))
                .get(0)
                .toString();
        assertTrue(
                sentence.contains(
                        "49 × 49 × 49 voxels of 1.00\u00a0Å. It is cut to the asymmetric unit (chains A and B)"),
                sentence);
    }

    private static String caption(MapSection section, String name) {
        return ((List<?>) section.values(Map.of()).get("charts"))
                .stream()
                        .map(Map.class::cast)
                        .filter(chart -> chart.get("name").equals(name))
                        .map(chart -> chart.get("caption").toString())
                        .findFirst()
                        .orElseThrow();
    }
}
