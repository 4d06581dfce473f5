package org.emconverge.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import org.emconverge.Csv;
import org.emconverge.structure.ChainBuilder;
import org.emconverge.structure.InternalCoordinates;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.Torsions;

/**
 * A designed three-helix bundle with a loose C-terminal tail, built from the torsions in the resource
 * {@code example-protein.csv} (found by {@code src/dev/example}) and ideal bond lengths and angles.
 */
final class ExampleProtein {
    static final String CHAIN = "A";
    /** The residues whose density is blurred: the tail. */
    static final int FIRST_BLURRED = 61;

    static final int LAST_BLURRED = 70;
    /** B factor of the well-resolved part and of the end of the tail, Å². */
    static final double WELL_RESOLVED_B = 60;

    static final double MOST_BLURRED_B = 660;
    /** The length of the tail over which B rises, residues. */
    private static final double RISE = 4;
    /** Where the middle of the protein lies, Å: away from the origin, as in a real reconstruction. */
    private static final Point3d CENTRE = new Point3d(93.5, 112.0, 78.25);

    private ExampleProtein() {}

    /** One residue with its atoms (name to position, Å) and the true B factor of them all, Å². */
    record Residue(ResidueId id, String name, Map<String, Point3d> atoms, double bFactor) {
        boolean blurred() {
            return id.number() >= FIRST_BLURRED && id.number() <= LAST_BLURRED;
        }
    }

    static List<Residue> build() {
        List<ChainBuilder.Residue> chain = read();
        List<Map<String, Point3d>> positions = ChainBuilder.build(chain);
        moveTo(CENTRE, positions);
        List<Residue> residues = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            residues.add(new Residue(
                    new ResidueId(CHAIN, i + 1, ""), chain.get(i).name(), positions.get(i), bFactor(i + 1)));
        }
        return residues;
    }

    /** Flat over the bundle, then rising smoothly (a half cosine) along the tail. */
    private static double bFactor(int number) {
        double along = Math.max(0, Math.min(1, (number - FIRST_BLURRED + 1) / RISE));
        return WELL_RESOLVED_B + (MOST_BLURRED_B - WELL_RESOLVED_B) * (1 - Math.cos(Math.PI * along)) / 2;
    }

    private static void moveTo(Point3d centre, List<Map<String, Point3d>> positions) {
        Point3d mean = new Point3d();
        List<Point3d> all =
                positions.stream().flatMap(atoms -> atoms.values().stream()).toList();
        all.forEach(mean::add);
        mean.scale(1.0 / all.size());
        mean.sub(centre, mean);
        all.forEach(p -> p.add(mean));
    }

    static List<ChainBuilder.Residue> read() {
        return Csv.resource(ExampleProtein.class, "example-protein.csv").rows().stream()
                .map(ExampleProtein::residue)
                .toList();
    }

    private static ChainBuilder.Residue residue(Csv.Row row) {
        double[] chi = new double[InternalCoordinates.chiCount(row.text("residue"))];
        for (int k = 0; k < chi.length; k++) {
            chi[k] = row.number("chi" + (k + 1));
        }
        return new ChainBuilder.Residue(
                row.text("residue"), new Torsions(angle(row, "phi"), angle(row, "psi"), angle(row, "omega"), chi));
    }

    /** Empty for the φ and ω that the first residue does not have. */
    private static double angle(Csv.Row row, String name) {
        return row.text(name).isEmpty() ? 180 : row.number(name);
    }
}
