package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Group;
import org.emconverge.structure.Elements;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.MonomerLibrary.Link;

/** Bond lengths and angles of heavy atoms against the monomer library's ideals; nothing is judged across a chain break. */
public final class Geometry {
    /** Further from the ideal than this many standard deviations is an outlier, as in MolProbity. */
    public static final double OUTLIER = 4;
    /** |ω| below this is a cis peptide, degrees. */
    private static final double CIS = 90;

    /**
     * A bond length or angle beyond {@link #OUTLIER}.
     *
     * @param atoms its atoms, such as {@code N-CA-C}; those of the residue before have a minus sign: {@code -C-N}
     * @param value length, Å, or angle, degrees
     * @param z deviation in standard deviations, with its sign
     */
    public record Outlier(String atoms, double value, double ideal, double z) {
    }

    /** Deviations of one sort in one residue: how many, the sum of their squared z, and the outliers. */
    public record Deviations(int count, double sumOfSquares, List<Outlier> outliers) {
        /** Root mean square z; NaN when there is none. */
        public double rmsz() {
            return count == 0 ? Double.NaN : Math.sqrt(sumOfSquares / count);
        }

        static Deviations sum(List<Deviations> parts) {
            return new Deviations(parts.stream().mapToInt(Deviations::count).sum(),
                    parts.stream().mapToDouble(Deviations::sumOfSquares).sum(), parts.stream().flatMap(p -> p.outliers().stream()).toList());
        }
    }

    /** A residue's bonds and angles, those of its link to the residue before included. */
    public record Result(ResidueId id, String name, Deviations bonds, Deviations angles) {
    }

    private Geometry() {
    }

    /** Judges every residue that the library knows, in the order given. */
    public static List<Result> of(List<ProteinResidue> residues, MonomerLibrary library) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < residues.size(); i++) {
            ProteinResidue residue = residues.get(i);
            Link before = link(residue);
            Link after = residue.next() == null ? null : link(residues.get(i + 1));
            Optional<Ideals> own = library.residue(residue.name(), before, after);
            if (own.isPresent()) {
                Tally bonds = new Tally();
                Tally angles = new Tally();
                bonds.add(own.get().bonds(), residue.group(), null);
                angles.add(own.get().angles(), residue.group(), null);
                if (before != null) {
                    bonds.add(library.link(before).bonds(), residue.previous(), residue.group());
                    angles.add(library.link(before).angles(), residue.previous(), residue.group());
                }
                results.add(new Result(residue.id(), residue.name(), bonds.deviations(), angles.deviations()));
            }
        }
        return results;
    }

    public static Deviations bonds(List<Result> results) {
        return Deviations.sum(results.stream().map(Result::bonds).toList());
    }

    public static Deviations angles(List<Result> results) {
        return Deviations.sum(results.stream().map(Result::angles).toList());
    }

    /** Outliers among all bonds and angles, percent; NaN when there are none of either. */
    public static double violationsPercent(List<Result> results) {
        Deviations bonds = bonds(results);
        Deviations angles = angles(results);
        int count = bonds.count() + angles.count();
        return count == 0 ? Double.NaN : 100.0 * (bonds.outliers().size() + angles.outliers().size()) / count;
    }

    private static Link link(ProteinResidue residue) {
        if (residue.previous() == null) {
            return null;
        }
        boolean cis = Math.abs(residue.omega()) < CIS;
        return "PRO".equals(residue.name()) ? cis ? Link.PCIS : Link.PTRANS : cis ? Link.CIS : Link.TRANS;
    }

    /** Gathers the deviations of one residue. */
    private static final class Tally {
        private int count;
        private double sumOfSquares;
        private final List<Outlier> outliers = new ArrayList<>();

        /** Adds those ideals whose atoms are all there; {@code second} is null unless they are a link's. */
        void add(List<Ideal> ideals, Group first, Group second) {
            for (Ideal ideal : ideals) {
                List<AtomKey> keys = ideal.atoms();
                Atom[] atoms = new Atom[keys.size()];
                boolean complete = true;
                for (int i = 0; i < atoms.length && complete; i++) {
                    atoms[i] = (keys.get(i).residue() == 1 ? first : second).getAtom(keys.get(i).name());
                    complete = atoms[i] != null && !Elements.isHydrogen(atoms[i]);
                }
                if (complete) {
                    addDeviation(ideal, atoms, second != null);
                }
            }
        }

        Deviations deviations() {
            return new Deviations(count, sumOfSquares, List.copyOf(outliers));
        }

        private void addDeviation(Ideal ideal, Atom[] atoms, boolean link) {
            double value = atoms.length == 2 ? Calc.getDistance(atoms[0], atoms[1]) : angle(atoms[0], atoms[1], atoms[2]);
            double z = (value - ideal.value()) / ideal.sigma();
            count++;
            sumOfSquares += z * z;
            if (Math.abs(z) > OUTLIER) {
                List<String> names = ideal.atoms().stream().map(key -> (link && key.residue() == 1 ? "-" : "") + key.name()).toList();
                outliers.add(new Outlier(String.join("-", names), value, ideal.value(), z));
            }
        }

        private static double angle(Atom a, Atom apex, Atom b) {
            return Calc.angle(Calc.subtract(a, apex), Calc.subtract(b, apex));
        }
    }
}
