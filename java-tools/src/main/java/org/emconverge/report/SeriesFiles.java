package org.emconverge.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.entry.EntryFile;
import org.emconverge.series.ResidueLoss;
import org.emconverge.series.ResolutionSeries;
import org.emconverge.series.SeriesResidue;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;

/**
 * What viewers read of a series: the best model of the finest map with the resolution at which each residue is lost in
 * its B column, and the same as attributes of ChimeraX. Viewers have no words, so what is kept has the coarsest
 * resolution and what is lost already has the finest one.
 */
final class SeriesFiles {
    static final String MODEL = "lost_3.cif";
    static final String ATTRIBUTES = "lost.defattr";
    static final String SCRIPT = "open.cxc";

    private SeriesFiles() {}

    /** Writes the three, and only the attributes where no map has an ensemble. */
    static void write(ResolutionSeries series, Path folder) throws IOException {
        Map<ResidueId, Double> lost3 = values(series, SeriesResidue::lost3);
        AtomicOutput.write(
                folder.resolve(ATTRIBUTES),
                ChimeraX.attribute(
                                "lost_1",
                                values(series, SeriesResidue::lost1),
                                "# emconverge: resolution in Angstrom at which the spread passes 1 A; of what is kept the"
                                        + " coarsest of the series, of what is lost already the finest")
                        + ChimeraX.attribute("lost_3", lost3, "# the same for 3 A"));
        Optional<Path> ensemble = series.maps().stream()
                .flatMap(map -> map.folder().find(EntryFile.ENSEMBLE).stream())
                .findFirst();
        if (ensemble.isPresent()) {
            Structure best = ModelFile.read(ensemble.get());
            Structure coloured = EnsembleFile.colouredBy(id -> lost3.getOrDefault(id, Double.NaN), best);
            EnsembleFile.writeCif(coloured, series.name(), folder.resolve(MODEL));
            AtomicOutput.write(folder.resolve(SCRIPT), script(series));
        }
    }

    private static Map<ResidueId, Double> values(ResolutionSeries series, Function<SeriesResidue, ResidueLoss> of) {
        double finest = finest(series);
        double coarsest = coarsest(series);
        Map<ResidueId, Double> values = new LinkedHashMap<>();
        series.residues()
                .forEach(residue ->
                        values.put(residue.id(), ResolutionColours.clipped(of.apply(residue), finest, coarsest)));
        return values;
    }

    /** Å */
    static double finest(ResolutionSeries series) {
        return series.steps().stream()
                .mapToDouble(step -> step.resolution())
                .min()
                .orElseThrow();
    }

    /** Å */
    static double coarsest(ResolutionSeries series) {
        return series.steps().stream()
                .mapToDouble(step -> step.resolution())
                .max()
                .orElseThrow();
    }

    private static String script(ResolutionSeries series) {
        double finest = finest(series);
        double coarsest = coarsest(series);
        String middle = ReadableText.number((finest + coarsest) / 2);
        return """
                # emconverge: open this file in UCSF ChimeraX. The best model of the finest map, by the resolution at
                # which the spread of its residues passes 3 A; lost_1 in place of lost_3 does so for 1 A
                open %s id 1
                open %s
                hide #1 atoms
                show #1 cartoons
                color byattribute r:lost_3 #1 palette %s,%s:%s,%s:%s,%s noValueColor %s
                key %s %s %s
                view #1
                """.formatted(
                        ChimeraX.quoted(MODEL),
                        ChimeraX.quoted(ATTRIBUTES),
                        ReadableText.number(finest),
                        ResolutionColours.STOPS.get(0),
                        middle,
                        ResolutionColours.STOPS.get(1),
                        ReadableText.number(coarsest),
                        ResolutionColours.STOPS.get(2),
                        SpreadClass.UNDEFINED_COLOUR,
                        ChimeraX.quoted(ResolutionColours.STOPS.get(0) + ":" + ReadableText.number(finest) + " Å"),
                        ChimeraX.quoted(ResolutionColours.STOPS.get(1) + ":" + middle + " Å"),
                        ChimeraX.quoted(ResolutionColours.STOPS.get(2) + ":" + ReadableText.number(coarsest) + " Å"));
    }
}
