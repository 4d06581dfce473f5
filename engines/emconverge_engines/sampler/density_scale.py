"""Brings a map to the scale of the density term: smoothed, a typical atom of the model at 1, the solvent at 0."""

from dataclasses import dataclass

import numpy as np

from emconverge_engines.maps import Grid
from emconverge_engines.program import InputError
from emconverge_engines.sampler.density_term import coefficients, interpolate

SMOOTHING = 0.225  # Gaussian sigma of the smoothing, in units of the resolution (docs/engines.md)
SOLVENT_DISTANCE = 5.0  # Å; voxels further than this from every atom are solvent
FLOOR = -1.0  # the scaled density is clipped below here: one deep hole must not push an atom away
RIM = 2  # voxels of zeros around the grid, so that an atom that leaves the map feels no force


@dataclass(frozen=True)
class MapLevels:
    """In the units of the smoothed map: the solvent's density, and how far above it the model's typical atom lies."""

    solvent: float
    scale: float


def distance_to_atoms(grid: Grid, positions: np.ndarray) -> np.ndarray:
    """Å from every voxel to the nearest voxel that holds an atom of positions (n, 3), Å."""
    from scipy.ndimage import distance_transform_edt

    free = np.ones(grid.values.shape, dtype=bool)
    index = np.rint((positions - grid.origin) / grid.spacing).astype(int)
    index = index[np.all((index >= 0) & (index < grid.values.shape), axis=1)]
    free[tuple(index.T)] = False
    return distance_transform_edt(free, sampling=grid.spacing)


def solvent_level(smooth: Grid, positions: np.ndarray) -> float:
    """Mean of the smoothed map over solvent; where there is none, over the furthest tenth."""
    distance = distance_to_atoms(smooth, positions)
    return float(smooth.values[distance > min(SOLVENT_DISTANCE, np.quantile(distance, 0.9))].mean())


def scaled_density(
    grid: Grid, positions: np.ndarray, resolution: float, mates: np.ndarray | None = None
) -> tuple[Grid, MapLevels]:
    """The scaled density, with a rim of zeros, and the levels of the map.

    positions: heavy atoms of the starting model, (n, 3), Å; mates: those of its symmetry mates. resolution: Å. A
    model that is not in the map's density is an InputError.
    """
    from scipy.ndimage import gaussian_filter  # loaded only here, beside what else is done meanwhile

    values = gaussian_filter(grid.values, SMOOTHING * resolution / grid.spacing, mode="nearest")
    smooth = Grid(values, grid.origin, grid.spacing)
    solvent = solvent_level(smooth, positions if mates is None else np.concatenate([positions, mates]))
    at_atoms, _ = interpolate(coefficients(values), grid.values.shape, (positions - grid.origin) / grid.spacing)
    scale = float(np.median(at_atoms)) - solvent
    if not scale > 1e-3 * float(values.std()):
        raise InputError(
            f"the model is not in the map's density: at its atoms the smoothed map is {scale + solvent:.4g} "
            f"(median), in the solvent {solvent:.4g}; check the map's origin and hand"
        )
    scaled = np.maximum((values - solvent) / scale, FLOOR).astype(np.float32)
    padded = Grid(np.pad(scaled, RIM), grid.origin - RIM * grid.spacing, grid.spacing)
    return padded, MapLevels(solvent, scale)
