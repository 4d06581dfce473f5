package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.metrics.TestResidue;
import org.emconverge.structure.ModelFile;
import org.emconverge.trend.Fingerprints;
import org.emconverge.trend.Trends;
import org.emconverge.validation.ValidationTables;
import org.emconverge.validation.Validator.Verdicts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Ten glycines along x whose model i is shifted along y by i Å from residue 6 on. */
class ConvergenceTest {
    private static final int RESIDUES = 10;
    private static final Fingerprints SHIPPED = Trends.shipped().trends().get(0).fingerprints();
    private static final String SPREADS =
            "ca_rmsd ca_rmsd_about_mean ca_rmsd_sampled all_atom_rmsd b_iso b_rmsd density_ca";

    @TempDir
    Path folder;

    private EntryFolder entry;
    private Path out;

    @BeforeEach
    void writeInputs() throws Exception {
        entry = new EntryFolder(folder.resolve("entry"));
        out = folder.resolve("out");
        writeMap(entry.path(EntryFile.MAP));
        write("ranking.json", """
                {"requested": 5, "sampled": 4, "dropped": [{"model": "model_0005", "reason": "blew up, twice"}],
                 "selected": ["model_0003", "model_0001", "model_0002"]}""");
        write("refined/model_0002.dropped.csv", "model,reason\nmodel_0002,\"Servalcat said \"\"no\"\"\"\n");
        write(
                "sampled/scores1.csv",
                "model,seed,score,seconds,fingerprint\nmodel_0001,1,-5,10.5," + SHIPPED.sampler() + "\n");
        write(
                "sampled/scores2.csv",
                "model,seed,score,seconds,fingerprint\nmodel_0003,3,-5,9.5," + SHIPPED.sampler() + "\n");
        write("prepared/setup.json", "{\"openmm\": \"8.6.1\", \"versions\": {\"numpy\": \"2.3\"}}");
        write(
                "refined/model_0001.refinement.json",
                "{\"model\": \"model_0001\", \"cycles\": 10, \"jellybody_sigma\": 0.03, "
                        + "\"cc_before\": 0.5, \"cc_after\": 0.75, \"seconds\": 7, \"servalcat\": \"0.4.142\","
                        + "\"fingerprint\": \"" + SHIPPED.refiner() + "\"}");
        write(
                "refined/model_0003.refinement.json",
                "{\"model\": \"model_0003\", \"cc_before\": 0.6, \"cc_after\": 0.75, \"seconds\": 8, \"servalcat\": \"0.4.142\","
                        + "\"fingerprint\": \"" + SHIPPED.refiner() + "\"}");
        for (int model = 1; model <= 3; model++) {
            write(EntryFile.SAMPLED_MODEL.path("model_000" + model), cif(2 * model, "A"));
        }
        refined("A", 1, 3);
    }

