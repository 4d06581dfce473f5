package org.emconverge.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Group;
import org.emconverge.Csv;
import org.emconverge.ensemble.AlignmentTemplate.TemplateResidue;
import org.emconverge.structure.ResidueId;

/**
 * A row of {@code alignment.csv}: residues of a model that follow each other and whose numbers all differ from the
 * reference's by the same amount.
 *
 * @param first in the model's own ids
 * @param last likewise
 * @param referenceFirst the same residue in the ids of the reference
 * @param residues how many
 * @param identical how many are of the same kind as in the reference; null where the reference has no such residues
 */
record RenumberedStretch(
        String model,
        String file,
        ResidueId first,
        ResidueId last,
        ResidueId referenceFirst,
        ResidueId referenceLast,
        int residues,
        Integer identical) {
    private static final List<String> COLUMNS = List.of(
            "model",
            "file",
            "chain",
            "first",
            "last",
            "reference_chain",
            "reference_first",
            "reference_last",
            "residues",
            "identical");

    static List<RenumberedStretch> of(
            GivenModel model, Map<Group, TemplateResidue> places, AlignmentTemplate template) {
        List<RenumberedStretch> stretches = new ArrayList<>();
        places.forEach((group, place) -> {
            ResidueId own = ResidueId.of(group);
            boolean known = template.isOfReference(place);
            Integer same = known ? PolymerChain.letter(group, place.kind()) == place.letter() ? 1 : 0 : null;
            RenumberedStretch one =
                    new RenumberedStretch(model.name(), model.file(), own, own, place.id(), place.id(), 1, same);
            RenumberedStretch before = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (before != null && before.goesOn(one)) {
                stretches.set(stretches.size() - 1, before.with(one));
            } else {
                stretches.add(one);
            }
        });
        return stretches;
    }

    private boolean goesOn(RenumberedStretch next) {
        return last.chain().equals(next.first.chain())
                && referenceLast.chain().equals(next.referenceFirst.chain())
                && last.insertionCode().equals(referenceLast.insertionCode())
                && next.first.insertionCode().equals(next.referenceFirst.insertionCode())
                && next.first.number() - next.referenceFirst.number() == last.number() - referenceLast.number()
                && (identical == null) == (next.identical == null);
    }

    private RenumberedStretch with(RenumberedStretch next) {
        return new RenumberedStretch(
                model,
                file,
                first,
                next.last,
                referenceFirst,
                next.referenceLast,
                residues + next.residues,
                identical == null ? null : Integer.valueOf(identical + next.identical));
    }

    static void write(List<RenumberedStretch> stretches, Path file) throws IOException {
        Csv.write(file, COLUMNS, printer -> {
            for (RenumberedStretch s : stretches) {
                printer.printRecord(
                        s.model,
                        s.file,
                        s.first.chain(),
                        s.first.label(),
                        s.last.label(),
                        s.referenceFirst.chain(),
                        s.referenceFirst.label(),
                        s.referenceLast.label(),
                        s.residues,
                        s.identical);
            }
        });
    }
}
