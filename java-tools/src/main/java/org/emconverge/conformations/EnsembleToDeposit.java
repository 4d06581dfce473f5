package org.emconverge.conformations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelCopy;
import org.emconverge.structure.ModelNotes;
import org.emconverge.structure.ResidueId;

/**
 * Writes the smallest set for deposition. Alternatives are models, not alternate locations in one: each model was
 * refined as a whole, so that a conformation joins its own neighbours with whole geometry, while alternate locations
 * would join those of one model to the neighbours of another. How much there is of each conformation is the occupancy
 * of its residues.
 */
public final class EnsembleToDeposit {
    private EnsembleToDeposit() {}

    /**
     * @param models all compared models by name, with the mates of a symmetric unit; their occupancies are set
     * @param entry name of the entry
     */
    public static void write(Conformations conformations, Map<String, Structure> models, String entry, Path file)
            throws IOException {
        List<Structure> chosen = new ArrayList<>();
        for (String name : conformations.chosen()) {
            Structure model = ModelCopy.of(models.get(name));
            Map<ResidueId, Double> occupancies = conformations.occupancies(name);
            for (Chain chain : model.getModel(0)) {
                for (Group group : chain.getAtomGroups()) {
                    Double occupancy = occupancies.get(ResidueId.of(group));
                    if (occupancy != null) {
                        group.getAtoms().forEach(atom -> atom.setOccupancy(occupancy.floatValue()));
                    }
                }
            }
            chosen.add(model);
        }
        SetReport report = conformations.report();
        EnsembleFile.writeCif(
                EnsembleFile.join(chosen), entry, new ModelNotes(ofModels(report), ofFitting(report)), file);
    }

    private static String ofModels(SetReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.models().size() + " of " + report.compared()
                + " models that were refined against the map, each by itself: the fewest that together explain it as"
                + " well as all do. Model 1 is the one that explains most alone.");
        for (int i = 0; i < report.models().size(); i++) {
            SetReport.Member member = report.models().get(i);
            lines.add(String.format(Locale.ROOT, "Model %d: %s, weight %.2f.", i + 1, member.model(), member.weight()));
        }
        List<SetReport.FoundStretch> alternatives = report.stretches().stream()
                .filter(stretch -> stretch.kind().equals(ConformationKind.ALTERNATIVE.label()))
                .toList();
        for (SetReport.FoundStretch stretch : alternatives) {
            lines.add(String.format(
                    "Chain %s, residues %d%s to %d%s: %s.",
                    stretch.chain(),
                    stretch.first(),
                    stretch.firstIcode(),
                    stretch.last(),
                    stretch.lastIcode(),
                    stretch.conformations().stream()
                            .filter(SetReport.Conformation::shown)
                            .map(conformation -> occupancy(conformation, report))
                            .collect(Collectors.joining("; "))));
        }
        lines.add(
                alternatives.isEmpty()
                        ? "The map shows one conformation of every stretch; where the models differ, it does not say"
                                + " which is right. All occupancies are 1."
                        : "The occupancies of these residues are those of their conformations in the molecules that the"
                                + " map is of; models of one conformation have the same. Other occupancies are 1.");
        return String.join("\n", lines);
    }

    private static String occupancy(SetReport.Conformation conformation, SetReport report) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < report.models().size(); i++) {
            if (conformation.models().contains(report.models().get(i).model())) {
                numbers.add(Integer.toString(i + 1));
            }
        }
        return String.format(
                Locale.ROOT,
                "%.2f in the conformation of model%s %s",
                conformation.occupancy(),
                numbers.size() == 1 ? "" : "s",
                String.join(", ", numbers));
    }

    private static String ofFitting(SetReport report) {
        return String.format(
                Locale.ROOT,
                "The weights of the models are the least-squares fit, none negative, of their summed densities to the"
                        + " map near them. The set explains %.4f of the map's variance there, all %d models %.4f%s.",
                report.curve().get(countOfFit(report) - 1).explained(),
                report.compared(),
                report.explainedByAll(),
                report.crossValidated() ? ", each half map by the weights of the other" : "");
    }

    private static int countOfFit(SetReport report) {
        return (int) report.models().stream()
                .filter(member -> member.because().equals("fit"))
                .count();
    }
}
