package org.emconverge.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.vecmath.AxisAngle4d;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;

/** Small helical peptides set about axes: assemblies whose symmetry is known. */
public final class TestAssemblies {
    private static final String[] SEQUENCE = {"ALA", "GLY", "SER"};
    private static final int LENGTH = 24;

    private TestAssemblies() {}

    /** A turn and a point that no axis or origin knows. */
    public static Matrix3d frame(long seed) {
        Random random = new Random(seed);
        return rotation(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), 3 * random.nextDouble());
    }

    /** About an axis of any length (vecmath wants it to be 1), by an angle in radians. */
    public static Matrix3d rotation(double x, double y, double z, double angle) {
        double length = Math.sqrt(x * x + y * y + z * z);
        Matrix3d rotation = new Matrix3d();
        rotation.set(new AxisAngle4d(x / length, y / length, z / length, angle));
        return rotation;
    }

    /** One chain of a sequence of its own, its middle at a place. */
    public static Chain peptide(String name, long seed, Point3d middle) {
        Random random = new Random(seed);
        List<ChainBuilder.Residue> residues = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            String residue = SEQUENCE[random.nextInt(SEQUENCE.length)];
            double[] chi = new double[InternalCoordinates.chiCount(residue)];
            residues.add(
                    new ChainBuilder.Residue(residue, new Torsions(-60 + 5 * random.nextGaussian(), -45, 180, chi)));
        }
        List<Map<String, Point3d>> built = ChainBuilder.build(residues);
        Point3d mean = new Point3d();
        built.forEach(atoms -> mean.scaleAdd(1.0 / LENGTH, atoms.get("CA"), mean));
        Chain chain = new ChainImpl();
        chain.setName(name);
        chain.setId(name);
        for (int i = 0; i < LENGTH; i++) {
            AminoAcidImpl group = new AminoAcidImpl();
            group.setPDBName(residues.get(i).name());
            group.setResidueNumber(new ResidueNumber(name, i + 1, null));
            built.get(i).forEach((atom, place) -> group.addAtom(atom(atom, place, mean, middle)));
            chain.addGroup(group);
        }
        return chain;
    }

    private static Atom atom(String name, Point3d place, Point3d mean, Point3d middle) {
        Atom atom = new AtomImpl();
        atom.setName(name);
        atom.setElement(Element.valueOfIgnoreCase(name.substring(0, 1)));
        atom.setCoords(
                new double[] {place.x - mean.x + middle.x, place.y - mean.y + middle.y, place.z - mean.z + middle.z});
        atom.setOccupancy(1);
        return atom;
    }

    /**
     * All mates of some chains, in the order of the operators; every atom off its place by a Gaussian of {@code noise}
     * Å.
     */
    public static Structure of(List<Matrix4d> operators, double noise, Chain... unit) {
        Random random = new Random(5);
        Structure structure = new StructureImpl();
        for (int k = 0; k < operators.size(); k++) {
            for (Chain chain : unit) {
                String name = chain.getName() + (k == 0 ? "" : k + 1);
                Chain copy = Mates.moved(chain, operators.get(k), name, name);
                copy.getAtomGroups()
                        .forEach(group -> group.getAtoms().forEach(atom -> {
                            double[] p = atom.getCoords();
                            atom.setCoords(new double[] {
                                p[0] + noise * random.nextGaussian(),
                                p[1] + noise * random.nextGaussian(),
                                p[2] + noise * random.nextGaussian()
                            });
                        }));
                structure.addChain(copy);
            }
        }
        return structure;
    }
}
