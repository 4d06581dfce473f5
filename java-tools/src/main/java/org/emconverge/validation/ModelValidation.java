package org.emconverge.validation;

import java.util.List;
import org.biojava.nbio.structure.Structure;
import org.emconverge.validation.Ramachandran.Verdict;

/**
 * Everything that is judged of one model, residue by residue.
 *
 * @param ramachandran every residue with φ and ψ
 * @param geometry every residue the monomer library knows
 * @param contacts clashes of the whole model
 */
public record ModelValidation(List<Ramachandran.Result> ramachandran, List<Geometry.Result> geometry, Contacts.Result contacts) {
    /** Judges the first model of a structure. */
    public static ModelValidation of(Structure structure, MonomerLibrary library) {
        List<ProteinResidue> residues = ProteinResidue.of(structure);
        return new ModelValidation(Ramachandran.of(residues), Geometry.of(residues, library), Contacts.of(structure));
    }

    /**
     * The model's entry in validation.json; the percentages and scores are rounded to what they mean, and null where they are not
     * defined (a clashscore without hydrogens).
     */
    public ModelSummary summary(String model) {
        Geometry.Deviations bonds = Geometry.bonds(geometry);
        Geometry.Deviations angles = Geometry.angles(geometry);
        return new ModelSummary(model,
                new ModelSummary.RamachandranSummary(ModelSummary.rounded(Ramachandran.percent(ramachandran, Verdict.FAVOURED)),
                        ModelSummary.rounded(Ramachandran.percent(ramachandran, Verdict.OUTLIER))),
                ModelSummary.rounded(contacts.clashscore()),
                new ModelSummary.DeviationSummary(bonds.outliers().size(), ModelSummary.rounded(bonds.rmsz())),
                new ModelSummary.DeviationSummary(angles.outliers().size(), ModelSummary.rounded(angles.rmsz())),
                ModelSummary.rounded(Geometry.violationsPercent(geometry)));
    }
}
