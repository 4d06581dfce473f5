package org.emconverge.conformations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.conformations.SetReport.Conformation;
import org.emconverge.conformations.SetReport.FoundStretch;
import org.emconverge.density.DensityMap;
import org.emconverge.density.Grid;
import org.emconverge.density.ModelMap;
import org.emconverge.density.Scatterer;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty alanines along x, of which residues 8 to 12 may lie aside, with a ligand beside them, in maps at 3 Å. */
class ConformationsTest {
    private static final int RESIDUES = 20;
    private static final int[] LOOP = {8, 12};
    private static final double ASIDE = 4;
    private static final double RESOLUTION = 3;
    private static final double B_FACTOR = 40;
    private static final double NOISE = 0.02;
    private static final double JITTER = 0.12;

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    @Test
    void twoConformationsInDensityAreAlternativesWithTheirShares() throws Exception {
        Map<String, Structure> models = models(0, 0, 0, 1, 0, 1, 0, 1, 0, 1);
        Conformations found = Conformations.of(models, Map.of(), UnaryOperator.identity(), data(0.6));
        FoundStretch stretch = only(found, "A");
        assertEquals("alternative", stretch.kind());
        assertTrue(Math.abs(stretch.first() - LOOP[0]) <= 1 && Math.abs(stretch.last() - LOOP[1]) <= 1);
        assertEquals(
                List.of("m0", "m1", "m2", "m4", "m6", "m8"),
                stretch.conformations().get(0).models());
        assertEquals(0.6, stretch.conformations().get(0).occupancy(), 0.1);
        assertEquals(0.4, stretch.conformations().get(1).occupancy(), 0.1);
        assertEquals(2, found.number(residue(10)));
        assertEquals(ConformationKind.ALTERNATIVE, found.kind(residue(10), 3));
        assertEquals(ConformationKind.SINGLE, found.kind(residue(3), 0.3));
        assertEquals(1, found.number(residue(3)));
        Set<Boolean> sides = new HashSet<>();
        found.chosen()
                .forEach(name ->
                        sides.add(stretch.conformations().get(1).models().contains(name)));
        assertEquals(Set.of(true, false), sides, "both conformations are in the smallest set");
    }

    @Test
    void aConformationThatTheMapLacksIsAMistakeAndNoAlternative() throws Exception {
        Map<String, Structure> models = models(0, 0, 0, 1, 0, 1, 0, 1, 0, 1);
        Conformations found = Conformations.of(models, Map.of(), UnaryOperator.identity(), data(1));
        FoundStretch stretch = only(found, "A");
        assertEquals("uncertain", stretch.kind());
        assertTrue(stretch.conformations().get(0).shown());
        Conformation absent = stretch.conformations().get(1);
        assertFalse(absent.shown());
        assertNull(absent.occupancy());
        assertEquals(1, found.number(residue(10)));
    }

    @Test
    void furtherModelsCountWhereTheMapShowsThemAndOtherwiseMakeNothingUncertain() throws Exception {
        Map<String, Structure> further = new LinkedHashMap<>();
        models(1, 1, 1, 1, 1).forEach((name, model) -> further.put("second_" + name, model));
        Map<String, Structure> models = models(0, 0, 0, 0, 0, 0);
        Conformations shown = Conformations.of(models, further, UnaryOperator.identity(), data(0.6));
        assertEquals(ConformationKind.ALTERNATIVE, shown.kind(residue(10), 0.1));
        assertEquals(0.6, only(shown, "A").conformations().get(0).occupancy(), 0.05);
        Conformations absent = Conformations.of(models, further, UnaryOperator.identity(), data(1));
        assertEquals(ConformationKind.SINGLE, absent.kind(residue(10), 0.1));
        assertEquals(List.of(), absent.report().stretches());
    }

