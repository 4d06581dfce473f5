package org.emconverge.density;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The share of a model's atoms whose density exceeds a level, for every level: the curve that the EMDB's validation
 * analysis and the wwPDB's reports show. The density at an atom is interpolated as in {@link AtomInclusion}, so that
 * the curve passes through that number.
 */
public final class InclusionCurve {
    private static final int STEPS = 128;

    private final double[] all;
    private final double[] backbone;
    private final int outside;

    private InclusionCurve(double[] all, double[] backbone, int outside) {
        this.all = all;
        this.backbone = backbone;
        this.outside = outside;
    }

    /**
     * @param atoms heavy atoms, Å; rows of x, y, z
     * @param isBackbone whether each atom belongs to the backbone
     */
    public static InclusionCurve of(DensityMap map, double[][] atoms, boolean[] isBackbone) {
        double[] densities = Arrays.stream(atoms)
                .mapToDouble(atom -> map.at(atom[0], atom[1], atom[2]))
                .toArray();
        double[] all = sorted(IntStream.range(0, atoms.length), densities);
        double[] backbone = sorted(IntStream.range(0, atoms.length).filter(atom -> isBackbone[atom]), densities);
        return new InclusionCurve(all, backbone, atoms.length - all.length);
    }

    private static double[] sorted(IntStream atoms, double[] densities) {
        return atoms.mapToDouble(atom -> densities[atom])
                .filter(density -> !Double.isNaN(density))
                .sorted()
                .toArray();
    }

    /** How many atoms are inside the map's box, and so are counted. */
    public int atoms() {
        return all.length;
    }

    /** How many of them belong to the backbone. */
    public int backboneAtoms() {
        return backbone.length;
    }

    /** How many atoms lie outside the map's box, and are not counted. */
    public int outside() {
        return outside;
    }

    /** The share of all atoms above a level, 0 to 1; NaN without any. */
    public double all(double level) {
        return share(all, level);
    }

    /** The share of the backbone's atoms above a level, 0 to 1; NaN without any. */
    public double backbone(double level) {
        return share(backbone, level);
    }

    private static double share(double[] densities, double level) {
        int low = 0;
        int high = densities.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (densities[middle] > level) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return densities.length == 0 ? Double.NaN : (double) (densities.length - low) / densities.length;
    }

    /**
     * Levels to draw the curve at, evenly from the lowest density at an atom, or zero if that is lower, to the highest;
     * at least two of them differ.
     *
     * @param marked a level that the curve has to reach too, in the map's units; NaN for none
     * @return in the map's units, rising; empty where no atom is inside the map
     */
    public double[] levels(double marked) {
        if (all.length == 0) {
            return new double[0];
        }
        double from = Math.min(0, all[0]);
        double to = all[all.length - 1];
        if (!Double.isNaN(marked)) {
            from = Math.min(from, marked);
            to = Math.max(to, marked);
        }
        double step = (to > from ? to - from : 1) / STEPS;
        double first = from;
        return IntStream.rangeClosed(0, STEPS)
                .mapToDouble(i -> first + i * step)
                .toArray();
    }
}
