package org.emconverge.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.validation.RnaSuites.Conformer;
import org.junit.jupiter.api.Test;

class RnaSuitesTest {
    @Test
    void theMiddleOfEachClusterIsOfThatCluster() {
        assertEquals(54, SuiteCluster.all().size(), "46 that are certain and 8 that may be");
        for (SuiteCluster cluster : SuiteCluster.all()) {
            assertEquals(new Conformer(cluster.name(), 1), RnaSuites.conformer(cluster.torsions()));
        }
    }

    /** scripts/rna_suites.py asked the suitename of cctbx of suites around and between the clusters, and of any. */
    @Test
    void otherSuitesAreNamedAsSuitenameDoes() throws IOException {
        Path expected = Path.of("src/test/resources/org/emconverge/validation/cctbx-suites.csv");
        List<Csv.Row> rows = Csv.read(expected).rows();
        assertEquals(553, rows.size());
        for (Csv.Row row : rows) {
            double[] torsions = Stream.of(
                            "delta_before", "epsilon_before", "zeta_before", "alpha", "beta", "gamma", "delta")
                    .mapToDouble(row::number)
                    .toArray();
            Conformer found = RnaSuites.conformer(torsions);
            assertEquals(row.text("name"), found.suite(), () -> Arrays.toString(torsions));
            assertEquals(row.number("suiteness"), found.suiteness(), 6e-5, () -> Arrays.toString(torsions));
        }
    }

    @Test
    void torsionsThatNoGoodStructureHasAreAnOutlier() {
        double[] torsions = SuiteCluster.ofBin("33p").get(0).torsions().clone();
        torsions[0] = 115;
        assertEquals(new Conformer(RnaSuites.OUTLIER, 0), RnaSuites.conformer(torsions), "between the two puckers");
        assertEquals(
                new Conformer(RnaSuites.OUTLIER, 0),
                RnaSuites.conformer(new double[] {82, 212, 288, 294, 174, 290, 81}),
                "a bin without clusters");
    }
}
