package org.emconverge.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.example.ExampleEntry;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.TestLibrary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step on models of the built-in example and its map, and on the real ensembles; the renderer is a stand-in. */
class AssessModelsTest {
    private static final double RESOLUTION = 3.5;

    @TempDir
    static Path example;

    private static Path renderer;

    @TempDir
    Path folder;

    /** What the step says while it works. */
    private final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void makeExample() throws IOException {
        ExampleEntry.write(example, 1, RESOLUTION);
        TestLibrary.write(example.resolve("library"));
        renderer = Files.writeString(example.resolve("renderer"), """
                #!/bin/sh
                for spec; do echo '<svg></svg>' > "${spec%.vl.json}.svg"; done
                """);
        assertTrue(renderer.toFile().setExecutable(true));
    }

    /** A copy whose residues are displaced by a Gaussian of 0.3 Å, by a seed of its own, and as a whole along x. */
    private static Structure model(int seed, double x) {
        Structure structure = ModelFile.read(example.resolve("model.cif"));
        Random random = new Random(seed);
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                double[] by = {x + 0.3 * random.nextGaussian(), 0.3 * random.nextGaussian(), 0.3 * random.nextGaussian()
                };
                group.getAtoms().forEach(atom -> {
                    atom.setX(atom.getX() + by[0]);
                    atom.setY(atom.getY() + by[1]);
                    atom.setZ(atom.getZ() + by[2]);
                });
            }
        }
        return structure;
    }

    private Path file(String name, Structure structure) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ModelFile.writeCif(structure, file);
        return file;
    }

    private Path file(int seed) throws IOException {
        return file("m" + seed + ".cif", model(seed, 0));
    }

    private static Structure renumbered(Structure structure, String chainId) {
        for (Chain chain : structure.getModel(0)) {
            chain.setName(chainId);
            int number = 501;
            for (Group group : chain.getAtomGroups()) {
                group.setResidueNumber(new ResidueNumber(chainId, number++, null));
            }
        }
        return structure;
    }

    private AssessModels.Inputs inputs(List<Path> models, Path reference, boolean halves) {
        return new AssessModels.Inputs(
                "entry",
                null,
                models,
                reference,
                maps(
                        halves ? null : example.resolve("map.mrc"),
                        halves ? List.of(example.resolve("half1.mrc.gz"), example.resolve("half2.mrc.gz")) : List.of(),
                        RESOLUTION),
                environment());
    }

    private static AssessModels.Maps maps(Path map, List<Path> halves, double resolution) {
        return new AssessModels.Maps(map, halves, resolution, null, 8);
    }

    private static AssessModels.Environment environment() {
        return new AssessModels.Environment(example.resolve("library"), 2, "test", renderer);
    }

    private Path run(String name, List<Path> models, Path reference) throws IOException {
        Path out = folder.resolve(name);
        progress.clear();
        AssessModels.run(inputs(models, reference, false), progress::add, out);
        return out;
    }

    private static JsonNode summary(Path out) throws IOException {
        return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    }

    @Test
    void whatTheReadingsGuessedStandsInTheSummary() throws IOException {
        String text = Files.readString(file(1));
        Path blocks =
                Files.writeString(folder.resolve("blocks.cif"), text + text.replaceFirst("data_\\S+", "data_other"));
        Path zero = Files.writeString(
                folder.resolve("zero.cif"), Files.readString(file(2)).replaceAll(" 1\\.00 ", " 0.00 "));
        JsonNode summary = summary(run("read", List.of(blocks, zero), null));
        assertEquals(3, summary.at("/models/names").size());
        assertEquals(
                "zero.cif: The model has occupancy 0 throughout: it counts as 1.",
                summary.at("/notes/0").asText());
    }

    @Test
    void writesAnEntry() throws IOException {
        Path out = run("out", List.of(file(1), file(2), file(3)), null);
        JsonNode summary = summary(out);
        assertEquals(70, summary.get("residues").asInt());
        assertEquals(3, summary.at("/models/compared").asInt());
        for (String absent : List.of(
                "/models/requested",
                "/models/sampled",
                "/models/selected",
                "/models/refined",
                "/engines/sampler",
                "/engines/refiner",
                "/trend",
                "/ca_rmsd_sampled/mean",
                "/seconds/sampling",
                "/refinement/cc_after",
                "/half_maps")) {
            assertTrue(summary.at(absent).isNull(), absent);
        }
        assertEquals(0.3 * Math.sqrt(6), summary.at("/ca_rmsd/mean").asDouble(), 0.1);
        assertEquals("given", summary.get("validation").fieldNames().next());
        assertEquals(4, Files.readAllLines(out.resolve("ranking.csv")).size());
        assertEquals(
                List.of(
                        "Reading and matching the models of 3 files.",
                        "Cutting the map out around 3 models.",
                        "Judging 3 models: geometry and fit to the map. This takes the longest.",
                        "Comparing 3 models.",
                        "Drawing the figures and the page."),
                progress);
    }

    @Test
    void publishesTheResultsOfAnEntryAndNothingElse() throws IOException {
        Path out = run("out", List.of(file(1), file(2)), null);
        for (String name : List.of(
                "report.html",
                "residues.csv",
                "validation.json",
                "ranking.csv",
                "ensemble.cif",
                "convergence.pdb",
                "outliers.csv",
                "fsc.csv",
                "alignment.csv",
                "aligned/m1.cif",
                "prepared/map.mrc",
                "viewers/open.cxc",
                "figures/profile.svg",
                "multiqc/numbers_mqc.json")) {
            assertTrue(Files.size(out.resolve(name)) > 0, name);
        }
        EntryFolder entry = new EntryFolder(out);
        for (EntryFile role : EntryFile.values()) {
            assertTrue(
                    role.isOptional() || !entry.all(role).isEmpty(),
                    role + " is always there, the table of files says");
        }
        try (Stream<Path> files = Files.walk(out)) {
            assertEquals(
                    Set.copyOf(entry.kept()), files.filter(Files::isRegularFile).collect(Collectors.toSet()));
        }
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(
                page.contains("Another program made these models")
                        && !page.contains("Thin line")
                        && !page.contains("refined models"),
                page);
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(
                    left.anyMatch(path -> path.getFileName().toString().startsWith(".")), "nothing temporary stays");
        }
    }

    @Test
    void numberingAndFormatsMakeNoDifference() throws IOException {
        Path plain = run("plain", List.of(file(1), file(2), file(3), file(4)), null);
        Path pdb = folder.resolve("renumbered.pdb");
        EnsembleFile.writePdb(renumbered(model(2, 0), "Z"), pdb);
        Path gz = folder.resolve("two.cif.gz");
        Structure two = EnsembleFile.join(List.of(renumbered(model(3, 0), "B"), renumbered(model(4, 0), "B")));
        EnsembleFile.writeCif(two, "two", folder.resolve("two.cif"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            Files.copy(folder.resolve("two.cif"), out);
        }
        Path mixed = run("mixed", List.of(file(1), pdb, gz), null);
        assertEquals(4, summary(mixed).at("/models/compared").asInt());
        assertEquals(Files.readString(plain.resolve("residues.csv")), Files.readString(mixed.resolve("residues.csv")));
        assertEquals(summary(plain).get("ca_rmsd"), summary(mixed).get("ca_rmsd"));
        assertEquals(List.of("m1", "renumbered", "two_1", "two_2"), names(mixed));
    }

    private static List<String> names(Path out) throws IOException {
        List<String> names = new ArrayList<>();
        summary(out).at("/models/names").forEach(name -> names.add(name.asText()));
        return names.stream().sorted().toList();
    }

    @Test
    void theReferenceGivesTheNumbersAndIsNotCompared() throws IOException {
        Path reference = file("reference/deposited.cif", renumbered(model(9, 0), "R"));
        Path out = folder.resolve("out");
        AssessModels.run(inputs(List.of(file(1), file(2)), reference, true), progress::add, out);
        assertTrue(Files.readAllLines(out.resolve("residues.csv")).get(1).startsWith("R,501,"));
        assertEquals(List.of("m1", "m2"), names(out));
        JsonNode validation =
                new ObjectMapper().readTree(out.resolve("validation.json").toFile());
        assertEquals(List.of("start", "given", "given"), validation.findValuesAsText("stage"));
        assertEquals(RESOLUTION, summary(out).at("/half_maps/masked/0.143").asDouble(), 0.5);
        assertTrue(
                Files.exists(out.resolve("local_resolution.mrc")) && !Files.exists(out.resolve("prepared/half1.mrc")));
    }

    @Test
    void whatCannotBeComparedIsLeftOutWithItsReason() throws IOException {
        Structure other = ModelFile.read(example.resolve("model.cif"));
        other.getModel(0).forEach(chain -> chain.getAtomGroups().forEach(group -> group.setPDBName("TRP")));
        List<Path> models = List.of(
                file(1),
                file("far.cif", model(2, 500)),
                file("near.cif", model(3, 7)),
                file("other.cif", other),
                file(4),
                Files.writeString(folder.resolve("broken.pdb"), "not a model\n"));
        Path out = run("out", models, null);
        assertEquals(List.of("m1", "m4"), names(out));
        List<String> lost = new ArrayList<>();
        summary(out)
                .at("/models/dropped")
                .forEach(model -> lost.add(
                        model.get("model").asText() + " " + model.get("step").asText() + " "
                                + model.get("reason").asText().replaceAll(" (map|one in).*", "")));
        assertEquals(
                List.of(
                        "broken reading The model broken.pdb holds no atoms: give a PDB or mmCIF coordinate file.",
                        "far placement it lies outside the",
                        "other alignment it has no chain with the sequence of",
                        "near placement it does not lie in the density of the"),
                lost);
    }

    @Test
    void badInputEndsWithOneSentenceAndLeavesNothing() throws IOException {
        Path one = file(1);
        assertRefused("Only 1 of 1 models can be read, and at least 2", inputs(List.of(one), null, false));
        assertRefused(
                "Only 0 of 2 models lie in the map",
                inputs(List.of(file("a.cif", model(1, 900)), file("b.cif", model(2, -900))), null, false));
        assertRefused(
                "does not lie in the density",
                inputs(List.of(file("c.cif", model(1, 9)), file("d.cif", model(2, 9))), null, false));
        assertRefused("Two models would be called", inputs(List.of(one, one), null, false));
        assertRefused("There is no model file", inputs(List.of(one, file(2)), folder.resolve("absent.cif"), false));
        AssessModels.Inputs plain = inputs(List.of(one, file(2)), null, false);
        assertRefused(
                "There is no map",
                new AssessModels.Inputs(
                        "x", null, plain.models(), null, maps(null, List.of(), RESOLUTION), environment()));
        assertRefused("lies outside the map", inputs(List.of(one, file(2)), file("r.cif", model(1, 900)), false));
    }

    private void assertRefused(String part, AssessModels.Inputs inputs) throws IOException {
        Path out = folder.resolve("refused");
        String message = assertThrows(InputException.class, () -> AssessModels.run(inputs, progress::add, out))
                .getMessage();
        assertTrue(message.contains(part) && !message.contains("\n"), message);
        assertFalse(Files.exists(out));
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(
                    left.anyMatch(path -> path.getFileName().toString().startsWith(".")), "nothing temporary stays");
        }
    }

    @Test
    void hostileNamesAndLikeNamesInSeveralFolders() throws IOException {
        List<Path> models = List.of(
                file("run1/model.cif", model(1, 0)),
                file("run2/model.cif", model(2, 0)),
                file("-o $(touch x); '\"\n<b>.cif", model(3, 0)),
                file(".hidden.cif", model(4, 0)));
        Path out = run("out", models, null);
        assertEquals(List.of("_hidden", "_o___touch_x_______b_", "run1_model", "run2_model"), names(out));
        assertFalse(Files.readString(out.resolve("report.html")).contains("<b>."));
    }

    @Test
    void rosettaEsModelsOfTheProteasome() throws IOException {
        AssessModels.run(real("t20s_4.8A_alpha", 4.8, false, ".*_1[0-3]_.*"), progress::add, folder.resolve("out"));
        JsonNode summary = summary(folder.resolve("out"));
        assertEquals(221, summary.get("residues").asInt());
        assertEquals(4, summary.at("/models/compared").asInt());
        assertEquals(0.2994, summary.at("/ca_rmsd/mean").asDouble(), 1e-4);
        assertEquals(0, summary.at("/ca_rmsd/fractions/gt3").asDouble());
    }

    @Test
    void deNovoModelsNumberedFromOne() throws IOException {
        AssessModels.run(real("emd6555_3jci", 2.9, true, ".*_1.pdb"), progress::add, folder.resolve("out"));
        JsonNode summary = summary(folder.resolve("out"));
        assertEquals(190, summary.get("residues").asInt());
        assertEquals(3, summary.at("/models/compared").asInt());
        assertEquals(1.7237, summary.at("/ca_rmsd/mean").asDouble(), 1e-4);
        List<String> alignment = Files.readAllLines(folder.resolve("out/alignment.csv"));
        assertEquals(4, alignment.size());
        assertTrue(
                alignment.stream().skip(1).allMatch(line -> line.matches("[^,]+,[^,]+,[PX],1,190,A,42,231,190,190")),
                alignment.toString());
    }

    private AssessModels.Inputs real(String name, double resolution, boolean reference, String models)
            throws IOException {
        Path data = SharedData.file("data/" + name);
        try (Stream<Path> files = Files.list(data.resolve("models"))) {
            return new AssessModels.Inputs(
                    name,
                    null,
                    files.filter(file -> file.getFileName().toString().matches(models))
                            .sorted()
                            .toList(),
                    reference ? data.resolve("model.pdb") : null,
                    maps(data.resolve("map.mrc"), List.of(), resolution),
                    environment());
        }
    }
}
