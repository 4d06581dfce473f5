"""Reading maps in the MRC format (MRC2014: Cheng et al., J. Struct. Biol. 192, 146, 2015) and where they lie."""

from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.program import InputError

ORIGIN_WORDS, START_WORDS = (50, 51, 52), (5, 6, 7)  # of the header, counted from 1
AXIS_WORDS, SAMPLING_WORDS = (17, 18, 19), (8, 9, 10)


@dataclass(frozen=True)
class Grid:
    """Density at (x, y, z) indices; origin (Å) is the position of voxel (0, 0, 0), spacing Å per voxel on each axis."""

    values: np.ndarray  # (nx, ny, nz), float32
    origin: np.ndarray  # (3,)
    spacing: np.ndarray  # (3,)


def read_map(path: Path) -> gemmi.Ccp4Map:
    """A map with its header; an InputError when it cannot be read."""
    try:
        return gemmi.read_ccp4_map(str(path))
    except (ValueError, RuntimeError, OSError) as error:
        raise InputError(f"the map {path} cannot be read: {error}") from None


def origin_of(ccp4: gemmi.Ccp4Map) -> np.ndarray:
    """The position of the first voxel, (3,), Å: ORIGIN of the header."""
    return np.array([ccp4.header_float(word) for word in ORIGIN_WORDS], dtype=float)


def spacing_of(ccp4: gemmi.Ccp4Map) -> np.ndarray:
    """Å per voxel on each axis, (3,)."""
    cell = ccp4.grid.unit_cell
    return np.array([cell.a, cell.b, cell.c]) / [ccp4.header_i32(word) for word in SAMPLING_WORDS]


def read_grid(path: Path) -> Grid:
    """A map with axis order 1, 2, 3 whose place is the ORIGIN of its header, as ``emtools prepare-map`` writes it."""
    ccp4 = read_map(path)
    if ccp4.axis_positions() != [0, 1, 2]:
        order = [ccp4.header_i32(word) for word in AXIS_WORDS]
        raise InputError(f"the map {path} has axis order {order}, not 1, 2, 3; prepare it first")
    values = np.array(ccp4.grid.array, dtype=np.float32)
    if not np.isfinite(values).all():
        raise InputError(f"the map {path} holds values that are not numbers")
    return Grid(values, origin_of(ccp4), spacing_of(ccp4))
