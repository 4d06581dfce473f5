package org.emconverge.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FitTarget;
import org.emconverge.density.ModelFit;
import org.emconverge.structure.ResidueId;

/**
 * Judges models one after the other, or several at a time by several threads.
 *
 * @param library ideals of bonds and angles
 * @param target the map, or null: geometry alone
 * @param localResolution Å, 0 where there is none; or null
 */
public record Validator(MonomerLibrary library, FitTarget target, DensityMap localResolution) {
    /**
     * A model's numbers, and those of its residues and atoms in the order of the file.
     *
     * @param atoms empty without a map
     * @param fit null without a map
     */
    public record Verdicts(
            ModelSummary summary,
            List<ResidueScores> residues,
            List<AtomScores> atoms,
            List<OutlierRow> outliers,
            ModelFit fit) {
        /** Of a model that could not be judged. */
        static Verdicts failed(String model, String error) {
            return new Verdicts(ModelSummary.failed(model, error), List.of(), List.of(), List.of(), null);
        }
    }

    /** Judges the first model of a structure. */
    public Verdicts judge(String name, Structure structure) {
        ModelValidation geometry = ModelValidation.of(structure, library);
        FittedModel fitted = FittedModel.of(structure);
        ModelFit fit = target == null ? null : target.fit(fitted.atoms(), fitted.sideChains());
        Map<ResidueId, ResidueValidation> judged = new HashMap<>();
        geometry.residues().forEach(residue -> judged.putIfAbsent(residue.id(), residue));
        Map<ResidueId, Double> resolutions = localResolutions(structure);
        List<ResidueScores> rows = new ArrayList<>();
        for (int i = 0; i < fitted.residues().size(); i++) {
            ResidueId id = fitted.residues().get(i);
            rows.add(row(id, fitted.names().get(i), judged.get(id), fit, i, resolutions.getOrDefault(id, Double.NaN)));
        }
        return new Verdicts(
                geometry.summary(name).with(FitSummary.of(fit, fitted.chains())),
                rows,
                atoms(fitted, fit),
                OutlierRow.of(geometry),
                fit);
    }

    private static List<AtomScores> atoms(FittedModel fitted, ModelFit fit) {
        List<AtomScores> rows = new ArrayList<>();
        for (int i = 0; fit != null && i < fitted.atoms().size(); i++) {
            int residue = fitted.atoms().get(i).residue();
            rows.add(new AtomScores(
                    fitted.residues().get(residue),
                    fitted.names().get(residue),
                    fitted.atomNames().get(i),
                    fit.q06().atoms()[i],
                    fit.q04().atoms()[i]));
        }
        return rows;
    }

    private static ResidueScores row(
            ResidueId id, String name, ResidueValidation judged, ModelFit fit, int residue, double resolution) {
        return new ResidueScores(
                id,
                name,
                judged == null || judged.ramachandran() == null
                        ? ""
                        : word(judged.ramachandran().verdict()),
                judged == null || judged.rotamer() == null
                        ? ""
                        : word(judged.rotamer().verdict()),
                judged == null || judged.cbeta() == null
                        ? Double.NaN
                        : judged.cbeta().deviation(),
                fit == null ? Double.NaN : fit.correlation().residues()[residue],
                fit == null ? Double.NaN : fit.q06().residues()[residue],
                fit == null ? Double.NaN : fit.smoc()[residue],
                fit == null || fit.inclusion() == null
                        ? Double.NaN
                        : fit.inclusion().residues()[residue],
                resolution,
                fit == null ? Double.NaN : fit.q04().residues()[residue]);
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private Map<ResidueId, Double> localResolutions(Structure structure) {
        Map<ResidueId, Double> resolutions = new HashMap<>();
        if (localResolution != null) {
            structure
                    .getModel(0)
                    .forEach(chain -> chain.getAtomGroups().forEach(group -> {
                        Atom ca = group.getAtom("CA");
                        double value = ca == null ? 0 : localResolution.at(ca.getX(), ca.getY(), ca.getZ());
                        if (value > 0) {
                            resolutions.putIfAbsent(ResidueId.of(group), value);
                        }
                    }));
        }
        return resolutions;
    }
}
