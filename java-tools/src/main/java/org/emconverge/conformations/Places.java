package org.emconverge.conformations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emconverge.density.FitAtom;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * Where the models have one residue, in the frame of the map and so without superposition: of a chain's residue the
 * backbone, whose path is the conformation, of other molecules all heavy atoms.
 *
 * @param id of the residue
 * @param isOfPolymer whether its neighbours move with it
 * @param positions Å, of each model in their order: x, y, z of the atoms that all models have; null of a model that
 *     lacks the residue
 */
record Places(ResidueId id, boolean isOfPolymer, double[][] positions) {
    private static final Set<String> PROTEIN = Set.of("N", "CA", "C", "O");
    private static final Set<String> NUCLEIC = Set.of("P", "O5'", "C5'", "C4'", "C3'", "O3'", "C1'");

    /** Of every residue of the best model, in its order. */
    static List<Places> of(List<PlacedModel> models) {
        List<Places> places = new ArrayList<>();
        models.get(0).residues().forEach((id, residue) -> {
            List<PlacedModel.Residue> all =
                    models.stream().map(model -> model.residues().get(id)).toList();
            List<String> names = residue.names().stream()
                    .filter(name -> counts(residue.kind(), name))
                    .filter(name -> all.stream()
                            .allMatch(other -> other == null || other.names().contains(name)))
                    .toList();
            if (!names.isEmpty()) {
                double[][] positions = all.stream()
                        .map(other -> other == null ? null : positions(other, names))
                        .toArray(double[][]::new);
                places.add(new Places(id, residue.isOfPolymer(), positions));
            }
        });
        return places;
    }

    private static boolean counts(ResidueKind kind, String name) {
        return switch (kind) {
            case PROTEIN -> PROTEIN.contains(name);
            case NUCLEIC -> NUCLEIC.contains(name.replace('*', '\''));
            default -> true;
        };
    }

    private static double[] positions(PlacedModel.Residue residue, List<String> names) {
        double[] positions = new double[3 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            FitAtom atom = residue.atoms().get(residue.names().indexOf(names.get(i)));
            positions[3 * i] = atom.x();
            positions[3 * i + 1] = atom.y();
            positions[3 * i + 2] = atom.z();
        }
        return positions;
    }

    /** Runs of residues that hang together: of a chain without a gap, or one residue that is none of a chain. */
    static List<List<Places>> segments(List<Places> places) {
        Map<Integer, List<Places>> segments = new LinkedHashMap<>();
        Places before = null;
        for (Places residue : places) {
            boolean goesOn = before != null
                    && before.isOfPolymer
                    && residue.isOfPolymer
                    && before.id.chain().equals(residue.id.chain())
                    && residue.id.number() - before.id.number() <= 1
                    && residue.id.number() >= before.id.number();
            segments.computeIfAbsent(goesOn ? segments.size() - 1 : segments.size(), key -> new ArrayList<>())
                    .add(residue);
            before = residue;
        }
        return List.copyOf(segments.values());
    }
}
