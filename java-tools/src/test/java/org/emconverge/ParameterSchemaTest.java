package org.emconverge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterSchemaTest {
    @Test
    void limitsAreAllowedAndNothingBeyond() {
        for (double resolution : new double[] {0.5, 3.2, 50}) {
            assertEquals(resolution, ParameterSchema.requireResolution(resolution));
        }
        for (double resolution : new double[] {Math.nextDown(0.5), Math.nextUp(50), 0, -3, Double.NaN}) {
            assertFalse(ParameterSchema.of("resolution").allows(resolution), () -> "" + resolution);
        }
        assertEquals(
                "--resolution 0.49 is out of range: give a value from 0.5 to 50.",
                assertThrows(InputException.class, () -> ParameterSchema.requireResolution(0.49))
                        .getMessage());
        assertEquals(
                "--resolution 1000 is out of range: give a value from 0.5 to 50.",
                assertThrows(InputException.class, () -> ParameterSchema.requireResolution(1000))
                        .getMessage());
    }

    @Test
    void patternsHoldForTheWholeText() {
        assertTrue(ParameterSchema.of("emdb").matches("EMD2566"));
        assertFalse(ParameterSchema.of("emdb").matches("EMD2566 "));
        assertTrue(ParameterSchema.of("symmetry").matches("helical:-0.97:4.75:c2"));
        assertFalse(ParameterSchema.of("symmetry").matches("C0"));
    }

    @Test
    void choicesHaveTheirNames() {
        assertEquals(List.of("openmm", "rosetta"), ParameterSchema.of("sampler").choices());
        assertEquals(
                Map.of("servalcat", "Servalcat", "phenix", "Phenix"),
                ParameterSchema.of("refiner").choiceNames());
        assertEquals(List.of(), ParameterSchema.of("id").choices());
        assertEquals("8", ParameterSchema.of("margin").defaultValue());
    }

    @Test
    void whatTheSchemaDoesNotDescribeIsAFault() {
        assertThrows(IllegalArgumentException.class, () -> ParameterSchema.of("no such parameter"));
    }
}
