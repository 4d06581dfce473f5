package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapDifferencesTest {
    private static final int MODELS = 6;
    private static final int RESIDUES = 8;

    @TempDir
    Path folder;

    /** Models whose Cα of residue 5 lie {@code moved} Å beside those of other maps, with a spread of 0.2 Å. */
    private EntryFolder entry(String id, double moved, int firstResidue) throws IOException {
        Random random = new Random(id.hashCode());
        StringBuilder pdb = new StringBuilder();
        for (int model = 1; model <= MODELS; model++) {
            pdb.append(String.format(Locale.ROOT, "MODEL     %4d%n", model));
            for (int residue = firstResidue; residue < firstResidue + RESIDUES; residue++) {
                pdb.append(String.format(
                        Locale.ROOT,
                        "ATOM  %5d  CA  ALA A%4d    %8.3f%8.3f%8.3f  1.00 20.00           C%n",
                        residue,
                        residue,
                        3.8 * residue + 0.2 * random.nextGaussian(),
                        (residue == 5 ? moved : 0) + 0.2 * random.nextGaussian(),
                        0.2 * random.nextGaussian()));
            }
            pdb.append("ENDMDL\n");
        }
        Path entry = Files.createDirectories(folder.resolve(id));
        Files.writeString(entry.resolve("ensemble.cif"), pdb.append("END\n"));
        Files.writeString(entry.resolve("residues.csv"), "chain,resnum,icode,resname\n");
        Files.writeString(entry.resolve("summary.json"), "{\"id\": \"" + id + "\"}");
        return new EntryFolder(entry);
    }

    @Test
    void theResidueThatIsElsewhereDiffersAndNoOther() throws IOException {
        MapDifferences differences =
                MapDifferences.of(List.of(entry("own", 0, 1), entry("sharp", 2, 1), entry("focus", 0, 3)));
        assertEquals(List.of("own", "sharp", "focus"), differences.maps());
        List<MapDifferences.Row> rows = differences.of("own", "sharp");
        assertEquals(RESIDUES, rows.size());
        for (MapDifferences.Row row : rows) {
            boolean moved = row.id().number() == 5;
            assertEquals(moved, row.shift().differs(), row.toString());
            assertEquals(moved ? 2 : 0, row.shift().distance(), 0.35);
            // the mean square over pairs is twice the variance
            double expected2 = (row.rmsdA() * row.rmsdA() + row.rmsdB() * row.rmsdB()) / (2 * MODELS);
            assertEquals(Math.sqrt(expected2), row.shift().expected(), 1e-9);
        }
        assertEquals(6, differences.of("own", "focus").size(), "residues that both have");
        assertTrue(differences.of("own", "focus").stream()
                .noneMatch(row -> row.shift().differs()));
        assertTrue(differences.of("sharp", "focus").stream()
                .anyMatch(row -> row.shift().differs()));
    }

    @Test
    void modelsOfHalfMapsAreAmongTheRows() throws IOException {
        EntryFolder own = entry("own", 0, 1);
        Files.writeString(
                own.folder().resolve("residues.csv"),
                "chain,resnum,icode,resname,half_map_shift,half_map_shift_expected\nA,1,,ALA,2.5,0.3\nA,2,,GLY,,\n");
        MapDifferences differences = MapDifferences.of(List.of(own, entry("sharp", 2, 1)));
        List<MapDifferences.Row> halves = differences.of("own_half1", "own_half2");
        assertEquals(1, halves.size(), "residues that have both numbers");
        assertEquals(new EnsembleShift(2.5, 0.3), halves.get(0).shift());
        assertTrue(halves.get(0).shift().differs() && Double.isNaN(halves.get(0).rmsdA()));
    }

    @Test
    void theTableHasEveryTwoMaps() throws IOException {
        Path file = folder.resolve("map_differences.csv");
        MapDifferences.of(List.of(entry("own", 0, 1), entry("sharp", 2, 1))).write(file);
        Csv table = Csv.read(file);
        assertEquals(
                List.of(
                        "map_a",
                        "map_b",
                        "chain",
                        "resnum",
                        "icode",
                        "resname",
                        "shift",
                        "expected",
                        "rmsd_a",
                        "rmsd_b",
                        "differs"),
                List.copyOf(table.columns()));
        Csv.Row fifth = table.rows().get(4);
        assertEquals(
                "own sharp A 5 ALA yes",
                String.join(
                        " ",
                        fifth.text("map_a"),
                        fifth.text("map_b"),
                        fifth.text("chain"),
                        fifth.text("resnum"),
                        fifth.text("resname"),
                        fifth.text("differs")));
    }

    @Test
    void oneMapTwiceOrAnotherMoleculeIsRefused() throws IOException {
        EntryFolder own = entry("own", 0, 1);
        assertTrue(MapDifferences.of(List.of(own)).rows().isEmpty());
        InputException twice = assertThrows(InputException.class, () -> MapDifferences.of(List.of(own, own)));
        assertTrue(twice.getMessage().contains("each map of the molecule once"), twice.getMessage());
        EntryFolder other = entry("other", 0, 100);
        InputException apart = assertThrows(InputException.class, () -> MapDifferences.of(List.of(own, other)));
        assertTrue(apart.getMessage().contains("share no residue"), apart.getMessage());
        assertFalse(apart.getMessage().contains("null"));
    }
}
