package org.emconverge.convergence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ModelFile;

/**
 * The models whose spread is measured: the refined ones, or those of another program where there are any.
 *
 * @param structures by name, best first
 * @param waters whether waters are residues: where the sampler was given them; other programs number them as they find
 *     them
 */
record ComparedModels(Map<String, Structure> structures, boolean waters) {
    /** One model has no spread. */
    private static final int FEWEST_MODELS = 2;

    /**
     * Reads the models that were chosen and are there.
     *
     * @param selected names of the chosen models, best first
     * @throws InputException when a model was not chosen, or fewer than the least number of models are there
     */
    static ComparedModels read(EntryFolder entry, List<String> selected, ConvergenceSettings settings) {
        EntryFile role = entry.isOfGivenModels() ? EntryFile.GIVEN_MODEL : EntryFile.REFINED_MODEL;
        Map<String, Path> files = ModelFile.byName(entry.all(role));
        for (String name : files.keySet()) {
            if (!selected.contains(name)) {
                throw new InputException("The model " + files.get(name) + " is not among the chosen models of "
                        + EntryFile.RANKING.path() + ": take it away, or rank the models again.");
            }
        }
        int needed = Math.max(FEWEST_MODELS, settings.minModels());
        if (files.size() < needed) {
            throw new InputException("Only " + files.size() + " of the " + selected.size() + " chosen models of "
                    + settings.id() + " could be refined, and at least " + needed
                    + " are needed to measure convergence: see why in the refinement logs, or lower the least number"
                    + " of models.");
        }
        Map<String, Structure> structures = new LinkedHashMap<>();
        selected.stream()
                .filter(files::containsKey)
                .forEach(name -> structures.put(name, ModelFile.read(files.get(name))));
        return new ComparedModels(structures, waters(entry));
    }

    /** Names, best first. */
    List<String> names() {
        return List.copyOf(structures.keySet());
    }

    /** The atoms of each, best first. */
    List<ModelAtoms> atoms() {
        return structures.entrySet().stream()
                .map(model -> ModelAtoms.of(model.getKey(), model.getValue(), waters))
                .toList();
    }

    /** Whether the sampler was given waters, so that each is the same in all models. */
    private static boolean waters(EntryFolder entry) {
        return Json.readOrMissing(entry.path(EntryFile.SAMPLER_SETUP))
                        .at("/kinds/water")
                        .asInt()
                > 0;
    }

    /** The model they were made from, or are compared with; null where the entry holds none. */
    static ModelAtoms start(EntryFolder entry) {
        return entry.find(EntryFile.PREPARED_MODEL)
                .map(file -> ModelAtoms.of("start", ModelFile.read(file), waters(entry)))
                .orElse(null);
    }

    /** The same models before refinement; none where the entry holds no sampled models. */
    List<ModelAtoms> beforeRefinement(EntryFolder entry) {
        Map<String, Path> files = ModelFile.byName(entry.all(EntryFile.SAMPLED_MODEL));
        if (files.isEmpty()) {
            return List.of();
        }
        for (String name : names()) {
            if (!files.containsKey(name)) {
                throw new InputException("The refined model " + name + " has no sampled model "
                        + EntryFile.SAMPLED_MODEL.path(name) + ": put it there, or take all sampled models away.");
            }
        }
        return names().stream()
                .map(name -> ModelAtoms.of(name, ModelFile.read(files.get(name)), waters))
                .toList();
    }
}
