package org.emconverge.convergence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.MrcFile;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.metrics.ResidueTable;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ResidueId;
import org.emconverge.symmetry.SymmetryReport;
import org.emconverge.trend.Fingerprints;
import org.emconverge.validation.ValidationTables;

/**
 * Measures the convergence of one entry: it reads the files of the steps before and writes the tables and ensemble
 * files that users read.
 */
public final class Convergence {
    private Convergence() {}

    /**
     * Writes residues.csv, summary.json, smallest_set.json, validation.json, ensemble.cif, convergence.cif, two models
     * and an ensemble to deposit and, where the format can hold them, models as PDB.
     *
     * @throws InputException when an input is unusable or fewer than the least number of models were refined
     */
    public static void run(EntryFolder entry, ConvergenceSettings settings, Path folder) throws IOException {
        ParameterSchema.requireResolution(settings.resolution());
        checkEngines(entry, settings.engines());
        RunRecords records = RunRecords.read(entry, settings.refined());
        ComparedModels models = ComparedModels.read(entry, records.selected(), settings);
        HalfMapModels ofHalves = HalfMapModels.read(entry).orElse(null);
        List<MeasuredResidue> measured = residues(entry, models, records.fingerprints());
        List<MeasuredResidue> residues = ofHalves == null ? measured : ofHalves.measured(measured);
        if (residues.stream().allMatch(residue -> Double.isNaN(residue.number(ResidueMetric.RMSD)))) {
            throw new InputException(
                    "The models of " + settings.id() + " share no residue with a Cα or C1′ atom and no ligand: check"
                            + " that they are models of one molecule with the same chain ids and residue numbers.");
        }
        ValidationRecords validations = ValidationRecords.read(entry);
        SymmetryReport symmetry = entry.find(EntryFile.SYMMETRY)
                .map(file -> Json.read(file, SymmetryReport.class))
                .orElse(null);
        List<String> notes = new ArrayList<>(settings.notes());
        notes.addAll(symmetry == null ? List.of() : symmetry.notes());
        DepositedChains.difference(models.atoms(), symmetry).ifPresent(notes::add);
        ResidueConvergence.limits(models.atoms()).ifPresent(notes::add);
        EntryFolder out = new EntryFolder(folder);
        List<String> sought = new ArrayList<>();
        FurtherModels further = FurtherModels.read(entry, settings.engines(), settings.secondStates());
        sought.addAll(further.notes());
        residues = ConformationFiles.write(entry, models, further, residues, symmetry, settings, out, sought);
        write(models, DepositedChains.rows(residues, symmetry), symmetry, out, notes);
        notes.addAll(sought);
        if (!validations.models().isEmpty()) {
            Json.write(validations.models(), out.path(EntryFile.VALIDATION));
        }
        Precision precision = Precision.of(models.atoms(), PrecisionReport.disputed(entry, models.atoms()));
        Summary summary =
                new Summary(settings, records, models.names(), residues, precision, validations, symmetry, notes);
        ObjectNode json = summary.json();
        json.set("half_map_models", ofHalves == null ? null : ofHalves.summary(residues));
        Json.write(json, out.path(EntryFile.SUMMARY));
    }

    /** The engines are those that made the models, and so there are none where another program did. */
    private static void checkEngines(EntryFolder entry, Engines engines) {
        boolean given = entry.isOfGivenModels();
        if (given && !engines.equals(Engines.NONE)) {
            throw new InputException("The models in " + entry.folder()
                    + " are those of another program: give neither --sampler nor --refiner.");
        }
        if (!given && (engines.sampler() == null || engines.refiner() == null)) {
            throw new InputException("The programs that made the models are not named: give --sampler and --refiner.");
        }
    }

    private static List<MeasuredResidue> residues(EntryFolder entry, ComparedModels models, Fingerprints fingerprints) {
        List<MeasuredResidue> start = start(entry);
        EntryFile judged = entry.isOfGivenModels() ? EntryFile.GIVEN_RESIDUES : EntryFile.REFINED_RESIDUES;
        List<MeasuredResidue> residues = ResidueConvergence.of(
                models.atoms(),
                models.beforeRefinement(entry),
                ComparedModels.start(entry),
                MrcFile.read(entry.require(EntryFile.MAP)),
                entry.find(EntryFile.LOCAL_RESOLUTION).map(MrcFile::read).orElse(null),
                EnsembleScores.withStart(
                        entry.find(judged)
                                .map(file -> EnsembleScores.of(ValidationTables.readResidues(file)))
                                .orElse(Map.of()),
                        start));
        Confidence confidence = Confidence.shipped();
        return fingerprints.are(confidence.fingerprints()) ? confidence.judge(residues, start) : residues;
    }

    /** The residues of the starting model, as it was validated; none where it was not. */
    static List<MeasuredResidue> start(EntryFolder entry) {
        return entry.find(EntryFile.START_RESIDUES)
                .map(file -> ValidationTables.readResidues(file).values().stream()
                        .flatMap(List::stream)
                        .toList())
                .orElse(List.of());
    }

    /**
     * Writes the table of residues and the files of models.
     *
     * @param residues of every chain of the input
     */
    private static void write(
            ComparedModels models,
            List<MeasuredResidue> residues,
            SymmetryReport symmetry,
            EntryFolder out,
            List<String> notes)
            throws IOException {
        ModelFiles files = new ModelFiles(out, notes);
        files.write(
                EnsembleFile.join(List.copyOf(models.structures().values())),
                EntryFile.ENSEMBLE,
                EntryFile.ENSEMBLE_PDB);
        String name = models.names().get(0);
        Structure best = DepositedChains.of(models.structures().get(name), symmetry);
        Map<ResidueId, Double> spread = new HashMap<>();
        residues.forEach(residue -> spread.put(residue.id(), residue.number(ResidueMetric.RMSD)));
        files.write(
                EnsembleFile.colouredBy(id -> spread.getOrDefault(id, Double.NaN), best),
                EntryFile.CONVERGENCE,
                EntryFile.CONVERGENCE_PDB);
        Deposition.write(best, name, residues, files);
        ResidueTable.OF_ENSEMBLE.write(residues, out.path(EntryFile.RESIDUES));
    }
}
