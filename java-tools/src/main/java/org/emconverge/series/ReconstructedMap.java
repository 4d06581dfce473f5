package org.emconverge.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMaps;
import org.emconverge.series.particles.ParticleSet;
import org.emconverge.series.particles.RelionPostprocess;

/** The record of a map of a series that RELION made of shifted particles. */
public final class ReconstructedMap {
    private static final String MASK = "relion_mask_create";

    private ReconstructedMap() {}

    /**
     * Who made the half maps, and of what.
     *
     * @param version of the program
     * @param resolution that it gives itself, Å
     */
    record Reconstruction(String program, String version, double resolution, ParticleSet.Summary particles) {}

    /**
     * Writes {@code series_map.json}. What was measured of the new half maps is RELION's curve; its resolution is where
     * that falls below 0.143, between the shells, as of every curve here, and RELION's own number stands beside it.
     *
     * @param series name of the series that the map belongs to
     * @param shift of {@link ParticleShift}
     * @param postprocess STAR file of relion_postprocess
     * @param version of RELION
     * @param pointGroup that was imposed
     * @return the notes of the record
     * @throws InputException when a file is bad
     */
    public static List<String> write(
            String series, Path shift, Path postprocess, String version, String pointGroup, Path record)
            throws IOException {
        ParticleShift shifted = Json.read(shift, ParticleShift.class);
        if (shifted.given() == null || shifted.target() == null) {
            throw new InputException("The shift in " + shift + " is not that of a target: give the shift.json that"
                    + " 'emtools shift-particles --target' wrote.");
        }
        RelionPostprocess made = RelionPostprocess.read(postprocess);
        FscCurve given = shifted.given();
        FscCurve corrected = alike(made.corrected(), given);
        FscCurve unmasked = alike(made.unmasked(), given);
        double measured = corrected.resolution(FscCurve.HALF_MAP_THRESHOLD);
        List<String> notes = new ArrayList<>(shifted.particles().notes());
        notes.addAll(missed(measured, shifted));
        Json.write(
                new SeriesMapRecord(
                        series,
                        shifted.target(),
                        SeriesMapRecord.rounded(measured),
                        SeriesMapRecord.resolution(unmasked),
                        SeriesMapRecord.resolution(given),
                        SeriesMapRecord.rounded(shifted.shift()),
                        SeriesMapRecord.rounded(Shift.bFactor(shifted.shift())),
                        shifted.seed(),
                        null,
                        null,
                        MASK,
                        pointGroup,
                        null,
                        null,
                        SeriesMapStep.Sharpening.RELION.label(),
                        SeriesMapRecord.rounded(made.bFactor()),
                        SeriesMapRecord.Curves.of(
                                given,
                                shifted.shift(),
                                new HalfMaps.Fsc(unmasked, corrected, corrected, corrected, Double.NaN)),
                        notes,
                        new Reconstruction("relion", version, made.resolution(), shifted.particles())),
                record);
        return notes;
    }

    private static List<String> missed(double measured, ParticleShift shifted) {
        if (shifted.shift() == 0) {
            return List.of(String.format(
                    Locale.ROOT,
                    "The particles reach %.2f Å, what was asked for is %.2f Å: they are not shifted.",
                    measured,
                    shifted.target()));
        }
        return Math.abs(measured / shifted.target() - 1) <= SeriesMapStep.MISSED
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "The new half maps reach %.2f Å, not the %.2f Å asked for.",
                        measured,
                        shifted.target()));
    }

    /** As many shells as the given curve has. */
    private static FscCurve alike(FscCurve curve, FscCurve given) {
        return new FscCurve(given.shellWidth(), Arrays.copyOf(curve.fsc(), given.fsc().length), given.terms());
    }
}
