package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.example.ExampleEntry;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.Validator.Verdicts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step on the built-in example, whose map is the model's own with noise and one blurred region. */
class ValidateStepTest {
    private static final double RESOLUTION = 3.5;

    @TempDir
    static Path example;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeExample() throws IOException {
        ExampleEntry.write(example, 1, RESOLUTION);
        TestLibrary.write(example.resolve("library"));
    }

    private static ValidateStep.Inputs inputs(
            List<Path> models, Path map, boolean halves, Double contour, int threads) {
        return new ValidateStep.Inputs(
                models,
                List.of(),
                map,
                halves ? example.resolve("half1.mrc.gz") : null,
                halves ? example.resolve("half2.mrc.gz") : null,
                map == null && !halves ? null : RESOLUTION,
                contour,
                example.resolve("library"),
                threads);
    }

    private ValidateStep.Outputs outputs(String name) {
        return new ValidateStep.Outputs(
                folder.resolve(name + ".json"), folder.resolve(name + ".csv"), null, null, null, null, null);
    }

    private static Path model() {
        return example.resolve("model.cif");
    }

    private static Path map() {
        return example.resolve("map.mrc");
    }

    @Test
    void fitOfTheExample() throws IOException {
        DensityMap map = MrcFile.read(map());
        ModelSummary summary = ValidateStep.run(inputs(List.of(model()), map(), false, 0.0, 1), outputs("v"))
                .get("model")
                .summary();
        assertTrue(summary.fit().ccMask() > 0.7, summary.toString());
        assertTrue(summary.fit().fsc05() < 1.2 * RESOLUTION, summary.toString());
        assertTrue(summary.fit().inclusion() > 0.9, summary.toString());
        assertEquals(0, summary.fit().atomsOutside());
        assertEquals(100.0, summary.ramachandran().favouredPercent(), "built from ideal angles");
        assertTrue(map.values().length > 0);
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("v.json").toFile()).get(0);
        assertEquals(Set.of("0.4", "0.6"), names(json.at("/fit/q_score")));
        assertTrue(json.at("/fit/fsc_05").isNumber() && json.get("error") == null);
        Map<String, List<MeasuredResidue>> read = ValidationTables.readResidues(folder.resolve("v.csv"));
        assertEquals(List.of("model"), List.copyOf(read.keySet()));
        assertEquals(70, read.get("model").size());
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theBlurredRegionFitsWorseAndIsLessResolved() throws IOException {
        Set<ResidueId> blurred = new HashSet<>();
        new ObjectMapper()
                .readTree(example.resolve("truth.json").toFile())
                .get("blurred")
                .forEach(r -> blurred.add(
                        new ResidueId(r.get("chain").asText(), r.get("resnum").asInt(), "")));
        ValidateStep.Outputs outputs = new ValidateStep.Outputs(
                null, null, null, null, null, folder.resolve("half_maps.json"), folder.resolve("local.mrc"));
        List<MeasuredResidue> rows = ValidateStep.run(inputs(List.of(model()), map(), true, null, 2), outputs)
                .get("model")
                .residues();
        assertTrue(blurred.size() >= 5);
        assertTrue(mean(rows, blurred, true, ResidueMetric.Q_SCORE)
                < mean(rows, blurred, false, ResidueMetric.Q_SCORE) - 0.1);
        assertTrue(mean(rows, blurred, true, ResidueMetric.LOCAL_RESOLUTION)
                > mean(rows, blurred, false, ResidueMetric.LOCAL_RESOLUTION) + 0.5);
        JsonNode halves =
                new ObjectMapper().readTree(folder.resolve("half_maps.json").toFile());
        assertEquals(RESOLUTION, halves.at("/masked/0.143").asDouble(), 0.5);
        assertTrue(halves.at("/unmasked/0.143").asDouble()
                > halves.at("/masked/0.143").asDouble());
        assertEquals(
                halves.at("/curves/frequency").size(),
                halves.at("/curves/corrected").size());
        assertEquals(
                MrcFile.read(map()).nx(),
                MrcFile.read(folder.resolve("local.mrc")).nx());
    }

