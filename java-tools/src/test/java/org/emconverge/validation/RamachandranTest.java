package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.emconverge.SharedData;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.Ramachandran.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RamachandranTest {
    private static final int CELLS = 180;

    /** Values of the original tables at cell centres, where no interpolation is involved. */
    @ParameterizedTest
    @CsvSource({
        "GENERAL,-179,-179,0.005560270",
        "GENERAL,-179,-169,0.001417619",
        "GLYCINE,-179,-179,0.486237981",
        "CIS_PROLINE,-143,3,0.000273673",
        "TRANS_PROLINE,-155,-179,0.0000150684",
        "PRE_PROLINE,-179,-169,0.000535993",
        "ISOLEUCINE_VALINE,-179,-169,0.0000307561"
    })
    void gridHoldsTheReferenceValues(Kind kind, double phi, double psi, double value) {
        assertEquals(value, RamachandranGrid.of(kind).at(phi, psi), 0.002 * value);
    }

    /** Scores that mmtbx's ramachandran_eval of cctbx 2025.11 gives. */
    @ParameterizedTest
    @CsvSource({
        "GENERAL,-63,-43,1.0,FAVOURED",
        "GENERAL,55,45,0.273129,FAVOURED",
        "GENERAL,75,60,0.000634868,ALLOWED",
        "GENERAL,0,0,0,OUTLIER",
        "GENERAL,60,-120,0.00928306,ALLOWED",
        "ISOLEUCINE_VALINE,-120,130,0.747745,FAVOURED",
        "ISOLEUCINE_VALINE,55,45,0.00357284,ALLOWED",
        "ISOLEUCINE_VALINE,60,-20,2.56301e-05,OUTLIER",
        "TRANS_PROLINE,-65,145,0.844087,FAVOURED",
        "TRANS_PROLINE,-120,130,0.000150685,OUTLIER",
        "CIS_PROLINE,-80,160,0.868432,FAVOURED",
        "CIS_PROLINE,-60,-30,0.0194308,ALLOWED",
        "CIS_PROLINE,-100,-60,6.84183e-05,OUTLIER",
        "PRE_PROLINE,-65,145,0.991863,FAVOURED",
        "PRE_PROLINE,-75,-10,0.00160798,ALLOWED",
        "PRE_PROLINE,-60,90,0.000182725,OUTLIER",
        "GLYCINE,75,-175,0.511223,FAVOURED",
        "GLYCINE,-30,-45,0.000789099,OUTLIER",
        "GLYCINE,0,90,3.43086e-05,OUTLIER"
    })
    void knownConformations(Kind kind, double phi, double psi, double score, Verdict verdict) {
        double found = RamachandranGrid.of(kind).at(phi, psi);
        assertEquals(score, found, 0.003 * score);
        assertEquals(verdict, Ramachandran.verdict(kind, found));
    }

    @Test
    void interpolatesAcrossTheEdge() {
        RamachandranGrid grid = RamachandranGrid.of(Kind.GLYCINE);
        assertEquals(grid.at(180, 180), grid.at(-180, -180), 1e-12);
        double corners = grid.at(179, 179) + grid.at(-179, 179) + grid.at(179, -179) + grid.at(-179, -179);
        assertEquals(corners / 4, grid.at(180, 180), 1e-12);
    }

    @Test
    void thresholdsOfTheClasses() {
        assertEquals(Verdict.ALLOWED, Ramachandran.verdict(Kind.GENERAL, 0.0005));
        assertEquals(Verdict.OUTLIER, Ramachandran.verdict(Kind.GENERAL, 0.00049));
        assertEquals(Verdict.OUTLIER, Ramachandran.verdict(Kind.CIS_PROLINE, 0.0019));
        assertEquals(Verdict.OUTLIER, Ramachandran.verdict(Kind.TRANS_PROLINE, 0.00099));
        assertEquals(Verdict.FAVOURED, Ramachandran.verdict(Kind.GENERAL, 0.02));
    }

    @ParameterizedTest
    @CsvSource({
        "GENERAL,general-noGPIVpreP",
        "GLYCINE,gly-sym",
        "CIS_PROLINE,cispro",
        "TRANS_PROLINE,transpro",
        "PRE_PROLINE,prepro-noGP",
        "ISOLEUCINE_VALINE,ileval-nopreP"
    })
    void classifiesAsTheReferenceGrids(Kind kind, String name) throws IOException {
        double[] reference = reference(SharedData.file("reference/top8000/rama8000-" + name + ".data.gz"));
        int same = 0;
        int all = 0;
        for (double phi = -179.75; phi < 180; phi++) {
            for (double psi = -179.75; psi < 180; psi++) {
                Verdict expected = Ramachandran.verdict(kind, interpolate(reference, phi, psi));
                same += expected
                                == Ramachandran.verdict(
                                        kind, RamachandranGrid.of(kind).at(phi, psi))
                        ? 1
                        : 0;
                all++;
            }
        }
        assertTrue(same >= 0.9995 * all, same + " of " + all);
    }

    /** Favoured, allowed and outliers as mmtbx.ramalyze of cctbx 2025.11 counts them. */
    @ParameterizedTest
    @CsvSource({
        "emd0093_hcn4_c4,1880,92,0",
        "emd20026_apoferritin,167,3,0",
        "emd2566_mrpl_chain9,163,14,8",
        "emd4118_5ly6_B,348,98,23",
        "emd5778_trpv1_A,544,33,0",
        "emd5830_asc,76,9,4",
        "emd6272_vp6,387,5,3",
        "emd6555_3jci,183,4,1",
        "emd6770_5xsy_B,149,13,8",
        "t20s_4.8A_alpha,183,27,9"
    })
    void judgesTheSharedModelsAsMolProbity(String entry, int favoured, int allowed, int outliers) {
        List<Ramachandran.Result> results = of(SharedData.file("data/" + entry + "/model.pdb"));
        assertEquals(
                List.of(favoured, allowed, outliers),
                Stream.of(Verdict.values())
                        .map(verdict -> (int) results.stream()
                                .filter(r -> r.verdict() == verdict)
                                .count())
                        .toList());
    }

    private static List<Ramachandran.Result> of(Path model) {
        return Ramachandran.of(ProteinResidue.of(ModelFile.read(model)));
    }

    private static double[] reference(Path file) throws IOException {
        double[] values = new double[CELLS * CELLS];
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.trim().split("\\s+"))
                    .forEach(row -> values[
                                    ((int) ((Double.parseDouble(row[0]) + 179) / 2)) * CELLS
                                            + ((int) ((Double.parseDouble(row[1]) + 179) / 2))] =
                            Double.parseDouble(row[2]));
        }
        return values;
    }

    /**
     * Weighs the four cells round a point by the area on the opposite side: written apart from the product's own
     * formula.
     */
    private static double interpolate(double[] values, double phi, double psi) {
        double sum = 0;
        for (double dx : new double[] {-1, 1}) {
            for (double dy : new double[] {-1, 1}) {
                double centreX = 2 * Math.floor((phi + dx + 180) / 2) - 179;
                double centreY = 2 * Math.floor((psi + dy + 180) / 2) - 179;
                double weight = (1 - Math.abs(phi - centreX) / 2) * (1 - Math.abs(psi - centreY) / 2);
                sum += weight
                        * values[
                                Math.floorMod((int) (centreX + 179) / 2, CELLS) * CELLS
                                        + Math.floorMod((int) (centreY + 179) / 2, CELLS)];
            }
        }
        return sum;
    }
}
