package org.emconverge.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users give to each run. */
class RunOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"--input", "--outdir=x", "-w", "-work-dir", "-bg", "--strict", "--series", "--map", "--id"})
    void whatIsTheSurveysOwnIsRefused(String word) {
        InputException mistake = assertThrows(InputException.class, () -> RunOptions.of(List.of("-resume", word, "x")));
        assertTrue(mistake.getMessage().startsWith("Leave " + word + " out: "), mistake.getMessage());
    }

    @Test
    void numbersOfModelsAreThoseOfTheRun() {
        RunOptions options = RunOptions.of(List.of("--models", "50", "--best=5", "--models=60", "-profile", "slurm"));
        assertEquals(SampleSize.of(60), options.models());
        assertEquals(5, options.best());
        assertEquals(
                new SampleSize(20, 40),
                RunOptions.of(List.of("--models", "many", "--models_max", "40")).models());
        assertEquals(
                12, RunOptions.of(List.of("--best", "auto", "--best_max=12")).best());
        assertEquals(
                20,
                RunOptions.of(List.of("--best", "auto", "--best_max", "auto")).best());
    }
}
