package org.emconverge.engines.phenix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Json;
import org.emconverge.engines.MapFrame;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.PdbLines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhenixModelTest {
    /** As cctbx prints the statistics (mmtbx.model.statistics, mmtbx.maps.correlation). */
    private static final String STATISTICS = """
              Map-model CC (overall)
                CC_mask  : %s
                CC_volume: 0.7012
                CC_peaks : 0.6001

            Geometry Restraints Library: GeoStd + Monomer Library + CDL v1.2
            Deviations from Ideal Values - rmsd, rmsZ for bonds and angles.
              Bond      :  %s   0.055   3457  Z= 0.300
              Angle     :  0.612   8.201   4680  Z= 0.400
              Chirality :  0.044   0.181    532
            Molprobity Statistics.
              All-atom Clashscore : %s
              Ramachandran Plot:
                Outliers :  0.21 %%
                Allowed  :  3.20 %%
                Favored  : 96.59 %%
              Rotamer:
                Outliers :  0.52 %%
                Allowed  :  2.00 %%
                Favored  : 97.48 %%
              Cbeta Deviations :  0.10 %%
            """;

    @TempDir
    Path folder;

    private Path model;
    private Path setup;
    private Path run;
    private Path out;

    @BeforeEach
    void setUp() throws IOException {
        Structure structure = ModelFile.read(new PdbLines()
                .residue("ALA", "A", "1A", 0)
                .residue("GLY", "B", "-2", 4)
                .write(folder));
        structure.getChains().get(0).setName("AA");
        model = folder.resolve("model_0003.cif");
        ModelFile.writeCif(structure, model);
        setup = Files.createDirectories(folder.resolve("setup"));
        Json.write(new PhenixSetup.Place(new double[] {10, -4, 0.5}), setup.resolve("origin.json"));
        run = Files.createDirectories(folder.resolve("run"));
        out = folder.resolve("refined");
        write("status", "0\n");
        write("seconds", "77\n");
        write(
                "phenix.log",
                STATISTICS.formatted("0.5123", "0.021", "12.10") + "macro-cycle 1\n"
                        + STATISTICS.formatted("0.7101", "0.004", "6.00")
                        + STATISTICS.formatted("0.7345", "0.003", "5.73"));
        PhenixChains.rename(structure);
        MapFrame.move(structure, new double[] {10, -4, 1.5}, -1); // into the box, and 1 Å down
        structure
                .getChains()
                .forEach(chain -> chain.getAtomGroups()
                        .forEach(group -> group.getAtoms().forEach(atom -> atom.setTempFactor(55))));
        ModelFile.writeCif(structure, run.resolve("model_real_space_refined_000.cif"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(run.resolve(name), text);
    }

    private void read() throws IOException {
        PhenixModel.run(
                new PhenixModel.Inputs(
                        model,
                        setup,
                        run,
                        new PhenixParameters(3.4, "minimization_global+adp", 5),
                        null,
                        "1.21.2-5419"),
                out);
    }

    private String dropped() throws IOException {
        read();
        assertFalse(Files.exists(out.resolve("model_0003.cif")));
        assertTrue(Files.exists(out.resolve("model_0003.log")));
        List<String> lines = Files.readAllLines(out.resolve("model_0003.dropped.csv"));
        assertEquals(2, lines.size());
        return lines.get(1);
    }

    @Test
    void theRefinedModelComesBackUnderItsOwnNames() throws IOException {
        write("model_real_space_refined_000_initial.geo", "");
        read();
        assertFalse(Files.exists(out.resolve("model_0003.dropped.csv")));
        Structure before = ModelFile.read(model);
        Structure after = ModelFile.read(out.resolve("model_0003.cif"));
        assertEquals(
                List.of("AA", "B"),
                after.getChains().stream().map(chain -> chain.getName()).toList());
        double[] place = before.getChains().get(1).getAtomGroup(0).getAtom("CA").getCoords();
        assertArrayEquals(
                new double[] {place[0], place[1], place[2] - 1},
                after.getChains().get(1).getAtomGroup(0).getAtom("CA").getCoords(),
                1e-3);
        assertEquals(55, after.getChains().get(0).getAtomGroup(0).getAtom("CB").getTempFactor());
        JsonNode refinement = new ObjectMapper()
                .readTree(out.resolve("model_0003.refinement.json").toFile());
        assertEquals(0.5123, refinement.path("cc_before").asDouble());
        assertEquals(0.7345, refinement.path("cc_after").asDouble());
        assertEquals(55, refinement.path("b_mean").asDouble());
        assertEquals(77, refinement.path("seconds").asDouble());
        assertEquals("1.21.2-5419", refinement.path("phenix").asText());
        assertFalse(refinement.path("half_maps").asBoolean(true));
        assertEquals(
                "{\"bonds_rmsd\":0.003,\"angles_rmsd\":0.612,\"clashscore\":5.73,\"ramachandran_outliers_percent\":0.21,"
                        + "\"ramachandran_favoured_percent\":96.59,\"rotamer_outliers_percent\":0.52,\"cbeta_deviations\":0.1}",
                refinement.path("geometry").toString());
    }

    @Test
    void theNewestOfSeveralOutputsCounts() throws IOException {
        Structure newer = ModelFile.read(model);
        PhenixChains.rename(newer);
        ModelFile.writeCif(newer, run.resolve("model_real_space_refined_001.cif"));
        Files.writeString(run.resolve("model_real_space_refined_002.pdb"), "not read\n");
        read();
        assertArrayEquals(
                new double[] {10, -4, 0.5},
                ModelFile.read(out.resolve("model_0003.cif"))
                        .getChains()
                        .get(0)
                        .getAtomGroup(0)
                        .getAtom("N")
                        .getCoords(),
                1e-3);
    }

    /** Without statistics the numbers are not defined; the model counts all the same. */
    @Test
    void aLogWithoutStatisticsLeavesThemOut() throws IOException {
        write("phenix.log", "nothing to see\n");
        read();
        JsonNode refinement = new ObjectMapper()
                .readTree(out.resolve("model_0003.refinement.json").toFile());
        assertTrue(refinement.get("cc_before").isNull()
                && refinement.get("cc_after").isNull()
                && refinement.get("geometry").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sorry: Map and model are not aligned! Use skip_map_model_overlap_check=True|Phenix finds the model outside the map",
                "Sorry: Stopping as model is entirely outside map and wrapping=False|Phenix finds the model outside the map",
                "Sorry: Crystal symmetry mismatch between different files.|the model and the map differ in their box or symmetry",
                "Sorry: Symmetry and/or box (unit cell) dimensions mismatch between the model and the map"
                        + "|the model and the map differ in their box or symmetry",
                "Sorry: Some PHIL parameters are not recognized by phenix.real_space_refine.|This Phenix does not know a parameter",
                "Sorry: Your license has expired|Phenix misses its licence",
                "Sorry: Fatal problems interpreting model file|Phenix stopped: Fatal problems interpreting model file"
            })
    void whatPhenixSaysBecomesOneSentence(String said, String sentence) throws IOException {
        write("status", "1\n");
        write("phenix.log", "Starting phenix.real_space_refine\n" + said + "\n");
        String reason = dropped();
        assertTrue(reason.contains(sentence), reason);
    }

    @Test
    void crashesAndMissingOutputsAreTold() throws IOException {
        write("status", "1\n");
        write(
                "phenix.log",
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in run\nRuntimeError: cctbx Internal Error: a.cpp(2)\n");
        assertEquals("model_0003,Phenix crashed: RuntimeError: cctbx Internal Error: a.cpp(2)", dropped());
        write("phenix.log", "");
        write("status", "139\n");
        assertEquals("model_0003,Phenix stopped with status 139 and no message; see its log", dropped());
        write("status", "");
        assertEquals("model_0003,Phenix was cut off before its end", dropped());
        write("status", "0\n");
        Structure half =
                ModelFile.read(new PdbLines().residue("ALA", "A", "1A", 0).write(folder));
        ModelFile.writeCif(half, run.resolve("model_real_space_refined_000.cif"));
        assertEquals("model_0003,Phenix lost the atom N of residue B -2", dropped());
        Files.writeString(run.resolve("model_real_space_refined_000.cif"), "data_model\nloop_\n_atom_site.id\n");
        assertTrue(dropped().contains("model_real_space_refined_000.cif"));
        Files.delete(run.resolve("model_real_space_refined_000.cif"));
        assertEquals("model_0003,Phenix ended without a refined model; see its log", dropped());
    }
}
