package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.biojava.nbio.structure.Structure;
import org.emconverge.SharedData;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.Peptides.Conformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shared models against what mmtbx of cctbx 2025.11 says of them; the fixtures come from
 * {@code scripts/geometry_fixtures.py}.
 */
class GeometryAgreementTest {
    private static final Map<String, Verdict> VERDICTS = Map.of(
            "Favored",
            Verdict.FAVOURED,
            "Allowed",
            Verdict.ALLOWED,
            "Outlier",
            Verdict.OUTLIER,
            "OUTLIER",
            Verdict.OUTLIER);

    static List<CSVRecord> counts() throws IOException {
        return read("mmtbx-counts.csv");
    }

    @ParameterizedTest
    @MethodSource("counts")
    void rotamersCbetasAndPeptides(CSVRecord expected) {
        List<ProteinResidue> residues = ProteinResidue.of(ModelFile.read(model(expected)));
        List<Rotamers.Result> rotamers = Rotamers.of(residues);
        for (Verdict verdict : Verdict.values()) {
            long found = rotamers.stream()
                    .filter(result -> result.verdict() == verdict)
                    .count();
            int all = number(expected, "rotamers_" + verdict.name().toLowerCase(Locale.ROOT));
            assertEquals(all, (double) found, 1, verdict.toString());
        }
        assertEquals(number(expected, "cbeta_outliers"), CbetaDeviation.outliers(CbetaDeviation.of(residues)));
        List<Peptides.Result> peptides = Peptides.of(residues);
        assertEquals(number(expected, "cis_proline"), Peptides.count(peptides, Conformation.CIS, true));
        assertEquals(number(expected, "cis_other"), Peptides.count(peptides, Conformation.CIS, false));
        assertEquals(
                number(expected, "twisted"),
                Peptides.count(peptides, Conformation.TWISTED, true)
                        + Peptides.count(peptides, Conformation.TWISTED, false));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void bondsAnglesAndChirality(CSVRecord expected) throws IOException {
        Structure structure = ModelFile.read(model(expected));
        List<Restraints> restraints = Restraints.of(structure, library(), CovalentLinks.of(structure, library()));
        List<Geometry.Result> geometry = Geometry.of(restraints);
        assertEquals(number(expected, "bonds"), Geometry.bonds(geometry).count());
        assertEquals(number(expected, "angles"), Geometry.angles(geometry).count());
        assertEquals(
                number(expected, "bond_outliers"),
                Geometry.bonds(geometry).outliers().size());
        assertEquals(
                number(expected, "angle_outliers"),
                Geometry.angles(geometry).outliers().size());
        assertEquals(
                number(expected, "chirality_outliers"),
                Chirality.of(restraints).outliers().size());
    }

    @Test
    void everyResidueOfOneModel() throws IOException {
        List<ProteinResidue> residues =
                ProteinResidue.of(ModelFile.read(SharedData.file("data/emd6770_5xsy_B/model.pdb")));
        Map<String, Ramachandran.Result> ramachandran = byId(Ramachandran.of(residues), r -> r.id().toString());
        Map<String, Rotamers.Result> rotamers = byId(Rotamers.of(residues), r -> r.id().toString());
        Map<String, CbetaDeviation.Result> cbetas = byId(CbetaDeviation.of(residues), r -> r.id().toString());
        Map<String, Peptides.Result> peptides = byId(Peptides.of(residues), r -> r.id().toString());
        List<CSVRecord> rows = read("mmtbx-residues.csv");
        assertEquals(172, rows.size());
        for (CSVRecord row : rows) {
            String id = row.get("residue");
            assertEquals(
                    VERDICTS.get(row.get("ramachandran")),
                    ramachandran.containsKey(id) ? ramachandran.get(id).verdict() : null,
                    id);
            assertEquals(
                    VERDICTS.get(row.get("rotamer")),
                    rotamers.containsKey(id) ? rotamers.get(id).verdict() : null,
                    id);
            assertNear(
                    row.get("ramachandran_score"),
                    ramachandran.containsKey(id) ? 100 * ramachandran.get(id).score() : 0,
                    0.003,
                    1e-4,
                    id);
            assertNear(
                    row.get("rotamer_score"),
                    rotamers.containsKey(id) ? 100 * rotamers.get(id).score() : 0,
                    0.05,
                    0.03,
                    id);
            assertNear(
                    row.get("cbeta_deviation"),
                    cbetas.containsKey(id) ? cbetas.get(id).deviation() : 0,
                    0,
                    1e-4,
                    id);
            assertNear(
                    row.get("omega"),
                    peptides.containsKey(id) ? peptides.get(id).omega() : 0,
                    0,
                    1e-3,
                    id);
        }
    }

    private static void assertNear(String expected, double found, double relative, double absolute, String where) {
        double value = expected.isEmpty() ? 0 : Double.parseDouble(expected);
        assertTrue(Math.abs(value - found) <= relative * value + absolute, where + ": " + value + " and " + found);
    }

    private static Path model(CSVRecord row) {
        return SharedData.file("data/" + row.get("entry") + "/model.pdb");
    }

    private static int number(CSVRecord row, String column) {
        return Integer.parseInt(row.get(column));
    }

    private static <T> Map<String, T> byId(List<T> results, Function<T, String> id) {
        return results.stream().collect(Collectors.toMap(id, Function.identity()));
    }

    /** The library that the launcher sets up, or that CLIBD_MON names. */
    private static MonomerLibrary library() throws IOException {
        String named = System.getenv("CLIBD_MON");
        Path cache = Path.of(System.getenv()
                .getOrDefault("EMCONVERGE_HOME", System.getProperty("user.home") + "/.cache/emconverge"));
        Path found = named == null ? null : Path.of(named);
        if (found == null && Files.isDirectory(cache)) {
            try (Stream<Path> folders = Files.list(cache)) {
                found = folders.map(folder -> folder.resolve("library"))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElse(null);
            }
        }
        assumeTrue(found != null, "needs a monomer library: set CLIBD_MON to its folder");
        return MonomerLibrary.open(found);
    }

    private static List<CSVRecord> read(String name) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream in = GeometryAgreementTest.class.getResourceAsStream(name)) {
            return format.parse(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getRecords();
        }
    }
}
