package org.emconverge.convergence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/**
 * What {@code summary.json} tells of the residues of one kind.
 *
 * @param residues those of the kind that the models have a spread of
 */
record KindSummary(ResidueKind kind, List<MeasuredResidue> residues) {
    private static final List<ResidueMetric> SPREADS =
            List.of(ResidueMetric.RMSD, ResidueMetric.RMSD_SAMPLED, ResidueMetric.ALL_ATOM_RMSD);

    /** Of the kinds that are there, in the order of their list. */
    static List<KindSummary> of(List<MeasuredResidue> residues) {
        return List.of(ResidueKind.values()).stream()
                .map(kind -> new KindSummary(
                        kind,
                        residues.stream()
                                .filter(residue ->
                                        residue.kind() == kind && !Double.isNaN(residue.number(ResidueMetric.RMSD)))
                                .toList()))
                .filter(summary -> !summary.residues.isEmpty())
                .toList();
    }

    /** @param block how a distribution is written */
    void write(ObjectNode kinds, Function<Distribution, ObjectNode> block) {
        ObjectNode node = kinds.putObject(kind.label()).put("residues", residues.size());
        SPREADS.forEach(spread -> node.set(spread.column(), block.apply(distribution(spread))));
        if (kind == ResidueKind.NUCLEIC) {
            node.set(ResidueMetric.P_RMSD.column(), block.apply(distribution(ResidueMetric.P_RMSD)));
        }
    }

    private Distribution distribution(ResidueMetric spread) {
        return Distribution.of(
                residues.stream().mapToDouble(residue -> residue.number(spread)).toArray());
    }
}
