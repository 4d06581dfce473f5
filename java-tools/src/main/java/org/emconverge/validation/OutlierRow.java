package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.Peptides.Conformation;

/**
 * One place of a model that is out of the ordinary.
 *
 * @param criterion {@code clash}, {@code fused}, {@code ramachandran}, {@code rotamer}, {@code cbeta}, {@code bond},
 *     {@code angle}, {@code chirality}, {@code planarity}, {@code peptide}, {@code pucker}, {@code suite}, {@code ring}
 *     or {@code anomer}
 * @param id residue; of a clash or a fused pair the first of two
 * @param name residue name; empty for what is no amino acid of a clash
 * @param atoms what it is about: {@code N-CA-C}, {@code HB2 – A 27 OD1}, or φ and ψ, χ, or ω in degrees
 * @param value overlap, deviation, length or rms in Å, angle or ω in degrees, volume in Å³, or score of the
 *     distribution (0 to 1)
 * @param ideal of a bond (Å), an angle (degrees) or a chiral volume (Å³); NaN elsewhere
 * @param z deviation in standard deviations of a bond, an angle or a plane; NaN elsewhere
 */
public record OutlierRow(
        String criterion, ResidueId id, String name, String atoms, double value, double ideal, double z) {
    /**
     * All of a model, criterion after criterion; within one in the order of the file, clashes worst first.
     *
     * @param names of its residues
     */
    static List<OutlierRow> of(ModelValidation model, Map<ResidueId, String> names) {
        List<OutlierRow> all = new ArrayList<>();
        addClashes(model, names, all);
        addDistributions(model, all);
        addRestraints(model, all);
        addPeptides(model, all);
        addNucleic(model, all);
        addGlycans(model, all);
        return all;
    }

    private static void addClashes(ModelValidation model, Map<ResidueId, String> names, List<OutlierRow> all) {
        model.contacts()
                .clashes()
                .forEach(clash -> all.add(new OutlierRow(
                        "clash",
                        clash.first(),
                        names.getOrDefault(clash.first(), ""),
                        clash.firstAtom() + " – " + clash.second() + " " + clash.secondAtom(),
                        clash.overlap(),
                        Double.NaN,
                        Double.NaN)));
        model.contacts()
                .fused()
                .forEach(pair -> all.add(new OutlierRow(
                        "fused",
                        pair.first(),
                        names.getOrDefault(pair.first(), ""),
                        pair.firstAtom() + " – " + pair.second() + " " + pair.secondAtom(),
                        pair.distance(),
                        Double.NaN,
                        Double.NaN)));
    }

    /** Of what is judged by how often it is seen in good models: backbone, side chain and the place of Cβ. */
    private static void addDistributions(ModelValidation model, List<OutlierRow> all) {
        model.ramachandran().stream()
                .filter(r -> r.verdict() == Verdict.OUTLIER)
                .forEach(r -> all.add(new OutlierRow(
                        "ramachandran",
                        r.id(),
                        r.name(),
                        degrees(List.of(r.phi(), r.psi())),
                        r.score(),
                        Double.NaN,
                        Double.NaN)));
        model.rotamers().stream()
                .filter(r -> r.verdict() == Verdict.OUTLIER)
                .forEach(r -> all.add(new OutlierRow(
                        "rotamer", r.id(), r.name(), degrees(r.chi()), r.score(), Double.NaN, Double.NaN)));
        model.cbeta().stream()
                .filter(CbetaDeviation.Result::isOutlier)
                .forEach(r -> all.add(
                        new OutlierRow("cbeta", r.id(), r.name(), "CB", r.deviation(), Double.NaN, Double.NaN)));
    }

    private static void addRestraints(ModelValidation model, List<OutlierRow> all) {
        model.geometry().forEach(r -> r.bonds().outliers().forEach(o -> all.add(of("bond", r, o))));
        model.geometry().forEach(r -> r.angles().outliers().forEach(o -> all.add(of("angle", r, o))));
        model.chirality()
                .outliers()
                .forEach(o -> all.add(
                        new OutlierRow("chirality", o.id(), o.name(), o.atoms(), o.volume(), o.ideal(), Double.NaN)));
        model.planarity()
                .outliers()
                .forEach(o ->
                        all.add(new OutlierRow("planarity", o.id(), o.name(), o.atoms(), o.rms(), Double.NaN, o.z())));
    }

    private static void addPeptides(ModelValidation model, List<OutlierRow> all) {
        model.peptides().stream()
                .filter(r -> r.conformation() == Conformation.TWISTED
                        || r.conformation() == Conformation.CIS && !r.proline())
                .forEach(r -> all.add(
                        new OutlierRow("peptide", r.id(), r.name(), "-CA-C-N-CA", r.omega(), Double.NaN, Double.NaN)));
    }

    private static void addNucleic(ModelValidation model, List<OutlierRow> all) {
        model.puckers().stream()
                .filter(SugarPuckers.Result::isOutlier)
                .forEach(r -> all.add(new OutlierRow(
                        "pucker",
                        r.id(),
                        r.name(),
                        Double.isNaN(r.epsilon())
                                ? degrees(List.of(r.delta()))
                                : degrees(List.of(r.delta(), r.epsilon())),
                        r.perpendicular(),
                        Double.NaN,
                        Double.NaN)));
        model.suites().stream()
                .filter(r -> r.conformer().isOutlier())
                .forEach(r -> all.add(new OutlierRow(
                        "suite",
                        r.id(),
                        r.name(),
                        degrees(DoubleStream.of(r.torsions()).boxed().toList()),
                        r.conformer().suiteness(),
                        Double.NaN,
                        Double.NaN)));
    }

    private static void addGlycans(ModelValidation model, List<OutlierRow> all) {
        model.sugars().stream()
                .filter(SugarRings.Result::isOutlier)
                .forEach(r -> all.add(new OutlierRow(
                        "ring",
                        r.id(),
                        r.name(),
                        Stream.concat(Stream.of(r.pucker().form()), r.expected().stream())
                                .filter(form -> !form.isEmpty())
                                .collect(Collectors.joining(" ")),
                        r.pucker().amplitude(),
                        Double.NaN,
                        Double.NaN)));
        model.glycans().stream()
                .filter(GlycanLinks.Result::isOutlier)
                .forEach(r -> all.add(
                        new OutlierRow("anomer", r.id(), r.name(), r.atoms(), r.volume(), r.ideal(), Double.NaN)));
    }

    private static OutlierRow of(String criterion, Geometry.Result residue, Geometry.RestraintOutlier outlier) {
        return new OutlierRow(
                criterion,
                residue.id(),
                residue.name(),
                outlier.atoms(),
                outlier.value(),
                outlier.ideal(),
                outlier.z());
    }

    private static String degrees(List<Double> angles) {
        return angles.stream().map(angle -> Long.toString(Math.round(angle))).collect(Collectors.joining(" "));
    }
}
