package org.emconverge.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.convergence.LostModel;
import org.emconverge.density.MapPlacement;
import org.emconverge.density.MapPreparation;
import org.emconverge.ensemble.ModelAligner.AlignedModel;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelFile.LoadedModel;

/**
 * Tells which models can be compared: those that can be read, lie in the map and are of the same molecule. It keeps a
 * record of the others and of the reasons.
 */
final class ComparableModels {
    private final AssessModels.Inputs inputs;
    private final List<LostModel> lost = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ComparableModels(AssessModels.Inputs inputs) {
        this.inputs = inputs;
    }

    /** The models that were left out so far. */
    List<LostModel> lost() {
        return lost;
    }

    /** What the readings of the files left out, moved or guessed, as sentences that name the files. */
    List<String> notes() {
        return notes;
    }

    void leaveOut(String model, String step, String reason) {
        lost.add(new LostModel(model, step, reason));
    }

    /** The models that can be read. */
    List<GivenModel> read() {
        GivenModels readable = GivenModels.read(inputs.models());
        lost.addAll(readable.lost());
        notes.addAll(readable.notes());
        return enough(readable.models(), "can be read");
    }

    /** Those that lie in the box of the map. */
    List<GivenModel> inBox(List<GivenModel> models) {
        List<GivenModel> inside = new ArrayList<>();
        for (GivenModel model : models) {
            double[][] atoms = HeavyAtoms.positions(model.structure());
            Optional<String> obstacle = atoms.length == 0
                    ? Optional.of("it holds no heavy atoms")
                    : MapPlacement.obstacleToBox(mapFile(), atoms);
            obstacle.ifPresentOrElse(
                    reason -> leaveOut(model.name(), "placement", "it lies outside the map: " + reason),
                    () -> inside.add(model));
        }
        return enough(inside, "lie in the map");
    }

    /**
     * Those that have a chain of the reference, with its chain ids and residue numbers.
     *
     * @param reference null: the first model is the reference
     */
    List<AlignedModel> align(List<GivenModel> models, Structure reference) {
        Structure first = reference == null ? models.get(0).structure() : reference;
        List<AlignedModel> aligned = new ArrayList<>();
        String name = reference == null
                ? "the first model"
                : inputs.reference().getFileName().toString();
        if (PolymerChain.of(first).isEmpty()) {
            throw new InputException("The model "
                    + (reference == null ? models.get(0).file() : name)
                    + " holds neither protein nor nucleic acid, by which models are matched: give them with it.");
        }
        ModelAligner aligner = new ModelAligner(first);
        for (GivenModel model : models) {
            aligner.align(model)
                    .ifPresentOrElse(
                            aligned::add,
                            () -> leaveOut(
                                    model.name(),
                                    "alignment",
                                    "it has no chain with the sequence of one" + " in " + name));
        }
        return enough(aligned, "have residues in common");
    }

    /** Those that lie in the density of the map. */
    List<AlignedModel> inDensity(
            List<AlignedModel> models, MapPreparation.Request request, MapPreparation.Prepared prepared) {
        List<AlignedModel> inside = new ArrayList<>();
        for (AlignedModel model : models) {
            MapPlacement.obstacleToDensity(
                            request,
                            prepared,
                            HeavyAtoms.positions(model.model().structure()))
                    .ifPresentOrElse(
                            reason -> leaveOut(
                                    model.model().name(),
                                    "placement",
                                    "it does not lie in the density of the map: " + reason),
                            () -> inside.add(model));
        }
        return enough(inside, "lie in the density of the map");
    }

    /** @throws InputException when fewer models are left than an ensemble needs */
    <T> List<T> enough(List<T> models, String what) {
        if (models.size() < AssessModels.FEWEST_MODELS) {
            throw new InputException("Only " + models.size() + " of " + (models.size() + lost.size()) + " models "
                    + what + ", and at least " + AssessModels.FEWEST_MODELS + " are needed to compare" + firstReasons()
                    + ". Give more models of the molecule in this map.");
        }
        return models;
    }

    private Path mapFile() {
        return inputs.maps().map() == null
                ? inputs.maps().halves().get(0)
                : inputs.maps().map();
    }

    /**
     * The model whose chain ids and residue numbers count; null where none was given.
     *
     * @throws InputException when it lies outside the map
     */
    Structure reference() {
        if (inputs.reference() == null) {
            return null;
        }
        LoadedModel loaded = ModelFile.load(inputs.reference());
        notes.addAll(loaded.reading().notesOn(inputs.reference().getFileName().toString()));
        Structure first = EnsembleFile.join(List.of(loaded.structure()));
        MapPlacement.obstacleToBox(mapFile(), HeavyAtoms.positions(first)).ifPresent(reason -> {
            throw new InputException("The model " + inputs.reference() + " lies outside the map: " + reason
                    + "; give one in the frame of the map.");
        });
        return first;
    }

    /** The first few models that were lost and why, for a message. */
    private String firstReasons() {
        int shown = 3;
        String first = lost.stream()
                .limit(shown)
                .map(model -> model.model() + " (" + model.reason() + ")")
                .collect(Collectors.joining("; "));
        return lost.isEmpty()
                ? ""
                : ": " + first + (lost.size() > shown ? " and " + (lost.size() - shown) + " more" : "");
    }
}
