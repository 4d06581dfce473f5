package org.emconverge.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.ModelSummary.ChiralitySummary;
import org.emconverge.validation.ModelSummary.DeviationSummary;
import org.emconverge.validation.ModelSummary.GlycanSummary;
import org.emconverge.validation.ModelSummary.JudgedCounts;
import org.emconverge.validation.ModelSummary.NucleicSummary;
import org.emconverge.validation.ModelSummary.OutlierSummary;
import org.emconverge.validation.ModelSummary.PeptideSummary;
import org.emconverge.validation.ModelSummary.RamachandranSummary;
import org.emconverge.validation.ModelSummary.RotamerSummary;
import org.emconverge.validation.Peptides.Conformation;

/**
 * Everything that is judged of one model, residue by residue.
 *
 * @param protein every residue with N, CA and C, in the order of the file
 * @param ramachandran every residue with φ and ψ
 * @param rotamers every residue with a complete side chain that can turn
 * @param cbeta every residue with a Cβ
 * @param peptides every peptide bond
 * @param geometry every residue the monomer library knows
 * @param contacts clashes of the whole model, with hydrogens of its own or placed
 * @param puckers every ribose of RNA
 * @param suites every nucleotide of RNA that has one before it
 * @param pairs every base of a Watson–Crick or wobble pair
 * @param sugars every ring of a monosaccharide
 * @param glycans every sugar that is linked by its anomeric carbon
 */
