package org.emconverge.report;

import static org.emconverge.metrics.ResidueMetric.CA_SHIFT;
import static org.emconverge.metrics.ResidueMetric.CONFIDENCE;
import static org.emconverge.metrics.ResidueMetric.Q_SCORE;
import static org.emconverge.metrics.ResidueMetric.REGISTER_PROBABILITY;
import static org.emconverge.metrics.ResidueMetric.REGISTER_SHIFT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final String LEAST =
            "confidence of " + ReadableText.shortest(ConfidenceClass.DETERMINED.from) + " or more";
    private static final String BELOW = ConfidenceClass.PROBABLY_WRONG.limits();

    private static List<String> words(TestRows rows) {
        return Headline.paragraphs(rows.results()).stream()
                .flatMap(List::stream)
                .map(sentence -> sentence.replace('\u00a0', ' '))
                .toList();
    }

    @Test
    void onlyConfidenceSaysDetermined() {
        TestRows agreeing = new TestRows().add(9, 0.3).add(1, 0.8);
        assertEquals(
                List.of(
                        "The 10 models agree to within 1 Å at each of the 10 residues.",
                        "They differ most at residue A 10, by 0.80 Å."),
                words(agreeing));
        assertTrue(Headline.withoutConfidence(agreeing.results()).startsWith("Confidence is calibrated only for"));
        TestRows judged = new TestRows().add(10, 0.3, CONFIDENCE, TestRows.DETERMINED);
        assertEquals(
                "The map determines the whole model: each of its 10 residues has a " + LEAST + ".",
                words(judged).get(0));
        assertEquals("", Headline.withoutConfidence(judged.results()));
    }

    @Test
    void residuesWithoutAConfidenceDoNotCount() {
        TestRows rows = new TestRows()
                .add(3, 0.3, CONFIDENCE, TestRows.DETERMINED)
                .add(1, 0.3, CONFIDENCE, TestRows.WRONG)
                .add(6, 0.3);
        assertEquals(
                List.of(
                        "The map determines 75 % of this model of 4 residues (" + LEAST + ").",
                        "Probably wrong is residue A 4 (confidence " + BELOW + ")."),
                words(rows).subList(0, 2));
    }

    @Test
    void wrongStretchesAreNamedTheLeastLikelyFirstWhereThereAreMany() {
        TestRows rows = new TestRows();
        for (double part : List.of(0.8, 0.2, 0.4, 0.9, 0.2, 0.6)) {
            rows.add(2, 0.3, CONFIDENCE, TestRows.IN_DOUBT)
                    .add(2, 0.3, CONFIDENCE, part * ConfidenceClass.IN_DOUBT.from);
        }
        assertEquals(
                List.of(
                        "The map determines no part of this model: none of its 24 residues has a " + LEAST
                                + "; 50 % is in doubt.",
                        "Probably wrong are residues A 7–8, A 11–12, A 19–20, A 23–24 and 2 other stretches (confidence "
                                + BELOW + ")."),
                words(rows).subList(0, 2));
    }

    @Test
    void theRegisterIsToldOfThreeOrMoreNeighboursAlike() {
        TestRows rows = new TestRows()
                .add(3, 0.3, REGISTER_PROBABILITY, 0.2, REGISTER_SHIFT, 1)
                .add(4, 0.3, REGISTER_PROBABILITY, 0.4, REGISTER_SHIFT, -2)
                .add(2, 0.3, REGISTER_PROBABILITY, 0.1, REGISTER_SHIFT, 3)
                .add(3, 0.3, REGISTER_PROBABILITY, 0.6, REGISTER_SHIFT, 3)
                .add(3, 0.3, REGISTER_PROBABILITY, 0.1, REGISTER_SHIFT, 0);
        assertEquals(
                "A 1–3 fits better one place further along the chain, A 4–7 two places back.",
                words(rows).get(0));
    }

    @Test
    void ofManyShiftedStretchesTheLongestAreNamed() {
        TestRows rows = new TestRows();
        for (int length : List.of(5, 3, 6, 4, 3, 7)) {
            rows.add(length, 0.3, REGISTER_PROBABILITY, 0.2, REGISTER_SHIFT, 1).add(1, 0.3);
        }
        assertEquals(
                "A 1–5 fits better one place further along the chain, A 11–16 one place further along the chain,"
                        + " A 18–21 one place further along the chain, A 27–33 one place further along the chain,"
                        + " and 2 other stretches elsewhere, too.",
                words(rows).get(0));
    }

    @Test
    void modelsThatPartInGoodDensityDisagree() {
        TestRows rows = new TestRows()
                .add(10, 0.4, Q_SCORE, 0.5)
                .add(2, 2, Q_SCORE, 0.7)
                .add(2, 0.4, Q_SCORE, 0.5)
                .add(2, 2, Q_SCORE, 0.2)
                .add(2, 3.5, Q_SCORE, 0.2);
        assertEquals(
                List.of(
                        "The 10 models agree to within 1 Å at 67 % of the 18 residues.",
                        "At residues A 17–18 they differ by more than 3 Å, so that not even the sequence register is"
                                + " certain.",
                        "At residues A 15–16 they differ by 1 to 3 Å: the fold is there, details are not.",
                        "At residues A 11–12 the density is good and the models disagree, check them."),
                words(rows));
    }

    @Test
    void modelsThatAgreeAwayFromTheStartAccuseIt() {
        TestRows rows = new TestRows()
                .add(3, 0.4, CA_SHIFT, 0.3)
                .add(2, 0.4, CA_SHIFT, 2.1)
                .add(1, 1.5, CA_SHIFT, 5);
        assertEquals(
                "At residues A 4–5 the models agree with each other and not with the starting model: the start is probably"
                        + " wrong there.",
                words(rows).get(2));
        assertTrue(Headline.ofSpread(rows.given()).get(2).contains("not with the reference: the start"));
    }

    @Test
    void modelsOfAnotherProgramAgreeAndTheMapIsNotJudged() {
        TestRows agreeing = new TestRows().add(9, 0.3);
        String words = String.join(" ", Headline.ofSpread(agreeing.given()));
        assertTrue(words.contains("The 10 models agree to within"), words);
        assertTrue(words.contains("agreement does not say that the map determines them"), words);
        assertFalse(String.join(" ", Headline.ofSpread(agreeing.results())).contains("how alike"));
    }

    @Test
    void nowhereBelowOneAngstrom() {
        assertEquals(
                "The 10 models differ by 1 Å or more at each of the 4 residues.",
                words(new TestRows().add(4, 2)).get(0));
    }
}
