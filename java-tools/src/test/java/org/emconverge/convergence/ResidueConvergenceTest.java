package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.HetatomImpl;
import org.emconverge.density.DensityMap;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.metrics.TestResidue;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;
import org.junit.jupiter.api.Test;

class ResidueConvergenceTest {
    private static final double EXACT = 1e-6;

    @Test
    void bFactorAsADisplacement() {
        // B = 8π²⟨u²⟩ per axis: one Å along every axis is B = 78.957 and a three-dimensional displacement of √3 Å.
        assertEquals(Math.sqrt(3), ResidueConvergence.displacement(8 * Math.PI * Math.PI), EXACT);
    }

    @Test
    void rowOfTwoModels() {
        ModelAtoms first = model("a", Map.of(id(1), 0.0));
        ModelAtoms second = model("b", Map.of(id(1), 1.0));
        MeasuredResidue row = ResidueConvergence.of(
                        List.of(first, second),
                        List.of(first, first),
                        model("start", Map.of(id(1), 3.0)),
                        ramp(),
                        null,
                        Map.of())
                .get(0);
        assertEquals(1, row.number(ResidueMetric.CA_RMSD), EXACT);
        assertEquals(0.5, row.number(ResidueMetric.CA_RMSD_ABOUT_MEAN), EXACT);
        assertEquals(0, row.number(ResidueMetric.CA_RMSD_SAMPLED), EXACT);
        assertEquals(1, row.number(ResidueMetric.ALL_ATOM_RMSD), EXACT);
        assertEquals(30, row.number(ResidueMetric.B_ISO), EXACT);
        assertEquals(ResidueConvergence.displacement(30), row.number(ResidueMetric.B_RMSD), EXACT);
        assertEquals(0.5, row.number(ResidueMetric.DENSITY_CA), EXACT); // the map is x
        assertEquals(2.5, row.number(ResidueMetric.CA_SHIFT), EXACT, "from the mean, not from a model");
    }

    @Test
    void residueOfOneModelOnlyHasNoSpreadAndFollowsItsChain() {
        ModelAtoms first = model("a", ordered(id(1), 0.0, id(3), 0.0, new ResidueId("B", 1, ""), 0.0));
        ModelAtoms second = model("b", ordered(id(1), 0.0, id(2), 0.0, id(3), 0.0));
        List<MeasuredResidue> rows =
                ResidueConvergence.of(List.of(first, second), List.of(), null, ramp(), null, Map.of());
        assertEquals(
                List.of("A 1", "A 3", "A 2", "B 1"),
                rows.stream().map(r -> r.id().toString()).toList());
        assertTrue(Double.isNaN(rows.get(2).number(ResidueMetric.CA_RMSD))
                && Double.isNaN(rows.get(2).number(ResidueMetric.ALL_ATOM_RMSD)));
        assertTrue(Double.isNaN(rows.get(0).number(ResidueMetric.CA_RMSD_SAMPLED)));
        assertTrue(Double.isNaN(rows.get(0).number(ResidueMetric.CA_SHIFT)), "there is no start");
    }

    @Test
    void theValidationsMetricsStandBesideButForTheLocalResolution() {
        ModelAtoms model = model("a", Map.of(id(1), 1.0));
        Map<ResidueId, MeasuredResidue> validated = Map.of(
                id(1),
                TestResidue.at("A", 1)
                        .with(ResidueMetric.CC, 0.75)
                        .with(ResidueMetric.ROTAMER, "outlier")
                        .with(ResidueMetric.LOCAL_RESOLUTION, 9)
                        .build());
        MeasuredResidue row = ResidueConvergence.of(List.of(model, model), List.of(), null, ramp(), ramp(), validated)
                .get(0);
        assertEquals(0.75, row.number(ResidueMetric.CC));
        assertEquals("outlier", row.verdict(ResidueMetric.ROTAMER));
        assertEquals(1, row.number(ResidueMetric.LOCAL_RESOLUTION), EXACT, "of the map at the Cα");
    }

    @Test
    void densityOutsideTheMapIsNotDefined() {
        ModelAtoms outside = model("a", Map.of(id(1), 50.0));
        assertTrue(
                Double.isNaN(ResidueConvergence.of(List.of(outside, outside), List.of(), null, ramp(), null, Map.of())
                        .get(0)
                        .number(ResidueMetric.DENSITY_CA)));
    }

    @Test
    void hydrogensAndCalciumAreNoAlphaCarbons() {
        Group group = new HetatomImpl();
        group.setPDBName("CA");
        AtomImpl calcium = new AtomImpl();
        calcium.setName("CA");
        calcium.setElement(Element.Ca);
        group.addAtom(calcium);
        AtomImpl hydrogen = new AtomImpl();
        hydrogen.setName("HX");
        hydrogen.setElement(Element.H);
        group.addAtom(hydrogen);
        ResidueAtoms atoms = ResidueAtoms.of(group);
        assertEquals(null, atoms.ca());
        assertEquals(1, atoms.atoms().size());
    }

    private static ResidueId id(int number) {
        return new ResidueId("A", number, "");
    }

    private static Map<ResidueId, Double> ordered(Object... pairs) {
        Map<ResidueId, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((ResidueId) pairs[i], (Double) pairs[i + 1]);
        }
        return map;
    }

    /** Glycine-like residues that have a Cα only, at the given x. */
    private static ModelAtoms model(String name, Map<ResidueId, Double> x) {
        Map<ResidueId, ResidueAtoms> residues = new LinkedHashMap<>();
        x.forEach((id, value) -> {
            HeavyAtom ca = new HeavyAtom(value, 0.5, 0.5, 30);
            residues.put(id, new ResidueAtoms(ResidueKind.PROTEIN, "GLY", Map.of("CA", ca), Map.of("CA", Element.C)));
        });
        return new ModelAtoms(name, residues);
    }

    /** A 4 Å cube whose density is x. */
    private static DensityMap ramp() {
        float[] values = new float[64];
        for (int i = 0; i < 64; i++) {
            values[i] = i % 4;
        }
        return new DensityMap(4, 4, 4, new double[] {1, 1, 1}, new double[] {0, 0, 0}, values);
    }
}
