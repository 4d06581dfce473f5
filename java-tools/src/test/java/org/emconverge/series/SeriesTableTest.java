package org.emconverge.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTableTest {
    @TempDir
    private Path folder;

    private EntryFolder entry(String id, String series, double nominal, int seed, double mean) throws IOException {
        Path entry = Files.createDirectories(folder.resolve(id));
        Files.writeString(
                entry.resolve("summary.json"),
                "{\"id\": \"" + id + "\", \"residues\": 90, \"ca_rmsd\": {\"mean\": " + mean
                        + ", \"median\": 0.2, \"fractions\": {\"lt1\": 0.9, \"gt3\": 0.05}}}");
        Files.writeString(
                entry.resolve("series_map.json"),
                "{\"series\": " + series + ", \"nominal\": " + nominal + ", \"measured\": " + (nominal + 0.02)
                        + ", \"measured_unmasked\": null, \"shift\": 1.5, \"seed\": " + seed + "}");
        return rows(id, "A,1,,ALA," + mean);
    }

    /** Gives an entry other rows of residues.csv: chain, number, insertion code, name, Cα RMSD. */
    private EntryFolder rows(String id, String... rows) throws IOException {
        Path entry = folder.resolve(id);
        Files.writeString(
                entry.resolve("residues.csv"), "chain,resnum,icode,resname,ca_rmsd\n" + String.join("\n", rows) + "\n");
        return new EntryFolder(entry);
    }

    private List<String> residues(String series) throws IOException {
        return Files.readAllLines(folder.resolve("series").resolve(series).resolve("residues.csv"));
    }

    private List<ResolutionSeries> run(EntryFolder... entries) throws IOException {
        return SeriesTable.run(List.of(entries), null, null, folder);
    }

    @Test
    void mapsStandBySeriesResolutionAndSeedAndRepeatsAreAveraged() throws IOException {
        run(
                entry("b_3.00", "\"b\"", 3, 1, 0.4),
                entry("a_10.00_r1", "\"a\"", 10, 1, 2),
                entry("a_4.50_r2", "\"a\"", 4.5, 2, 1.2),
                entry("a_4.50_r1", "\"a\"", 4.5, 1, 0.8));
        assertEquals("""
                id,series,nominal,measured,measured_unmasked,shift,seed,residues,ca_rmsd_mean,ca_rmsd_median,\
                fraction_lt1,fraction_gt3
                a_4.50_r1,a,4.5,4.52,,1.5,1,90,0.8,0.2,0.9,0.05
                a_4.50_r2,a,4.5,4.52,,1.5,2,90,1.2,0.2,0.9,0.05
                a_10.00_r1,a,10.0,10.02,,1.5,1,90,2.0,0.2,0.9,0.05
                b_3.00,b,3.0,3.02,,1.5,1,90,0.4,0.2,0.9,0.05
                """, Files.readString(folder.resolve("series.csv")));
        JsonNode json = Json.read(folder.resolve("series.json"));
        assertEquals(4, json.get("maps").size());
        JsonNode step = json.get("resolutions").get(0);
        assertEquals(4.5, step.get("nominal").asDouble());
        assertEquals(2, step.get("maps").asInt());
        assertEquals(1.0, step.get("ca_rmsd_mean").asDouble(), 1e-9);
        // of two values the half difference times √2
        assertEquals(0.2828, step.get("ca_rmsd_sd").asDouble(), 1e-4);
        assertTrue(json.get("resolutions").get(1).get("ca_rmsd_sd").isNull());
        assertEquals("b", json.get("resolutions").get(2).get("series").asText());
    }

    @Test
    void anEntryOfNoSeriesIsRefused() throws IOException {
        EntryFolder alone = entry("c", "null", 3, 1, 0.4);
        InputException refusal = assertThrows(InputException.class, () -> run(alone));
        assertTrue(refusal.getMessage().contains("is of no series"), refusal.getMessage());
    }

    /** Resolutions as measured are 0.02 Å above the nominal ones. */
    @Test
    void aResidueIsLostWhereTheMeanOfItsRepeatsPassesTheLimit() throws IOException {
        entry("a_4.00_r1", "\"a\"", 4, 1, 0.8);
        entry("a_4.00_r2", "\"a\"", 4, 2, 0.8);
        entry("a_5.00_r1", "\"a\"", 5, 1, 0.8);
        entry("a_5.00_r2", "\"a\"", 5, 2, 0.8);
        run(
                rows("a_4.00_r1", "A,1,,ALA,0.4", "A,2,,GLY,1.5", "A,2,B,SER,0.5", "A,9,,TRP,"),
                rows("a_4.00_r2", "A,1,,ALA,0.6", "A,2,,GLY,1.5", "A,2,B,SER,0.5"),
                rows("a_5.00_r1", "A,1,,ALA,1.0", "A,2,,GLY,4.5", "A,2,B,SER,0.7", "A,3,,LYS,5"),
                rows("a_5.00_r2", "A,1,,ALA,3.0", "A,2,,GLY,4.5"));
        // A 1: means 0.5 and 2 Å, so 1 Å a third of the way; A 2: 1 Å passed before, 3 Å half way; A 3 in one map alone
        assertEquals(
                List.of(
                        "chain,resnum,icode,resname,lost_1,fate_1,lost_3,fate_3,maps,ca_rmsd_4.00,ca_rmsd_5.00",
                        "A,1,,ALA,4.353,lost,,kept,4,0.500,2.000",
                        "A,2,,GLY,,lost_before,4.520,lost,4,1.500,4.500",
                        "A,2,B,SER,,kept,,kept,3,0.500,0.700",
                        "A,9,,TRP,,,,,0,,",
                        "A,3,,LYS,,lost_before,,lost_before,1,,5.000"),
                residues("a"));
    }

    @Test
    void mapsThatWereAskedForAndHaveNoResultAreNamedWithTheReason() throws IOException {
        Path asked = Files.writeString(folder.resolve("asked.csv"), """
                id,series,nominal,seed
                a_4.00,a,4.0,1
                a_3.00,a,3.0,1
                a_5.00,a,5.0,1
                z_5.00,z,5.0,1
                """);
        Path failed = Files.writeString(
                folder.resolve("failed.csv"), "id,process,exit,reason\na_3.00,SERIES_MAP,1,\"Masked, it seems.\"\n");
        List<ResolutionSeries> series =
                SeriesTable.run(List.of(entry("a_4.00", "\"a\"", 4, 1, 0.8)), asked, failed, folder);
        assertEquals(
                List.of(
                        new MissingMap("a_3.00", "a", 3, 1, "Masked, it seems."),
                        new MissingMap("a_5.00", "a", 5, 1, "")),
                series.get(0).missing());
        JsonNode missing = Json.read(folder.resolve("series.json")).get("missing");
        assertEquals(3, missing.size());
        assertEquals("z_5.00", missing.get(2).get("id").asText());
    }

    @Test
    void aSeriesWhoseNameIsAPathWritesNothing() throws IOException {
        EntryFolder up = entry("up", "\"../up\"", 4, 1, 0.8);
        assertThrows(InputException.class, () -> run(up));
        assertTrue(Files.notExists(folder.resolve("series.csv")));
    }
}
