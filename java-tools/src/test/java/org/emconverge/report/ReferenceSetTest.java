package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceSetTest {
    @TempDir
    Path folder;

    /** An entry at 3 Å made by OpenMM and Servalcat with the settings o and s. */
    private static ObjectNode entry(double mean, double clashscore) {
        ObjectNode summary = Json.object().put("id", "mine").put("resolution", 3.0);
        summary.putObject("ca_rmsd").put("mean", mean);
        summary.putObject("engines").put("sampler", "openmm").put("refiner", "servalcat");
        summary.putObject("fingerprints").put("sampler", "o").put("refiner", "s");
        summary.putObject("validation").putObject("refined").put("clashscore", clashscore);
        return summary;
    }

    private ReferenceSet set(String header, List<String> rows) throws IOException {
        return ReferenceSet.read(Files.writeString(
                folder.resolve("set.csv"), header + "\n" + rows.stream().collect(Collectors.joining("\n", "", "\n"))));
    }

    private String refusal(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), text);
        return assertThrows(InputException.class, () -> ReferenceSet.read(file)).getMessage();
    }

    /** Scores 1 to 20 at 2, 2.1 … 3.9 Å: of 2.7 to 3.3 Å are those from 8 to 14. */
    @Test
    void allEntriesAndThoseOfLikeResolution() throws IOException {
        List<String> rows = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "e" + i + "," + (19 + i) / 10.0 + "," + i)
                .toList();
        JsonNode of =
                set("id,resolution,clashscore", rows).percentiles(entry(1, 11)).at("/measures/clashscore");
        assertEquals(100 * 9.5 / 20, of.get("all").asDouble());
        assertEquals(20, of.get("all_entries").asInt());
        assertTrue(of.get("alike").isNull(), "seven are too few");
        assertEquals(7, of.get("alike_entries").asInt());
        List<String> twice =
                IntStream.range(0, 40).mapToObj(i -> rows.get(i / 2)).toList();
        assertEquals(
                50,
                set("id,resolution,clashscore", twice)
                        .percentiles(entry(1, 11))
                        .at("/measures/clashscore/alike")
                        .asDouble());
    }

    @Test
    void convergenceComparesWithWhatWasMadeAlikeOnly() throws IOException {
        String header = "id,resolution,ca_rmsd_mean,clashscore,sampler,refiner,sampler_fingerprint,refiner_fingerprint";
        List<String> alike = IntStream.range(0, 10)
                .mapToObj(i -> "a" + i + ",3,2,5,openmm,servalcat,o,s")
                .toList();
        List<String> rows = IntStream.range(0, 30)
                .mapToObj(i -> i < 10
                        ? alike.get(i)
                        : "b" + i + ",3,0.1,5,"
                                + (i < 20
                                        ? "openmm,servalcat,other,s"
                                        : i < 25 ? "rosetta,phenix,," : "openmm,servalcat,,"))
                .toList();
        ReferenceSet set = set(header, rows);
        JsonNode measures = set.percentiles(entry(1, 5)).get("measures");
        assertEquals(100, measures.at("/ca_rmsd_mean/all").asDouble());
        assertEquals(10, measures.at("/ca_rmsd_mean/all_entries").asInt());
        assertEquals(50, measures.at("/clashscore/all").asDouble());
        assertEquals(30, measures.at("/clashscore/all_entries").asInt());

        ObjectNode given = entry(1, 5);
        given.putObject("fingerprints").putNull("sampler").putNull("refiner");
        given.putObject("engines").putNull("sampler").putNull("refiner");
        given.putObject("validation").putObject("given").put("clashscore", 5);
        JsonNode ofGiven = set.percentiles(given).get("measures");
        assertTrue(ofGiven.at("/ca_rmsd_mean/all").isNull(), "nothing is known of how they were made");
        assertEquals(0, ofGiven.at("/ca_rmsd_mean/all_entries").asInt());
        assertEquals(50, ofGiven.at("/clashscore/all").asDouble());
    }

    @Test
    void theEntryItselfDoesNotCount() throws IOException {
        List<String> rows = IntStream.range(0, 11)
                .mapToObj(i -> (i == 0 ? "mine" : "e" + i) + ",3,5")
                .toList();
        JsonNode percentiles = set("id,resolution,clashscore", rows).percentiles(entry(1, 4));
        assertEquals(10, percentiles.get("entries").asInt());
        assertEquals(10, percentiles.at("/measures/clashscore/all_entries").asInt());
    }

    /**
     * What the index writes of an entry is what a set reads of it, also where it has more decimals than the summary.
     */
    @Test
    void anIndexIsAReferenceSet() throws IOException {
        ObjectNode summary = entry(1, 5);
        summary.putObject("confidence").put("determined", 0.8714);
        ReferenceEntry entry = ReferenceEntry.of(summary);
        Path file = folder.resolve("index.csv");
        List<String> columns = IntStream.range(0, ReferenceEntry.columns().size() + 4)
                .mapToObj(i -> i < 4
                        ? List.of("id", "resolution", "ca_rmsd_mean", "fraction_determined")
                                .get(i)
                        : ReferenceEntry.columns().get(i - 4))
                .toList();
        Csv.write(file, columns, printer -> {
            for (Object cell : List.of("mine", 3.0, 1, 0.8714285714285714)) {
                printer.print(cell);
            }
            printer.printRecord(entry.cells());
        });
        ReferenceEntry read = ReferenceSet.read(file).entries().get(0);
        assertEquals(entry, read);
        assertTrue(read.isMadeLike(entry));
    }

    @Test
    void aTableOfASpreadsheetProgramIsRead() throws IOException {
        assertEquals(
                1,
                set("\uFEFFid,resolution,clashscore", List.of("a,3,5"))
                        .entries()
                        .size());
    }

    @Test
    void whatIsNoReferenceSetIsToldInASentence() throws IOException {
        String missing = assertThrows(InputException.class, () -> ReferenceSet.read(folder.resolve("none.csv")))
                .getMessage();
        assertTrue(missing.contains("There is no table") && missing.contains("none.csv"), missing);
        String advice = ": give the index.csv that 'emconverge index' writes, or a table with its columns.";
        Path bad = folder.resolve("bad.csv");
        assertEquals(
                "The reference set " + bad + " has no column 'resolution'" + advice, refusal("id,clashscore\na,5\n"));
        assertEquals("The reference set " + bad + " has no entries" + advice, refusal("id,resolution,clashscore\n"));
        assertTrue(refusal("id,resolution,weight\na,3,5\n").contains("has none of the columns ca_rmsd_mean, "));
        assertEquals(
                "The reference set " + bad + " has the resolution -3.0 for a: a resolution in Å is needed.",
                refusal("id,resolution,clashscore\na,-3,5\n"));
        assertTrue(refusal("id,resolution,clashscore\na,3,five\n").contains("'five' for clashscore in line 2"));
    }

    @Test
    void thePageSaysNothingWithoutASetAndCountsWhatIsTooFew() throws IOException {
        assertNull(PercentileSection.of(new TestRows().add(1, 0.2).results()));
        List<String> rows = IntStream.range(0, 1000)
                .mapToObj(i -> "e" + i + ",3," + (i == 0 ? 1 : 9))
                .toList();
        EntryResults results = new TestRows().add(1, 0.2).results();
        ((ObjectNode) results.summary())
                .set("percentiles", set("id,resolution,clashscore", rows).percentiles(entry(1, 2)));
        Map<String, Object> section = PercentileSection.of(results);
        assertEquals("1,000", section.get("entries"));
        List<?> shown = (List<?>) section.get("rows");
        assertEquals(1, shown.size());
        assertEquals(
                "better than 99\u00a0% of 1,000; at like resolution 99\u00a0% of 1,000",
                ((Map<?, ?>) shown.get(0)).get("words"));
        assertEquals("99.9%", ((Map<?, ?>) shown.get(0)).get("all"));
        assertEquals(
                "Not given, because fewer than 10 entries of the set compare: mean Cα RMSD (0).",
                section.get("missing"));
    }
}
