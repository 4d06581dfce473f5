package org.emconverge.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.InputException;
import org.emconverge.convergence.LostModel;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelFile.LoadedModel;

/**
 * The models of an ensemble: one per file, or one per model of a file that holds several (an NMR-style ensemble).
 *
 * @param lost files that could not be read
 * @param notes what the readings of the files left out, moved or guessed, as sentences that name the first file and
 *     count the others
 */
record GivenModels(List<GivenModel> models, List<LostModel> lost, List<String> notes) {
    private static final int LONGEST_NAME = 200;

    /**
     * Reads all models of files. Messages name files without their folders, which a pipeline changes.
     *
     * @throws InputException when two models would have one name
     */
    static GivenModels read(List<Path> files) {
        Set<String> names = new HashSet<>();
        Set<String> twice = files.stream()
                .map(GivenModels::stem)
                .filter(name -> !names.add(name))
                .collect(Collectors.toSet());
        GivenModels read = new GivenModels(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, List<String>> filesOf = new LinkedHashMap<>();
        for (Path file : files) {
            String stem = stem(file);
            Path folder = file.toAbsolutePath().getParent().getFileName();
            String name = twice.contains(stem) && folder != null ? safe(folder + "_" + stem) : stem;
            try {
                LoadedModel loaded = ModelFile.loadAll(file);
                String own = file.getFileName().toString();
                read.add(name, own, loaded.structure());
                loaded.reading()
                        .notes()
                        .forEach(note -> filesOf.computeIfAbsent(note, key -> new ArrayList<>())
                                .add(own));
            } catch (InputException e) {
                read.lost.add(new LostModel(
                        name,
                        "reading",
                        e.getMessage()
                                .replace(file.toString(), file.getFileName().toString())));
            }
        }
        filesOf.forEach((note, of) ->
                read.notes.add(of.get(0) + (of.size() > 1 ? " and " + (of.size() - 1) + " more" : "") + ": " + note));
        Set<String> taken = new HashSet<>();
        read.models.stream()
                .filter(model -> !taken.add(model.name()))
                .findFirst()
                .ifPresent(model -> {
                    throw new InputException("Two models would be called " + model.name() + ", the second from "
                            + model.file() + ": give each file once, under a name of its own.");
                });
        return read;
    }

    private void add(String name, String file, Structure structure) {
        int count = structure.nrModels();
        int digits = String.valueOf(count).length();
        for (int i = 0; i < count; i++) {
            Structure single = new StructureImpl();
            single.addModel(structure.getModel(i));
            models.add(new GivenModel(
                    count == 1 ? name : name + "_" + ("%0" + digits + "d").formatted(i + 1), file, single));
        }
    }

    private static String stem(Path file) {
        return safe(ModelFile.name(file));
    }

    private static String safe(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^[.-]", "_");
        return safe.isEmpty() ? "model" : safe.substring(0, Math.min(LONGEST_NAME, safe.length()));
    }
}
