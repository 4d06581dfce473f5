"""What models are refined against: a map or two half maps, in Servalcat's own frame, whose zero is the first voxel."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.maps import ORIGIN_WORDS, START_WORDS, origin_of, read_map
from emconverge_engines.program import InputError


@dataclass(frozen=True)
class Target:
    """Maps that lie in a folder, and what is measured against them here."""

    files: tuple[Path, ...]
    origin: np.ndarray  # (3,), Å: where the first voxel is in the input's frame
    grid: gemmi.FloatGrid  # the map, or the mean of the half maps

    @property
    def half_maps(self) -> bool:
        """Whether these are half maps."""
        return len(self.files) == 2

    def link_into(self, folder: Path) -> list[str]:
        """Makes the maps visible in a folder; returns Servalcat's words for them there."""
        for file in self.files:
            (folder / file.name).symlink_to(file)
        return ["--halfmaps" if self.half_maps else "--map", *(file.name for file in self.files)]


def at_zero(path: Path, target: Path) -> gemmi.Ccp4Map:
    """The map with its first voxel at 0, 0, 0, written to target."""
    ccp4 = read_map(path)
    for word in ORIGIN_WORDS:
        ccp4.set_header_float(word, 0.0)
    for word in START_WORDS:
        ccp4.set_header_i32(word, 0)
    ccp4.write_ccp4_map(str(target))
    return ccp4


def read_target(paths: Sequence[Path], folder: Path) -> Target:
    """Writes the map, or the two half maps, into an absolute folder; half maps of different boxes are an InputError."""
    origins = [origin_of(read_map(path)) for path in paths]
    files = tuple(folder / f"map{index}.mrc" for index in range(len(paths)))
    maps = [at_zero(path, file) for path, file in zip(paths, files, strict=True)]
    if len({(ccp4.grid.shape, tuple(origin)) for ccp4, origin in zip(maps, origins, strict=True)}) > 1:
        raise InputError(f"the half maps {paths[0]} and {paths[1]} have different boxes or origins")
    grid = maps[0].grid
    if len(maps) == 2:
        grid.array[:] = (maps[0].grid.array + maps[1].grid.array) / 2
    return Target(files, origins[0], grid)
