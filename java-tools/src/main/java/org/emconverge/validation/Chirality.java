package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Centre;

/**
 * The hands of chiral centres (Cα; Cβ of Ile and Thr), by the volume that three of a centre's bonds span, against the
 * ideal that follows from the monomer library; and whether the two like branches of Val and Leu are named as they
 * should be (IUPAC-IUB 1970), which says nothing about the geometry.
 */
public final class Chirality {
    /** Further from the ideal than this many standard deviations is an outlier, as in MolProbity. */
    public static final double OUTLIER = 4;
    /** Standard deviation of a chiral volume, Å³: mmtbx's. */
    static final double SIGMA = 0.2;
    /**
     * Beyond this many standard deviations the centre has the other hand, as MolProbity tells it from a distorted one.
     */
    private static final double OTHER_HAND = 20;

    private static final double OTHER_HAND_PROLINE = 22;

    /** What is wrong with a centre. */
    public enum Fault {
        /** The mirror image: a D-amino acid, or allo-Ile or allo-Thr. */
        HANDEDNESS,
        /** The right hand, but flattened or too steep. */
        TETRAHEDRAL,
        /** Val CG1 and CG2 or Leu CD1 and CD2 under each other's names. */
        NAMING
    }

    /**
     * A centre that is not as it should be.
     *
     * @param atoms the centre and three of its neighbours, such as {@code CA-N-C-CB}
     * @param volume Å³, with its sign
     * @param ideal Å³, with its sign
     */
    public record CentreOutlier(ResidueId id, String name, String atoms, double volume, double ideal, Fault fault) {}

    /** @param count centres judged, those of Val CB and Leu CG aside */
    public record Result(int count, List<CentreOutlier> outliers) {
        public int count(Fault fault) {
            return (int) outliers.stream()
                    .filter(outlier -> outlier.fault() == fault)
                    .count();
        }
    }

    /** Centre and neighbours of the branches that differ in name alone; in this order their volume is negative. */
    private static final Map<String, List<AtomKey>> BRANCHES =
            Map.of("VAL", keys("CB", "CA", "CG1", "CG2"), "LEU", keys("CG", "CB", "CD1", "CD2"));

    private Chirality() {}

    static Result of(List<Restraints> restraints) {
        int count = 0;
        List<CentreOutlier> outliers = new ArrayList<>();
        for (Restraints residue : restraints) {
            String parent = residue.residue().parent();
            for (Centre centre : residue.own().centres()) {
                boolean onlyNames = parent != null
                        && BRANCHES.containsKey(parent)
                        && BRANCHES.get(parent).get(0).equals(centre.atoms().get(0));
                List<AtomKey> keys = onlyNames ? BRANCHES.get(parent) : centre.atoms();
                Point3d[] atoms = residue.positions(keys, false);
                if (atoms != null) {
                    double ideal = onlyNames ? -Math.abs(centre.volume()) : centre.volume();
                    double volume = volume(atoms);
                    count += onlyNames ? 0 : 1;
                    Fault fault =
                            fault(volume, ideal, onlyNames, !onlyNames && centre.bothSigns(), "PRO".equals(parent));
                    if (fault != null) {
                        outliers.add(new CentreOutlier(
                                residue.residue().id(),
                                residue.residue().name(),
                                Restraints.names(keys, false),
                                volume,
                                ideal,
                                fault));
                    }
                }
            }
        }
        return new Result(count, List.copyOf(outliers));
    }

    private static Fault fault(double volume, double ideal, boolean onlyNames, boolean bothSigns, boolean proline) {
        double deviation =
                (bothSigns ? Math.abs(Math.abs(volume) - Math.abs(ideal)) : Math.abs(volume - ideal)) / SIGMA;
        if (deviation <= OUTLIER) {
            return null;
        }
        boolean otherHand = deviation > (proline ? OTHER_HAND_PROLINE : OTHER_HAND);
        return !otherHand ? Fault.TETRAHEDRAL : onlyNames ? Fault.NAMING : Fault.HANDEDNESS;
    }

    /** The triple product of the bonds from the first atom to the other three, Å³. */
    static double volume(Point3d... atoms) {
        Vector3d[] bonds = new Vector3d[3];
        for (int i = 0; i < 3; i++) {
            bonds[i] = new Vector3d(atoms[i + 1]);
            bonds[i].sub(atoms[0]);
        }
        Vector3d normal = new Vector3d();
        normal.cross(bonds[1], bonds[2]);
        return bonds[0].dot(normal);
    }

    private static List<AtomKey> keys(String... atoms) {
        return Stream.of(atoms).map(AtomKey::of).toList();
    }
}
