package org.emconverge.validation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FitTarget;
import org.emconverge.density.ModelFit;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.register.RegisterTarget;
import org.emconverge.register.ResidueRegister;
import org.emconverge.structure.ModelFile.LoadedModel;
import org.emconverge.structure.ModelReading;
import org.emconverge.structure.Representative;
import org.emconverge.structure.ResidueId;

/**
 * Judges models one after the other, or several at a time by several threads.
 *
 * @param library ideals of bonds and angles
 * @param target the map, or null: geometry alone
 * @param register the map in which the register is read; null where it is not wanted
 * @param localResolution Å, 0 where there is none; or null
 * @param waters whether waters are residues, too
 */
public record Validator(
        MonomerLibrary library, FitTarget target, RegisterTarget register, DensityMap localResolution, boolean waters) {
    /**
     * A model's numbers, and those of its residues and atoms in the order of the file.
     *
     * @param atoms empty without a map
     * @param fit null without a map
     * @param reading of the model's file; null where none was read
     */
    public record Verdicts(
            ModelSummary summary,
            List<MeasuredResidue> residues,
            List<AtomScores> atoms,
            List<OutlierRow> outliers,
            ModelFit fit,
            ModelReading reading) {
        /** Of a model that could not be judged. */
        static Verdicts failed(String model, String error) {
            return new Verdicts(ModelSummary.failed(model, error), List.of(), List.of(), List.of(), null, null);
        }
    }

    /** Judges the first model of a structure. */
    public Verdicts judge(String name, LoadedModel model) {
        Structure structure = model.structure();
        ModelValidation geometry = ModelValidation.of(structure, library);
        FittedModel fitted = FittedModel.of(structure, waters);
        ModelFit fit = target == null ? null : target.fit(fitted.atoms(), fitted.sideChains());
        Map<ResidueId, ResidueValidation> judged = new HashMap<>();
        geometry.residues().forEach(residue -> judged.putIfAbsent(residue.id(), residue));
        Map<ResidueId, Double> resolutions = localResolutions(structure);
        Map<ResidueId, SugarPuckers.Result> puckers = new HashMap<>();
        geometry.puckers().forEach(pucker -> puckers.putIfAbsent(pucker.id(), pucker));
        Map<ResidueId, RnaSuites.Result> suites = new HashMap<>();
        geometry.suites().forEach(suite -> suites.putIfAbsent(suite.id(), suite));
        Map<ResidueId, BasePairs.Result> pairs = new HashMap<>();
        geometry.pairs().forEach(pair -> pairs.putIfAbsent(pair.id(), pair));
        Map<ResidueId, SugarRings.Result> sugars = new HashMap<>();
        geometry.sugars().forEach(sugar -> sugars.putIfAbsent(sugar.id(), sugar));
        Map<ResidueId, GlycanLinks.Result> glycans = new HashMap<>();
        geometry.glycans().forEach(link -> glycans.putIfAbsent(link.id(), link));
        Map<ResidueId, ResidueRegister> registers = register == null ? Map.of() : register.of(structure);
        List<MeasuredResidue> rows = new ArrayList<>();
        for (int i = 0; i < fitted.residues().size(); i++) {
            ResidueId id = fitted.residues().get(i);
            Map<ResidueMetric, Double> numbers = new EnumMap<>(ResidueMetric.class);
            numbers.put(ResidueMetric.LOCAL_RESOLUTION, resolutions.getOrDefault(id, Double.NaN));
            register(registers.get(id), numbers);
            Map<ResidueMetric, String> verdicts = new EnumMap<>(ResidueMetric.class);
            verdicts.put(ResidueMetric.KIND, fitted.kinds().get(i).label());
            nucleic(puckers.get(id), suites.get(id), numbers, verdicts);
            if (pairs.containsKey(id)) {
                verdicts.put(ResidueMetric.BASE_PAIR, pairs.get(id).words());
                numbers.put(ResidueMetric.BASE_PAIR_DISTANCE, pairs.get(id).distance());
                numbers.put(ResidueMetric.BASE_PAIR_ANGLE, pairs.get(id).angle());
            }
            glycan(sugars.get(id), glycans.get(id), numbers, verdicts);
            score(judged.get(id), fit, i, numbers, verdicts);
            rows.add(new MeasuredResidue(id, fitted.names().get(i), numbers, verdicts));
        }
        return new Verdicts(
                geometry.summary(name).with(FitSummary.of(fit, fitted.chains())),
                rows,
                atoms(fitted, fit),
                OutlierRow.of(geometry, names(fitted)),
                fit,
                model.reading());
    }

    private static Map<ResidueId, String> names(FittedModel model) {
        Map<ResidueId, String> names = new HashMap<>();
        for (int i = 0; i < model.residues().size(); i++) {
            names.putIfAbsent(model.residues().get(i), model.names().get(i));
        }
        return names;
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

    /**
     * Adds what was found of one residue.
     *
     * @param judged its geometry; null where it has none that is judged
     * @param fit of the model; null without a map
     * @param residue its place in the fit, from 0
     */
    private static void score(
            ResidueValidation judged,
            ModelFit fit,
            int residue,
            Map<ResidueMetric, Double> numbers,
            Map<ResidueMetric, String> verdicts) {
        if (judged != null) {
            geometry(judged, numbers, verdicts);
        }
        if (fit != null) {
            numbers.put(ResidueMetric.CC, fit.correlation().residues()[residue]);
            numbers.put(ResidueMetric.Q_SCORE, fit.q06().residues()[residue]);
            numbers.put(ResidueMetric.Q_SCORE_04, fit.q04().residues()[residue]);
            numbers.put(ResidueMetric.SMOC, fit.smoc()[residue]);
        }
        if (fit != null && fit.inclusion() != null) {
            numbers.put(ResidueMetric.INCLUSION, fit.inclusion().residues()[residue]);
        }
    }

    private static void register(ResidueRegister register, Map<ResidueMetric, Double> numbers) {
        if (register != null) {
            numbers.put(ResidueMetric.REGISTER_PROBABILITY, register.probability());
            numbers.put(ResidueMetric.REGISTER_SHIFT, (double) register.shift());
        }
    }

    private static void nucleic(
            SugarPuckers.Result pucker,
            RnaSuites.Result suite,
            Map<ResidueMetric, Double> numbers,
            Map<ResidueMetric, String> verdicts) {
        if (pucker != null) {
            verdicts.put(ResidueMetric.PUCKER, word(pucker.isOutlier() ? Verdict.OUTLIER : Verdict.FAVOURED));
        }
        if (suite != null) {
            verdicts.put(ResidueMetric.SUITE, suite.conformer().suite());
            numbers.put(ResidueMetric.SUITENESS, suite.conformer().suiteness());
        }
    }

    private static void glycan(
            SugarRings.Result sugar,
            GlycanLinks.Result link,
            Map<ResidueMetric, Double> numbers,
            Map<ResidueMetric, String> verdicts) {
        if (sugar != null) {
            verdicts.put(ResidueMetric.RING, word(sugar.isOutlier() ? Verdict.OUTLIER : Verdict.FAVOURED));
            verdicts.put(ResidueMetric.RING_FORM, sugar.pucker().form());
            numbers.put(ResidueMetric.RING_AMPLITUDE, sugar.pucker().amplitude());
        }
        if (link != null) {
            verdicts.put(ResidueMetric.GLYCAN_LINK, link.words());
        }
    }

    private static void geometry(
            ResidueValidation judged, Map<ResidueMetric, Double> numbers, Map<ResidueMetric, String> verdicts) {
        if (judged.ramachandran() != null) {
            verdicts.put(ResidueMetric.RAMACHANDRAN, word(judged.ramachandran().verdict()));
        }
        if (judged.rotamer() != null) {
            verdicts.put(ResidueMetric.ROTAMER, word(judged.rotamer().verdict()));
        }
        if (judged.cbeta() != null) {
            numbers.put(ResidueMetric.CBETA_DEVIATION, judged.cbeta().deviation());
        }
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
                        Representative.of(group).stream()
                                .mapToDouble(atom -> localResolution.at(atom.getX(), atom.getY(), atom.getZ()))
                                .filter(value -> value > 0)
                                .average()
                                .ifPresent(value -> resolutions.putIfAbsent(ResidueId.of(group), value));
                    }));
        }
        return resolutions;
    }
}
