package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.biojava.nbio.structure.StructureTools;
import org.emconverge.SharedFacts.Spread;
import org.junit.jupiter.api.Test;

class SharedFactsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void modelsAreNumberedInFourDigits() {
        assertEquals("model_0007", SharedFacts.modelName(7));
        assertEquals("model_9999", SharedFacts.modelName(9999));
    }

    @Test
    void twentyAminoAcidsHaveTheirLetters() {
        assertEquals(20, SharedFacts.aminoAcids().size());
        SharedFacts.aminoAcids().forEach((name, aminoAcid) -> {
            assertEquals(StructureTools.get1LetterCodeAmino(name), aminoAcid.letter(), name);
            assertEquals(List.of("N", "CA", "C", "O"), aminoAcid.atoms().subList(0, 4), name);
        });
        assertEquals(
                List.of("N", "CA", "C", "O", "CB", "OG1", "CG2"),
                SharedFacts.aminoAcids().get("THR").atoms());
    }

    @Test
    void labelsOfTheSpreadNameItsLimits() {
        Spread spread = SharedFacts.spread();
        List<String> labels =
                spread.classes().stream().map(SharedFacts.SpreadClass::label).toList();
        String well = whole(spread.wellDetermined());
        String uncertain = whole(spread.registerUncertain());
        assertEquals(List.of("< " + well + " Å", well + "–" + uncertain + " Å", "> " + uncertain + " Å"), labels);
        assertEquals("> " + whole(spread.omit()) + " Å", spread.omitLabel());
    }

    @Test
    void theClassesOfConfidenceGoDownToZero() {
        List<Double> limits = SharedFacts.confidence().stream()
                .map(SharedFacts.ConfidenceClass::from)
                .toList();
        assertEquals(3, limits.size());
        assertTrue(1 > limits.get(0) && limits.get(0) > limits.get(1) && limits.get(1) > 0, limits.toString());
        assertEquals(0, limits.get(2));
    }

    private static String whole(double limit) {
        return String.valueOf((int) limit);
    }

    @Test
    void theVersionIsThatOfTheFile() throws IOException {
        assertEquals(Files.readString(ROOT.resolve("VERSION")).strip(), SharedFacts.version());
    }

    /** A page's scripts, styles and figures take the colours of the classes from the facts. */
    @Test
    void noResourceNamesAColourOfAClass() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("java-tools/src/main/resources/org/emconverge/report"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                Stream.concat(
                                SharedFacts.spread().classes().stream().map(SharedFacts.SpreadClass::colour),
                                SharedFacts.confidence().stream().map(SharedFacts.ConfidenceClass::colour))
                        .forEach(colour -> assertTrue(!text.contains(colour), file + " names " + colour));
            }
        }
    }
}