    @Test
    void oneBroadCloudIsUncertainAndNotSeveralConformations() throws Exception {
        double[] aside = new double[10];
        for (int i = 0; i < aside.length; i++) {
            aside[i] = 0.5 + random.nextGaussian() * 0.35;
        }
        Conformations found = Conformations.of(models(aside), Map.of(), UnaryOperator.identity(), data(0.5));
        assertEquals(List.of(), found.report().stretches());
        assertEquals(ConformationKind.UNCERTAIN, found.kind(residue(10), 2));
        assertEquals(1, found.number(residue(10)));
    }

    @Test
    void threeClustersAreToldApartAndNumberedByTheirBestModels() throws Exception {
        Conformations found = Conformations.of(
                models(0, 3, 0, 1, 3, 0, 1, 3, 1, 0, 3, 1), Map.of(), UnaryOperator.identity(), data(0.6));
        FoundStretch stretch = only(found, "A");
        assertEquals(
                List.of("m0", "m1", "m3"),
                stretch.conformations().stream().map(of -> of.models().get(0)).toList());
        assertEquals(
                List.of(true, false, true),
                stretch.conformations().stream().map(Conformation::shown).toList(),
                "the map has the first and the last");
        assertEquals(2, found.number(residue(10)));
    }

    @Test
    void aLigandIsAStretchOfItsOwn() throws Exception {
        Map<String, Structure> models = models(0, 0, 0, 0, 0, 0);
        int number = 0;
        for (Map.Entry<String, Structure> model : models.entrySet()) {
            model.setValue(model(0, number++ % 2));
        }
        Conformations found = Conformations.of(models, Map.of(), UnaryOperator.identity(), data(1));
        FoundStretch stretch = only(found, "B");
        assertEquals(1, stretch.residues());
        assertEquals("uncertain", stretch.kind(), "the map has one pose");
        assertTrue(stretch.conformations().get(0).shown());
    }

    @Test
    void fewerThanFiveModelsAreNotJudgedButHaveASmallestSet() throws Exception {
        Conformations found = Conformations.of(models(0, 1, 0, 1), Map.of(), UnaryOperator.identity(), data(0.6));
        assertFalse(found.wereSought());
        assertEquals(0, found.number(residue(10)));
        SetReport report = found.report();
        Set<String> firstTwo =
                Set.of(report.models().get(0).model(), report.models().get(1).model());
        assertTrue(
                firstTwo.contains("m0") != firstTwo.contains("m2")
                        && firstTwo.contains("m1") != firstTwo.contains("m3"),
                () -> "one of each conformation explains most: " + firstTwo);
        assertEquals(
                1,
                report.models().stream().mapToDouble(SetReport.Member::weight).sum(),
                1e-3);
        assertTrue(report.crossValidated());
    }

    @Test
    void theEnsembleToDepositSaysWeightsAndHasOccupancies() throws Exception {
        Map<String, Structure> models = models(0, 0, 0, 1, 0, 1, 0, 1, 0, 1);
        Conformations found = Conformations.of(models, Map.of(), UnaryOperator.identity(), data(0.6));
        Path file = folder.resolve("deposit_ensemble.cif");
        EnsembleToDeposit.write(found, models, "entry 1", file);
        String text = Files.readString(file);
        assertTrue(
                text.contains("_struct.pdbx_model_details\n;" + found.chosen().size() + " of 10 models"), text);
        assertTrue(text.contains("Model 1: " + found.chosen().get(0) + ", weight 0."));
        assertTrue(text.contains("in the conformation of model"));
        Structure ensemble = ModelFile.read(file);
        assertEquals(1, occupancy(ensemble, 3), "of what is not alternative");
        assertEquals(found.occupancies(found.chosen().get(0)).get(residue(10)), occupancy(ensemble, 10), 0.006);
    }

    private static double occupancy(Structure structure, int residue) {
        return structure.getModel(0).stream()
                .flatMap((Chain chain) -> chain.getAtomGroups().stream())
                .filter(group -> group.getResidueNumber().getSeqNum() == residue)
                .findFirst()
                .orElseThrow()
                .getAtoms()
                .get(0)
                .getOccupancy();
    }