    private static double mean(List<MeasuredResidue> rows, Set<ResidueId> among, boolean in, ResidueMetric metric) {
        return rows.stream()
                .filter(row -> among.contains(row.id()) == in)
                .mapToDouble(row -> row.number(metric))
                .average()
                .orElseThrow();
    }

    @Test
    void theMeanOfHalfMapsServesAsMap() throws IOException {
        FitSummary full = ValidateStep.run(inputs(List.of(model()), map(), false, null, 1), outputs("a"))
                .get("model")
                .summary()
                .fit();
        FitSummary mean = ValidateStep.run(inputs(List.of(model()), null, true, null, 1), outputs("b"))
                .get("model")
                .summary()
                .fit();
        assertEquals(full.ccMask(), mean.ccMask(), 0.01);
    }

    @Test
    void aHalfMapThatBeginsElsewhereIsMovedAndThatIsSaid() throws IOException {
        Path half2 = example.resolve("half2.mrc.gz");
        DensityMap whole = MrcFile.read(half2);
        int[] by = {2, 0, -1};
        double[] origin = whole.origin().clone();
        for (int axis = 0; axis < 3; axis++) {
            origin[axis] += by[axis] * whole.voxel()[axis];
        }
        float[] values = new float[whole.values().length];
        int offset = whole.index(by[0], by[1], 0) + by[2] * whole.nx() * whole.ny();
        for (int i = Math.max(0, -offset); i < Math.min(values.length, values.length - offset); i++) {
            values[i] = whole.values()[i + offset];
        }
        Path moved = folder.resolve("moved.mrc");
        MrcFile.write(new DensityMap(whole.nx(), whole.ny(), whole.nz(), whole.voxel(), origin, values), moved);
        List<Double> resolutions = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Path second : List.of(half2, moved)) {
            Path json = folder.resolve("half_maps.json");
            ValidateStep.run(
                    new ValidateStep.Inputs(
                            List.of(model()),
                            List.of(),
                            map(),
                            example.resolve("half1.mrc.gz"),
                            second,
                            RESOLUTION,
                            null,
                            example.resolve("library"),
                            1),
                    new ValidateStep.Outputs(null, null, null, null, null, json, null),
                    notes::add);
            JsonNode halves = new ObjectMapper().readTree(json.toFile());
            resolutions.add(halves.at("/masked/0.5").asDouble());
            assertEquals(second == moved ? 1 : 0, halves.path("notes").size());
        }
        assertEquals(resolutions.get(0), resolutions.get(1), 0.1);
        assertTrue(
                notes.size() == 1 && notes.get(0).contains("moved.mrc lies (2.00, 0.00, -1.00) voxels"),
                notes.toString());
    }

    @Test
    void tablesOfAtomsOutliersAndCurves() throws IOException {
        Structure spoilt = ModelFile.read(model());
        Atom ca = spoilt.getModel(0).get(0).getAtomGroup(20).getAtom("CA");
        ca.setX(ca.getX() + 1.5);
        Path file = folder.resolve("spoilt.cif");
        ModelFile.writeCif(spoilt, file);
        ValidateStep.Outputs outputs = new ValidateStep.Outputs(
                null,
                null,
                folder.resolve("atoms.csv"),
                folder.resolve("outliers.csv"),
                folder.resolve("fsc.csv"),
                null,
                null);
        Map<String, Verdicts> verdicts =
                ValidateStep.run(inputs(List.of(model(), file), map(), false, null, 1), outputs);
        ResidueId residue = ResidueId.of(ca.getGroup());
        List<String> outliers = Files.readAllLines(folder.resolve("outliers.csv"));
        assertEquals("model,criterion,chain,resnum,icode,resname,atoms,value,ideal,z", outliers.get(0));
        assertTrue(outliers.stream()
                .anyMatch(line -> line.startsWith("spoilt,cbeta," + residue.chain() + "," + residue.number() + ",")));
        assertTrue(outliers.stream().anyMatch(line -> line.startsWith("spoilt,clash,")));
        assertFalse(outliers.stream().anyMatch(line -> line.startsWith("model,cbeta,")));
        List<String> atoms = Files.readAllLines(folder.resolve("atoms.csv"));
        assertEquals(1 + 2 * verdicts.get("model").atoms().size(), atoms.size());
        double sound = q(atoms, "model", residue);
        assertTrue(q(atoms, "spoilt", residue) < sound - 0.2, "1.5 Å away the density is no longer an atom's");
        double mean = verdicts.get("model").atoms().stream()
                .mapToDouble(AtomScores::qScore)
                .average()
                .orElseThrow();
        assertEquals(mean, verdicts.get("model").summary().fit().qScore().at06(), 1e-4);
        assertEquals(
                mean, verdicts.get("model").summary().fit().chains().get("A").at06(), 1e-4, "it has one chain");
        List<String> curves = Files.readAllLines(folder.resolve("fsc.csv"));
        assertEquals("model,frequency,fsc,fsc_masked", curves.get(0));
        assertTrue(Double.parseDouble(curves.get(5).split(",")[3]) > 0.9, curves.get(5));
    }

    private static double q(List<String> atoms, String model, ResidueId residue) {
        return atoms.stream()
                .map(line -> line.split(","))
                .filter(f -> f[0].equals(model) && f[2].equals("" + residue.number()) && f[5].equals("CA"))
                .mapToDouble(f -> Double.parseDouble(f[6]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutMapGeometryAlone() throws IOException {
        Verdicts verdicts = ValidateStep.run(inputs(List.of(model()), null, false, null, 1), outputs("v"))
                .get("model");
        assertNull(verdicts.summary().fit());
        assertNotNull(verdicts.summary().ramachandran().favouredPercent());
        assertTrue(verdicts.residues().stream()
                .allMatch(row -> Double.isNaN(row.number(ResidueMetric.Q_SCORE))
                        && Double.isNaN(row.number(ResidueMetric.LOCAL_RESOLUTION))));
        assertTrue(verdicts.residues().stream()
                .anyMatch(row -> row.verdict(ResidueMetric.ROTAMER).equals("favoured")));
    }

    @Test
    void aModelThatCannotBeReadSaysWhyAndTheOthersAreJudged() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.cif"), "<html>");
        Map<String, Verdicts> verdicts =
                ValidateStep.run(inputs(List.of(broken, model()), map(), false, null, 2), outputs("v"));
        assertEquals(List.of("broken", "model"), List.copyOf(verdicts.keySet()));
        assertTrue(verdicts.get("broken").summary().error().contains("holds no atoms"));
        assertNull(verdicts.get("model").summary().error());
    }

    /** The place of one atom in the file of the example, replaced. */
    private Path displaced(String name, String coordinate) throws IOException {
        String text = Files.readString(model());
        String moved = Pattern.compile("(ATOM +100 (?:\\S+ +){8})(?:\\S+ +){3}")
                .matcher(text)
                .replaceFirst("$1" + (coordinate + " ").repeat(3));
        assertNotEquals(text, moved);
        return Files.writeString(folder.resolve(name + ".cif"), moved);
    }

    @Test
    void anAtomFarFromAllOthersIsJudgedAndOneAtNoPlaceIsRefused() throws IOException {
        List<Path> models =
                List.of(displaced("far", "9999.0"), displaced("nowhere", "NaN"), displaced("beyond", "1e300"), model());
        Map<String, Verdicts> verdicts = ValidateStep.run(inputs(models, map(), true, null, 2), outputs("far"));
        ModelSummary whole = verdicts.get("model").summary();
        ModelSummary far = verdicts.get("far").summary();
        assertNull(far.error());
        assertNotNull(far.clashscore());
        assertEquals(1, far.fit().atomsOutside());
        assertEquals(0, whole.fit().atomsOutside());
        for (String name : List.of("nowhere", "beyond")) {
            String error = verdicts.get(name).summary().error();
            assertTrue(error.contains(name + ".cif cannot be read") && error.contains("CB of"), error);
        }
        Map<String, Verdicts> alone =
                ValidateStep.run(inputs(List.of(model()), map(), true, null, 1), outputs("alone"));
        assertEquals(alone.get("model").summary(), whole);
    }

    @Test
    void aFaultInOneModelIsThatModelsError() {
        Validator broken = new Validator(null, null, null, null, false);
        ModelSummary summary = ValidateStep.judge("model", model(), broken).summary();
        assertTrue(
                summary.error()
                        .matches("The model \\S+model.cif cannot be judged, an unexpected NullPointerException.*"
                                + "this is a fault of emtools.*"),
                summary.error());
    }

    @Test
    void recordsSayTheStageOfTheirModel() throws IOException {
        Path other = Files.copy(model(), folder.resolve("other.cif"));
        assertEquals(List.of("start", "relaxed"), stages(List.of("start", "relaxed"), model(), other));
        assertEquals(List.of("sampled", "sampled"), stages(List.of("sampled"), model(), other));
        assertEquals(List.of(), stages(List.of(), model(), other));
        String message = assertThrows(InputException.class, () -> stages(List.of("start", "relaxed"), model()))
                .getMessage();
        assertTrue(message.contains("2 stages for 1 models"), message);
    }

    private List<String> stages(List<String> stages, Path... models) throws IOException {
        ValidateStep.run(
                new ValidateStep.Inputs(
                        List.of(models), stages, null, null, null, null, null, example.resolve("library"), 1),
                outputs("stages"));
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("stages.json").toFile());
        json.forEach(model -> assertTrue(model.path("model").isTextual() && model.has("clashscore")));
        return json.findValuesAsText("stage");
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        List<Path> models = List.of(
                model(), Files.copy(model(), folder.resolve("b.cif")), Files.copy(model(), folder.resolve("a.cif")));
        for (int threads : new int[] {1, 3}) {
            ValidateStep.run(inputs(models, map(), false, 0.01, threads), outputs("t" + threads));
        }
        assertEquals(-1, Files.mismatch(folder.resolve("t1.json"), folder.resolve("t3.json")));
        assertEquals(-1, Files.mismatch(folder.resolve("t1.csv"), folder.resolve("t3.csv")));
    }

    @Test
    void inputThatMakesNoSense() throws IOException {
        Path library = example.resolve("library");
        Path half = example.resolve("half1.mrc.gz");
        assertRefused(
                "one half map without the other",
                new ValidateStep.Inputs(List.of(model()), List.of(), map(), half, null, 3.5, null, library, 1));
        assertRefused(
                "a map without its resolution",
                new ValidateStep.Inputs(List.of(model()), List.of(), map(), null, null, null, null, library, 1));
        assertRefused(
                "a resolution without a map",
                new ValidateStep.Inputs(List.of(model()), List.of(), null, null, null, 3.5, null, library, 1));
        assertRefused(
                "a contour level without a map",
                new ValidateStep.Inputs(List.of(model()), List.of(), null, null, null, null, 0.1, library, 1));
        assertRefused(
                "are the same map",
                new ValidateStep.Inputs(List.of(model()), List.of(), null, half, half, 3.5, null, library, 1));
        assertRefused(
                "There is no monomer library",
                new ValidateStep.Inputs(List.of(model()), List.of(), null, null, null, null, null, folder, 1));
        assertRefused(
                "no model file",
                new ValidateStep.Inputs(
                        List.of(folder.resolve("absent.cif")), List.of(), map(), null, null, 3.5, null, library, 1));
        InputException error = assertThrows(
                InputException.class,
                () -> ValidateStep.run(
                        inputs(List.of(model()), map(), false, null, 1),
                        new ValidateStep.Outputs(null, null, null, null, null, folder.resolve("x.json"), null)));
        assertTrue(error.getMessage().contains("there are none"), error.getMessage());
        assertFalse(Files.exists(folder.resolve("v.json")));
    }

    private void assertRefused(String part, ValidateStep.Inputs inputs) {
        String message = assertThrows(InputException.class, () -> ValidateStep.run(inputs, outputs("v")))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
