package org.emconverge.survey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.density.HalfMapResolution;
import org.emconverge.structure.DeclaredResolution;

/**
 * Where the resolution of an entry comes from that nobody has told.
 *
 * @param value Å; or null
 * @param from {@code model} or {@code half maps}; or why there is none, a sentence
 */
record FoundResolution(BigDecimal value, String from) {
    static final String MODEL = "model";
    static final String HALF_MAPS = "half maps";

    private static final int DECIMALS = 2;

    /**
     * By the model's own record, else by the correlation of the half maps.
     *
     * @param model or null
     * @param half1 or null
     * @param half2 or null
     */
    static FoundResolution of(Path model, Path half1, Path half2) {
        String named = "the model names none";
        try {
            OptionalDouble declared = model == null ? OptionalDouble.empty() : DeclaredResolution.of(model);
            if (declared.isPresent() && ParameterSchema.of("resolution").allows(declared.getAsDouble())) {
                return of(declared.getAsDouble(), MODEL);
            }
        } catch (InputException e) {
            named = "the model cannot be read";
        }
        String halves = "there are no half maps";
        if (half1 != null && half2 != null) {
            try {
                double resolution = HalfMapResolution.of(half1, half2);
                return of(resolution, HALF_MAPS);
            } catch (InputException e) {
                halves = "the half maps do not tell (" + e.getMessage().replaceFirst("\\.$", "") + ")";
            }
        }
        return new FoundResolution(
                null,
                "No resolution is known: there is none in " + FolderSource.ENTRY + ", " + named + ", and " + halves
                        + ". Write it into " + FolderSource.ENTRY + ".");
    }

    /** Without zeros at its end, so that it is the same text when it was written and read. */
    private static FoundResolution of(double resolution, String from) {
        return new FoundResolution(
                BigDecimal.valueOf(resolution)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros(),
                from);
    }
}
