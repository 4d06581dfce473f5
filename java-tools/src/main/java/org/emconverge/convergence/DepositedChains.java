package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.Assembly.Copy;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.Mates;
import org.emconverge.structure.ResidueId;
import org.emconverge.symmetry.SymmetryReport;

/** The results of an asymmetric unit, carried over to every chain of the model that is a copy of one of its chains. */
final class DepositedChains {
    private DepositedChains() {}

    /**
     * The unit's rows, then those of its copies in the order of the model, with the numbers of the chain they are
     * copies of.
     */
    static List<ResidueConvergence> rows(List<ResidueConvergence> unit, SymmetryReport symmetry) {
        List<ResidueConvergence> rows = new ArrayList<>(unit);
        for (Copy copy : copies(symmetry)) {
            unit.stream()
                    .filter(row -> row.id().chain().equals(copy.of()))
                    .forEach(row -> rows.add(row.at(new ResidueId(
                            copy.chain(),
                            row.id().number() + copy.shift(),
                            row.id().insertionCode()))));
        }
        return rows;
    }

    /** A model of the unit with its copies, in their exact places. */
    static Structure of(Structure unit, SymmetryReport symmetry) {
        Structure whole = EnsembleFile.join(List.of(unit));
        for (Copy copy : copies(symmetry)) {
            Matrix4d operator = symmetry.operator(copy.operator());
            for (Chain chain : unit.getModel(0).stream()
                    .filter(c -> c.getName().equals(copy.of()))
                    .toList()) {
                Chain moved = Mates.moved(chain, operator, copy.chain(), copy.chain());
                moved.getAtomGroups()
                        .forEach(group -> group.getResidueNumber()
                                .setSeqNum(group.getResidueNumber().getSeqNum() + copy.shift()));
                whole.addChain(moved);
            }
        }
        return whole;
    }

    /**
     * How far copies that were sampled each by itself differ, as a sentence for the reader; empty where there are none.
     */
    static Optional<String> difference(List<ModelAtoms> models, SymmetryReport symmetry) {
        if (symmetry == null || symmetry.used() || symmetry.copies().isEmpty()) {
            return Optional.empty();
        }
        double squares = 0;
        int number = 0;
        for (ModelAtoms model : models) {
            for (Copy copy : symmetry.copies()) {
                for (Map.Entry<ResidueId, ResidueAtoms> residue :
                        model.residues().entrySet()) {
                    ResidueId id = residue.getKey();
                    ResidueAtoms other = model.residues()
                            .get(new ResidueId(copy.chain(), id.number() + copy.shift(), id.insertionCode()));
                    if (id.chain().equals(copy.of())
                            && other != null
                            && other.ca() != null
                            && residue.getValue().ca() != null) {
                        Point3d place = place(residue.getValue());
                        symmetry.operator(copy.operator()).transform(place);
                        squares += place.distanceSquared(place(other));
                        number++;
                    }
                }
            }
        }
        return number == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Chains that are copies of one another by %s were sampled"
                                + " each by itself; their Cα lie %.2f Å (root mean square) from where it would put them%s.",
                        symmetry.pointGroup(),
                        Math.sqrt(squares / number),
                        symmetry.rmsd() == null
                                ? ""
                                : String.format(Locale.ROOT, ", those of the starting model %.2f Å", symmetry.rmsd())));
    }

    private static Point3d place(ResidueAtoms residue) {
        return new Point3d(residue.ca().x(), residue.ca().y(), residue.ca().z());
    }

    private static List<Copy> copies(SymmetryReport symmetry) {
        return symmetry == null || !symmetry.used() ? List.of() : symmetry.copies();
    }
}
