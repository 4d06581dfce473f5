package org.emconverge.engines.phenix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.vecmath.Matrix3d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.PdbLines;
import org.emconverge.structure.PointGroup;
import org.emconverge.structure.Symmetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhenixSetupTest {
    @TempDir
    Path folder;

    private static String resource(String name) throws IOException {
        try (var in = PhenixSetupTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static PhenixParameters parameters(double resolution) {
        return new PhenixParameters(resolution, "minimization_global+adp", 5);
    }

    @ParameterizedTest
    @CsvSource({
        "C1, 1, 2.4",
        "C1, 1, 3.4",
        "C1, 1, 4.8",
        "C4, 4, 2.4",
        "C4, 4, 3.4",
        "C4, 4, 4.8",
        "D7, 14, 2.4",
        "D7, 14, 3.4",
        "D7, 14, 4.8"
    })
    void parametersAreThoseReviewed(String group, int copies, String resolution) throws IOException {
        int chains = group.equals("D7") ? 2 : 1; // 28 chains, as of the 20S proteasome
        String expected = resource("expected/refine-" + group + ".eff").replace("RESOLUTION", resolution);
        assertEquals(expected, parameters(Double.parseDouble(resolution)).eff(PhenixChains.selections(chains, copies)));
    }

    /** The full names of a PHIL text's parameters. */
    private static List<String> names(String eff) {
        List<String> names = new ArrayList<>();
        Deque<String> scopes = new ArrayDeque<>();
        for (String line : eff.lines().map(String::strip).toList()) {
            if (line.endsWith("{")) {
                scopes.addLast(line.substring(0, line.length() - 1).strip());
            } else if (line.equals("}")) {
                scopes.removeLast();
            } else {
                names.add(scopes.stream().map(scope -> scope + ".").collect(Collectors.joining())
                        + line.split("=")[0].strip());
            }
        }
        assertTrue(scopes.isEmpty());
        return names;
    }

    @Test
    void everyParameterIsPhenixs() throws IOException {
        Set<String> known = resource("phenix-names.txt").lines().collect(Collectors.toSet());
        List<String> used = names(parameters(3.4).eff(PhenixChains.selections(1, 4)));
        assertTrue(used.contains("refinement.run") && used.contains("pdb_interpretation.ncs_group.selection"));
        used.forEach(name -> assertTrue(known.contains(name), "Phenix has no parameter " + name));
    }

    @Test
    void stepsThatPhenixDoesNotHaveAreTold() {
        InputException thrown =
                assertThrows(InputException.class, () -> new PhenixParameters(3, "minimization_global+bfactors", 5));
        assertTrue(thrown.getMessage().startsWith("Phenix has no refinement step 'bfactors'"));
    }

    @Test
    void modelAndMapShareABoxThatBeginsAtZero() throws IOException {
        Path model = folder.resolve("model_0001.cif");
        Structure structure = ModelFile.read(new PdbLines()
                .residue("ALA", "A", "1", 1)
                .atom(false, "H", ' ', "ALA", "A", "1", new double[] {3, 3, 3}, 1, 20)
                .write(folder));
        structure.getChains().get(0).setName("A2");
        ModelFile.writeCif(structure, model);
        float[] values = new float[5 * 4 * 6];
        values[7] = 1;
        Path map = folder.resolve("map.mrc");
        MrcFile.write(new DensityMap(5, 4, 6, new double[] {2, 2, 2}, new double[] {10, -4, 0.5}, values), map);
        PhenixSetup.run(model, map, Symmetry.NONE, parameters(3.4), folder.resolve("setup"));
        String text = Files.readString(folder.resolve("setup/model.cif"));
        assertTrue(
                text.contains(
                        "_cell.length_a 10.000\n_cell.length_b 8.000\n_cell.length_c 12.000\n_cell.angle_alpha 90.000"),
                text);
        assertTrue(text.contains("'P 1'"));
        Structure moved = ModelFile.read(folder.resolve("setup/model.cif"));
        assertArrayEquals(
                new double[] {3.8 - 10, 4, -0.5},
                moved.getChains().get(0).getAtomGroup(0).getAtom("N").getCoords(),
                1e-6);
        assertFalse(moved.getChains().get(0).getAtomGroup(0).hasAtom("H"));
        assertEquals("A", moved.getChains().get(0).getName());
        assertArrayEquals(
                new double[3], MrcFile.read(folder.resolve("setup/map.mrc")).origin());
    }

    /** A blob and its two mates about z: the box grows to hold them, and each has the density of the first. */
    @Test
    void ofASymmetricMapTheWholeAssemblyIsRefined() throws IOException {
        Path model = folder.resolve("model_0001.cif");
        ModelFile.writeCif(
                ModelFile.read(new PdbLines()
                        .residue("ALA", "A", "1", 3)
                        .residue("SER", "B", "1", 4)
                        .write(folder)),
                model);
        int n = 24;
        float[] values = new float[n * n * n];
        for (int z = 0; z < n; z++) {
            for (int y = 0; y < n; y++) {
                for (int x = 0; x < n; x++) {
                    values[(z * n + y) * n + x] =
                            (float) Math.exp(-(Math.pow(x - 9, 2) + Math.pow(y - 12, 2) + Math.pow(z - 12, 2)) / 20);
                }
            }
        }
        double[] origin = {3, -12, -12};
        Path map = folder.resolve("map.mrc");
        MrcFile.write(new DensityMap(n, n, n, new double[] {1, 1, 1}, origin, values), map);
        Matrix3d frame = new Matrix3d(1, 0, 0, 0, 1, 0, 0, 0, 1);
        Symmetry c3 = Symmetry.of(PointGroup.of("C3"), frame, new Point3d(0, 0, 0));
        PhenixSetup.run(model, map, c3, parameters(3.4), folder.resolve("setup"));
        Structure whole = ModelFile.read(folder.resolve("setup/model.cif"));
        assertEquals(
                List.of("A", "B", "C", "D", "E", "F"),
                whole.getChains().stream().map(chain -> chain.getName()).toList());
        DensityMap assembly = MrcFile.read(folder.resolve("setup/map.mrc"));
        double[] place = Json.read(folder.resolve("setup/origin.json"), PhenixSetup.Place.class)
                .origin();
        assertTrue(place[0] < -6 - 5 && place[1] < -12, "the box begins before the mates");
        for (int mate = 0; mate < 3; mate++) { // the blob is at (12, 0, 0)
            double angle = 2 * Math.PI * mate / 3;
            assertEquals(
                    1,
                    assembly.at(12 * Math.cos(angle) - place[0], 12 * Math.sin(angle) - place[1], -place[2]),
                    0.05); // interpolated twice
        }
        double[] first = whole.getChains().get(0).getAtomGroup(0).getAtom("CA").getCoords();
        assertEquals(3.8 * 3 + 1.3, first[0] + place[0], 1e-3);
        double[] second = whole.getChains().get(2).getAtomGroup(0).getAtom("CA").getCoords();
        assertEquals(12.7, Math.hypot(second[0] + place[0], second[1] + place[1]), 0.05);
        assertTrue(Files.readString(folder.resolve("setup/refine.eff")).contains("selection = chain 'E' or chain 'F'"));
        // what comes back are the chains that went in
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("status"), "0");
        Files.copy(folder.resolve("setup/model.cif"), run.resolve("model_real_space_refined_000.cif"));
        PhenixModel.run(
                new PhenixModel.Inputs(model, folder.resolve("setup"), run, parameters(3.4), null, null),
                folder.resolve("refined"));
        Structure back = ModelFile.read(folder.resolve("refined/model_0001.cif"));
        assertEquals(
                List.of("A", "B"),
                back.getChains().stream().map(chain -> chain.getName()).toList());
        assertArrayEquals(
                ModelFile.read(model)
                        .getChains()
                        .get(1)
                        .getAtomGroup(0)
                        .getAtom("N")
                        .getCoords(),
                back.getChains().get(1).getAtomGroup(0).getAtom("N").getCoords(),
                1.5e-3);
    }

    @Test
    void chainIdsAreShort() {
        assertEquals(
                List.of("A", "9", "AA", "A9", "BA"),
                List.of(0, 61, 62, 123, 124).stream().map(PhenixChains::id).toList());
        assertThrows(InputException.class, () -> PhenixChains.id(62 * 63));
    }
}
