"""What models are refined against: a map or two half maps, in Servalcat's own frame, whose zero is the first voxel."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.maps import Grid, onto, read_grid, solvent_level
from emconverge_engines.program import InputError, tell


@dataclass(frozen=True)
class Target:
    """Maps that lie in a folder, and what is measured against them here."""

    files: tuple[Path, ...]
    origin: np.ndarray  # (3,), Å: where the first voxel is in the input's frame
    grid: gemmi.FloatGrid  # the map, or the mean of the half maps
    halves: tuple[gemmi.FloatGrid, ...] = ()  # none, or the two half maps

    @property
    def half_maps(self) -> bool:
        """Whether these are half maps."""
        return len(self.files) == 2

    def link_into(self, folder: Path) -> list[str]:
        """Makes the maps visible in a folder; returns Servalcat's words for them there."""
        for file in self.files:
            (folder / file.name).symlink_to(file)
        return ["--halfmaps" if self.half_maps else "--map", *(file.name for file in self.files)]


def above_solvent(grid: Grid) -> Grid:
    """What a map has above its solvent: Servalcat multiplies it with a mask, whose shape a level would add to it."""
    return Grid(grid.values - np.float32(solvent_level(grid)), grid.origin, grid.spacing)


def read_target(paths: Sequence[Path], folder: Path) -> Target:
    """Writes the map, or the two half maps, into an absolute folder.

    The second half map is moved onto the first where its header puts it a whole number of voxels away; half maps of
    other boxes are an InputError.
    """
    maps = [above_solvent(read_grid(path)) for path in paths]
    if len(maps) == 2:
        moved = onto(maps[1], maps[0])
        if moved is None:
            raise InputError(f"the half maps {paths[0]} and {paths[1]} have different boxes or origins")
        if moved is not maps[1]:
            tell(f"the half map {paths[1]} does not begin where {paths[0]} does; it was moved there by its header")
        maps[1] = moved
    files = tuple(folder / f"map{index}.mrc" for index in range(len(paths)))
    grids = [grid.write_at_zero(file) for grid, file in zip(maps, files, strict=True)]
    if len(grids) == 1:
        return Target(files, maps[0].origin, grids[0])
    mean = grids[0].clone()
    mean.array[:] = (grids[0].array + grids[1].array) / 2
    return Target(files, maps[0].origin, mean, tuple(grids))
