package org.emconverge.engines.rosetta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.engines.DroppedModels;
import org.emconverge.structure.ModelFile;

/**
 * Rosetta's output as every sampler's: one mmCIF file for each seed, scores.csv, and dropped.csv with the reason of
 * what is missing.
 */
public final class RosettaModels {
    private static final Set<String> OWN_COLUMNS = Set.of("model", "seed", "score", "seconds", ScoreFile.TOTAL);

    /** What came of a seed. */
    private record Scored(int seed, RosettaRun run) {}

    private RosettaModels() {}

    /**
     * @param setup folder of {@link RosettaSetup}
     * @param runs folder with a folder {@code seed_0001} … for each trajectory
     * @param first first seed
     * @param last last seed
     */
    public static void run(Path setup, Path runs, int first, int last, Path folder) throws IOException {
        Structure prepared = ModelFile.read(setup.resolve(RosettaSetup.PREPARED));
        double[] origin = origin(setup.resolve(RosettaSetup.SETTINGS));
        Map<String, Scored> scored = new TreeMap<>();
        Map<String, String> dropped = new TreeMap<>();
        for (int seed = first; seed <= last; seed++) {
            String name = SharedFacts.modelName(seed);
            try {
                RosettaRun run = RosettaRun.read(runs.resolve("seed_%04d".formatted(seed)));
                ModelFile.writeCif(RosettaModel.read(run.model(), prepared, origin), folder.resolve(name + ".cif"));
                scored.put(name, new Scored(seed, run));
            } catch (InputException lost) { // one model, not the entry: counted, with its reason
                dropped.put(name, lost.getMessage());
            }
        }
        writeScores(scored, folder.resolve("scores.csv"));
        DroppedModels.write(dropped, folder.resolve("dropped.csv"));
    }

    /**
     * What of the settings matters here.
     *
     * @param mapOrigin Å; length 3
     */
    private record Settings(double[] mapOrigin) {}

    private static double[] origin(Path settings) {
        double[] origin = Json.read(settings, Settings.class).mapOrigin();
        if (origin == null || origin.length != 3) {
            throw new InputException(
                    "The file " + settings + " has no map_origin: give the folder that 'emtools rosetta-setup' wrote.");
        }
        return origin;
    }

    private static void writeScores(Map<String, Scored> scored, Path file) throws IOException {
        Set<String> terms = new LinkedHashSet<>();
        scored.values().forEach(model -> terms.addAll(model.run().terms().keySet()));
        terms.removeAll(OWN_COLUMNS);
        List<String> columns = new ArrayList<>(List.of("model", "seed", "score"));
        columns.addAll(terms);
        columns.add("seconds");
        Csv.write(file, columns, printer -> {
            for (Map.Entry<String, Scored> model : scored.entrySet()) {
                RosettaRun run = model.getValue().run();
                printer.print(model.getKey());
                printer.print(model.getValue().seed());
                printer.print(run.terms().get(ScoreFile.TOTAL));
                for (String term : terms) {
                    printer.print(run.terms().get(term));
                }
                printer.print(Double.isNaN(run.seconds()) ? "" : run.seconds());
                printer.println();
            }
        });
    }
}
