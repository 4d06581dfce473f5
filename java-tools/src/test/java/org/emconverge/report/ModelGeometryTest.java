package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.report.ModelGeometry.Torsions;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.validation.Ramachandran.Kind;
import org.emconverge.validation.TestModels;
import org.emconverge.validation.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** φ and ψ, outliers and grades of residues whose conformations are known. */
class ModelGeometryTest {
    private static final String HEADER = "model,criterion,chain,resnum,icode,resname,atoms,value,ideal,z\n";

    @TempDir
    Path folder;

    private final EntryResults results = named(new TestRows()
            .add(6, 0.5, ResidueMetric.Q_SCORE, 0.6, ResidueMetric.CBETA_DEVIATION, 0.1)
            .results());

    /** Residues 2 to 7 of these have φ and ψ; 7 is none of the table. */
    private static Structure model(double psiOfFour) {
        return TestModels.built(
                residue("ALA", -63, -43, 180),
                residue("GLY", 75, -175, 180),
                residue("VAL", -120, 130, 180, 175),
                residue("SER", -60, psiOfFour, 180, 60),
                residue("PRO", -65, 145, 180, 27, -34),
                residue("PRO", -80, 160, 0, 27, -34),
                residue("ALA", -63, -43, 180),
                residue("ALA", -63, -43, 180));
    }

    private static ChainBuilder.Residue residue(String name, double phi, double psi, double omega, double... chi) {
        return new ChainBuilder.Residue(name, new org.emconverge.structure.Torsions(phi, psi, omega, chi));
    }

    private static EntryResults named(EntryResults results) {
        ((ObjectNode) results.summary().path("models"))
                .putArray("names")
                .add("best")
                .add("other");
        return results;
    }

    private ModelGeometry read() {
        Structure ensemble = EnsembleFile.join(List.of(model(145), model(90)));
        return ModelGeometry.of(new EntryFolder(folder), results, ensemble);
    }

    private void outliers(String... rows) throws Exception {
        Files.writeString(folder.resolve("outliers.csv"), HEADER + String.join("\n", rows) + "\n");
    }

    @Test
    void everyModelHasItsClassesAnglesAndVerdicts() {
        List<Torsions> best =
                read().torsions().stream().filter(of -> of.model() == 0).toList();
        assertEquals(
                List.of(Kind.GLYCINE, Kind.ISOLEUCINE_VALINE, Kind.PRE_PROLINE, Kind.TRANS_PROLINE, Kind.CIS_PROLINE),
                best.stream().map(of -> of.result().kind()).toList());
        assertEquals(List.of(1, 2, 3, 4, 5), best.stream().map(Torsions::row).toList());
        assertEquals(75, best.get(0).result().phi(), 0.1);
        assertEquals(-175, best.get(0).result().psi(), 0.1);
        assertTrue(best.stream().allMatch(of -> of.result().verdict() == Verdict.FAVOURED), best.toString());
        Torsions other = read().torsions().stream()
                .filter(of -> of.model() == 1 && of.row() == 3)
                .findFirst()
                .orElseThrow();
        assertEquals(Verdict.OUTLIER, other.result().verdict(), "φ −60, ψ 90 before proline");
    }

    @Test
    void theFigureHasAPanelForEachClassAndNamesTheOutlier() {
        JsonNode chart = RamachandranChart.of(read(), results.residues()).orElseThrow();
        assertEquals(
                List.of(
                        "Glycine (2)",
                        "cis-Proline (2)",
                        "trans-Proline (2)",
                        "Before proline (2)",
                        "Isoleucine, valine (2)"),
                texts(chart.get("concat"), "title"));
        JsonNode before = chart.at("/concat/3");
        assertEquals(List.of("A 4"), texts(before.at("/layer/3/data/values"), "label"));
        assertEquals(90, before.at("/layer/3/data/values/0/psi").asDouble(), 0.1);
        assertEquals(List.of("favoured", "outlier"), texts(before.at("/layer/2/data/values"), "verdict"));
        assertEquals(0, chart.at("/concat/0/layer/3/data/values").size());
    }

    @Test
    void withoutModelsThereIsNoPlotAndWithoutTheTableNoList() {
        ModelGeometry none = ModelGeometry.of(new EntryFolder(folder), results, null);
        assertTrue(none.isEmpty());
        assertTrue(RamachandranChart.of(none, results.residues()).isEmpty());
        List<String> known = ResidueCriterion.of(results, none).stream()
                .map(ResidueCriterion::key)
                .toList();
        assertEquals(List.of("ca_rmsd"), known, "what nobody looked for is not shown as good");
    }

