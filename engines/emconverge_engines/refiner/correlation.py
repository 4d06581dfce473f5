"""The correlation of a model with its map."""

from collections.abc import Sequence

import gemmi
import numpy as np

MASK_RADIUS = 3.0  # Å round the heavy atoms
SMOOTHING = 0.225  # Gaussian sigma in resolutions, before half maps are compared: they come unfiltered
LEAST_OF_HALVES = 0.087  # correlation of half maps, as in Java's HalfPlacement


def model_density(whole: gemmi.Structure, grid: gemmi.FloatGrid, resolution: float) -> np.ndarray:
    """The density of a structure (electron scattering, cut at the resolution, Å) on the voxels of a grid."""
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = resolution
    calculator.grid.unit_cell, calculator.grid.spacegroup = grid.unit_cell, gemmi.SpaceGroup("P 1")
    calculator.set_refmac_compatible_blur(whole[0])
    calculator.initialize_grid()
    calculator.put_model_density_on_grid(whole[0])
    factors = gemmi.transform_map_to_f_phi(calculator.grid).prepare_asu_data(dmin=resolution, unblur=calculator.blur)
    # numpy transforms back, because gemmi halves the last axis and so knows only even numbers of voxels;
    # structure factors are defined with exp(+2 pi i hx), hence the conjugate
    amplitudes = factors.get_f_phi_on_grid(list(grid.shape), half_l=True).array
    return np.fft.irfftn(np.conj(amplitudes), s=grid.shape, axes=(0, 1, 2))


def near_atoms(structure: gemmi.Structure, grid: gemmi.FloatGrid) -> np.ndarray:
    """Which voxels of a grid lie within MASK_RADIUS of the atoms of a structure in its frame."""
    mask = gemmi.Int8Grid(*grid.shape)
    mask.set_unit_cell(grid.unit_cell)
    for site in structure[0].all():
        mask.set_points_around(site.atom.pos, MASK_RADIUS, 1)
    return mask.array > 0


def map_correlation(
    structure: gemmi.Structure, whole: gemmi.Structure, grid: gemmi.FloatGrid, resolution: float
) -> float:
    """Correlation of the map with the density of the whole within MASK_RADIUS of the structure's atoms, -1 to 1."""
    near = near_atoms(structure, grid)
    return float(np.corrcoef(model_density(whole, grid, resolution)[near], grid.array[near])[0, 1])


def half_map_correlation(structure: gemmi.Structure, halves: Sequence[gemmi.FloatGrid], resolution: float) -> float:
    """Correlation of two half maps, smoothed, within MASK_RADIUS of the structure's atoms, -1 to 1."""
    from scipy.ndimage import gaussian_filter  # loaded only here, beside what else is done meanwhile

    near = near_atoms(structure, halves[0])
    smooth = [
        gaussian_filter(half.array, SMOOTHING * resolution / np.array(half.spacing), mode="nearest")[near]
        for half in halves
    ]
    return float(np.corrcoef(*smooth)[0, 1])
