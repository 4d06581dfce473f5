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
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.PdbLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(doubles = {2.4, 3.4, 4.8})
    void parametersAreThoseReviewed(double resolution) throws IOException {
        assertEquals(resource("expected/refine-C1-" + resolution + ".eff"), parameters(resolution).eff());
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
                names.add(scopes.stream().map(scope -> scope + ".").collect(Collectors.joining()) + line.split("=")[0].strip());
            }
        }
        assertTrue(scopes.isEmpty());
        return names;
    }

    @Test
    void everyParameterIsPhenixs() throws IOException {
        Set<String> known = resource("phenix-names.txt").lines().collect(Collectors.toSet());
        List<String> used = names(parameters(3.4).eff());
        assertTrue(used.contains("refinement.run"));
        used.forEach(name -> assertTrue(known.contains(name), "Phenix has no parameter " + name));
    }

    @Test
    void stepsThatPhenixDoesNotHaveAreTold() {
        InputException thrown = assertThrows(InputException.class, () -> new PhenixParameters(3, "minimization_global+bfactors", 5));
        assertTrue(thrown.getMessage().startsWith("Phenix has no refinement step 'bfactors'"));
    }

    @Test
    void modelAndMapShareABoxThatBeginsAtZero() throws IOException {
        Path model = folder.resolve("model_0001.cif");
        Structure structure = ModelFile.read(new PdbLines().residue("ALA", "A", "1", 1).atom(false, "H", ' ', "ALA", "A", "1", new double[] {3, 3, 3}, 1, 20)
                .write(folder));
        structure.getChains().get(0).setName("A2");
        ModelFile.writeCif(structure, model);
        float[] values = new float[5 * 4 * 6];
        values[7] = 1;
        Path map = folder.resolve("map.mrc");
        MrcFile.write(new DensityMap(5, 4, 6, new double[] {2, 2, 2}, new double[] {10, -4, 0.5}, values), map);
        PhenixSetup.run(model, map, parameters(3.4), folder.resolve("setup"));
        String text = Files.readString(folder.resolve("setup/model.cif"));
        assertTrue(text.contains("_cell.length_a 10.000\n_cell.length_b 8.000\n_cell.length_c 12.000\n_cell.angle_alpha 90.000"), text);
        assertTrue(text.contains("'P 1'"));
        Structure moved = ModelFile.read(folder.resolve("setup/model.cif"));
        assertArrayEquals(new double[] {3.8 - 10, 4, -0.5}, moved.getChains().get(0).getAtomGroup(0).getAtom("N").getCoords(), 1e-6);
        assertFalse(moved.getChains().get(0).getAtomGroup(0).hasAtom("H"));
        assertEquals("A2", moved.getChains().get(0).getName());
        assertArrayEquals(new double[3], MrcFile.read(folder.resolve("setup/map.mrc")).origin());
    }
}
