package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomImageTest {
    /**
     * As mmtbx.maps.mtriage.get_atom_radius of cctbx 2025.11: the image where it is larger than the resolution, in
     * bounds.
     */
    @ParameterizedTest
    @CsvSource({"3.2, 400, 4.5", "4, 500, 5.1", "3, 900, 6.9", "3.5, 150, 3.5", "6, 300, 6", "1.5, 20, 3", "12, 50, 10"
    })
    void theRadiusIsThatOfTheReferenceProgram(double resolution, double bFactor, double radius) {
        assertEquals(radius, AtomImage.radius(resolution, bFactor), 1e-9);
    }
}
