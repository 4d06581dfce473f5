package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.emconverge.density.MapPreparation.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule on real maps; what it does with a header is in {@link MapPreparationTest}. */
class MapPlacementTest {
    @ParameterizedTest
    @CsvSource({
        "emd20026_apoferritin,1.75",
        "emd6272_vp6,2.6",
        "emd6555_3jci,2.9",
        "emd2566_mrpl_chain9,3.2",
        "emd5778_trpv1_A,3.28",
        "emd0093_hcn4_c4,3.4",
        "emd5830_asc,3.8",
        "emd6770_5xsy_B,4.0",
        "emd4118_5ly6_B,4.5",
        "t20s_4.8A_alpha,4.8"
    })
    void realModelsAreFoundInPlaceAndRefusedElsewhere(String name, double resolution) throws Exception {
        Path map = SharedData.file("data/" + name + (name.equals("emd0093_hcn4_c4") ? "/map.mrc.gz" : "/map.mrc"));
        double[][] atoms = heavyAtoms(map.resolveSibling("model.pdb"));
        MapPlacement placement = MapPreparation.prepare(new Request(map, List.of(), resolution, 8, atoms))
                .report()
                .placement();
        double[] origin = MrcFile.header(map).origin();
        assertEquals(origin[0] == 0 ? "ORIGIN and NSTART" : "ORIGIN", placement.chosen());
        assertTrue(placement.place().contrast() > 2 * MapPlacement.MIN_CONTRAST, placement.toString());
        Random random = new Random(3);
        int shifts = name.equals("emd0093_hcn4_c4") ? 3 : 12;
        for (int i = 0; i < shifts; i++) {
            double[][] moved = moved(atoms, random, 15 + 15.0 * i / (shifts - 1));
            assertThrows(
                    InputException.class,
                    () -> MapPreparation.prepare(new Request(map, List.of(), resolution, 8, moved)));
        }
        assertDoesNotThrow(
                () -> MapPreparation.prepare(new Request(map, List.of(), resolution, 8, moved(atoms, random, 0.3))));
    }

    private static double[][] moved(double[][] atoms, Random random, double distance) {
        double[] d = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double length = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]) / distance;
        List<double[]> moved = new ArrayList<>();
        for (double[] a : atoms) {
            moved.add(new double[] {a[0] + d[0] / length, a[1] + d[1] / length, a[2] + d[2] / length});
        }
        return moved.toArray(double[][]::new);
    }

    private static double[][] heavyAtoms(Path pdb) throws Exception {
        try (var lines = Files.lines(pdb)) {
            return lines.filter(l ->
                            l.startsWith("ATOM") && !l.substring(12, 16).strip().matches("[0-9]*H.*"))
                    .map(l -> new double[] {
                        Double.parseDouble(l.substring(30, 38)),
                        Double.parseDouble(l.substring(38, 46)),
                        Double.parseDouble(l.substring(46, 54))
                    })
                    .toArray(double[][]::new);
        }
    }
}
