package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.emconverge.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured maps, against cctbx 2025.11: cctbx-map-fit.csv, made by java-tools/scripts/cctbx_map_fit.py. */
class MapFitOracleTest {
    @ParameterizedTest
    @CsvSource({"emd5830_asc, 3.8", "emd6770_5xsy_B, 4.0", "emd6555_3jci, 2.9", "t20s_4.8A_alpha, 4.8"})
    void correlationsShellsAndEmRingerAgree(String name, double resolution) throws IOException {
        DensityMap map = MrcFile.read(SharedData.file("data/" + name + "/map.mrc"));
        FitModels model = FitModels.read(SharedData.file("data/" + name + "/model.pdb"));
        ModelFit fit = new FitTarget(map, resolution, null).fit(model.atoms(), model.sideChains());
        List<CSVRecord> rows =
                oracle().stream().filter(r -> r.get("case").equals(name)).toList();
        CSVRecord entry = rows.get(0);
        assertEquals(number(entry, "cc_mask"), fit.correlation().mask(), 0.002);
        assertEquals(number(entry, "cc_box"), fit.correlation().box(), 0.002);
        assertEquals(number(entry, "cc_volume"), fit.correlation().volume(), 0.002);
        assertEquals(number(entry, "cc_peaks"), fit.correlation().peaks(), 0.002);
        // cctbx smooths the curve before it reads it
        assertEquals(number(entry, "fsc_05"), ModelFit.fsc05(fit.fsc()), 0.1);
        assertEquals(number(entry, "emringer"), fit.emRinger().score(), 1e-3);
        assertEquals(number(entry, "emringer_residues"), fit.emRinger().residues());
        assertEquals(model.residues().size(), rows.size() - 1);
        for (CSVRecord row : rows.subList(1, rows.size())) {
            int residue = model.residues().indexOf(row.get("residue"));
            assertTrue(residue >= 0, row.toString());
            assertEquals(number(row, "cc_residue"), fit.correlation().residues()[residue], 0.005, row.get("residue"));
        }
    }

    /**
     * 60 residues cut out of a map, with neighbours and noise around them. cctbx ends the density of an atom at a
     * thousandth of its peak and so says 0.7257; with an exact model map (structure factors by direct summation)
     * 0.7301.
     */
    @Test
    void amongNeighboursTheVolumeIsThatOfAnExactModelMap() {
        DensityMap map = MrcFile.read(SharedData.file("data/odd_inputs/base.mrc"));
        FitModels model = FitModels.read(SharedData.file("data/odd_inputs/heavy.pdb"));
        MapCorrelation found =
                new FitTarget(map, 2.3, null).fit(model.atoms(), List.of()).correlation();
        assertEquals(0.8075, found.mask(), 5e-4);
        assertEquals(0.7301, found.volume(), 5e-4);
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static List<CSVRecord> oracle() throws IOException {
        try (Reader in = new InputStreamReader(
                MapFitOracleTest.class.getResourceAsStream("cctbx-map-fit.csv"), StandardCharsets.UTF_8)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)
                    .getRecords();
        }
    }
}
