"""The density that the models of an entry leave over: the map less their own density, on the sampler's scale."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.maps import Grid, onto, read_grid
from emconverge_engines.models import read_model
from emconverge_engines.refiner.correlation import model_density
from emconverge_engines.refiner.structure import shift, with_neighbours
from emconverge_engines.sampler.density_scale import FLOOR, RIM, SMOOTHING, MapLevels, distance_to_atoms
from emconverge_engines.symmetry import Symmetry

AROUND = 6.0  # Å from the atoms: where noise is measured
BLUR = 1.5  # Å, Gaussian sigma: noise goes with it, a chain's density stays
REACH = 1.5  # Å, Gaussian sigma: how far from an atom density counts as its own
NORMAL = 1.4826  # the standard deviation of a normal distribution in median absolute deviations


@dataclass(frozen=True)
class Observed:
    """The map that models are held against, and how densities come to the sampler's scale: a typical atom's is 1."""

    grid: Grid
    resolution: float  # Å
    levels: MapLevels
    symmetry: Symmetry | None

    def smoothed(self, values: np.ndarray) -> np.ndarray:
        """Values on the map's voxels, in its units, as the sampler feels them."""
        from scipy.ndimage import gaussian_filter  # loaded only here, beside what else is done meanwhile

        sigma = SMOOTHING * self.resolution / self.grid.spacing
        return gaussian_filter(values, sigma, mode="nearest") / self.levels.scale

    def shells(self) -> np.ndarray:
        """The resolution shell of every structure factor of numpy's rfftn."""
        size, spacing = np.array(self.grid.values.shape), self.grid.spacing
        axes = [*map(np.fft.fftfreq, size[:2], spacing[:2]), np.fft.rfftfreq(size[2], spacing[2])]
        q = np.sqrt(sum(axis**2 for axis in np.meshgrid(*axes, indexing="ij", sparse=True)))
        return np.rint(q * max(size * spacing)).astype(int)

    def factors(self, calculated: np.ndarray) -> np.ndarray:
        """What each shell of a calculated map is multiplied by, to explain the map with the least squares.

        They take the fall-off of the map, whatever its sharpening.
        """
        ours, theirs, shells = np.fft.rfftn(calculated), np.fft.rfftn(self.grid.values), self.shells().ravel()
        power = np.bincount(shells, (np.abs(ours) ** 2).ravel())
        common = np.bincount(shells, (theirs * np.conj(ours)).real.ravel())
        return np.divide(common, power, out=np.zeros_like(power), where=power > 1e-9 * power.max())

    def scaled(self, calculated: np.ndarray, factors: np.ndarray) -> np.ndarray:
        """A calculated map in the units of the map."""
        scaled = np.fft.rfftn(calculated) * factors[self.shells()]
        return np.fft.irfftn(scaled, calculated.shape, axes=(0, 1, 2))

    def placed(self, path: Path) -> gemmi.Structure:
        """A model without hydrogens, its zero at the map's first voxel."""
        structure = read_model(path)
        structure.remove_hydrogens()
        shift(structure, -self.grid.origin)
        return structure

    def whole(self, structure: gemmi.Structure) -> gemmi.Structure:
        """A placed model with the mates near it."""
        return with_neighbours(structure, self.symmetry, self.grid.origin) if self.symmetry else structure

    def density(self, whole: gemmi.Structure) -> np.ndarray:
        """The density of a placed structure on the map's voxels, in electrons' own units.

        The map is cut to the asymmetric unit, and the density is that of a box that repeats: what mates have beyond the
        map would come in on its other side, and is left out.
        """
        size = np.array(self.grid.values.shape) * self.grid.spacing
        inside = whole.clone()
        for chain in inside[0]:
            for residue in chain:
                for index in reversed(range(len(residue))):
                    place = np.array(residue[index].pos.tolist())
                    if (place < 0).any() or (place >= size).any():
                        del residue[index]
        values = np.ascontiguousarray(self.grid.values, dtype=np.float32)
        grid = gemmi.FloatGrid(values, gemmi.UnitCell(*size, 90, 90, 90), gemmi.SpaceGroup("P 1"))
        return model_density(inside, grid, self.resolution)


