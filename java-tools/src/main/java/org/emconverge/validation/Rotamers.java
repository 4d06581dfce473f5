package org.emconverge.validation;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.RotamerGrid;

/**
 * Side-chain conformation against the Top8000 rotamer distributions, as MolProbity judges it (Hintze, Lewis, Richardson
 * &amp; Richardson 2016, Proteins 84:1177; Williams et al. 2018, Protein Sci 27:293).
 */
public final class Rotamers {
    /** A score at or above this is favoured: the contour that holds 98% of the reference data. */
    public static final double FAVOURED = 0.02;
    /** A score below this is an outlier: the contour that holds 99.7% of the reference data. */
    public static final double OUTLIER = 0.003;

    /** The atoms along each side chain: four neighbours make a χ. */
    private static final Map<String, List<String>> CHAINS = Map.ofEntries(
            chain("ARG", "N CA CB CG CD NE CZ"),
            chain("ASN", "N CA CB CG OD1"),
            chain("ASP", "N CA CB CG OD1"),
            chain("CYS", "N CA CB SG"),
            chain("GLN", "N CA CB CG CD OE1"),
            chain("GLU", "N CA CB CG CD OE1"),
            chain("HIS", "N CA CB CG ND1"),
            chain("ILE", "N CA CB CG1 CD1"),
            chain("LEU", "N CA CB CG CD1"),
            chain("LYS", "N CA CB CG CD CE NZ"),
            chain("MET", "N CA CB CG SD CE"),
            chain("PHE", "N CA CB CG CD1"),
            chain("PRO", "N CA CB CG CD N"),
            chain("SER", "N CA CB OG"),
            chain("THR", "N CA CB OG1"),
            chain("TRP", "N CA CB CG CD1"),
            chain("TYR", "N CA CB CG CD1"),
            chain("VAL", "N CA CB CG1"));

    /**
     * A residue's side-chain conformation.
     *
     * @param chi χ1, χ2, …, degrees in (-180, 180]; for Pro the three of its ring, of which χ1 counts
     * @param score value of the distribution there, 0 to 1
     */
    public record Result(ResidueId id, String name, List<Double> chi, double score, Verdict verdict) {}

    private Rotamers() {}

    /**
     * Judges every residue whose side chain can turn and is complete, in the order given. A modified residue is judged
     * as its parent where it has the same heavy atoms (MSE, protonation states), else not at all.
     */
    public static List<Result> of(List<ProteinResidue> residues) {
        return residues.stream().map(Rotamers::of).filter(Objects::nonNull).toList();
    }

    /** Share of the residues with this verdict, percent; NaN when there is none. */
    public static double percent(List<Result> results, Verdict verdict) {
        return results.isEmpty()
                ? Double.NaN
                : 100.0 * results.stream().filter(r -> r.verdict() == verdict).count() / results.size();
    }

    public static Verdict verdict(double score) {
        return score >= FAVOURED ? Verdict.FAVOURED : score >= OUTLIER ? Verdict.ALLOWED : Verdict.OUTLIER;
    }

    /** Whether the residue would be judged if it did not lack an atom of its side chain. */
    static boolean isIncomplete(ProteinResidue residue) {
        return isJudged(residue) && Stream.of(atoms(residue)).anyMatch(Objects::isNull);
    }

    private static Result of(ProteinResidue residue) {
        if (!isJudged(residue)) {
            return null;
        }
        Atom[] atoms = atoms(residue);
        if (Stream.of(atoms).anyMatch(Objects::isNull)) {
            return null;
        }
        double[] chi = new double[atoms.length - 3];
        for (int i = 0; i < chi.length; i++) {
            chi[i] = Calc.torsionAngle(atoms[i], atoms[i + 1], atoms[i + 2], atoms[i + 3]);
        }
        double score = RotamerGrid.of(residue.parent()).at(chi);
        return new Result(
                residue.id(), residue.name(), DoubleStream.of(chi).boxed().toList(), score, verdict(score));
    }

    private static boolean isJudged(ProteinResidue residue) {
        String parent = residue.parent();
        return parent != null
                && CHAINS.containsKey(parent)
                && (parent.equals(residue.name()) || residue.hasOnlyAtomsOf(parent));
    }

    private static Atom[] atoms(ProteinResidue residue) {
        return CHAINS.get(residue.parent()).stream().map(residue::atom).toArray(Atom[]::new);
    }

    private static Map.Entry<String, List<String>> chain(String residue, String atoms) {
        return entry(residue, List.of(atoms.split(" ")));
    }
}
