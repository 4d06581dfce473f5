package org.emconverge.density;

import java.util.BitSet;
import java.util.List;

/**
 * Correlation coefficients of a map and the map that its model gives at the same resolution: Afonine et al., Acta
 * Cryst. D74, 814 (2018). NaN where a map does not vary.
 *
 * @param mask over the voxels inside the molecular mask
 * @param box over all voxels
 * @param volume over the highest voxels of the model's map, as many as are inside the mask
 * @param peaks over the highest voxels of either map, as many of each as are inside the mask
 * @param residues of each residue: over the voxels near its atoms; NaN for a residue with no atom in the map
 */
public record MapCorrelation(double mask, double box, double volume, double peaks, double[] residues) {
    /**
     * @param atoms all inside the map
     * @param model the model's map, on the grid of {@code map}
     * @param highest of {@code map}
     * @param radius around atoms, for the residues, Å
     */
    static MapCorrelation of(
            DensityMap map, float[] model, List<FitAtom> atoms, HighestVoxels highest, double radius, int residues) {
        BitSet inside = MolecularMask.of(atoms, map);
        int number = Math.max(1, inside.cardinality());
        float mapThreshold = highest.threshold(number);
        float modelThreshold = new HighestVoxels(model).threshold(number);
        Correlation mask = new Correlation();
        Correlation box = new Correlation();
        Correlation volume = new Correlation();
        Correlation peaks = new Correlation();
        float[] values = map.values();
        for (int i = 0; i < values.length; i++) {
            box.add(values[i], model[i]);
            if (model[i] >= modelThreshold) {
                volume.add(values[i], model[i]);
            }
            if (model[i] >= modelThreshold || values[i] >= mapThreshold) {
                peaks.add(values[i], model[i]);
            }
        }
        for (int i = inside.nextSetBit(0); i >= 0; i = inside.nextSetBit(i + 1)) {
            mask.add(values[i], model[i]);
        }
        return new MapCorrelation(
                mask.value(),
                box.value(),
                volume.value(),
                peaks.value(),
                residues(map, model, atoms, radius, residues));
    }

    private static double[] residues(DensityMap map, float[] model, List<FitAtom> atoms, double radius, int number) {
        VoxelsNearAtoms zone = new VoxelsNearAtoms(map);
        double[] values = new double[number];
        List<List<FitAtom>> byResidue = Residues.group(atoms, number);
        for (int r = 0; r < number; r++) {
            Correlation correlation = new Correlation();
            byResidue.get(r).forEach(atom -> zone.add(atom, radius));
            zone.take(i -> correlation.add(map.values()[i], model[i]));
            values[r] = correlation.value();
        }
        return values;
    }
}