    @Test
    void oneThingInSeveralModelsIsOneRowTheWorstToldAndTheResidueWithMostFirst() throws Exception {
        outliers(
                "best,clash,A,2,,GLY,HA2 – A 5 OD1,0.45,,",
                "other,clash,A,2,,GLY,HA3 – A 5 CB,0.90,,",
                "other,clash,A,2,,GLY,HA3 – A 5 CG,0.50,,",
                "other,angle,A,4,,SER,N-CA-C,121,111,4.1",
                "best,angle,A,4,,SER,N-CA-C,100,111,-4.4",
                "best,angle,A,4,,SER,CA-C-O,130,120,5.0",
                "best,ramachandran,A,4,,SER,60 -120,0.0001,,",
                "best,clash,A,900,,,FE – A 3 HA,0.41,,");
        List<OutlierGroup> groups = read().outliers().orElseThrow();
        assertEquals(
                List.of(
                        "A 4 bond angle N-CA-C 2 of 2: 100.0°, ideal 111.0°, 4.4\u00a0σ",
                        "A 4 Ramachandran φ 60°, ψ −120° 1 of 2: score 0.0001",
                        "A 4 bond angle CA-C-O 1 of 2: 130.0°, ideal 120.0°, 5.0\u00a0σ",
                        "A 2 clash HA3 – A 5 CB 2 of 2: overlap 0.90\u00a0Å",
                        "A 900 clash FE – A 3 HA 1 of 2: overlap 0.41\u00a0Å"),
                groups.stream().map(ModelGeometryTest::words).toList());
        assertEquals(4, groups.get(3).partner());
        assertEquals(1, groups.get(3).worst().model());
        assertEquals(-1, groups.get(4).row());
        assertEquals(2, groups.get(4).partner());
    }

    private static String words(OutlierGroup group) {
        return group.residue() + " " + group.kind().title + " " + group.kind().what(group.worst()) + " "
                + group.share(2) + ": " + group.kind().value(group.worst());
    }

    @Test
    void anUnknownCriterionIsToldByName() throws Exception {
        outliers("best,colour,A,2,,GLY,CA,1,,");
        String message = assertThrows(InputException.class, this::read).getMessage();
        assertEquals(
                "The table outliers.csv has the unknown criterion 'colour': make it with this version of emtools.",
                message);
    }

    @Test
    void gradesCountTheModelsAndGiveAClashToBothOfItsResidues() throws Exception {
        outliers(
                "best,clash,A,2,,GLY,HA2 – A 5 OD1,0.45,,",
                "best,cbeta,A,1,,ALA,CB,0.31,,",
                "best,cbeta,A,6,,ALA,CB,0.31,,",
                "other,cbeta,A,6,,ALA,CB,0.33,,");
        Map<String, String> grades = ResidueCriterion.of(results, read()).stream()
                .collect(Collectors.toMap(ResidueCriterion::key, ResidueCriterion::grades));
        assertEquals("000000", grades.get("ca_rmsd"));
        assertEquals("020020", grades.get("clash"), "one of two models is half of them");
        assertEquals("200002", grades.get("cbeta"));
        assertEquals("000000", grades.get("others"));
        assertFalse(grades.containsKey("rotamer"), "no residue has a verdict");
    }

    @Test
    void fewModelsWithAnOutlierAreWatchedAndHalfOfThemAreBad() throws Exception {
        ((ObjectNode) results.summary().path("models")).withArray("names").add("third");
        outliers(
                "best,bond,A,1,,ALA,N-CA,1.6,1.46,7",
                "best,bond,A,2,,GLY,N-CA,1.6,1.46,7",
                "other,bond,A,2,,GLY,CA-C,1.7,1.52,7");
        ResidueCriterion others = ResidueCriterion.of(results, read()).stream()
                .filter(criterion -> criterion.key().equals("others"))
                .findFirst()
                .orElseThrow();
        assertEquals("120000", others.grades());
        assertEquals(Map.of(0, 1, 1, 2), others.counts());
    }

    @Test
    void theCardHasEveryColumnOfTheTable() {
        for (ResidueMetric metric : ResidueMetric.values()) {
            assertEquals(
                    1,
                    List.of(ResidueCard.values()).stream()
                            .filter(group -> group.metrics().contains(metric))
                            .count(),
                    metric.column());
        }
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> node.get(field).asText())
                .toList();
    }
}
