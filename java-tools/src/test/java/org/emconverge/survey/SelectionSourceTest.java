package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.emconverge.archive.Backoff;
import org.emconverge.archive.Contact;
import org.emconverge.archive.Downloader;
import org.emconverge.archive.Mirrors;
import org.emconverge.archive.Range;
import org.emconverge.archive.Selection;
import org.emconverge.archive.SelectionCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a selection offers a survey. */
class SelectionSourceTest {
    private static final String HEADER = "emdb_id,title,current_status,structure_determination_method,resolution,"
            + "image_reconstruction_point_group,fitted_pdbs,half_map_filename,map_contour_level_value,"
            + "assembly_molecular_weight,map_release_date,update_date\n";
    private static final String ONE = "EMD-1111,A,REL,singleParticle,3.2,D7,1abc,h,0.02,220000,2024-01-10,2024-02-10\n";

    @TempDir
    Path folder;

    private Source.Listing read(String rows) throws Exception {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, HEADER + rows);
        Selection.Source source = new Selection.Source(
                table,
                new Mirrors(Mirrors.EMDB, Mirrors.API, Mirrors.PDB),
                "q",
                List.of(),
                10,
                folder.resolve("cache"),
                Duration.ofDays(7),
                false);
        SelectionCriteria criteria = new SelectionCriteria(
                Range.parse("--resolutions", "0:5"), List.of("singleParticle"), Set.of(), null, null, false);
        Selection.Request request = new Selection.Request(
                source, criteria, null, Selection.Since.EVER, List.of(), null, folder.resolve("selection"));
        Downloader downloader = new Downloader(Duration.ofSeconds(1), Backoff.of(0), 1 << 20, Contact.NONE);
        return new SelectionSource(request, downloader).read(words -> {});
    }

    @Test
    void entriesHaveSizeDateAndTheRowOfTheirRun() throws Exception {
        Source.Listing listing = read(ONE + ONE.replace("1111", "2222").replace(",3.2,", ",8.1,"));
        Candidate entry = listing.entries().get(0);
        assertEquals("EMD-1111", entry.id());
        assertEquals(2000, entry.residues());
        assertEquals(LocalDate.parse("2024-01-10"), entry.released());
        assertEquals(
                List.of("EMD-1111", "1abc", "3.2", "D7", "0.02"),
                List.of("emdb", "pdb", "resolution", "symmetry", "contour").stream()
                        .map(entry::value)
                        .toList());
        assertEquals(List.of(new Source.LeftOut("EMD-2222", "resolution: 8.1")), listing.leftOut());
    }

    @Test
    void anEntryIsRevisedByItsDateAndByWhatItsRunTakes() throws Exception {
        String before = read(ONE).entries().get(0).fingerprint();
        assertEquals(
                before,
                read(ONE.replace(",A,", ",Another title,")).entries().get(0).fingerprint());
        for (String other : List.of(
                ONE.replace("2024-02-10", "2024-03-10"),
                ONE.replace("1abc", "2abc"),
                ONE.replace(",3.2,", ",3.1,"),
                ONE.replace(",D7,", ",C7,"),
                ONE.replace(",h,", ",,"),
                ONE.replace(",0.02,", ",0.03,"))) {
            assertNotEquals(before, read(other).entries().get(0).fingerprint(), other);
        }
    }
}
