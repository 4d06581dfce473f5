"""The density term of the sampler: E = -K * sum of rho(x) over heavy atoms, linear in the density.

As Rosetta's elec_dens_fast (DiMaio et al., Acta Cryst. D 65, 381, 2009; 2015) the force is the gradient of a smoothed
map, not of a correlation: it touches only the voxels at the atoms, and its spread rises with the map's resolution.
"""

from dataclasses import dataclass

import numpy as np

SMOOTHING = 0.225  # Gaussian sigma of the smoothing, in units of the resolution (docs/engines.md)
SOLVENT_DISTANCE = 5.0  # Å; voxels further than this from every atom are solvent
FLOOR = -1.0  # the scaled density is clipped below here: one deep hole must not push an atom away
RIM = 2  # voxels of zeros around the grid, so that an atom that leaves the map feels no force


@dataclass(frozen=True)
class Grid:
    """Density at (x, y, z) indices; origin (Å) is the position of voxel (0, 0, 0), spacing Å per voxel on each axis."""

    values: np.ndarray
    origin: np.ndarray
    spacing: np.ndarray


def read_grid(path) -> Grid:
    """A float map with axis order 1, 2, 3 whose place is the ORIGIN of its header."""
    import gemmi

    from protein_model import InputError

    try:
        ccp4 = gemmi.read_ccp4_map(str(path))
    except (ValueError, RuntimeError, OSError) as error:
        raise InputError(f"the map {path} cannot be read: {error}") from None
    if ccp4.axis_positions() != [0, 1, 2]:
        raise InputError(
            f"the map {path} has axis order {[ccp4.header_i32(w) for w in (17, 18, 19)]}, not 1, 2, 3; prepare it first"
        )
    values = np.array(ccp4.grid.array, dtype=np.float32)
    if not np.isfinite(values).all():
        raise InputError(f"the map {path} holds values that are not numbers")
    cell = ccp4.grid.unit_cell
    spacing = np.array([cell.a, cell.b, cell.c]) / [ccp4.header_i32(w) for w in (8, 9, 10)]
    origin = np.array([ccp4.header_float(w) for w in (50, 51, 52)], dtype=float)
    return Grid(values, origin, spacing)


def distance_to_atoms(grid: Grid, positions: np.ndarray) -> np.ndarray:
    """Å from every voxel to the nearest voxel that holds an atom."""
    from scipy.ndimage import distance_transform_edt

    free = np.ones(grid.values.shape, dtype=bool)
    index = np.rint((positions - grid.origin) / grid.spacing).astype(int)
    index = index[np.all((index >= 0) & (index < grid.values.shape), axis=1)]
    free[tuple(index.T)] = False
    return distance_transform_edt(free, sampling=grid.spacing)


def solvent_level(smooth: Grid, positions: np.ndarray) -> float:
    """Mean of the smoothed map over solvent; where the box has none, over the tenth that is furthest from the model."""
    distance = distance_to_atoms(smooth, positions)
    return float(smooth.values[distance > min(SOLVENT_DISTANCE, np.quantile(distance, 0.9))].mean())


def normalised(grid: Grid, positions: np.ndarray, resolution: float, others=()) -> tuple:
    """The grid on which a typical atom of the model sits at 1 and solvent at 0, and {solvent, scale} of the map.

    positions: heavy atoms of the starting model, (n, 3), Å; others: of its symmetry mates, likewise. resolution: Å.
    """
    from scipy.ndimage import gaussian_filter

    from protein_model import InputError

    values = gaussian_filter(grid.values, SMOOTHING * resolution / grid.spacing, mode="nearest")
    smooth = Grid(values, grid.origin, grid.spacing)
    solvent = solvent_level(smooth, np.concatenate([positions, np.reshape(others, (-1, 3))]))
    at_atoms, _ = interpolate(coefficients(values), grid.values.shape, (positions - grid.origin) / grid.spacing)
    scale = float(np.median(at_atoms)) - solvent
    if not scale > 1e-3 * float(values.std()):
        raise InputError(
            f"the model is not in the map's density: at its atoms the smoothed map is {scale + solvent:.4g} "
            f"(median), in the solvent {solvent:.4g}; check the map's origin and hand"
        )
    scaled = np.maximum((values - solvent) / scale, FLOOR).astype(np.float32)
    padded = Grid(np.pad(scaled, RIM), grid.origin - RIM * grid.spacing, grid.spacing)
    return padded, {"solvent": solvent, "scale": scale}


def coefficients(values: np.ndarray) -> np.ndarray:
    """Trilinear polynomial of every cell, (cells, 8) float32: 1, x, y, z, xy, yz, zx, xyz; one row holds all of it."""
    a, b = slice(None, -1), slice(1, None)
    v = {(i, j, k): values[(a, b)[i], (a, b)[j], (a, b)[k]] for i in (0, 1) for j in (0, 1) for k in (0, 1)}
    x, y, z = v[1, 0, 0] - v[0, 0, 0], v[0, 1, 0] - v[0, 0, 0], v[0, 0, 1] - v[0, 0, 0]
    xy = v[1, 1, 0] - v[0, 1, 0] - x
    yz = v[0, 1, 1] - v[0, 0, 1] - y
    zx = v[1, 0, 1] - v[1, 0, 0] - z
    xyz = v[1, 1, 1] - v[0, 0, 0] - x - y - z - xy - yz - zx
    table = np.stack([v[0, 0, 0], x, y, z, xy, yz, zx, xyz], axis=-1)
    return np.ascontiguousarray(table.reshape(-1, 8), dtype=np.float32)


def interpolate(table: np.ndarray, shape, points: np.ndarray) -> tuple:
    """Values (n,) and gradients per voxel (n, 3) at points (n, 3) in voxel units; outside, the edge cell's polynomial."""
    nx, ny, nz = shape
    points = np.clip(points, 0.0, np.array([nx, ny, nz]) - 1.001)
    cell = points.astype(np.int64)
    x, y, z = (points - cell).T
    c0, cx, cy, cz, cxy, cyz, czx, cxyz = table[(cell[:, 0] * (ny - 1) + cell[:, 1]) * (nz - 1) + cell[:, 2]].T
    gradient = np.empty_like(points)
    bent = cxy + cxyz * z
    slope_y = cy + cyz * z
    gradient[:, 0] = cx + bent * y + czx * z
    gradient[:, 1] = slope_y + bent * x
    gradient[:, 2] = cz + czx * x + (cyz + cxyz * x) * y
    return c0 + cz * z + gradient[:, 0] * x + slope_y * y, gradient


class DensityTerm:
    """Energy (kJ/mol) and forces (kJ/mol/nm) of atoms at positions in nm; the function behind an OpenMM PythonForce.

    grid: as normalised() returns it. weight: K, kJ/mol per atom at the model's typical density.
    centre: Å, the place in the map's frame of the positions' zero.
    """

    def __init__(self, grid: Grid, weight: float, centre):
        self.table, self.shape, self.weight = coefficients(grid.values), grid.values.shape, weight
        self.per_nm = 10.0 / grid.spacing
        self.offset = (np.asarray(centre) - grid.origin) / grid.spacing

    def energy_and_forces(self, positions: np.ndarray) -> tuple:
        values, gradient = interpolate(self.table, self.shape, positions * self.per_nm + self.offset)
        gradient *= self.weight * self.per_nm
        return -self.weight * float(values.sum()), gradient

    def __call__(self, state):
        return self.energy_and_forces(state.getPositions(asNumpy=True)._value)
