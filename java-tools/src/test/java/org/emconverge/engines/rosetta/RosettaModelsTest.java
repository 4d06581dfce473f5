package org.emconverge.engines.rosetta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.engines.MapFrame;
import org.emconverge.structure.Mates;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelSymmetry;
import org.emconverge.structure.PdbLines;
import org.emconverge.structure.Preparation;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.Symmetry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosettaModelsTest {
    private static final double[] ORIGIN = {-20, 30, 5.5};
    private static final String SCORES = """
            SEQUENCE:\s
            SCORE: total_score score elec_dens_fast       fa_atr comment description\s
            SCORE:    -812.5  -812.5       -600.25     -100.125    fine input_0001
            """;

    @TempDir
    Path folder;

    private Path setup;
    private Path run;
    private Path out;

    /** Chain AA with an insertion code and a gap, chain B; the map begins elsewhere than at zero. */
    @BeforeEach
    void setUp() throws IOException {
        Structure model = ModelFile.read(new PdbLines()
                .residue("ALA", "X", "10", 0)
                .residue("GLY", "X", "10A", 1)
                .residue("LEU", "X", "20", 4)
                .residue("SER", "B", "-3", 8)
                .write(folder));
        model.getChains().get(0).setName("AA");
        Path prepared = folder.resolve("prepared.cif");
        ModelFile.writeCif(model, prepared);
        float[] density = new float[4 * 4 * 4];
        density[21] = 1;
        Path map = folder.resolve("map.mrc");
        MrcFile.write(new DensityMap(4, 4, 4, new double[] {1, 1, 1}, ORIGIN, density), map);
        setup = folder.resolve("setup");
        RosettaSetup.run(
                new RosettaSetup.Inputs(
                        prepared, map, 3.4, DensityWeight.STEPS, Symmetry.NONE, "-mute core", "2024.09+release.1"),
                setup);
        run = Files.createDirectories(folder.resolve("runs/seed_0007"));
        out = folder.resolve("out");
        write("status", "0\n");
        write("seconds", "61\n");
        write("rosetta.log", "core.init: Rosetta version: 2024.09\nprotocols.jd2: no more batches\n");
        write("score.sc", SCORES);
        write("input_0001.pdb", sampled());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(run.resolve(name), text);
    }

    /**
     * What Rosetta might answer: everything 1 Å up, hydrogens, a terminal oxygen, numbers that run on, another copy
     * behind.
     */
    private String sampled() throws IOException {
        StringBuilder text = new StringBuilder();
        int residue = 0;
        String before = "";
        for (String line : Files.readAllLines(setup.resolve("input.pdb"))) {
            if (line.startsWith("ATOM")) {
                residue += line.substring(17, 27).equals(before) ? 0 : 1;
                before = line.substring(17, 27);
                text.append(line, 0, 21)
                        .append("A%4d ".formatted(residue))
                        .append(line, 27, 46)
                        .append("%8.3f".formatted(Double.parseDouble(line.substring(46, 54)) + 1))
                        .append(line.substring(54))
                        .append('\n');
            } else if (line.startsWith("TER")) {
                text.append("ATOM   9999  OXT XXX A%4d     999.000 999.000 999.000  1.00  0.00           O  \n"
                                .formatted(residue)
                                .replace("XXX", before.substring(0, 3)))
                        .append("TER\n");
            }
        }
        return text + text.toString()
                + "# All scores below are weighted scores, not raw scores.\n#BEGIN_POSE_ENERGIES_TABLE\n";
    }

    private String dropped() throws IOException {
        RosettaModels.run(setup, folder.resolve("runs"), 7, 7, out);
        List<String> lines = Files.readAllLines(out.resolve("dropped.csv"));
        assertFalse(Files.exists(out.resolve("model_0007.cif")));
        assertEquals(List.of("model,seed,score,seconds"), Files.readAllLines(out.resolve("scores.csv")));
        assertEquals(2, lines.size());
        return lines.get(1);
    }

    @Test
    void theInputIsWhatRosettaReads() throws IOException {
        List<String> lines = Files.readAllLines(setup.resolve("input.pdb"));
        List<String> residues = new ArrayList<>();
        for (String line : lines) {
            String residue = line.startsWith("ATOM") ? line.substring(17, 27) : line.startsWith("TER") ? "TER" : null;
            if (residue != null && (residues.isEmpty() || !residue.equals(residues.get(residues.size() - 1)))) {
                residues.add(residue);
            }
        }
        assertEquals(List.of("ALA A   1 ", "GLY A   2 ", "TER", "LEU A   3 ", "TER", "SER B   1 ", "TER"), residues);
        assertEquals(
                "  20.000 -30.000  -5.500",
                lines.stream()
                        .filter(line -> line.startsWith("ATOM"))
                        .findFirst()
                        .orElseThrow()
                        .substring(30, 54));
        assertArrayEquals(new double[3], MrcFile.read(setup.resolve("map.mrc")).origin());
        assertTrue(Files.readString(setup.resolve("flags")).contains("-edensity::mapreso 3.4\n"));
        String settings = Files.readString(setup.resolve("setup.json"));
        assertTrue(
                settings.contains("\"density_weight\" : 50.0")
                        && settings.contains("\"rosetta\" : \"2024.09+release.1\"")
                        && settings.contains("\"options\" : \"-mute core\""),
                settings);
    }

    @Test
    void modelsComeBackUnderTheirOwnNames() throws IOException {
        RosettaModels.run(setup, folder.resolve("runs"), 7, 7, out);
        Structure before = ModelFile.read(folder.resolve("prepared.cif"));
        Structure after = ModelFile.read(out.resolve("model_0007.cif"));
        List<Group> old = RosettaModel.residues(before);
        List<Group> residues = RosettaModel.residues(after);
        assertEquals(
                List.of("AA 10", "AA 10A", "AA 20", "B -3"),
                residues.stream().map(r -> ResidueId.of(r).toString()).toList());
        for (int i = 0; i < residues.size(); i++) {
            assertEquals(
                    old.get(i).getAtoms().stream().map(a -> a.getName()).toList(),
                    residues.get(i).getAtoms().stream().map(a -> a.getName()).toList());
            for (int j = 0; j < old.get(i).size(); j++) {
                double[] place = old.get(i).getAtom(j).getCoords();
                assertArrayEquals(
                        new double[] {place[0], place[1], place[2] + 1},
                        residues.get(i).getAtom(j).getCoords(),
                        1.1e-3);
            }
        }
        assertEquals(
                List.of("model,seed,score,elec_dens_fast,fa_atr,seconds", "model_0007,7,-812.5,-600.25,-100.125,61.0"),
                Files.readAllLines(out.resolve("scores.csv")));
        assertEquals(List.of("model,reason"), Files.readAllLines(out.resolve("dropped.csv")));
    }

    @Test
    void everyFailureHasItsOwnSentence() throws IOException {
        write("status", "139\n");
        assertEquals("model_0007,Rosetta crashed (signal 11)", dropped());
        write(
                "rosetta.log",
                "protocols.x: fine\n\nERROR: Unable to open map: map.mrc\nERROR:: Exit from: here.cc line: 7\n");
        write("status", "1\n");
        assertEquals("model_0007,Rosetta stopped with status 1: Unable to open map: map.mrc", dropped());
        write(
                "rosetta.log",
                "\u001b[0mcore.init: \u001b[1m[ ERROR ]\u001b[0m UtilityExitException\n"
                        + "ERROR: Could not find database. Either specify -database\n");
        assertTrue(dropped().contains("does not find its database: set ROSETTA3_DB"));
        write("status", "124\n");
        assertEquals("model_0007,Rosetta took longer than the time given to a model", dropped());
        write("status", "");
        assertEquals("model_0007,its trajectory was cut off before its end", dropped());
    }

    @Test
    void halfAModelIsNone() throws IOException {
        String whole = sampled();
        write("input_0001.pdb", whole.substring(0, whole.indexOf("SER")));
        assertEquals("model_0007,its file is cut short or damaged", dropped());
        write("input_0001.pdb", whole.substring(0, whole.indexOf("TER") + 4));
        assertEquals("model_0007,its file holds 2 of 4 residues", dropped());
        write("input_0001.pdb", whole.replaceFirst("ATOM.* CB  LEU.*\n", ""));
        assertEquals("model_0007,its file lacks the atom CB of LEU AA 20", dropped());
        write("input_0001.pdb", whole.replace(" LEU ", " ILE "));
        assertEquals("model_0007,its file has ILE in the place of LEU AA 20", dropped());
        write("input_0001.pdb", whole.replace(" -30.000", "     nan"));
        assertEquals("model_0007,its file is cut short or damaged", dropped());
        write("input_0001.pdb", whole);
        write("score.sc", SCORES.replace("fine input_0001", "fine"));
        assertTrue(dropped().contains("it is cut short"));
        write("score.sc", SCORES.replace("input_0001", "input_0002"));
        assertTrue(dropped().contains("no line for its model input_0001"));
        Files.delete(run.resolve("score.sc"));
        assertEquals("model_0007,Rosetta wrote a model and no score file", dropped());
        Files.delete(run.resolve("input_0001.pdb"));
        assertEquals("model_0007,Rosetta ended without a model; see rosetta.log", dropped());
    }

    @Test
    void onlyProteinIsSampled() throws IOException {
        Path model = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("SEP", "A", "2", 1)
                .write(folder);
        InputException thrown = assertThrows(
                InputException.class,
                () -> RosettaSetup.run(
                        new RosettaSetup.Inputs(
                                model, folder.resolve("map.mrc"), 3.4, DensityWeight.STEPS, Symmetry.NONE, "", null),
                        folder.resolve("other")));
        assertTrue(thrown.getMessage().startsWith("Residue SEP A 2 is not one of the 20"), thrown.getMessage());
        assertFalse(Files.exists(folder.resolve("other")));
    }

    @Test
    void scoreFilesThatRosettaWroteAreRead() {
        Map<String, Map<String, Double>> models = ScoreFile.read(
                SharedData.file("data/rosetta_output/5_rosettaES_expected_outputs_finalmodels_score.sc"));
        assertEquals(80, models.size());
        assertEquals(-3188.860, models.get("aftercomparator_36_15.1313_0001").get("total_score"));
        assertEquals(0.099, models.get("aftercomparator_36_15.1313_0001").get("yhh_planarity"));
        assertEquals(
                -6815.478,
                ScoreFile.read(SharedData.file("data/rosetta_output/1_rosetta_basics_expected_outputs_score.sc"))
                        .get("1isrA_0001")
                        .get("total_score"));
        assertEquals(
                199.099,
                ScoreFile.read(SharedData.file("data/rosetta_output/1_rosetta_basics_expected_outputs_score_relax.sc"))
                        .get("1isrA_relax_0001")
                        .get("cart_bonded"));
    }

    /** Twenty models of the 20S proteasome's α chain by Rosetta, against the model they were made from. */
    @Test
    void modelsThatRosettaWroteAreRead() throws IOException {
        Path models = SharedData.file("data/t20s_4.8A_alpha/models");
        Structure deposited = ModelFile.read(SharedData.file("data/t20s_4.8A_alpha/model.pdb"));
        Structure prepared =
                Preparation.prepare(deposited, Set.of(), "model.pdb").structure();
        try (var files = Files.list(models)) {
            List<Path> all = files.sorted().toList();
            assertEquals(20, all.size());
            for (Path file : all) {
                Structure model = RosettaModel.read(file, prepared, new double[3]);
                assertEquals(221, RosettaModel.residues(model).size());
                assertEquals(
                        prepared.getChains().get(0).getAtomGroup(220).getPDBName(),
                        model.getChains().get(0).getAtomGroup(220).getPDBName());
            }
        }
    }

    /** A symmetric model of TRPV1 by Rosetta holds all four copies: the first is the one that went in. */
    @Test
    void ofASymmetricModelTheFirstCopyCounts() throws IOException {
        Path file = SharedData.file("data/structures/trpv1_c4_rosetta.pdb.gz");
        Structure whole = ModelFile.read(file);
        Symmetry c4 = ModelSymmetry.find(whole).orElseThrow();
        Structure unit = Preparation.prepare(Mates.restricted(whole, List.of("A")), Set.of(), "A")
                .structure();
        assertEquals("C4", c4.pointGroup());
        Path plain = folder.resolve("input_0002.pdb");
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, plain);
        }
        List<Group> read = RosettaModel.residues(RosettaModel.read(plain, unit, new double[3]));
        for (int i = 0; i < read.size(); i++) {
            assertArrayEquals(
                    RosettaModel.residues(unit).get(i).getAtom("CA").getCoords(),
                    read.get(i).getAtom("CA").getCoords());
        }
        Map<String, String> copies = new HashMap<>();
        Symmetry zero = MapFrame.moved(c4, ORIGIN, -1);
        String definition = SymmetryDefinition.of(zero, RosettaModel.middle(unit, ORIGIN));
        definition
                .lines()
                .filter(line -> line.matches("xyz VRT\\d_base .*"))
                .forEach(line -> copies.put(line.split(" +")[1], line.split(" +")[4]));
        assertEquals(4, copies.size());
        for (Chain chain : whole.getChains()) { // every base stands at the middle of a chain of Rosetta's
            Point3d middle = RosettaModel.middle(Mates.restricted(whole, List.of(chain.getName())), ORIGIN);
            assertTrue(
                    copies.values().removeIf(at -> {
                        double[] place = Arrays.stream(at.split(","))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                        return new Point3d(place).distance(middle) < 0.1;
                    }),
                    chain.getName());
        }
    }
}