public record ModelValidation(
        List<ProteinResidue> protein,
        List<Ramachandran.Result> ramachandran,
        List<Rotamers.Result> rotamers,
        List<CbetaDeviation.Result> cbeta,
        List<Peptides.Result> peptides,
        List<Geometry.Result> geometry,
        Chirality.Result chirality,
        Planarity.Result planarity,
        Contacts.Result contacts,
        SkippedResidues skipped,
        List<SugarPuckers.Result> puckers,
        List<RnaSuites.Result> suites,
        List<BasePairs.Result> pairs,
        List<SugarRings.Result> sugars,
        List<GlycanLinks.Result> glycans) {
    /** Judges the first model of a structure. */
    public static ModelValidation of(Structure structure, MonomerLibrary library) {
        List<ProteinResidue> residues = ProteinResidue.of(structure);
        CovalentLinks links = CovalentLinks.of(structure, library);
        List<Restraints> restraints = Restraints.of(structure, library, links);
        List<SugarRings.Result> sugars = SugarRings.of(structure, library);
        List<Nucleotide> nucleotides = Nucleotide.of(structure);
        return new ModelValidation(
                residues,
                Ramachandran.of(residues),
                Rotamers.of(residues),
                CbetaDeviation.of(residues),
                Peptides.of(residues),
                Geometry.of(restraints),
                Chirality.of(restraints),
                Planarity.of(restraints),
                Contacts.of(
                        Hydrogens.added(structure, Hydrogens.Flips.OPTIMISED).structure()),
                SkippedResidues.of(structure, residues).with(structure, library, links),
                SugarPuckers.of(nucleotides),
                RnaSuites.of(nucleotides),
                BasePairs.of(nucleotides),
                sugars,
                GlycanLinks.of(links, sugars, library));
    }

    /** The residues with N, CA and C and what is judged of each, in the order of the file. */
    public List<ResidueValidation> residues() {
        Map<ResidueId, Ramachandran.Result> ramachandranOf = byId(ramachandran, Ramachandran.Result::id);
        Map<ResidueId, Rotamers.Result> rotamerOf = byId(rotamers, Rotamers.Result::id);
        Map<ResidueId, CbetaDeviation.Result> cbetaOf = byId(cbeta, CbetaDeviation.Result::id);
        Map<ResidueId, Peptides.Result> peptideOf = byId(peptides, Peptides.Result::id);
        Map<ResidueId, Geometry.Result> geometryOf = byId(geometry, Geometry.Result::id);
        return protein.stream()
                .map(residue -> {
                    ResidueId id = residue.id();
                    return new ResidueValidation(
                            id,
                            residue.name(),
                            ramachandranOf.get(id),
                            rotamerOf.get(id),
                            cbetaOf.get(id),
                            peptideOf.get(id),
                            geometryOf.get(id));
                })
                .toList();
    }

    /**
     * The model's entry in validation.json; the percentages and scores are rounded to what they mean, and null where
     * they are not defined (a clashscore of a model without protein or hydrogens).
     */
    public ModelSummary summary(String model) {
        double favoured = Ramachandran.percent(ramachandran, Verdict.FAVOURED);
        double rotamerOutliers = Rotamers.percent(rotamers, Verdict.OUTLIER);
        return new ModelSummary(
                model,
                new RamachandranSummary(
                        ModelSummary.rounded(favoured),
                        ModelSummary.rounded(Ramachandran.percent(ramachandran, Verdict.OUTLIER))),
                new RotamerSummary(ModelSummary.rounded(rotamerOutliers)),
                new OutlierSummary(CbetaDeviation.outliers(cbeta)),
                ModelSummary.rounded(contacts.clashscore()),
                summary(Geometry.bonds(geometry)),
                summary(Geometry.angles(geometry)),
                ModelSummary.rounded(MolProbityScore.of(contacts.clashscore(), rotamerOutliers, favoured)),
                ModelSummary.rounded(Geometry.violationsPercent(geometry)),
                new ChiralitySummary(
                        chirality.count(Chirality.Fault.HANDEDNESS) + chirality.count(Chirality.Fault.TETRAHEDRAL),
                        chirality.count(Chirality.Fault.HANDEDNESS),
                        chirality.count(Chirality.Fault.NAMING)),
                new OutlierSummary(planarity.outliers().size()),
                new PeptideSummary(
                        Peptides.count(peptides, Conformation.CIS, true),
                        Peptides.count(peptides, Conformation.CIS, false),
                        Peptides.count(peptides, Conformation.TWISTED, true)
                                + Peptides.count(peptides, Conformation.TWISTED, false)),
                skipped,
                null,
                contacts.fused().size(),
                new JudgedCounts(
                        ramachandran.size(),
                        rotamers.size(),
                        cbeta.size(),
                        Geometry.bonds(geometry).count(),
                        Geometry.angles(geometry).count(),
                        peptides.size()),
                nucleic(),
                ofGlycans(),
                null);
    }

    /** Null for a model without RNA and without base pairs. */
    private NucleicSummary nucleic() {
        return puckers.isEmpty() && suites.isEmpty() && pairs.isEmpty()
                ? null
                : new NucleicSummary(
                        puckers.size(),
                        SugarPuckers.outliers(puckers),
                        suites.size(),
                        RnaSuites.outliers(suites),
                        ModelSummary.rounded(RnaSuites.suiteness(suites)),
                        pairs.size() / 2);
    }

    /** Null for a model without sugars. */
    private GlycanSummary ofGlycans() {
        return sugars.isEmpty()
                ? null
                : new GlycanSummary(
                        sugars.size(),
                        SugarRings.outliers(sugars),
                        glycans.size(),
                        (int) glycans.stream()
                                .filter(link -> link.hand() != GlycanLinks.Hand.UNKNOWN)
                                .count(),
                        GlycanLinks.outliers(glycans));
    }

    private static DeviationSummary summary(Geometry.Deviations deviations) {
        return new DeviationSummary(deviations.outliers().size(), ModelSummary.rounded(deviations.rmsz()));
    }

    private static <T> Map<ResidueId, T> byId(List<T> results, Function<T, ResidueId> id) {
        Map<ResidueId, T> map = new HashMap<>();
        results.forEach(result -> map.putIfAbsent(id.apply(result), result));
        return map;
    }
}
