package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.metrics.MeasuredResidue;
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
    static List<MeasuredResidue> rows(List<MeasuredResidue> unit, SymmetryReport symmetry) {
        List<MeasuredResidue> rows = new ArrayList<>(unit);
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
                Chain moved = Mates.moved(chain, operator, copy.chain(), idOfCopy(chain, copy));
                moved.getAtomGroups()
                        .forEach(group -> group.getResidueNumber()
                                .setSeqNum(group.getResidueNumber().getSeqNum() + copy.shift()));
                whole.addChain(moved);
            }
        }
        return whole;
    }

    /** Its label: a chain and its ligands have one author id and a label each, such as A and Ax1. */
    private static String idOfCopy(Chain chain, Copy copy) {
        String id = chain.getId();
        return id.startsWith(copy.of()) ? copy.chain() + id.substring(copy.of().length()) : copy.chain() + "-" + id;
    }

    /**
     * How far copies that were sampled each by itself differ, as a sentence for the reader; empty where there are none.
     */
    static Optional<String> difference(List<ModelAtoms> models, SymmetryReport symmetry) {
        if (symmetry == null || symmetry.used() || symmetry.copies().isEmpty()) {
            return Optional.empty();
        }
        double[] squares = models.stream()
                .flatMapToDouble(model ->
                        symmetry.copies().stream().flatMapToDouble(copy -> squaredDistances(model, copy, symmetry)))
                .toArray();
        if (squares.length == 0) {
            return Optional.empty();
        }
        String ofStart = symmetry.rmsd() == null
                ? ""
                : String.format(Locale.ROOT, ", those of the starting model %.2f Å", symmetry.rmsd());
        return Optional.of(String.format(
                Locale.ROOT,
                "Chains that are copies of one another by %s were sampled"
                        + " each by itself; their Cα lie %.2f Å (root mean square) from where it would put them%s.",
                symmetry.pointGroup(),
                Math.sqrt(Arrays.stream(squares).average().orElseThrow()),
                ofStart));
    }

    /** Of the Cα of a copy from where the symmetry puts those of the chain that it is a copy of, Å². */
    private static DoubleStream squaredDistances(ModelAtoms model, Copy copy, SymmetryReport symmetry) {
        return model.residues().entrySet().stream()
                .filter(residue -> residue.getKey().chain().equals(copy.of()))
                .mapToDouble(residue -> {
                    ResidueId id = residue.getKey();
                    ResidueAtoms other = model.residues()
                            .get(new ResidueId(copy.chain(), id.number() + copy.shift(), id.insertionCode()));
                    if (other == null
                            || other.ca() == null
                            || residue.getValue().ca() == null) {
                        return Double.NaN;
                    }
                    Point3d place = place(residue.getValue());
                    symmetry.operator(copy.operator()).transform(place);
                    return place.distanceSquared(place(other));
                })
                .filter(square -> !Double.isNaN(square));
    }

    private static Point3d place(ResidueAtoms residue) {
        return new Point3d(residue.ca().x(), residue.ca().y(), residue.ca().z());
    }

    private static List<Copy> copies(SymmetryReport symmetry) {
        return symmetry == null || !symmetry.used() ? List.of() : symmetry.copies();
    }
}
