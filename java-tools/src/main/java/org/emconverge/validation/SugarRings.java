package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.BondGraph;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * The rings of monosaccharides, judged as Privateer does (Agirre et al. 2015, Nat Chem Biol 11:303): a pyranose is in
 * the chair that its hand makes the stable one, 4C1 of D- and 1C4 of L-sugars, or in the form that its dictionary has,
 * and about as puckered as there.
 */
final class SugarRings {
    static final int PYRANOSE = 6;
    /** How much less or more than in its dictionary a ring may be puckered, Å. */
    private static final double FLATTER = 0.18;

    private static final double STEEPER = 0.15;
    /** Between these is the amplitude of a pyranose that the dictionary does not tell, Å. */
    private static final double[] USUAL = {0.42, 0.9};

    /**
     * @param ring names of its atoms: the oxygen, the anomeric carbon, and on
     * @param expected the forms that are right; empty where none is known, as of furanoses
     * @param isOutlier whether it has another form, or is much flatter or steeper
     */
    record Result(
            ResidueId id, Group group, List<String> ring, RingPucker pucker, List<String> expected, boolean isOutlier) {
        String name() {
            return group.getPDBName();
        }
    }

    private SugarRings() {}

    /** Judges every monosaccharide of a structure's first model whose ring is whole, in the order of the file. */
    static List<Result> of(Structure structure, MonomerLibrary library) {
        List<Result> results = new ArrayList<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (ResidueKind.of(group) == ResidueKind.GLYCAN) {
                    BondGraph.of(group).sugarRing().ifPresent(ring -> results.add(judge(group, ring, library)));
                }
            }
        }
        return results;
    }

    private static Result judge(Group group, List<String> ring, MonomerLibrary library) {
        List<Point3d> places = ring.stream()
                .map(atom -> group.getAtom(atom).getCoordsAsPoint3d())
                .toList();
        RingPucker pucker = RingPucker.of(places);
        Map<String, Point3d> ideal = library.places(group.getPDBName());
        RingPucker reference = ideal.keySet().containsAll(ring)
                ? RingPucker.of(ring.stream().map(ideal::get).toList())
                : null;
        List<String> expected = new ArrayList<>();
        if (ring.size() == PYRANOSE) {
            int side = exocyclicSide(group, ring, pucker);
            if (side != 0) {
                expected.add(side > 0 ? RingPucker.CHAIR : RingPucker.OTHER_CHAIR);
            }
            if (reference != null && !expected.contains(reference.form())) {
                expected.add(reference.form());
            }
        }
        boolean outlier = !expected.isEmpty() && !expected.contains(pucker.form()) || !isUsual(pucker, reference);
        return new Result(ResidueId.of(group), group, ring, pucker, List.copyOf(expected), outlier);
    }

    private static boolean isUsual(RingPucker pucker, RingPucker reference) {
        if (reference != null) {
            return pucker.amplitude() > reference.amplitude() - FLATTER
                    && pucker.amplitude() < reference.amplitude() + STEEPER;
        }
        return Double.isNaN(pucker.theta()) || pucker.amplitude() >= USUAL[0] && pucker.amplitude() <= USUAL[1];
    }

    /**
     * On which side of the mean plane the carbon on the last atom of the ring is (C6 of hexoses, C7 of sialic acids): 1
     * of D-sugars, -1 of L-sugars, seen with C1 to C5 clockwise from above; 0 where there is none, as of pentoses.
     */
    static int exocyclicSide(Group group, List<String> ring, RingPucker pucker) {
        String last = ring.get(ring.size() - 1);
        Atom carbon = group.getAtom(last.charAt(0) + Integer.toString(last.charAt(1) - '0' + 1));
        if (carbon == null || ring.contains(carbon.getName())) {
            return 0;
        }
        return side(group.getAtom(last), carbon, pucker);
    }

    /** Whether an atom on a ring's atom lies above (1) or below (-1) it. */
    static int side(Atom of, Atom substituent, RingPucker pucker) {
        Vector3d bond = new Vector3d(substituent.getCoordsAsPoint3d());
        bond.sub(of.getCoordsAsPoint3d());
        return bond.dot(pucker.normal()) > 0 ? 1 : -1;
    }

    static int outliers(List<Result> results) {
        return (int) results.stream().filter(Result::isOutlier).count();
    }
}
