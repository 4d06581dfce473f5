package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.biojava.nbio.structure.Element;
import org.emconverge.structure.ResidueKind;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final double EXACT = 1e-12;

    @Test
    void twoModelsOneAngstromApart() {
        List<HeavyAtom> two = List.of(new HeavyAtom(10, 20, 30, 0), new HeavyAtom(10, 21, 30, 0));
        assertEquals(1, Spread.pairwise(two), EXACT);
        assertEquals(0.5, Spread.aboutMean(two), EXACT);
    }

    @Test
    void gaussianScatterIsRootSixSigma() {
        double sigma = 0.7;
        Random random = new Random(5);
        List<HeavyAtom> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(new HeavyAtom(
                    sigma * random.nextGaussian(), sigma * random.nextGaussian(), sigma * random.nextGaussian(), 0));
        }
        assertEquals(Math.sqrt(6) * sigma, Spread.pairwise(many), 0.05 * sigma);
        assertEquals(Math.sqrt(3) * sigma, Spread.aboutMean(many), 0.05 * sigma);
    }

    @Test
    void pairwiseAndAboutMeanKeepTheirExactRatio() {
        List<HeavyAtom> five = List.of(
                new HeavyAtom(0, 0, 0, 0),
                new HeavyAtom(1, 2, 0, 0),
                new HeavyAtom(-3, 1, 1, 0),
                new HeavyAtom(0, 4, 2, 0),
                new HeavyAtom(2, 2, 2, 0));
        assertEquals(Math.sqrt(2 * 5 / 4.0) * Spread.aboutMean(five), Spread.pairwise(five), EXACT);
    }

    @Test
    void oneModelHasNoSpread() {
        List<HeavyAtom> one = List.of(new HeavyAtom(1, 2, 3, 0));
        assertTrue(Double.isNaN(Spread.pairwise(one)));
        assertTrue(Double.isNaN(Spread.aboutMean(one)));
        assertTrue(Double.isNaN(Spread.allAtom(List.of())));
    }

    @Test
    void flippedRingIsTheSameRing() {
        Map<String, HeavyAtom> ring = ring();
        Map<String, HeavyAtom> flipped = new LinkedHashMap<>(ring);
        flipped.put("CD1", ring.get("CD2"));
        flipped.put("CD2", ring.get("CD1"));
        flipped.put("CE1", ring.get("CE2"));
        flipped.put("CE2", ring.get("CE1"));
        assertEquals(
                0, Spread.allAtom(List.of(residue("PHE", ring), residue("PHE", flipped), residue("PHE", ring))), EXACT);
        assertTrue(Spread.allAtom(List.of(residue("TRP", ring), residue("TRP", flipped))) > 1);
    }

    @Test
    void ringAtomsAreExchangedTogetherOrNotAtAll() {
        Map<String, HeavyAtom> ring = ring();
        Map<String, HeavyAtom> half = new LinkedHashMap<>(ring);
        half.put("CD1", ring.get("CD2"));
        half.put("CD2", ring.get("CD1"));
        double oneSwap = 2 * ring.get("CD1").distance2(ring.get("CD2")) / ring.size();
        assertEquals(Math.sqrt(oneSwap), Spread.allAtom(List.of(residue("TYR", ring), residue("TYR", half))), EXACT);
    }

    @Test
    void atomsThatOneModelLacksAreLeftOutOfItsPairs() {
        Map<String, HeavyAtom> whole = Map.of("CA", new HeavyAtom(0, 0, 0, 0), "CB", new HeavyAtom(9, 0, 0, 0));
        Map<String, HeavyAtom> bare = Map.of("CA", new HeavyAtom(2, 0, 0, 0));
        assertEquals(2, Spread.allAtom(List.of(residue("ALA", whole), residue("ALA", bare))), EXACT);
    }

    private static ResidueAtoms residue(String name, Map<String, HeavyAtom> atoms) {
        Map<String, Element> elements = new LinkedHashMap<>();
        atoms.keySet().forEach(atom -> elements.put(atom, Element.C));
        return new ResidueAtoms(ResidueKind.PROTEIN, name, atoms, elements);
    }

    /** A regular hexagon of 1.39 Å, CG at the top. */
    private static Map<String, HeavyAtom> ring() {
        Map<String, HeavyAtom> ring = new LinkedHashMap<>();
        List<String> names = List.of("CG", "CD1", "CE1", "CZ", "CE2", "CD2");
        for (int i = 0; i < names.size(); i++) {
            double angle = Math.toRadians(60 * i);
            ring.put(names.get(i), new HeavyAtom(1.39 * Math.sin(angle), 1.39 * Math.cos(angle), 0, 0));
        }
        return ring;
    }
}
