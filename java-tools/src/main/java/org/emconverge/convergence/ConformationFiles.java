package org.emconverge.convergence;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Json;
import org.emconverge.conformations.Conformations;
import org.emconverge.conformations.EnsembleToDeposit;
import org.emconverge.conformations.MapData;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.symmetry.SymmetryReport;

/** What an entry tells of the conformations of its models, and the few models that say it all. */
final class ConformationFiles {
    private ConformationFiles() {}

    /**
     * Writes smallest_set.json and deposit_ensemble.cif.
     *
     * @param further models, which count here alone, after those that are compared
     * @param residues of the asymmetric unit
     * @param notes to which is added why conformations were not looked for
     * @return the residues with their conformations
     */
    static List<MeasuredResidue> write(
            EntryFolder entry,
            ComparedModels models,
            FurtherModels further,
            List<MeasuredResidue> residues,
            SymmetryReport symmetry,
            ConvergenceSettings settings,
            EntryFolder out,
            List<String> notes)
            throws IOException {
        DensityMap map = MrcFile.read(entry.require(EntryFile.MAP));
        List<DensityMap> halves =
                entry.all(EntryFile.HALF_MAP).stream().map(MrcFile::read).toList();
        Map<String, Structure> all = new LinkedHashMap<>(models.structures());
        all.putAll(further.structures());
        Map<String, Structure> wholes = new LinkedHashMap<>();
        all.forEach((name, model) -> wholes.put(name, DepositedChains.of(model, symmetry)));
        Conformations conformations = Conformations.of(
                models.structures(),
                further.structures(),
                model -> DepositedChains.of(model, symmetry),
                new MapData(map, halves, settings.resolution()));
        Json.write(conformations.report(further.places()), out.path(EntryFile.SMALLEST_SET));
        EnsembleToDeposit.write(conformations, wholes, settings.id(), out.path(EntryFile.DEPOSIT_ENSEMBLE));
        if (!conformations.wereSought()) {
            notes.add("Conformations were not looked for: " + all.size()
                    + " models are too few to tell two clusters from one cloud. Compare five or more.");
            return residues;
        }
        return residues.stream().map(residue -> judged(residue, conformations)).toList();
    }

    private static MeasuredResidue judged(MeasuredResidue residue, Conformations conformations) {
        int number = conformations.number(residue.id());
        double rmsd = residue.number(ResidueMetric.RMSD);
        return number == 0 || Double.isNaN(rmsd)
                ? residue
                : residue.with(ResidueMetric.CONFORMATIONS, number)
                        .with(
                                ResidueMetric.CONFORMATION_KIND,
                                conformations.kind(residue.id(), rmsd).label());
    }
}
