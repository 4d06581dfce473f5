package org.emconverge.engines.rosetta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
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
        AtomicOutput.write(folder.resolve("scores.csv"), scores(scored));
        DroppedModels.write(dropped, folder.resolve("dropped.csv"));
    }

    private static double[] origin(Path settings) {
        try {
            JsonNode origin = new ObjectMapper().readTree(settings.toFile()).path("map_origin");
            return new double[] {
                origin.get(0).asDouble(),
                origin.get(1).asDouble(),
                origin.get(2).asDouble()
            };
        } catch (IOException | NullPointerException e) {
            throw new InputException(
                    "The file " + settings + " has no map_origin: give the folder that 'emtools rosetta-setup' wrote.",
                    e);
        }
    }

    private static String scores(Map<String, Scored> scored) throws IOException {
        Set<String> terms = new LinkedHashSet<>();
        scored.values().forEach(model -> terms.addAll(model.run().terms().keySet()));
        terms.removeAll(OWN_COLUMNS);
        List<String> columns = new ArrayList<>(List.of("model", "seed", "score"));
        columns.addAll(terms);
        columns.add("seconds");
        List<List<Object>> rows = new ArrayList<>();
        scored.forEach((name, model) -> {
            Map<String, Double> values = new LinkedHashMap<>(model.run().terms());
            List<Object> row = new ArrayList<>(List.of(name, model.seed(), values.get(ScoreFile.TOTAL)));
            terms.forEach(term -> row.add(values.getOrDefault(term, null)));
            row.add(Double.isNaN(model.run().seconds()) ? "" : model.run().seconds());
            rows.add(row);
        });
        return table(columns, rows);
    }

    private static String table(List<String> columns, List<List<Object>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(columns.toArray(String[]::new))
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            for (List<Object> row : rows) {
                printer.printRecord(row);
            }
        }
        return text.toString();
    }
}
