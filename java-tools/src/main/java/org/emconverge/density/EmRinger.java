package org.emconverge.density;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * EMRinger: whether the density on the circle of the γ atom is highest where side chains like to be (Barad et al., Nat.
 * Methods 12, 943, 2015).
 *
 * <p>The γ atom goes round χ1 in steps of 5°. For each of 20 thresholds, from the mean of the residues' mean densities
 * towards the highest density, the residues whose highest density exceeds the threshold are counted, and those of them
 * whose peak lies within 30° of 60°, 180° or 300°. z is the distance of their share from 39/72, in binomial standard
 * deviations; the score is 10 z/√N at the best threshold, N all residues scanned.
 *
 * @param score above 1 is good, 0 is chance (at any resolution where side chains show, 3.2 to 3.5 Å in the publication)
 * @param threshold the best one, in the map's units
 * @param rotamerRatio share of the peaks above it that are at rotamers
 * @param residues N
 */
public record EmRinger(double score, double threshold, double rotamerRatio, int residues) {
    private static final int ANGLES = 72;
    private static final int THRESHOLDS = 20;
    /** The share of angles within 30° of a rotamer, both ends counted, as the authors' program has it. */
    private static final double CHANCE = 39.0 / 72;

    /** The highest density of one residue and the place on the circle, 0 to 71. */
    private record Peak(double density, int angle, double mean) {
        /** Within 30° of 60°, 180° or 300°; the lower end excluded, as the authors' program has it. */
        boolean isRotamer() {
            int degrees = angle * 360 / ANGLES % 120;
            return degrees > 30 && degrees <= 90;
        }
    }

    /** @return null when no residue can be scanned, or no threshold has a peak at a rotamer */
    static EmRinger of(DensityMap map, List<SideChain> sideChains) {
        List<Peak> peaks = sideChains.stream()
                .filter(s -> SideChain.isScanned(s.residueName()))
                .map(s -> peak(map, s))
                .filter(Objects::nonNull)
                .toList();
        double lowest = peaks.stream().mapToDouble(Peak::mean).average().orElse(0);
        double highest = peaks.stream().mapToDouble(Peak::density).max().orElse(0);
        EmRinger best = null;
        for (int t = 0; t < THRESHOLDS; t++) {
            double threshold = lowest + t * (highest - lowest) / THRESHOLDS;
            List<Peak> above = peaks.stream().filter(p -> p.density > threshold).toList();
            long rotamers = above.stream().filter(Peak::isRotamer).count();
            if (rotamers == 0) {
                break;
            }
            double z = (rotamers - above.size() * CHANCE) / Math.sqrt(CHANCE * (1 - CHANCE) * above.size());
            double score = 10 * z / Math.sqrt(peaks.size());
            if (best == null || score > best.score) {
                best = new EmRinger(score, threshold, (double) rotamers / above.size(), peaks.size());
            }
        }
        return best;
    }

    /** @return null when a part of the circle lies outside the map */
    private static Peak peak(DensityMap map, SideChain s) {
        double[] axis = unit(minus(s.cb(), s.ca()));
        double[] toGamma = minus(s.gamma(), s.cb());
        double along = dot(toGamma, axis);
        double[] centre = new double[3];
        double[] radial = new double[3];
        // χ1 = 0 lies on the side of N
        double[] toN = minus(s.n(), s.ca());
        double nAlong = dot(toN, axis);
        for (int i = 0; i < 3; i++) {
            centre[i] = s.cb()[i] + along * axis[i];
            radial[i] = toN[i] - nAlong * axis[i];
        }
        radial = unit(radial);
        double[] sideways = cross(axis, radial);
        double radius = Math.sqrt(Math.max(0, dot(toGamma, toGamma) - along * along));
        double[] densities = new double[ANGLES];
        int highest = 0;
        for (int a = 0; a < ANGLES; a++) {
            double cos = radius * Math.cos(2 * Math.PI * a / ANGLES);
            double sin = radius * Math.sin(2 * Math.PI * a / ANGLES);
            densities[a] = map.at(
                    centre[0] + cos * radial[0] + sin * sideways[0],
                    centre[1] + cos * radial[1] + sin * sideways[1],
                    centre[2] + cos * radial[2] + sin * sideways[2]);
            if (Double.isNaN(densities[a])) {
                return null;
            }
            highest = densities[a] > densities[highest] ? a : highest;
        }
        return new Peak(
                densities[highest], highest, Arrays.stream(densities).average().getAsDouble());
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] unit(double[] a) {
        double norm = Math.sqrt(dot(a, a));
        return new double[] {a[0] / norm, a[1] / norm, a[2] / norm};
    }
}