    private static FoundStretch only(Conformations found, String chain) {
        List<FoundStretch> stretches = found.report().stretches();
        assertEquals(1, stretches.size(), stretches::toString);
        assertEquals(chain, stretches.get(0).chain());
        return stretches.get(0);
    }

    private static ResidueId residue(int number) {
        return new ResidueId("A", number, "");
    }

    /** @param aside how far the loop of each model is on the way to its other place */
    private Map<String, Structure> models(double... aside) throws IOException {
        Map<String, Structure> models = new LinkedHashMap<>();
        for (int i = 0; i < aside.length; i++) {
            models.put("m" + i, model(aside[i], 0));
        }
        return models;
    }

    private Structure model(double aside, int pose) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Scatterer atom : atoms(aside, pose)) {
            int number = text.length() / 81;
            boolean ligand = number >= 5 * RESIDUES;
            text.append(String.format(
                    Locale.ROOT,
                    "%-6s%5d  %-3s %3s %s%4d    %8.3f%8.3f%8.3f%6.2f%6.2f          %2s  %n",
                    ligand ? "HETATM" : "ATOM",
                    number + 1,
                    ligand
                            ? "C" + (number - 5 * RESIDUES + 1)
                            : List.of("N", "CA", "C", "O", "CB").get(number % 5),
                    ligand ? "LIG" : "ALA",
                    ligand ? "B" : "A",
                    ligand ? 1 : number / 5 + 1,
                    atom.x() + JITTER * random.nextGaussian(),
                    atom.y() + JITTER * random.nextGaussian(),
                    atom.z() + JITTER * random.nextGaussian(),
                    1.0,
                    B_FACTOR,
                    atom.element()));
        }
        Path file = folder.resolve("model.pdb");
        Files.writeString(file, text.append("END\n"));
        return ModelFile.read(file);
    }

    /** Five atoms a residue and six of a ligand, before they are jittered. */
    private static List<Scatterer> atoms(double aside, int pose) {
        double[][] places = {{0, 0, 0}, {1.2, 0.8, 0}, {2.4, 0, 0.3}, {2.5, -1.2, 0.4}, {1.2, 1.6, 1.2}};
        String[] elements = {"N", "C", "C", "O", "C"};
        List<Scatterer> atoms = new ArrayList<>();
        for (int residue = 1; residue <= RESIDUES; residue++) {
            double y = residue >= LOOP[0] && residue <= LOOP[1] ? aside * ASIDE : 0;
            for (int a = 0; a < places.length; a++) {
                double[] p = places[a];
                atoms.add(new Scatterer(elements[a], 3.6 * residue + p[0], p[1] + y, p[2], B_FACTOR));
            }
        }
        for (int a = 0; a < 6; a++) {
            atoms.add(new Scatterer("C", 40 + 1.4 * a, -8 - pose * (a - 2.5) * 1.3, 0.5 * (a % 2), B_FACTOR));
        }
        return atoms;
    }

    /** A map of both conformations and two half maps of it. */
    private MapData data(double shareOfFirst) {
        List<Scatterer> first = atoms(0, 0);
        List<Scatterer> all = new ArrayList<>(first);
        all.addAll(atoms(1, 0));
        Grid grid = Grid.around(all, 10, 1);
        DensityMap a = ModelMap.of(first, grid, 1 / RESOLUTION);
        DensityMap b = ModelMap.of(atoms(1, 0), grid, 1 / RESOLUTION);
        List<float[]> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            float[] values = new float[a.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (shareOfFirst * a.values()[i]
                        + (1 - shareOfFirst) * b.values()[i]
                        + NOISE * random.nextGaussian());
            }
            halves.add(values);
        }
        float[] mean = new float[a.values().length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (halves.get(0)[i] + halves.get(1)[i]) / 2;
        }
        return new MapData(map(a, mean), List.of(map(a, halves.get(0)), map(a, halves.get(1))), RESOLUTION);
    }

    private static DensityMap map(DensityMap like, float[] values) {
        return new DensityMap(like.nx(), like.ny(), like.nz(), like.voxel(), like.origin(), values);
    }
}
