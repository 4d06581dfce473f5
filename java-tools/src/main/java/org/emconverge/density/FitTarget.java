package org.emconverge.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;

/**
 * A map that models are compared with: what depends on the map alone is computed once. Nothing changes after that, so
 * several threads may ask at once.
 *
 * <p>Memory besides the map: its transform, at most as much as the map, and for every model under way up to three times
 * as much.
 */
public final class FitTarget {
    /**
     * The Fourier shell correlations end at this multiple of the stated resolution's frequency, or where the grid does.
     */
    private static final double FSC_BEYOND = 1.5;
    /**
     * The finest resolution a grid can show, in voxels; less what rounding takes from a deposited voxel or resolution.
     */
    private static final double NYQUIST_VOXELS = 2 * 0.99;

    private final DensityMap map;
    private final double resolution;
    private final Double contour;
    private final double solvent;
    private final double limit;
    private final double[] length;
    private final Spectrum spectrum;
    private final HighestVoxels highest;

    /**
     * @param resolution Å
     * @param contour the recommended contour level, in the map's units; null when there is none
     * @throws InputException when the resolution or the contour is no number, or the voxels are too large for the
     *     resolution
     */
    public FitTarget(DensityMap map, double resolution, Double contour) {
        this.map = map;
        this.resolution = resolution;
        this.contour = contour;
        double voxel = Math.max(map.voxel()[0], Math.max(map.voxel()[1], map.voxel()[2]));
        ParameterSchema.requireResolution(resolution);
        if (resolution < NYQUIST_VOXELS * voxel) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The resolution of %.2f Å is finer than the map's voxels of %.2f Å can show: check both.",
                    resolution,
                    voxel));
        }
        if (contour != null && !Double.isFinite(contour)) {
            throw new InputException(
                    "The contour level " + contour + " is no number: give it in the units of the map.");
        }
        solvent = SolventLevel.of(map);
        limit = Math.min(FSC_BEYOND / resolution, 0.5 / voxel);
        length = new double[] {map.nx() * map.voxel()[0], map.ny() * map.voxel()[1], map.nz() * map.voxel()[2]};
        spectrum = spectrum(this::section);
        highest = new HighestVoxels(map.values());
    }

    private Spectrum spectrum(Spectrum.Sections sections) {
        return Spectrum.of(sections, size(), length, limit);
    }

    private int[] size() {
        return new int[] {map.nx(), map.ny(), map.nz()};
    }

    private boolean section(int z, float[] section) {
        int from = map.index(0, 0, z);
        for (int i = 0; i < section.length; i++) {
            section[i] = (float) (map.values()[from + i] - solvent);
        }
        return true;
    }

    /**
     * @param atoms of the model, at least one inside the box; all that share a residue, or chain, share its number
     * @param sideChains for EMRinger; those of other residues than it scans are left out
     * @throws InputException when an atom has no usable position or element, or none is inside the box
     */
    public ModelFit fit(List<FitAtom> atoms, List<SideChain> sideChains) {
        List<FitAtom> inside = inside(atoms);
        int residues = 1 + atoms.stream().mapToInt(FitAtom::residue).max().getAsInt();
        int chains = 1 + atoms.stream().mapToInt(FitAtom::chain).max().getAsInt();
        Spectrum model = ModelSpectrum.of(inside, map.origin(), length, limit);
        FscCurve fsc = SpectrumCorrelation.of(spectrum, model, limit);
        FscCurve masked = SpectrumCorrelation.of(spectrum(new MaskedMap(map, solvent, inside)), model, limit);
        double meanB = inside.stream()
                .mapToDouble(a -> Math.max(0, a.bFactor()))
                .average()
                .getAsDouble();
        MapCorrelation correlation = MapCorrelation.of(
                map, model.map(size(), 1 / resolution), inside, highest, AtomImage.radius(resolution, meanB), residues);
        QScores[] q = QScores.of(map, atoms, new double[] {QScores.FIRST_SIGMA, QScores.EMDB_SIGMA}, residues, chains);
        return new ModelFit(
                atoms.size() - inside.size(),
                correlation,
                fsc,
                masked,
                q[0],
                q[1],
                Smoc.of(map, solvent, inside, resolution, residues),
                contour == null ? null : AtomInclusion.of(map, atoms, contour, residues),
                EmRinger.of(map, sideChains));
    }

    private List<FitAtom> inside(List<FitAtom> atoms) {
        List<FitAtom> inside = new ArrayList<>();
        for (FitAtom atom : atoms) {
            if (!Double.isFinite(atom.x() + atom.y() + atom.z() + atom.bFactor() + atom.occupancy())) {
                throw new InputException("An atom of residue " + atom.residue()
                        + " (counted from 0) has a position, B factor or occupancy"
                        + " that is no number: correct the model.");
            }
            if (!Double.isNaN(map.at(atom.x(), atom.y(), atom.z()))) {
                inside.add(atom);
            }
        }
        if (atoms.isEmpty()) {
            throw new InputException(
                    "The model has no atoms besides hydrogens and waters: nothing to hold against the map.");
        }
        if (inside.isEmpty()) {
            throw new InputException("None of the model's " + atoms.size()
                    + " atoms is inside the map's box: place the model in the map.");
        }
        return inside;
    }
}
