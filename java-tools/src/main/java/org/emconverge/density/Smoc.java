package org.emconverge.density;

import java.util.Arrays;
import java.util.List;

/**
 * SMOC, the segment-based Manders' overlap coefficient (Joseph et al., Methods 100, 42, 2016), in its first form: over
 * the voxels near the nine residues of a chain that follow each other around one residue.
 */
final class Smoc {
    /** Residues before and after. */
    private static final int FLANK = 4;
    /** Width of the Gaussian that stands for an atom, in units of the resolution. */
    private static final double SIGMA_IN_RESOLUTION = 0.225;
    /** How near to an atom a voxel counts, in units of that width; and the least width for this, Å. */
    private static final double NEAR = 2.5;

    private static final double LEAST_SIGMA = 1;
    /** Where the Gaussian ends, in units of its width. */
    private static final double END = 4;

    private Smoc() {}

    /**
     * @param solvent {@link SolventLevel} of the map, above which its density counts
     * @param atoms all inside the map; hydrogens do not count
     * @param resolution Å
     * @return for each residue Σρₘρ / √(Σρₘ² Σρ²), −1 to 1, over model and map; NaN for a residue with no atom in the
     *     map
     */
    static double[] of(DensityMap map, double solvent, List<FitAtom> atoms, double resolution, int residues) {
        List<FitAtom> heavy = atoms.stream().filter(a -> !a.isHydrogen()).toList();
        double[] result = new double[residues];
        Arrays.fill(result, Double.NaN);
        if (heavy.isEmpty()) {
            return result;
        }
        double sigma = SIGMA_IN_RESOLUTION * resolution;
        double near = NEAR * Math.max(sigma, LEAST_SIGMA);
        DensityMap model = blurred(map, heavy, sigma, Math.max(END * sigma, near));
        int[] offset = VoxelBalls.offset(model, map);
        VoxelsNearAtoms zone = new VoxelsNearAtoms(model);
        List<List<FitAtom>> byResidue = Residues.group(heavy, residues);
        for (int r = 0; r < residues; r++) {
            if (byResidue.get(r).isEmpty()) {
                continue;
            }
            int chain = byResidue.get(r).get(0).chain();
            addFlank(zone, byResidue, r, -1, chain, near);
            addFlank(zone, byResidue, r, 1, chain, near);
            byResidue.get(r).forEach(atom -> zone.add(atom, near));
            double[] sums = new double[3];
            zone.take(i -> {
                int x = i % model.nx() + offset[0];
                int y = i / model.nx() % model.ny() + offset[1];
                int z = i / model.nx() / model.ny() + offset[2];
                double a = model.values()[i];
                double b = map.values()[map.index(x, y, z)] - solvent;
                sums[0] += a * b;
                sums[1] += a * a;
                sums[2] += b * b;
            });
            double power = Math.sqrt(sums[1] * sums[2]);
            result[r] = power > 0 ? sums[0] / power : 0;
        }
        return result;
    }

    /** Adds up to {@link #FLANK} residues of the chain on one side. */
    private static void addFlank(
            VoxelsNearAtoms zone, List<List<FitAtom>> byResidue, int residue, int step, int chain, double near) {
        int added = 0;
        for (int r = residue + step; r >= 0 && r < byResidue.size() && added < FLANK; r += step) {
            List<FitAtom> atoms = byResidue.get(r);
            if (!atoms.isEmpty()) {
                if (atoms.get(0).chain() != chain) {
                    return;
                }
                atoms.forEach(atom -> zone.add(atom, near));
                added++;
            }
        }
    }

    /** Gaussians weighted by atomic number on the part of the map's grid within {@code reach} of an atom. */
    private static DensityMap blurred(DensityMap map, List<FitAtom> atoms, double sigma, double reach) {
        DensityMap model = VoxelBalls.around(map, atoms, reach);
        float[] values = model.values();
        double voxel = map.voxel()[0];
        double exponent = -0.5 / (sigma * sigma);
        for (FitAtom atom : atoms) {
            int weight = ElectronScattering.of(atom.element()).atomicNumber();
            VoxelBalls.rows(model, atom.x(), atom.y(), atom.z(), END * sigma, (from, to, x, yz2) -> {
                for (int i = from; i < to; i++) {
                    double dx = x + (i - from) * voxel;
                    values[i] += (float) (weight * Math.exp(exponent * (dx * dx + yz2)));
                }
            });
        }
        return model;
    }
}
