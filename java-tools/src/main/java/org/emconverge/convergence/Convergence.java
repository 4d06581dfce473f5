package org.emconverge.convergence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.MrcFile;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;
import org.emconverge.symmetry.SymmetryReport;
import org.emconverge.validation.ResidueScores;
import org.emconverge.validation.ValidationTables;

/**
 * The convergence of one entry: from the files of the steps before to the tables and ensemble files that users read.
 */
public final class Convergence {
    /** One model has no spread. */
    private static final int FEWEST_MODELS = 2;

    private Convergence() {}

    /**
     * Writes residues.csv, summary.json, validation.json, ensemble.cif, convergence.cif, two models to deposit and,
     * where the format can hold them, the same as PDB.
     *
     * @throws InputException when an input is unusable or fewer than the least number of models were refined
     */
    public static void run(ConvergeInputs inputs, Path folder) throws IOException {
        ParameterSchema.requireResolution(inputs.resolution());
        RunRecords records = RunRecords.read(inputs);
        List<String> selected = RunRecords.selected(inputs.selected());
        Map<String, Path> refinedFiles = ModelFile.byName(inputs.refined());
        checkChosen(refinedFiles.keySet(), selected);
        List<String> names = selected.stream().filter(refinedFiles::containsKey).toList();
        int needed = Math.max(FEWEST_MODELS, inputs.minModels());
        if (names.size() < needed) {
            throw new InputException("Only " + names.size() + " of the " + selected.size() + " chosen models of "
                    + inputs.id()
                    + " could be refined, and at least " + needed + " are needed to measure convergence: see why in the"
                    + " refinement logs, or lower the least number of models.");
        }
        Map<String, Structure> structures = new LinkedHashMap<>();
        names.forEach(name -> structures.put(name, ModelFile.read(refinedFiles.get(name))));
        List<ModelAtoms> refined = names.stream()
                .map(name -> ModelAtoms.of(name, structures.get(name)))
                .toList();
        List<ResidueConvergence> residues = ResidueConvergence.of(
                refined,
                sampled(ModelFile.byName(inputs.sampled()), names),
                MrcFile.read(inputs.map()),
                inputs.localResolution() == null ? null : MrcFile.read(inputs.localResolution()),
                scores(inputs));
        if (residues.stream().allMatch(r -> Double.isNaN(r.caRmsd()))) {
            throw new InputException(
                    "The models of " + inputs.id() + " share no residue with a Cα atom: check that they are"
                            + " models of one protein with the same chain ids and residue numbers.");
        }
        SymmetryReport symmetry = inputs.symmetry() == null ? null : Json.read(inputs.symmetry(), SymmetryReport.class);
        List<String> notes = new ArrayList<>(symmetry == null ? List.of() : symmetry.notes());
        DepositedChains.difference(refined, symmetry).ifPresent(notes::add);
        List<ResidueConvergence> everywhere = DepositedChains.rows(residues, symmetry);
        write(EnsembleFile.join(List.copyOf(structures.values())), "ensemble", folder, notes);
        writeBest(DepositedChains.of(structures.get(names.get(0)), symmetry), names.get(0), everywhere, folder, notes);
        ResidueTable.write(everywhere, folder.resolve("residues.csv"));
        ValidationRecords validations = ValidationRecords.read(inputs.validations());
        if (!validations.byStage().isEmpty()) {
            Json.write(validations.all(), folder.resolve("validation.json"));
        }
        Json.write(
                Summary.of(
                        inputs,
                        records,
                        validations,
                        selected,
                        names,
                        dropped(records, selected, refinedFiles.keySet()),
                        residues,
                        symmetry,
                        notes),
                folder.resolve("summary.json"));
    }

    private static Map<ResidueId, ResidueScores> scores(ConvergeInputs inputs) {
        return inputs.validatedResidues() == null
                ? Map.of()
                : EnsembleScores.of(ValidationTables.readResidues(inputs.validatedResidues()));
    }

    /** The sampled models that were refined, so that before and after compare the same ones. */
    private static List<ModelAtoms> sampled(Map<String, Path> files, List<String> names) {
        if (files.isEmpty()) {
            return List.of();
        }
        for (String name : names) {
            if (!files.containsKey(name)) {
                throw new InputException(
                        "The refined model " + name + " has no sampled model of the same name: give it with"
                                + " --sampled, or give no sampled models at all.");
            }
        }
        return names.stream()
                .map(name -> ModelAtoms.of(name, ModelFile.read(files.get(name))))
                .toList();
    }

    private static void checkChosen(Set<String> refined, List<String> selected) {
        for (String name : refined) {
            if (!selected.contains(name)) {
                throw new InputException("The refined model " + name
                        + " is not in the list of chosen models: give only models that" + " the list names.");
            }
        }
    }

    /** Everything lost on the way; a chosen model that has neither a file nor a reason is named all the same. */
    private static List<RunRecords.Dropped> dropped(RunRecords records, List<String> selected, Set<String> refined) {
        List<RunRecords.Dropped> dropped = records.sampleDropped();
        dropped.addAll(records.refineDropped());
        Set<String> known = dropped.stream().map(RunRecords.Dropped::model).collect(Collectors.toSet());
        selected.stream()
                .filter(name -> !refined.contains(name) && !known.contains(name))
                .forEach(name -> dropped.add(new RunRecords.Dropped(name, "refinement", "no refined model came back")));
        return dropped;
    }

    private static void writeBest(
            Structure best, String name, List<ResidueConvergence> residues, Path folder, List<String> notes)
            throws IOException {
        Map<ResidueId, Double> spread = new HashMap<>();
        residues.forEach(r -> spread.put(r.id(), r.caRmsd()));
        write(EnsembleFile.colouredBy(id -> spread.getOrDefault(id, Double.NaN), best), "convergence", folder, notes);
        Deposition.write(best, name, residues, folder, notes);
    }

    /** As mmCIF, and as PDB where that format can hold it; a note says why it cannot. */
    static void write(Structure structure, String name, Path folder, List<String> notes) throws IOException {
        EnsembleFile.writeCif(structure, name, folder.resolve(name + ".cif"));
        Optional<String> obstacle = EnsembleFile.obstacleToPdb(structure);
        if (obstacle.isEmpty()) {
            EnsembleFile.writePdb(structure, folder.resolve(name + ".pdb"));
        } else {
            notes.add(name + ".pdb was not written: the PDB format cannot hold it, because " + obstacle.get() + ". Use "
                    + name + ".cif.");
        }
    }
}
