package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Element;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    private static final double EXACT = 1e-12;

    private final Random random = new Random(7);

    private HeavyAtom gaussian(double sigma) {
        return new HeavyAtom(
                sigma * random.nextGaussian(), sigma * random.nextGaussian(), sigma * random.nextGaussian(), 0);
    }

    private static ResidueId id(int number) {
        return new ResidueId("A", number, "");
    }

    /** Models of residues 1 to n; {@code ca} gives the Cα of each in turn, null where a model lacks it. */
    private static List<ModelAtoms> models(int models, int residues, IntFunction<HeavyAtom> ca) {
        List<ModelAtoms> made = new ArrayList<>();
        for (int m = 0; m < models; m++) {
            Map<ResidueId, ResidueAtoms> atoms = new LinkedHashMap<>();
            for (int r = 1; r <= residues; r++) {
                HeavyAtom atom = ca.apply(r);
                if (atom != null) {
                    atoms.put(
                            id(r),
                            new ResidueAtoms(ResidueKind.PROTEIN, "ALA", Map.of("CA", atom), Map.of("CA", Element.C)));
                }
            }
            made.add(new ModelAtoms("m" + m, atoms));
        }
        return made;
    }

    @Test
    void leavingOutIsWhatTheSpreadWithoutTheModelIs() {
        List<HeavyAtom> positions =
                IntStream.range(0, 7).mapToObj(i -> gaussian(1)).toList();
        Jackknife jackknife = Jackknife.of(positions, HeavyAtom::distance2);
        assertEquals(Spread.pairwise(positions), jackknife.value(), EXACT);
        for (int k = 0; k < 7; k++) {
            List<HeavyAtom> others = new ArrayList<>(positions);
            others.remove(k);
            assertEquals(Spread.pairwise(others), jackknife.without()[k], EXACT);
        }
        double mean = Arrays.stream(jackknife.without()).average().orElseThrow();
        double squares = Arrays.stream(jackknife.without())
                .map(v -> Math.pow(v - mean, 2))
                .sum();
        assertEquals(Math.sqrt(6 / 7.0 * squares), jackknife.error(), EXACT);
    }

    /** With n models an RMSD of isotropic Gaussian scatter has 3 (n - 1) degrees of freedom: 1/√(6 (n - 1)) of it. */
    @Test
    void gaussianScatterHasTheErrorOfItsDegreesOfFreedom() {
        int n = 12;
        double[] relative = IntStream.range(0, 3000)
                .mapToObj(i -> Jackknife.of(
                        IntStream.range(0, n).mapToObj(k -> gaussian(0.8)).toList(), HeavyAtom::distance2))
                .mapToDouble(jackknife -> jackknife.error() / jackknife.value())
                .toArray();
        double expected = 1 / Math.sqrt(6.0 * (n - 1));
        assertEquals(
                expected,
                Math.sqrt(Arrays.stream(relative).map(v -> v * v).average().orElseThrow()),
                0.1 * expected);
    }

    @Test
    void aModelThatLacksAResidueChangesNothingOfIt() {
        List<HeavyAtom> positions =
                new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> gaussian(1)).toList());
        Jackknife whole = Jackknife.of(positions, HeavyAtom::distance2);
        positions.add(2, null);
        Jackknife lacking = Jackknife.of(positions, HeavyAtom::distance2);
        assertEquals(whole.value(), lacking.value(), EXACT);
        assertEquals(whole.error(), lacking.error(), EXACT);
        assertEquals(whole.value(), lacking.without()[2], EXACT);
    }

    @Test
    void twoModelsTellNoErrorAndAreNotEnough() {
        Precision precision = Precision.of(models(2, 4, r -> gaussian(0.01)), Set.of());
        assertTrue(Double.isNaN(precision.all().error())
                && Double.isNaN(precision.residues().get(0).error()));
        assertEquals(0, precision.all().known());
        assertFalse(precision.isEnough());
    }

    /** 1/√(6 · 39) = 6.5 % of 2.4 Å is tolerated, 1/√(6 · 3) = 24 % is not; the mean of 400 residues is soon known. */
    @Test
    void wideScatterTakesMoreModelsThanNarrow() {
        assertTrue(Precision.of(models(40, 400, r -> gaussian(1)), Set.of()).isEnough());
        Precision few = Precision.of(models(4, 400, r -> gaussian(1)), Set.of());
        assertFalse(few.isEnough());
        assertTrue(few.all().known() < 200, few.all().known() + " of 400");
        assertTrue(Precision.of(models(6, 400, r -> gaussian(0.05)), Set.of()).isEnough(), "all below 0.1 Å");
        Precision tight = Precision.of(models(3, 2, r -> gaussian(0.004)), Set.of());
        assertTrue(tight.all().error() > 0.05 * tight.all().mean(), "by its share alone it would not be known");
        assertTrue(tight.isEnough(), "its mean is known to 0.01 Å");
    }

    /** Models that move as one leave the mean as uncertain as one residue, which is tolerated more than the mean. */
    @Test
    void theMeanOfResiduesThatMoveTogetherIsNotKnownSooner() {
        int n = 15;
        List<HeavyAtom> shifts =
                IntStream.range(0, n).mapToObj(i -> gaussian(1)).toList();
        List<ModelAtoms> models = new ArrayList<>();
        shifts.forEach(shift -> models.addAll(models(1, 50, r -> shift)));
        Precision precision = Precision.of(models, Set.of());
        assertEquals(50, precision.all().known());
        assertEquals(precision.residues().get(0).error(), precision.all().error(), EXACT);
        assertFalse(
                precision.isEnough(),
                precision.all().error() + " of " + precision.all().mean());
    }

    /** Models of a hundred residues of which the first {@code states} are 3 Å away in one of {@code models} models. */
    private List<ModelAtoms> straying(int models, int states) {
        int[] drawn = new int[states + 1];
        return models(models, 100, r -> r > states ? gaussian(0.1) : new HeavyAtom(drawn[r]++ == 11 ? 3 : 0, 0, 0, 0));
    }

    @Test
    void fewUnknownResiduesMayStayUnlessTheyAreContested() {
        // their error is about their RMSD
        List<ModelAtoms> models = straying(25, 1);
        assertEquals(List.of(id(1)), Precision.of(models, Set.of()).unknown());
        assertTrue(Precision.of(models, Set.of(id(8))).isEnough(), "what is contested is known");
        Precision disputed = Precision.of(models, Set.of(id(1), id(8)));
        assertEquals(98, disputed.undivided().residues());
        assertEquals(98, disputed.undivided().known());
        assertEquals(1, disputed.contestedUnknown());
        assertFalse(disputed.isEnough());
        assertEquals(List.of("A 1"), PrecisionReport.stretches(disputed));
    }

    /** A stretch that moves as one in one of thirty models: more of them would long tell nothing else. */
    @Test
    void contestedResiduesAskForMoreButNotForEver() {
        Set<ResidueId> stretch =
                IntStream.rangeClosed(1, 12).mapToObj(PrecisionTest::id).collect(Collectors.toSet());
        assertFalse(Precision.of(straying(20, 12), stretch).isEnough());
        Precision precision = Precision.of(straying(30, 12), stretch);
        assertTrue(precision.isEnough());
        assertEquals(12, precision.contestedUnknown());
        assertEquals(88, precision.all().known());
        assertTrue(precision.all().error() > 0.05 * precision.all().mean(), "the stretch's share of the mean");
        assertFalse(Precision.of(straying(30, 12), Set.of()).isEnough(), "of other residues it is too many");
    }

    @Test
    void whereAllIsContestedEnoughIsWhatIsEnoughOfThem() {
        Set<ResidueId> all = Set.of(id(1), id(2));
        assertFalse(Precision.of(models(2, 2, r -> gaussian(1)), all).isEnough());
        assertTrue(Precision.of(models(20, 2, r -> gaussian(0.1)), all).isEnough());
    }

    @Test
    void neighboursAreNamedAsOneStretchAndChainsApart() {
        List<Precision.Known> residues = new ArrayList<>();
        for (String chain : List.of("A", "B")) {
            for (int number = 1; number <= 4; number++) {
                boolean unknown = chain.equals("A") ? number > 2 : number < 3 || number == 4;
                residues.add(
                        new Precision.Known(new ResidueId(chain, number, ""), 1, unknown ? Double.NaN : 0.1, false));
            }
        }
        Precision.Means none = new Precision.Means(0, 0, Double.NaN, Double.NaN);
        assertEquals(
                List.of("A 3-4", "B 1-2", "B 4"), PrecisionReport.stretches(new Precision(9, residues, none, none)));
    }

    private static int contested(List<ModelAtoms> models) {
        Precision precision = Precision.of(models, Set.of());
        return precision.all().residues() - precision.undivided().residues();
    }

    /** Residue r has its first r models 4 Å away. */
    @Test
    void modelsInTwoPlacesAreContested() {
        int[] drawn = new int[6];
        List<ModelAtoms> models = models(20, 5, r -> {
            HeavyAtom near = gaussian(0.3);
            return drawn[r]++ < r ? new HeavyAtom(near.x() + 4, near.y(), near.z(), 0) : near;
        });
        List<ResidueId> found = Precision.of(models, Set.of()).residues().stream()
                .filter(Precision.Known::contested)
                .map(Precision.Known::id)
                .toList();
        assertEquals(List.of(id(2), id(3), id(4), id(5)), found, "one of twenty that strays is no state");
        int falsely = contested(models(20, 400, r -> gaussian(1)));
        assertTrue(falsely <= 20, falsely + " of 400 Gaussian clouds");
    }
}
