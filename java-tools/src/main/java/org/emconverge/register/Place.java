package org.emconverge.register;

import java.util.ArrayList;
import java.util.List;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueId;

/**
 * A place of the backbone: where a model has N, CA and C of a residue.
 *
 * @param id the residue that the model has there
 * @param kind number of its amino acid among {@link SideChains#KINDS}; −1 for one that is not known
 * @param segment number of the stretch without a chain break that it belongs to, from 0 on
 * @param mainChain positions of N, CA, C and, where the model has it, O, Å
 */
record Place(ResidueId id, int kind, int segment, List<Point3d> mainChain) {
    /** The places of a structure's first model, in the order of the file. */
    static List<Place> of(Structure structure) {
        List<Place> places = new ArrayList<>();
        int segment = -1;
        for (Chain chain : structure.getModel(0)) {
            Group previous = null;
            for (Group group : chain.getAtomGroups()) {
                if (!Peptide.hasBackbone(group)) {
                    continue;
                }
                if (previous == null || !Peptide.bonded(previous, group)) {
                    segment++;
                }
                String parent = AminoAcids.parent(group.getPDBName());
                int kind = parent == null ? -1 : SideChains.KINDS.indexOf(parent);
                places.add(new Place(ResidueId.of(group), kind, segment, mainChain(group)));
                previous = group;
            }
        }
        return places;
    }

    private static List<Point3d> mainChain(Group group) {
        List<Point3d> positions = new ArrayList<>();
        for (String name : List.of("N", "CA", "C", "O")) {
            Atom atom = group.getAtom(name);
            if (atom != null) {
                positions.add(atom.getCoordsAsPoint3d());
            }
        }
        return List.copyOf(positions);
    }

    Point3d ca() {
        return mainChain.get(1);
    }

    /**
     * The axes of the place: x from CA to C, y towards N in the plane of the three, z = x × y; each of length 1.
     *
     * @return x, y, z
     */
    static Vector3d[] axes(Point3d n, Point3d ca, Point3d c) {
        Vector3d x = new Vector3d();
        x.sub(c, ca);
        x.normalize();
        Vector3d y = new Vector3d();
        y.sub(n, ca);
        y.scaleAdd(-y.dot(x), x, y);
        y.normalize();
        Vector3d z = new Vector3d();
        z.cross(x, y);
        return new Vector3d[] {x, y, z};
    }

    Vector3d[] axes() {
        return axes(mainChain.get(0), mainChain.get(1), mainChain.get(2));
    }

    /** A position in the axes of the place, carried to the model. */
    static Point3d carried(double[] local, Point3d ca, Vector3d[] axes) {
        Point3d position = new Point3d(ca);
        for (int axis = 0; axis < 3; axis++) {
            position.scaleAdd(local[axis], axes[axis], position);
        }
        return position;
    }
}
