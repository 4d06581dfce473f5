package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.convergence.MapDifferences;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the maps of one molecule; in a browser it is seen in tests/browser. */
class MapsPageTest {
    @TempDir
    Path folder;

    @Test
    void thePageIsThereAndNamesTheMapsThatHaveNoResult() throws IOException {
        EntryFolder left = new EntryFolder(Files.createDirectories(folder.resolve("own_sharpened")));
        Files.writeString(left.folder().resolve("summary.json"), """
                {"id": "own_sharpened", "family": "own", "resolution": 3, "residues": 1, "models": {"compared": 2},
                 "ca_rmsd": {"mean": 0.5, "median": 0.5}, "engines": {"sampler": "openmm", "refiner": "servalcat"}}
                """);
        Files.writeString(
                left.folder().resolve("residues.csv"),
                "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled\nA,1,,ALA,0.5,0.6\n");
        MapDifferences none = new MapDifferences(List.of("own_sharpened"), List.of());
        MapsPage.write(none, List.of(left), List.of("own", "own_focused1"), "..", null, folder.resolve("own"));
        String page = Files.readString(folder.resolve("own/maps.html"));
        assertTrue(page.contains("<h1>The maps of own</h1>"), "of the entry, not of the map that is left");
        assertTrue(page.contains("Of own and own_focused1 there is no result, and no comparison"));
        assertTrue(page.contains("href=\"../own_sharpened/report.html\""));
        assertFalse(page.contains("<figure") || page.contains("Models of"));
    }
}