@dataclass(frozen=True)
class Leftover:
    """What models leave over, in the density of a typical atom.

    grid: as the sampler feels it; blurred: by BLUR, where noise is less; whole: the map itself, likewise blurred;
    noise: standard deviation of the blurred one; factors: of the models' density; atoms: heavy atoms of each model and
    its mates, (n, 3), Å.
    """

    observed: Observed
    grid: Grid
    blurred: Grid
    whole: Grid
    noise: float
    factors: np.ndarray
    atoms: Sequence[np.ndarray]


def leftover_of(observed: Observed, models: Sequence[Path], halves: Sequence[Path]) -> Leftover:
    """What refined models leave of the map that they were sampled in.

    halves: two or none. The noise is that of half maps, or that of what is left over around the
    molecule where this is larger: it holds the models' errors too.
    """
    wholes = [observed.whole(observed.placed(path)) for path in models]
    calculated = np.mean([observed.density(whole) for whole in wholes], axis=0)
    factors, grid = observed.factors(calculated), observed.grid
    explained = observed.smoothed(observed.scaled(calculated, factors))
    values = observed.smoothed(grid.values) - explained
    atoms = [heavy_atoms(whole) + grid.origin for whole in wholes]
    distance = distance_to_atoms(grid, np.concatenate(atoms))
    values -= np.median(values[distance > min(AROUND, float(np.quantile(distance, 0.9)))])
    typical = float(np.median(values_at(grid, blurred(explained, grid.spacing), np.concatenate(atoms))))
    clear, whole = (blurred(each, grid.spacing) / typical for each in (values, values + explained))
    around = clear[(distance > 0) & (distance < AROUND)]
    noise = NORMAL * float(np.median(np.abs(around - np.median(around))))
    maps = [onto(read_grid(path), grid) for path in halves]
    if len(maps) == 2 and all(maps):
        difference = blurred(observed.smoothed((maps[0].values - maps[1].values) / 2), grid.spacing) / typical
        noise = max(noise, float(difference[distance < AROUND].std()))
    left, clear, whole = (Grid(each.astype(np.float32), grid.origin, grid.spacing) for each in (values, clear, whole))
    return Leftover(observed, left, clear, whole, noise, factors, atoms)


def blurred(values: np.ndarray, spacing: np.ndarray) -> np.ndarray:
    """Values blurred by BLUR."""
    from scipy.ndimage import gaussian_filter

    return gaussian_filter(values, BLUR / spacing, mode="nearest")


def values_at(grid: Grid, values: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Values on a grid's voxels, at those nearest to positions (n, 3), Å, that lie in it."""
    index = np.rint((positions - grid.origin) / grid.spacing).astype(int)
    return values[tuple(index[np.all((index >= 0) & (index < values.shape), axis=1)].T)]


def heavy_atoms(structure: gemmi.Structure) -> np.ndarray:
    """Where its atoms are, (n, 3), Å."""
    return np.array([site.atom.pos.tolist() for site in structure[0].all()])


def instead(
    sampled: Grid,
    leftover: Leftover,
    model: Path,
    residues: Container[tuple[str, str]],
    atoms: np.ndarray,
    occupancy: float,
) -> Grid:
    """The sampler's density as it would be if some residues had another conformation always.

    What a model's residues and their mates explain is taken from it, and near the atoms of the other conformation,
    (n, 3), Å, what is left over is divided by its occupancy. residues: chain and number with insertion code.
    """
    observed = leftover.observed
    structure = observed.placed(model)
    for chain in structure[0]:
        for index in reversed(range(len(chain))):
            if (chain.name, str(chain[index].seqid).strip()) not in residues:
                del chain[index]
    taken = observed.smoothed(observed.scaled(observed.density(observed.whole(structure)), leftover.factors))
    near = np.exp(-0.5 * (distance_to_atoms(leftover.grid, atoms) / REACH) ** 2)
    change = near * (1 / occupancy - 1) * leftover.grid.values - taken
    values = np.maximum(sampled.values + np.pad(change, RIM), FLOOR).astype(np.float32)
    return Grid(values, sampled.origin, sampled.spacing)
