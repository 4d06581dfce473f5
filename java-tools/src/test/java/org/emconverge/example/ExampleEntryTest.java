package org.emconverge.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureTools;
import org.emconverge.InputException;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SyntheticMaps;
import org.emconverge.structure.ModelFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleEntryTest {
    private static final List<String> FILES =
            List.of("half1.mrc.gz", "half2.mrc.gz", "map.mrc", "model.cif", "samplesheet.csv", "truth.json");

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        ExampleEntry.write(folder, 1, 3.5);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOtherNoise(@TempDir Path again, @TempDir Path other)
            throws Exception {
        ExampleEntry.write(again, 1, 3.5);
        ExampleEntry.write(other, 2, 3.5);
        try (Stream<Path> written = Files.list(again)) {
            assertEquals(
                    FILES, written.map(p -> p.getFileName().toString()).sorted().toList());
        }
        for (String name : FILES) {
            assertArrayEquals(Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(again.resolve(name)), name);
        }
        assertFalse(java.util.Arrays.equals(
                Files.readAllBytes(folder.resolve("map.mrc")), Files.readAllBytes(other.resolve("map.mrc"))));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("model.cif")), Files.readAllBytes(other.resolve("model.cif")));
    }

    @Test
    void theMapIsTheMeanOfTheHalfMapsAndLiesAwayFromTheOrigin() {
        DensityMap map = MrcFile.read(folder.resolve("map.mrc"));
        DensityMap half1 = MrcFile.read(folder.resolve("half1.mrc.gz"));
        DensityMap half2 = MrcFile.read(folder.resolve("half2.mrc.gz"));
        for (int i = 0; i < map.values().length; i += 997) {
            assertEquals((half1.values()[i] + half2.values()[i]) / 2, map.values()[i], 1e-6);
        }
        for (int k = 0; k < 3; k++) {
            assertTrue(map.origin()[k] > 10, "origin along axis " + k);
            assertEquals(ExampleEntry.VOXEL, map.voxel()[k], 1e-5);
        }
    }

    @Test
    void theNoiseOfTheMapIsTheStatedOneFarFromTheProtein() throws Exception {
        JsonNode truth =
                new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
        DensityMap map = MrcFile.read(folder.resolve("map.mrc"));
        List<Point3d> atoms = atoms();
        double sum = 0;
        int count = 0;
        for (int k = 0; k < map.nz(); k += 3) {
            for (int j = 0; j < map.ny(); j += 3) {
                for (int i = 0; i < map.nx(); i += 3) {
                    Point3d p = new Point3d(
                            map.origin()[0] + i * map.voxel()[0],
                            map.origin()[1] + j * map.voxel()[1],
                            map.origin()[2] + k * map.voxel()[2]);
                    if (atoms.stream().allMatch(a -> a.distanceSquared(p) > 144)) {
                        sum += Math.pow(map.values()[map.index(i, j, k)], 2);
                        count++;
                    }
                }
            }
        }
        double noise = truth.get("noise").asDouble();
        assertTrue(count > 1000, "voxels of solvent: " + count);
        assertEquals(noise, Math.sqrt(sum / count), 0.15 * noise);
    }

    @Test
    void theBlurredResiduesAreFaintAndTheOthersClear() throws Exception {
        DensityMap map = MrcFile.read(folder.resolve("map.mrc"));
        JsonNode truth =
                new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
        assertEquals(
                ExampleProtein.LAST_BLURRED - ExampleProtein.FIRST_BLURRED + 1,
                truth.get("blurred").size());
        double noise = truth.get("noise").asDouble();
        List<ExampleProtein.Residue> protein = ExampleProtein.build();
        double blurred = meanAtCalpha(
                map,
                protein.stream()
                        .filter(r -> r.id().number() > ExampleProtein.FIRST_BLURRED + 3)
                        .toList());
        double clear =
                meanAtCalpha(map, protein.stream().filter(r -> !r.blurred()).toList());
        assertTrue(clear > 5 * noise, clear / noise + " times the noise");
        assertTrue(blurred < 0.25 * clear, blurred / clear + " of the clear density");
    }

    @Test
    void theHalfMapsAgreeToTheStatedResolution() {
        for (double resolution : new double[] {3.0, 3.5}) {
            List<ExampleProtein.Residue> protein = ExampleProtein.build();
            SyntheticMaps maps = ExampleEntry.maps(protein, 1, resolution);
            List<Point3d> clear = protein.stream()
                    .filter(r -> !r.blurred())
                    .flatMap(r -> r.atoms().values().stream())
                    .toList();
            double measured = HalfMapCorrelation.resolution(maps.half1(), maps.half2(), clear);
            assertEquals(resolution, measured, 0.15, "FSC 0.143");
        }
    }

    @Test
    void theModelIsReadBackAsBuilt() {
        Structure structure = ModelFile.read(folder.resolve("model.cif"));
        List<ExampleProtein.Residue> protein = ExampleProtein.build();
        assertEquals(1, structure.getChains().size());
        assertEquals(
                protein.size(),
                structure.getPolyChain(ExampleProtein.CHAIN).getAtomGroups().size());
        assertEquals(protein.stream().mapToInt(r -> r.atoms().size()).sum(), StructureTools.getNrAtoms(structure));
        var last = structure.getPolyChain(ExampleProtein.CHAIN).getAtomGroup(protein.size() - 1);
        assertEquals(ExampleProtein.MOST_BLURRED_B, last.getAtom("CA").getTempFactor(), 0.01);
        assertEquals(
                protein.get(protein.size() - 1).atoms().get("CA").x,
                last.getAtom("CA").getX(),
                0.001);
    }

    @Test
    void theProteinHasNoClash() {
        List<ExampleProtein.Residue> protein = ExampleProtein.build();
        for (int i = 0; i < protein.size(); i++) {
            for (int j = i + 2; j < protein.size(); j++) {
                for (var a : protein.get(i).atoms().entrySet()) {
                    for (var b : protein.get(j).atoms().entrySet()) {
                        boolean polar = "NO".contains(a.getKey().substring(0, 1))
                                && "NO".contains(b.getKey().substring(0, 1));
                        assertTrue(
                                a.getValue().distance(b.getValue()) > (polar ? 2.6 : 3.0),
                                protein.get(i).id() + " " + a.getKey() + " - "
                                        + protein.get(j).id() + " " + b.getKey());
                    }
                }
            }
        }
    }

    @Test
    void anImpossibleResolutionIsRefusedBeforeAnythingIsWritten(@TempDir Path empty) {
        Path target = empty.resolve("out");
        for (double bad : new double[] {0, 1.5, 20, Double.NaN}) {
            assertThrows(InputException.class, () -> ExampleEntry.write(target, 1, bad));
        }
        assertFalse(Files.exists(target));
    }

    private static List<Point3d> atoms() {
        return ExampleProtein.build().stream()
                .flatMap(r -> r.atoms().values().stream())
                .toList();
    }

    private static double meanAtCalpha(DensityMap map, List<ExampleProtein.Residue> residues) {
        return residues.stream()
                .map(r -> r.atoms().get("CA"))
                .mapToDouble(p -> map.at(p.x, p.y, p.z))
                .average()
                .orElseThrow();
    }
}