    private Path write(String path, String text) throws IOException {
        Path file = entry.folder().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void refined(String chain, int... models) throws IOException {
        for (int model : models) {
            write(EntryFile.REFINED_MODEL.path("model_000" + model), cif(model, chain));
        }
    }

    private static String cif(int shift, String chain) throws IOException {
        Path pdb = Files.writeString(Files.createTempFile("model", ".pdb"), pdb(shift, "A"));
        Structure structure = ModelFile.read(pdb);
        Files.delete(pdb);
        structure.getModel(0).get(0).setName(chain);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ModelFile.writeCif(structure, text);
        return text.toString(StandardCharsets.UTF_8);
    }

    private void converge(int minModels) throws IOException {
        converge(new Engines("openmm", "servalcat"), minModels);
    }

    private void converge(Engines engines, int minModels) throws IOException {
        Convergence.run(
                entry,
                new ConvergenceSettings("A", 3, engines, minModels, null, false, "test", Trends.shipped(), List.of()),
                out);
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(out.resolve(name).toFile());
    }

    @Test
    void writesTheSummary() throws Exception {
        converge(2);
        JsonNode summary = json("summary.json");
        assertEquals(RESIDUES, summary.get("residues").asInt());
        assertEquals(
                "[\"model_0003\",\"model_0001\"]", summary.at("/models/names").toString());
        assertEquals(5, summary.at("/models/requested").asInt());
        assertEquals(
                "[model_0005, model_0002]",
                summary.at("/models/dropped").findValuesAsText("model").toString());
        assertEquals(
                "Servalcat said \"no\"", summary.at("/models/dropped/1/reason").asText());
        assertEquals(
                1.0, summary.at("/ca_rmsd/mean").asDouble(), 1e-9); // half of the residues spread 2 Å, half not at all
        assertEquals(0.5, summary.at("/ca_rmsd/fractions/lt1").asDouble(), 1e-9);
        assertEquals(0.5, summary.at("/ca_rmsd_about_mean/mean").asDouble(), 1e-9);
        assertEquals(2.0, summary.at("/ca_rmsd_sampled/mean").asDouble(), 1e-9);
        assertEquals(1.0, summary.at("/all_atom_rmsd/mean").asDouble(), 1e-9);
        assertEquals(0.55, summary.at("/refinement/cc_before").asDouble(), 1e-9);
        assertTrue(summary.at("/refinement/fsc_average_after").isNull());
        assertEquals(
                "{\"cycles\":10,\"jellybody_sigma\":0.03}",
                summary.at("/refinement/settings").toString());
        assertEquals(
                "{\"emtools\":\"test\",\"numpy\":\"2.3\",\"openmm\":\"8.6.1\",\"servalcat\":\"0.4.142\"}",
                summary.get("versions").toString());
        assertEquals(20, summary.at("/seconds/sampling").asDouble(), 1e-9);
        assertEquals(15, summary.at("/seconds/refinement").asDouble(), 1e-9);
        assertEquals(
                Trends.shipped().trends().get(0).expectedMean(3),
                summary.at("/trend/expected_mean").asDouble(),
                1e-4);
    }

    @Test
    void writesTheTable() throws Exception {
        converge(2);
        assertEquals(
                "A 1  GLY 0.000 0.000 0.000 0.000 40.00 1.233 0.000000  ",
                cells(0, "chain", "resnum", "icode", "resname", SPREADS, "cc", "local_resolution"));
        assertEquals( // the map is y, mean of 1 and 3
                "A 10 2.000 1.000 4.000 2.000 40.00 1.233 2.000000", cells(9, "chain", "resnum", SPREADS));
    }

    /** Values of a row of residues.csv, counted from 0; a name may be several, with blanks between. */
    @Test
    void modelsOfEitherHalfMapAreComparedResidueByResidue() throws Exception {
        for (int model = 1; model <= 2; model++) {
            write(EntryFile.HALF1_MODEL.path("model_000" + model), cif(0, "A"));
            write(EntryFile.HALF2_MODEL.path("model_000" + (model + 2)), cif(2 + 2 * model, "A"));
        }
        converge(2);
        // from residue 6 on 0 and 0 Å beside 4 and 6 Å: their means are 5 Å apart, expected is the square root of 2 / 2
        assertEquals("0.000 0.000", cells(4, "half_map_shift", "half_map_shift_expected"));
        assertEquals("5.000 1.000", cells(5, "half_map_shift", "half_map_shift_expected"));
        JsonNode told = json("summary.json").get("half_map_models");
        assertEquals("[2,2]", told.get("models").toString());
        assertEquals(RESIDUES, told.get("compared").asInt());
        assertEquals(5, told.get("residues").size());
        assertEquals("A 6", told.at("/residues/0").asText());
    }

    @Test
    void withoutModelsOfHalfMapsTheirColumnsAreEmpty() throws Exception {
        converge(2);
        assertEquals(" ", cells(5, "half_map_shift", "half_map_shift_expected"));
        assertTrue(json("summary.json").get("half_map_models").isNull());
    }

    private String cells(int row, String... columns) {
        Csv.Row cells = Csv.read(out.resolve("residues.csv")).rows().get(row);
        return Stream.of(String.join(" ", columns).split(" ")).map(cells::text).collect(Collectors.joining(" "));
    }

    /** A model whose first residue alone was validated. */
    private static Verdicts validated(String ramachandran, double cc, double cbetaDeviation) {
        MeasuredResidue residue = TestResidue.at("A", 1)
                .with(ResidueMetric.RAMACHANDRAN, ramachandran)
                .with(ResidueMetric.CC, cc)
                .with(ResidueMetric.CBETA_DEVIATION, cbetaDeviation)
                .build();
        return new Verdicts(null, List.of(residue), List.of(), List.of(), null, null);
    }

    /** Of the start, of sampled models in two batches, of refined ones; and what the half maps say. */
    private void writeValidations() throws IOException {
        write("validation/start.json", """
                [{"model": "a", "clashscore": 2.0, "stage": "relaxed"},
                 {"model": "b", "clashscore": null, "fit": {"cc_mask": 0.5}, "stage": "start"}]""");
        write("validation/sampled2.json", """
                [{"model": "model_0002", "clashscore": 4, "stage": "sampled"}]""");
        write("validation/sampled10.json", """
                [{"model": "model_0003", "clashscore": 4, "stage": "sampled"},
                 {"model": "model_0001", "clashscore": 1, "fit": {"cc_mask": 0.7}, "stage": "sampled"}]""");
        write("validation/refined.json", """
                [{"model": "model_0001", "clashscore": 3, "stage": "refined"}]""");
        Files.createDirectories(entry.path(EntryFile.REFINED_RESIDUES).getParent());
        ValidationTables.writeResidues(
                Map.of(
                        "model_0001", validated("allowed", 0.5, 0.1),
                        "model_0003", validated("outlier", 0.6, Double.NaN)),
                entry.path(EntryFile.REFINED_RESIDUES));
        write("half_maps.json", """
                {"unmasked": {"0.143": 3.2}, "curves": {"frequency": [0.1]}}""");
        writeMap(entry.path(EntryFile.LOCAL_RESOLUTION));
    }

    @Test
    void validationsBecomeColumnsMeansAndOneList() throws Exception {
        writeValidations();
        converge(2);
        assertEquals(
                "0.000000 outlier  0.100 0.5500  ",
                cells(0, "density_ca", "ramachandran", "rotamer", "cbeta_deviation", "cc", "smoc", "local_resolution"),
                "a local resolution of 0 is none; of two verdicts the worse");
        assertEquals("2.000000   2.000", cells(9, "density_ca", "ramachandran", "cc", "local_resolution"));
        JsonNode validation = json("validation.json");
        assertEquals(
                List.of("start", "relaxed", "sampled", "sampled", "sampled", "refined"),
                validation.findValuesAsText("stage"));
        assertEquals(
                List.of("b", "a", "model_0001", "model_0002", "model_0003", "model_0001"),
                validation.findValuesAsText("model"));
        JsonNode summary = json("summary.json");
        assertEquals(
                "{\"start\":{\"fit\":{\"cc_mask\":0.5}},\"relaxed\":{\"clashscore\":2.0},"
                        + "\"sampled\":{\"clashscore\":3.0,\"fit\":{\"cc_mask\":0.7}},\"refined\":{\"clashscore\":3.0}}",
                summary.get("validation").toString());
        assertEquals("{\"unmasked\":{\"0.143\":3.2}}", summary.get("half_maps").toString());
    }

    @Test
    void modelsOfOtherSettingsHaveNeitherTrendNorConfidence() throws Exception {
        write("prepared/prepared.cif", cif(1, "A"));
        converge(2);
        assertEquals(
                SHIPPED.sampler(),
                json("summary.json").at("/fingerprints/sampler").asText());
        assertTrue(json("summary.json").at("/trend/z").isNumber());
        write("sampled/scores2.csv", "model,seed,score,seconds,fingerprint\nmodel_0003,3,-5,9.5,other\n");
        converge(2);
        JsonNode summary = json("summary.json");
        assertTrue(summary.get("trend").isNull() && summary.get("confidence").isNull());
        assertTrue(summary.at("/fingerprints/sampler").isNull(), "the models were made by two settings");
        assertEquals(SHIPPED.refiner(), summary.at("/fingerprints/refiner").asText());
    }

    @Test
    void writesTheModelsInRankOrder() throws Exception {
        converge(2);
        for (String name : List.of("ensemble.cif", "ensemble.pdb")) {
            Structure ensemble = ModelFile.read(out.resolve(name));
            assertEquals(2, ensemble.nrModels(), name);
            assertEquals(
                    3, ensemble.getModel(0).get(0).getAtomGroup(9).getAtom("CA").getY(), 1e-6, name);
            assertEquals(
                    1, ensemble.getModel(1).get(0).getAtomGroup(9).getAtom("CA").getY(), 1e-6, name);
        }
        for (String name : List.of("convergence.cif", "convergence.pdb")) {
            Structure coloured = ModelFile.read(out.resolve(name));
            assertEquals(1, coloured.nrModels(), name);
            assertEquals(
                    0, coloured.getModel(0).get(0).getAtomGroup(0).getAtom("N").getTempFactor(), 1e-6, name);
            assertEquals(
                    2, coloured.getModel(0).get(0).getAtomGroup(9).getAtom("N").getTempFactor(), 1e-6, name);
        }
    }

    @Test
    void sameInputSameBytes() throws Exception {
        converge(2);
        out = folder.resolve("again");
        converge(2);
        for (String name : List.of("residues.csv", "summary.json", "ensemble.cif", "ensemble.pdb", "convergence.cif")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("out").resolve(name)),
                    Files.readAllBytes(out.resolve(name)),
                    name);
        }
    }

    @Test
    void namesThatPdbCannotHoldAreNeverChanged() throws Exception {
        refined("AA1", 1, 3);
        for (int model = 1; model <= 3; model++) {
            Files.delete(entry.path(EntryFile.SAMPLED_MODEL, "model_000" + model));
        }
        converge(2);
        assertFalse(Files.exists(out.resolve("ensemble.pdb")) || Files.exists(out.resolve("convergence.pdb")));
        assertEquals(
                "AA1",
                ModelFile.read(out.resolve("ensemble.cif")).getModel(0).get(0).getName());
        assertTrue(Files.readString(out.resolve("residues.csv")).contains("\nAA1,1,,GLY"));
        JsonNode summary = json("summary.json");
        assertTrue(summary.at("/notes/0").asText().contains("chain AA1"));
        assertTrue(summary.at("/ca_rmsd_sampled/mean").isNull());
    }

    @Test
    void tooFewModels() {
        assertRefused(
                "Only 2 of the 3 chosen models of A could be refined, and at least 3 are needed", () -> converge(3));
    }

    @Test
    void oneModelIsNeverEnough() throws Exception {
        Files.delete(entry.path(EntryFile.REFINED_MODEL, "model_0003"));
        assertRefused("Only 1 of the 3 chosen models of A could be refined, and at least 2", () -> converge(1));
    }

    @Test
    void modelThatNobodyChose() throws Exception {
        refined("A", 9);
        assertRefused("model_0009.cif is not among the chosen models", () -> converge(2));
    }

    @Test
    void modelsOfDifferentMolecules() throws Exception {
        refined("B", 3);
        assertRefused("share no residue", () -> converge(2));
    }

    @Test
    void refinedModelWithoutTheSampledOneOfItsName() throws Exception {
        Files.delete(entry.path(EntryFile.SAMPLED_MODEL, "model_0003"));
        assertRefused("model_0003 has no sampled model sampled/model_0003.cif", () -> converge(2));
    }

    @Test
    void validationWithoutAStage() throws Exception {
        Path file = write("validation/refined.json", "[{\"model\": \"model_0001\", \"clashscore\": 3}]");
        assertRefused("model_0001 in " + file + " has no stage", () -> converge(2));
    }

    @Test
    void enginesAreNamedUnlessAnotherProgramMadeTheModels() throws Exception {
        assertRefused("not named: give --sampler and --refiner", () -> converge(new Engines("openmm", null), 2));
        write("aligned/model_0001.cif", cif(1, "A"));
        assertRefused("give neither --sampler nor --refiner", () -> converge(2));
        write("aligned/model_0003.cif", cif(3, "A"));
        converge(Engines.NONE, 2);
        assertEquals(
                "{\"sampler\":null,\"refiner\":null}",
                json("summary.json").get("engines").toString());
        assertTrue(json("summary.json").at("/models/refined").isNull());
        assertEquals(2, json("summary.json").at("/models/compared").asInt());
    }

    @Test
    void theRankingIsNeeded() throws Exception {
        Files.delete(entry.path(EntryFile.RANKING));
        assertRefused("has no ranking.json", () -> converge(2));
    }

    private void assertRefused(String part, Executable step) {
        String message = assertThrows(InputException.class, step).getMessage();
        assertTrue(message.contains(part), message);
        assertFalse(Files.exists(out));
    }

    private static String pdb(int shift, String chain) {
        StringBuilder text = new StringBuilder();
        int serial = 1;
        for (int residue = 1; residue <= RESIDUES; residue++) {
            double y = residue > RESIDUES / 2 ? shift : 0;
            for (String atom : List.of("N ", "CA", "C ", "O ", "H ")) {
                text.append(String.format(
                        Locale.ROOT,
                        "ATOM  %5d  %s  GLY %s%4d    %8.3f%8.3f%8.3f  1.00 40.00          %2s%n",
                        serial,
                        atom,
                        chain,
                        residue,
                        residue + 0.2 * (serial % 5),
                        atom.equals("H ") ? serial : y,
                        1.0,
                        atom.substring(0, 1)));
                serial++;
            }
        }
        return text + "TER\nEND\n";
    }

    /** A 13 Å cube whose density is y. */
    private static void writeMap(Path file) throws IOException {
        int n = 14;
        ByteBuffer bytes = ByteBuffer.allocate(1024 + 4 * n * n * n).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : new int[] {n, n, n, 2, 0, 0, 0, n, n, n}) {
            bytes.putInt(word);
        }
        for (float word : new float[] {n, n, n, 90, 90, 90}) {
            bytes.putFloat(word);
        }
        bytes.putInt(1)
                .putInt(2)
                .putInt(3)
                .putFloat(0)
                .putFloat(n - 1)
                .putFloat(n / 2f)
                .putInt(1);
        bytes.position(52 * 4).put("MAP ".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {0x44, 0x44, 0, 0});
        bytes.position(1024);
        for (int i = 0; i < n * n * n; i++) {
            bytes.putFloat(i / n % n);
        }
        Files.createDirectories(file.getParent());
        Files.write(file, bytes.array());
    }
}
