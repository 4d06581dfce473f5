package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.TestKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sugars and the backbone of the first forty nucleotides of the PDB's 4P5J against what mmtbx of cctbx 2025.11 says
 * of them; the fixture comes from {@code scripts/rna_oracle.py}.
 */
class NucleicAgreementTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/emconverge/validation");

    private final Structure rna = ModelFile.read(FOLDER.resolve("rna-4p5j.pdb"));
    private final List<Nucleotide> nucleotides = Nucleotide.of(rna);
    private final List<Csv.Row> expected =
            Csv.read(FOLDER.resolve("mmtbx-rna.csv")).rows();

    @TempDir
    Path folder;

    private MonomerLibrary library() throws IOException {
        TestLibrary.write(folder);
        return MonomerLibrary.open(folder);
    }

    private static <T> String table(List<T> results, Function<T, String> row) {
        return results.stream().map(row).collect(Collectors.joining("\n"));
    }

    @Test
    void puckersAsMolProbityHasThem() {
        List<Csv.Row> judged =
                expected.stream().filter(row -> !row.text("delta").isEmpty()).toList();
        List<SugarPuckers.Result> found = SugarPuckers.of(nucleotides);
        assertEquals(
                table(judged, row -> row.text("resnum") + " " + row.text("pucker_outlier")),
                table(found, of -> of.id().number() + " " + of.isOutlier()));
        for (int i = 0; i < judged.size(); i++) {
            assertEquals(judged.get(i).number("delta"), found.get(i).delta(), 0.051);
            if (!judged.get(i).text("perpendicular").isEmpty()) { // cctbx tells none of the O3′
                assertEquals(judged.get(i).number("perpendicular"), found.get(i).perpendicular(), 6e-4);
            }
        }
        assertEquals(2, SugarPuckers.outliers(found));
    }

    @Test
    void suitesAsSuitenameHasThem() {
        List<Csv.Row> judged =
                expected.stream().filter(row -> !row.text("suite").isEmpty()).toList();
        List<RnaSuites.Result> found = RnaSuites.of(nucleotides);
        assertEquals(
                table(judged, row -> row.text("resnum") + " " + row.text("suite")),
                table(found, of -> of.id().number() + " " + of.conformer().suite()));
        for (int i = 0; i < judged.size(); i++) {
            assertEquals(
                    judged.get(i).number("suiteness"), found.get(i).conformer().suiteness(), 5e-3);
        }
    }

    @Test
    void nothingIsJudgedAcrossABreak() {
        rna.getModel(0).get(0).getAtomGroup(20).getAtom("P").setX(99);
        List<Nucleotide> broken = Nucleotide.of(rna);
        assertNull(broken.get(20).previous());
        assertNull(broken.get(19).next());
        assertEquals(RnaSuites.of(nucleotides).size() - 1, RnaSuites.of(broken).size());
        SugarPuckers.Result end = SugarPuckers.of(broken).get(19);
        assertTrue(Double.isNaN(end.epsilon()));
        assertTrue(
                end.perpendicular() < SugarPuckers.of(nucleotides).get(19).perpendicular(),
                "the O3′ stands in, which is nearer");
        assertEquals(SugarPuckers.of(nucleotides).get(19).isOutlier(), end.isOutlier());
    }

    @Test
    void dnaHasNeither() {
        List<Nucleotide> dna = Nucleotide.of(ModelFile.read(FOLDER.resolve("dna-1bna.pdb")));
        assertEquals(24, dna.size());
        assertTrue(SugarPuckers.of(dna).isEmpty() && RnaSuites.of(dna).isEmpty());
    }

    @Test
    void theDodecamerHasItsTwelvePairs() {
        List<BasePairs.Result> pairs = BasePairs.of(Nucleotide.of(ModelFile.read(FOLDER.resolve("dna-1bna.pdb"))));
        assertEquals(24, pairs.size());
        for (BasePairs.Result pair : pairs) {
            assertEquals(
                    "WC " + (pair.id().chain().equals("A") ? "B " : "A ")
                            + (25 - pair.id().number()),
                    pair.words());
            assertEquals(10.5, pair.distance(), 0.4);
            assertTrue(pair.angle() < 25, pair.toString());
        }
        assertEquals(
                "3 3 3 3 2 2 2 2 3 3 3 3",
                pairs.subList(0, 12).stream().map(pair -> pair.bonds() + "").collect(Collectors.joining(" ")));
    }

    @Test
    void aWobblePairIsToldAndNoneWhereTheBasesAreApart() {
        Structure pair = ModelFile.read(FOLDER.resolve("wobble-4p5j.pdb"));
        List<BasePairs.Result> found = BasePairs.of(Nucleotide.of(pair));
        assertEquals(
                List.of("A 19 wobble A 39", "A 39 wobble A 19"),
                found.stream().map(of -> of.id() + " " + of.words()).toList());
        assertEquals(10.44, found.get(0).distance(), 1e-3);
        pair.getModel(0).get(0).getAtomGroup(1).getAtoms().forEach(atom -> atom.setX(atom.getX() + 2));
        assertEquals(List.of(), BasePairs.of(Nucleotide.of(pair)));
        assertEquals(List.of(), BasePairs.of(nucleotides), "the bases of this fixture are left out");
    }

    @Test
    void theyAreColumnsCountsAndOutliers() throws IOException {
        ModelValidation model = ModelValidation.of(rna, library());
        ModelSummary.NucleicSummary nucleic = model.summary("m").nucleic();
        assertEquals(40, nucleic.puckers());
        assertEquals(2, nucleic.puckerOutliers());
        assertEquals(39, nucleic.suites());
        List<OutlierRow> outliers = OutlierRow.of(model, Map.of());
        assertEquals(
                2,
                outliers.stream()
                        .filter(row -> row.criterion().equals("pucker"))
                        .count());
        assertEquals(
                nucleic.suiteOutliers(),
                outliers.stream().filter(row -> row.criterion().equals("suite")).count());
        assertNull(ModelValidation.of(TestKinds.read(), library())
                .summary("m")
                .nucleic()
                .suiteness());
    }

    @Test
    void aLigandIsHeldToItsDictionary() throws IOException {
        TestLibrary.write(folder);
        Files.createDirectories(folder.resolve("i"));
        Files.writeString(folder.resolve("i/IPH.cif"), """
                data_comp_IPH
                loop_
                _chem_comp_atom.comp_id
                _chem_comp_atom.atom_id
                _chem_comp_atom.type_symbol
                IPH C1 C
                IPH C2 C
                IPH O1 O
                loop_
                _chem_comp_bond.comp_id
                _chem_comp_bond.atom_id_1
                _chem_comp_bond.atom_id_2
                _chem_comp_bond.value_dist
                _chem_comp_bond.value_dist_esd
                IPH C1 O1 1.362 0.02
                IPH C1 C2 1.5 0.02
                """);
        ModelValidation model = ModelValidation.of(TestKinds.read(), MonomerLibrary.open(folder));
        assertEquals(
                List.of("F 1 C1-C2"),
                OutlierRow.of(model, Map.of()).stream()
                        .filter(row -> row.criterion().equals("bond"))
                        .map(row -> row.id() + " " + row.atoms())
                        .toList(),
                "1.38 Å, not 1.5");
        assertEquals(4, model.skipped().dictionary(), "two nucleotides, ATP and the sugar");
    }

    @Test
    void aResidueOfEveryKindIsARow() throws IOException {
        Validator validator = new Validator(library(), null, null, null, false);
        List<MeasuredResidue> rows = validator
                .judge("m", ModelFile.load(Path.of("src/test/resources/org/emconverge/structure/kinds.pdb")))
                .residues();
        assertEquals(
                "A protein, B nucleic, B nucleic, C ligand, D glycan, E ion, F ligand",
                rows.stream()
                        .map(row -> row.id().chain() + " " + row.kind().label())
                        .collect(Collectors.joining(", ")));
        assertEquals("outlier", rows.get(1).verdict(ResidueMetric.PUCKER), "of the dictionary's own coordinates");
        assertEquals("", rows.get(2).verdict(ResidueMetric.PUCKER), "DNA is not judged");
    }
}
