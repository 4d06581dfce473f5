"""Maps as the engines work on them: density on a grid that lies somewhere."""

from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.mrc import read_mrc

FLOATS = 2  # the mode of MRC files that are written
SAME_SPACING = 1e-4  # relative
WHOLE = 0.05  # voxels between two grids that count as one: what headers lose by rounding


@dataclass(frozen=True)
class Grid:
    """Density at (x, y, z) indices; origin (Å) is the position of voxel (0, 0, 0), spacing Å per voxel on each axis."""

    values: np.ndarray  # (nx, ny, nz), float32
    origin: np.ndarray  # (3,)
    spacing: np.ndarray  # (3,)

    def write_at_zero(self, path: Path) -> gemmi.FloatGrid:
        """Writes the density as an MRC file whose first voxel lies at 0, 0, 0; returns it as gemmi has it."""
        cell = gemmi.UnitCell(*(np.array(self.values.shape) * self.spacing), 90, 90, 90)
        ccp4 = gemmi.Ccp4Map()
        ccp4.grid = gemmi.FloatGrid(np.ascontiguousarray(self.values, dtype=np.float32), cell, gemmi.SpaceGroup("P 1"))
        ccp4.update_ccp4_header(FLOATS)
        ccp4.write_ccp4_map(str(path))
        return ccp4.grid


def read_grid(path: Path) -> Grid:
    """A map where its header puts it: at ORIGIN, or where that is zero at NSTART, as ``emtools`` places one."""
    header, values = read_mrc(path)
    return Grid(values, header.origin, header.spacing)


def solvent_level(grid: Grid) -> float:
    """The density of the solvent: the median of the outermost voxels, as Java's ``SolventLevel`` has it."""
    inner = np.zeros(grid.values.shape, dtype=bool)
    inner[1:-1, 1:-1, 1:-1] = True
    outermost = np.sort(grid.values[~inner])
    return float(outermost[len(outermost) // 2])


def onto(grid: Grid, other: Grid) -> Grid | None:
    """A map of the same box on the voxels of another, 0 where it does not reach; the map itself where it is there.

    None when sizes or voxels differ, when it lies between the other's voxels, or does not reach them.
    """
    shift = (grid.origin - other.origin) / other.spacing
    first = np.rint(shift).astype(int)
    size = np.array(other.values.shape)
    alike = grid.values.shape == other.values.shape and np.allclose(grid.spacing, other.spacing, rtol=SAME_SPACING)
    if not alike or (abs(shift - first) > WHOLE).any() or (abs(first) >= size).any():
        return None
    if not first.any():
        return grid
    values = np.zeros_like(other.values)
    here = tuple(slice(max(0, f), min(n, n + f)) for f, n in zip(first, size, strict=True))
    there = tuple(slice(max(0, -f), min(n, n - f)) for f, n in zip(first, size, strict=True))
    values[here] = grid.values[there]
    return Grid(values, other.origin, other.spacing)
