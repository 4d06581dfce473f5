package org.emconverge.density;

import java.util.List;

/**
 * Q-scores: how much the map around an atom looks like a Gaussian of width σ (Pintilie et al., Nat. Methods 17, 328,
 * 2020). The correlation about the mean of the map with the Gaussian, at the atom (counted eight times) and at the
 * points of {@link ShellPoints}, out to 2 Å. Hydrogens have none. The height and the offset of the published Gaussian
 * (from 1 standard deviation below the map's mean to 10 above) drop out of a correlation about the mean.
 *
 * @param sigma Å
 * @param atoms in the order of the model; NaN for hydrogens and outside the map; 0 where the map does not vary
 * @param residues mean of the atoms of each; NaN where there is none
 * @param chains mean of the atoms of each; NaN where there is none
 * @param mean of all atoms; NaN where there is none
 */
public record QScores(double sigma, double[] atoms, double[] residues, double[] chains, double mean) {
    /** Å: the width the EMDB uses. */
    public static final double EMDB_SIGMA = 0.4;
    /** Å: the width of the first publication. */
    public static final double FIRST_SIGMA = 0.6;
    /** Å: where the authors' lines are taken to hold. */
    private static final double[] EXPECTED_RANGE = {1, 6};

    /**
     * What is typical of protein at a resolution: the authors' straight lines through entries of the EMDB (MapQ 2.9.7).
     *
     * @param sigma 0.4 or 0.6 Å
     * @param resolution Å
     * @return NaN beyond 1 to 6 Å
     */
    public static double expected(double sigma, double resolution) {
        if (sigma != EMDB_SIGMA && sigma != FIRST_SIGMA) {
            throw new IllegalArgumentException("No line for sigma " + sigma);
        }
        if (!(resolution >= EXPECTED_RANGE[0] && resolution <= EXPECTED_RANGE[1])) {
            return Double.NaN;
        }
        return sigma == EMDB_SIGMA ? 1.1242 - 0.1866 * resolution : 1.1192 - 0.1775 * resolution;
    }

    /**
     * @param atoms of the model; those outside the map are neighbours, too
     * @param sigmas widths, Å
     * @return one for each width
     */
    static QScores[] of(DensityMap map, List<FitAtom> atoms, double[] sigmas, int residues, int chains) {
        Neighbours neighbours =
                new Neighbours(atoms.stream().filter(a -> matters(map, a)).toList(), ShellPoints.REACH);
        ShellPoints points = new ShellPoints();
        double[][] scores = new double[sigmas.length][atoms.size()];
        double[][] gaussians = gaussians(sigmas);
        int next = 0;
        for (int i = 0; i < atoms.size(); i++) {
            FitAtom atom = atoms.get(i);
            double[][] others = matters(map, atom) ? neighbours.of(next++) : null;
            boolean scored = others != null && !Double.isNaN(map.at(atom.x(), atom.y(), atom.z()));
            Correlation[] correlations = scored ? score(map, atom, others, points, gaussians) : null;
            for (int s = 0; s < sigmas.length; s++) {
                scores[s][i] = scored ? zeroIfFlat(correlations[s].value()) : Double.NaN;
            }
        }
        QScores[] results = new QScores[sigmas.length];
        for (int s = 0; s < sigmas.length; s++) {
            results[s] = new QScores(
                    sigmas[s],
                    scores[s],
                    Residues.means(atoms, scores[s], FitAtom::residue, residues),
                    Residues.means(atoms, scores[s], FitAtom::chain, chains),
                    Residues.mean(scores[s]));
        }
        return results;
    }

    /** Heavy, and in the map or so near to it that it may be the neighbour of an atom there. */
    private static boolean matters(DensityMap map, FitAtom atom) {
        return !atom.isHydrogen()
                && near(atom.x(), map, 0, map.nx())
                && near(atom.y(), map, 1, map.ny())
                && near(atom.z(), map, 2, map.nz());
    }

    private static boolean near(double position, DensityMap map, int axis, int size) {
        double inside = position - map.origin()[axis];
        return inside > -ShellPoints.REACH && inside < (size - 1) * map.voxel()[axis] + ShellPoints.REACH;
    }

    private static double zeroIfFlat(double correlation) {
        return Double.isNaN(correlation) ? 0 : correlation;
    }

    /** Of each width, the values at the centre and on every sphere. */
    private static double[][] gaussians(double[] sigmas) {
        double[][] values = new double[sigmas.length][ShellPoints.SHELLS + 1];
        for (int s = 0; s < sigmas.length; s++) {
            for (int shell = 0; shell <= ShellPoints.SHELLS; shell++) {
                double r = shell * ShellPoints.STEP / sigmas[s];
                values[s][shell] = Math.exp(-0.5 * r * r);
            }
        }
        return values;
    }

    private static Correlation[] score(
            DensityMap map, FitAtom atom, double[][] others, ShellPoints shells, double[][] gaussians) {
        Correlation[] correlations = new Correlation[gaussians.length];
        double centre = map.at(atom.x(), atom.y(), atom.z());
        for (int s = 0; s < gaussians.length; s++) {
            correlations[s] = new Correlation();
            for (int i = 0; i < ShellPoints.POINTS; i++) {
                correlations[s].add(centre, gaussians[s][0]);
            }
        }
        shells.around(others);
        double[] points = shells.points();
        for (int shell = 1; shell <= ShellPoints.SHELLS; shell++) {
            int count = shells.find(shell);
            for (int p = 0; p < 3 * count; p += 3) {
                double density = map.at(atom.x() + points[p], atom.y() + points[p + 1], atom.z() + points[p + 2]);
                if (!Double.isNaN(density)) {
                    for (int s = 0; s < gaussians.length; s++) {
                        correlations[s].add(density, gaussians[s][shell]);
                    }
                }
            }
        }
        return correlations;
    }
}
