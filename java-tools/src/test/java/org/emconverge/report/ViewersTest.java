package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.CONFIDENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts as text; a real PyMOL runs them in tests/pipeline. */
class ViewersTest {
    private static final List<ResidueRow> SPREAD = new TestRows().add(1, 0.25).rows();
    private static final List<ResidueRow> JUDGED =
            new TestRows().add(1, 0.25, CONFIDENCE, 0.75).add(1, 0.5).rows();

    @Test
    void chimeraxHasTheAttributesThatResiduesHave() {
        assertEquals("""
                # emconverge: C-alpha RMSD over all pairs of models, in Angstrom
                attribute: ca_rmsd
                recipient: residues
                match mode: any
                \t/A:1\t0.250
                \t/A:2\t0.500
                # the probability that the residue lies where it belongs
                attribute: confidence
                recipient: residues
                match mode: any
                \t/A:1\t0.750
                """, ChimeraX.attributes(JUDGED));
        assertFalse(
                ChimeraX.attributes(SPREAD).contains("confidence"), "an attribute without values is an error there");
    }

    /** ChimeraX ends a pair of colour and label at the first space outside quotes. */
    @Test
    void pairsOfTheKeyAreQuotedWhole() {
        assertTrue(ChimeraX.script(SPREAD, OptionalDouble.empty())
                .contains("\nkey \"#3a6fb7:< 1 Å\" \"#8f8f8f:1–3 Å\" \"#c7322c:> 3 Å\" colorTreatment distinct\n"));
        String[] colours = {"#009e73", "#e69f00", "#b3175c"};
        String pairs = Stream.of(ConfidenceClass.values())
                .map(of -> "\"%s:%s (%s)\"".formatted(colours[of.ordinal()], of.label, of.limits()))
                .collect(Collectors.joining(" "));
        assertTrue(ChimeraX.script(JUDGED, OptionalDouble.empty())
                .contains("\nkey " + pairs + " colorTreatment distinct\n"));
    }

    /** Every line, also those that a reader may turn into commands, is words by ChimeraX's own rules. */
    @Test
    void everyLineIsWordsOfChimeraX() {
        for (List<ResidueRow> rows : List.of(SPREAD, JUDGED)) {
            List<List<String>> commands = ChimeraX.script(rows, OptionalDouble.of(1.5))
                    .lines()
                    .map(line -> line.startsWith("# color #") || line.startsWith("# key ") ? line.substring(2) : line)
                    .filter(line -> !line.startsWith("#"))
                    .map(ViewersTest::words)
                    .toList();
            List<List<String>> keys = commands.stream()
                    .filter(words -> words.get(0).equals("key"))
                    .toList();
            assertEquals(ConfidenceClass.isKnown(rows) ? 2 : 1, keys.size());
            for (List<String> key : keys) {
                assertEquals(List.of("colorTreatment", "distinct"), key.subList(4, key.size()));
                key.subList(1, 4).forEach(pair -> assertTrue(pair.matches("#[0-9a-f]{6}:[^:]+"), pair));
            }
            assertTrue(commands.contains(List.of("open", "../prepared/map.mrc", "id", "3", "name", "map")));
            assertEquals(
                    List.of("ui", "tool", "show", "Render/Select by Attribute"), commands.get(commands.size() - 1));
        }
        assertThrows(AssertionError.class, () -> words("key #3a6fb7:\"< 1 Å\""), "as it was written once");
        assertThrows(IllegalArgumentException.class, () -> ChimeraX.quoted("a \"b\" c"));
    }

    /** As next_token of ChimeraX's chimerax.core.commands.cli has it: a quote counts only at the start of a word. */
    private static List<String> words(String line) {
        Matcher token = Pattern.compile("\\s*(?:\"(.*?)\"(?=[\\s;]|$)|'(.*?)'(?=[\\s;]|$)|([^;\\s\"'][^;\\s]*))")
                .matcher(line);
        List<String> words = new ArrayList<>();
        while (token.lookingAt()) {
            String plain = token.group(3);
            assertTrue(plain == null || !plain.matches(".*[\"'].*"), "a quote inside a word is a letter: " + plain);
            words.add(Stream.of(1, 2, 3)
                    .map(token::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow());
            token.region(token.end(), line.length());
        }
        assertEquals("", line.substring(token.regionStart()).strip(), "an unended quote or a second command: " + line);
        return words;
    }

    @Test
    void chimeraxColoursByConfidenceWhereThereIsOne() {
        String judged = ChimeraX.script(JUDGED, OptionalDouble.empty());
        assertTrue(
                judged.contains("""
                color #1,2::confidence>=%1$s #009e73
                color #1,2::confidence<%1$s #e69f00
                color #1,2::confidence<%2$s #b3175c
                """.formatted(ConfidenceClass.DETERMINED.from, ConfidenceClass.IN_DOUBT.from)), judged);
        assertTrue(
                judged.contains("\n# color #1,2::ca_rmsd<1 #3a6fb7\n")
                        && !judged.contains("\ncolor #1,2::ca_rmsd<1 #3a6fb7\n"),
                judged);
        assertTrue(ChimeraX.script(SPREAD, OptionalDouble.empty()).contains("\ncolor #1,2::ca_rmsd<1 #3a6fb7\n"));
    }

    @Test
    void pymolReadsTheConfidenceWhereThereIsOne() {
        String judged = PyMol.script(JUDGED, OptionalDouble.empty());
        assertTrue(judged.contains("os.path.join(here, \"..\", \"residues.csv\")"), judged);
        assertTrue(judged.contains("color emconverge_probably_wrong, partial_charge>-0.5 and partial_charge<"
                + ConfidenceClass.IN_DOUBT.from + " and"));
        assertFalse(PyMol.script(SPREAD, OptionalDouble.empty()).contains("residues.csv"));
    }
}
