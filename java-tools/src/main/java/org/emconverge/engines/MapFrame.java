package org.emconverge.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.structure.Symmetry;

/**
 * The frame in which a map's first voxel lies at zero. Programs differ in which field of the header says where a map
 * lies; here both say zero, and the model is moved there and back.
 */
public final class MapFrame {
    private MapFrame() {}

    /** Writes {@code map} with its first voxel at zero. */
    public static void writeAtZero(DensityMap map, Path file) throws IOException {
        MrcFile.write(map.at(new double[3]), file);
    }

    /**
     * Moves every atom of every model by {@code sign} times {@code origin} (Å; length 3): -1 into the frame, 1 out of
     * it.
     */
    public static void move(Structure structure, double[] origin, int sign) {
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getModel(model)) {
                for (Group group : chain.getAtomGroups()) {
                    group.getAtoms().forEach(atom -> atom.setCoords(moved(atom.getCoords(), origin, sign)));
                }
            }
        }
    }

    /** A symmetry moved likewise. */
    public static Symmetry moved(Symmetry symmetry, double[] origin, int sign) {
        Matrix4d shift = new Matrix4d();
        shift.set(new Vector3d(sign * origin[0], sign * origin[1], sign * origin[2]));
        Matrix4d back = new Matrix4d(shift);
        back.invert();
        List<Matrix4d> operators = symmetry.operators().stream()
                .map(operator -> {
                    Matrix4d moved = new Matrix4d();
                    moved.mul(shift, operator);
                    moved.mul(back);
                    return moved;
                })
                .toList();
        Point3d centre = new Point3d();
        shift.transform(symmetry.centre(), centre);
        return new Symmetry(symmetry.pointGroup(), symmetry.axes(), centre, symmetry.helix(), operators);
    }

    /** A point moved likewise, Å. */
    public static double[] moved(double[] point, double[] origin, int sign) {
        return new double[] {point[0] + sign * origin[0], point[1] + sign * origin[1], point[2] + sign * origin[2]};
    }
}
