package org.emconverge.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.Csv;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.InternalCoordinates;
import org.emconverge.structure.RotamerGrid;
import org.emconverge.structure.RotamerGrid.Rotamer;
import org.emconverge.structure.Torsions;

/**
 * The side chains of the twenty amino acids in the conformations that occur: ideal geometry, torsions that cover the
 * Top8000 rotamer distributions. Built once, when first asked for.
 */
final class SideChains {
    /**
     * For each of the twenty amino acids, in alphabetical order of their three-letter codes: how common it is (percent
     * of the residues of UniProtKB/Swiss-Prot, 2024), and what is added to the logarithm of its likelihood, which
     * bench/register fitted to right models.
     */
    private static final List<Csv.Row> TABLE =
            Csv.resource(SideChains.class, "kinds.csv").rows();

    /** Three-letter codes. */
    static final List<String> KINDS =
            TABLE.stream().map(row -> row.text("kind")).toList();

    static final int GLYCINE = KINDS.indexOf("GLY");

    /** Degrees between conformations of short side chains, and of those with more than two torsions. */
    private static final double SPACING = 25;

    private static final double SPACING_OF_LONG = 40;
    /** The reference data of the highest 98 % is covered. */
    private static final double LEAST = 0.02;

    private static final int MOST = 60;
    /** What a torsion χ1 of proline's ring makes of its χ2: the ring closes. */
    private static final double PROLINE_RATIO = -1.35;

    /**
     * Density of an atom relative to carbon: scattering factors at zero angle, Peng et al. (1996), but for sulphur, of
     * which maps show less. This and the three below were fitted with the biases of the kinds.
     */
    private static final Map<Character, Double> WEIGHTS = Map.of('C', 1.0, 'N', 0.88, 'O', 0.79, 'S', 1.35);
    /** Density of CB, that of a carbon in the main chain being 1. */
    private static final double AMPLITUDE = 0.72;

    /** By how much an atom farther out is weaker, for each bond beyond CB: side chains' ends move. */
    private static final double FADING = 0.74;
    /** The oxygens of a carboxylate: charged, and the first that the beam destroys. */
    private static final double CARBOXYLATE = 0.22;

    private static final SideChains SHIPPED = new SideChains();

    private final List<List<Conformer>> conformers;
    private final double[] logAbundance;
    private final double[] bias;

    /**
     * One conformation, from CB on.
     *
     * @param chi torsions, degrees in (−180, 180]; empty for Gly and Ala
     * @param logShare natural logarithm of how common it is among those of its kind
     * @param atoms positions in the axes of a place, Å; rows of x, y, z
     * @param weights density of each atom, that of a carbon in the main chain being 1
     */
    record Conformer(double[] chi, double logShare, double[][] atoms, double[] weights) {}

    private SideChains() {
        conformers = KINDS.stream().map(SideChains::conformers).toList();
        double[] abundance =
                TABLE.stream().mapToDouble(row -> row.number("abundance")).toArray();
        double sum = Arrays.stream(abundance).sum();
        logAbundance = Arrays.stream(abundance).map(a -> Math.log(a / sum)).toArray();
        bias = TABLE.stream().mapToDouble(row -> row.number("bias")).toArray();
    }

    static SideChains shipped() {
        return SHIPPED;
    }

    /** @param kind number among {@link #KINDS} */
    List<Conformer> of(int kind) {
        return conformers.get(kind);
    }

    /** Natural logarithm of how common a kind is in proteins. */
    double logAbundance(int kind) {
        return logAbundance[kind];
    }

    /** What is added to the logarithm of a kind's likelihood. */
    double bias(int kind) {
        return bias[kind];
    }

    private static List<Conformer> conformers(String kind) {
        if (InternalCoordinates.chiCount(kind) == 0) {
            return List.of(conformer(kind, new double[0], 1));
        }
        RotamerGrid grid = RotamerGrid.of(kind);
        double spacing = grid.dimensions() > 2 ? SPACING_OF_LONG : SPACING;
        List<Conformer> conformers = new ArrayList<>();
        for (Rotamer rotamer : grid.rotamers(spacing, LEAST, MOST)) {
            double[] chi = Arrays.stream(rotamer.chi())
                    .map(angle -> angle - 360 * Math.ceil(angle / 360 - 0.5))
                    .toArray();
            conformers.add(conformer(kind, chi, rotamer.share()));
        }
        return List.copyOf(conformers);
    }

    private static Conformer conformer(String kind, double[] chi, double share) {
        double[] torsions = kind.equals("PRO") ? new double[] {chi[0], PROLINE_RATIO * chi[0]} : chi;
        Map<String, Point3d> atoms = ChainBuilder.build(
                        List.of(new ChainBuilder.Residue(kind, new Torsions(-60, -45, 180, torsions))))
                .get(0);
        Vector3d[] axes = Place.axes(atoms.get("N"), atoms.get("CA"), atoms.get("C"));
        List<String> names = atoms.keySet().stream()
                .filter(name -> !List.of("N", "CA", "C", "O").contains(name))
                .toList();
        double[][] local = names.stream()
                .map(name -> local(atoms.get(name), atoms.get("CA"), axes))
                .toArray(double[][]::new);
        double[] weights =
                names.stream().mapToDouble(name -> weight(kind, name)).toArray();
        return new Conformer(torsions, Math.log(share), local, weights);
    }

    private static double[] local(Point3d position, Point3d ca, Vector3d[] axes) {
        Vector3d step = new Vector3d();
        step.sub(position, ca);
        return IntStream.range(0, 3).mapToDouble(axis -> step.dot(axes[axis])).toArray();
    }

    private static double weight(String kind, String atom) {
        boolean carboxylate = (kind.equals("ASP") || kind.equals("GLU")) && atom.charAt(0) == 'O';
        int bonds = "BGDEZH".indexOf(atom.charAt(1));
        return AMPLITUDE * WEIGHTS.get(atom.charAt(0)) * Math.pow(FADING, bonds) * (carboxylate ? CARBOXYLATE : 1);
    }
}
