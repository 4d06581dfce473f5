"""The density term of the sampler: E = -K * sum of rho(x) over heavy atoms, linear in the density.

As Rosetta's elec_dens_fast (DiMaio et al., Acta Cryst. D 65, 381, 2009; 2015) the force is the gradient of a smoothed
map, not of a correlation: it touches only the voxels at the atoms, and its spread rises with the map's resolution.
"""

import numpy as np
import openmm

from emconverge_engines.maps import Grid

EDGE = 1.001  # voxels from the number of voxels to the last place that lies in a cell


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


def interpolate(table: np.ndarray, shape: tuple[int, int, int], points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Values (n,) and gradients per voxel (n, 3) at points (n, 3) in voxels; outside, of the edge cell's polynomial."""
    nx, ny, nz = shape
    points = np.minimum(np.maximum(points, 0.0), np.array([nx, ny, nz]) - EDGE)  # np.clip takes twice as long
    cell = points.astype(np.int64)
    x, y, z = (points - cell).T
    rows = (cell[:, 0] * (ny - 1) + cell[:, 1]) * (nz - 1) + cell[:, 2]
    c0, cx, cy, cz, cxy, cyz, czx, cxyz = table.take(rows, axis=0).T
    gradient = np.empty_like(points)
    bent = cxy + cxyz * z
    slope_y = cy + cyz * z
    gradient[:, 0] = cx + bent * y + czx * z
    gradient[:, 1] = slope_y + bent * x
    gradient[:, 2] = cz + czx * x + (cyz + cxyz * x) * y
    return c0 + cz * z + gradient[:, 0] * x + slope_y * y, gradient


class DensityTerm:
    """Energy (kJ/mol) and forces (kJ/mol/nm) of atoms at positions in nm: the function behind a force of OpenMM.

    grid: the scaled density. weight: K, kJ/mol per atom at the model's typical density. centre: Å, the place in the
    map's frame of the positions' zero. strengths: (atoms,), what each atom's energy is multiplied by; None: nothing.
    """

    def __init__(self, grid: Grid, weight: float, centre: np.ndarray, strengths: np.ndarray | None = None):
        self.values, self.table = grid.values, coefficients(grid.values)
        self.shape, self.weight = grid.values.shape, float(weight)
        self.per_nm = 10.0 / grid.spacing
        self.offset = (np.asarray(centre) - grid.origin) / grid.spacing  # voxels
        self.strengths = strengths

    def __getstate__(self) -> dict:
        """Refuses to be pickled: OpenMM would keep a copy of the table with every force, and never let go of it."""
        raise TypeError("a density term belongs to the process that made it")

    def times(self, factor: float) -> "DensityTerm":
        """The same term, that much stronger; the table, the large part, is shared."""
        stronger = object.__new__(DensityTerm)
        vars(stronger).update(vars(self), weight=self.weight * factor)
        return stronger

    def of_atoms(self, chosen: np.ndarray) -> "DensityTerm":
        """The same term, of some of its atoms; chosen: (atoms,), bool."""
        if self.strengths is None:
            return self
        part = object.__new__(DensityTerm)
        vars(part).update(vars(self), strengths=self.strengths[chosen])
        return part

    def energy_and_forces(self, positions: np.ndarray) -> tuple[float, np.ndarray]:
        """Of atoms at positions (atoms, 3), nm."""
        values, gradient = interpolate(self.table, self.shape, positions * self.per_nm + self.offset)
        gradient *= self.weight * self.per_nm
        if self.strengths is not None:
            gradient *= self.strengths[:, None]
            values = values * self.strengths
        return -self.weight * float(values.sum()), gradient

    def __call__(self, state: openmm.State) -> tuple[float, np.ndarray]:
        """What OpenMM asks: of the positions of a state.

        They are read as State.getPositions reads them, without the units, which take a third of the term's time.
        """
        positions = np.empty((state._getNumParticles(), 3))
        state._getVectorAsNumpy(openmm.State.Positions, positions)
        return self.energy_and_forces(positions)
