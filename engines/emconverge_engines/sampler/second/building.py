"""A chain led into density that is left over: drawn there through a blurred picture of it, then fitted to it.

Density 5 Å away pulls no atom, and what lies between is empty. While the atoms of a window are hot and almost without
size, they therefore feel the leftover density blurred, which reaches that far, and then as it is. All other atoms that
move, the side chains beside it, feel the map as in any move. What is over-explained counts as negative density, so that
the window does not stay where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import openmm

from emconverge_engines.maps import Grid
from emconverge_engines.sampler.annealing import add_density
from emconverge_engines.sampler.checks import faults
from emconverge_engines.sampler.density_scale import RIM
from emconverge_engines.sampler.density_term import DensityTerm
from emconverge_engines.sampler.moves import relaxation
from emconverge_engines.sampler.moves.proposals import LOOP_LENGTHS, density_at
from emconverge_engines.sampler.moves.region import DENSITY, Region, Surroundings
from emconverge_engines.sampler.second.leftover import Leftover
from emconverge_engines.sampler.second.places import MOVED, Place

BLUR = 3.0  # Å, Gaussian sigma
LEAST_MOVED = 1.0  # Å: backbone atoms that lie nearer to where they were have the same conformation
LEAST_ATOMS = 4 * MOVED  # of the backbone that have moved
LEAST_SHARE = 0.4  # of the typical density of the place, in the mean over these, and more than where they were
WIDENED = 2  # residues, the most by which either end of a window is moved when it is tried again
STREAM = 15485863  # keeps these random numbers apart from those of the moves


@dataclass(frozen=True)
class Built:
    """A window in the density of a place.

    first, last: residues; positions: (particles, 3), nm; gain: density at its backbone less that where it was, summed;
    share: how much of it lies there, as Builder.share has it.
    """

    first: int
    last: int
    positions: np.ndarray
    gain: float
    share: float


class LeftoverRegion(Region):
    """A region of which some particles feel a density of their own."""

    def __init__(
        self,
        surroundings: Surroundings,
        moved: np.ndarray,
        alternatives: Sequence[np.ndarray],
        seed: int,
        window: np.ndarray,
        term: DensityTerm,
    ):
        """window: the particles that feel the term; the rest as Region."""
        self.window, self.term = window, term
        super().__init__(surroundings, moved, alternatives, seed)

    def _add_density(self, system: openmm.System) -> None:
        heavy = np.flatnonzero(self.surroundings.chain.heavy)
        inside = np.isin(heavy, self.window) & self.moving[heavy]
        others = self.moving[heavy] & ~inside
        add_density(system, self.term, self.local[heavy[inside]], DENSITY)
        add_density(system, self.surroundings.density.of_atoms(others), self.local[heavy[others]], DENSITY)


class Builder:
    """Builds windows of the chain into one place."""

    def __init__(
        self, surroundings: Surroundings, centre: np.ndarray, there: np.ndarray, leftover: Leftover, place: Place
    ):
        """centre: Å, where positions have their zero in the map; there: (particles, 3), nm, of a refined model.

        The models may have left the start's conformation, and so what has moved is told from one of them.
        """
        from scipy.ndimage import binary_dilation, gaussian_filter

        self.surroundings, self.chain, self.place, self.centre = surroundings, surroundings.chain, place, centre
        self.there = there
        grid, weight = leftover.grid, surroundings.density.weight
        inside = np.zeros(grid.values.shape, dtype=bool)
        inside[tuple(place.voxels.T)] = True
        blurred = gaussian_filter(np.where(binary_dilation(inside), grid.values, 0), BLUR / grid.spacing)
        self.blurred = DensityTerm(rimmed(grid, blurred / blurred.max()), weight, centre)
        self.sharp = DensityTerm(rimmed(grid, np.clip(grid.values / place.typical, -1, 1)), weight, centre)
        alphas = np.array([residue.atoms["CA"] for residue in self.chain.residues])
        self.weights = place.weights(10 * there[alphas] + centre)

    def drawn(self, random: np.random.Generator) -> tuple[int, int]:
        """The first and last residue of a window, with one inside it that likely lies in the place."""
        index = int(random.choice(len(self.weights), p=self.weights))
        length = int(random.integers(LOOP_LENGTHS[0], LOOP_LENGTHS[1] + 1))
        begin, end = self.chain.segment(index)
        first = int(np.clip(index - random.integers(1, length - 1), begin, max(begin, end - length + 1)))
        return first, min(first + length - 1, end)

    def like(self, random: np.random.Generator, window: tuple[int, int]) -> tuple[int, int]:
        """A window with other ends than one that was tried, of the same segment and no shorter than a loop may be."""
        begin, end = self.chain.segment(window[0])
        first, last = (int(each + random.integers(-WIDENED, WIDENED + 1)) for each in window)
        first = int(np.clip(first, begin, max(begin, end - LOOP_LENGTHS[0] + 1)))
        return first, int(np.clip(last, min(end, first + LOOP_LENGTHS[0] - 1), end))

    def built(self, number: int, attempt: int, windows: Sequence[tuple[int, int]] = ()) -> Built | None:
        """One attempt at the place of a number; None when it breaks the model.

        windows: of earlier attempts that came near, one of which is tried again; none: it is drawn by the density.
        """
        random = np.random.default_rng([STREAM, number, attempt])
        first, last = self.like(random, windows[attempt % len(windows)]) if windows else self.drawn(random)
        seed = int(random.integers(1, 2**31))
        try:
            positions = self.led(first, last, seed)
        except openmm.OpenMMException:  # coordinates that are not numbers
            return None
        if faults(self.surroundings.checks, self.surroundings.start, positions):
            return None
        both = (self.there, positions)
        before, after = (density_at(self.sharp, places[self.backbone(first, last)]) for places in both)
        gain = float(after.sum() - before.sum())
        return Built(first, last, positions, gain, self.share(first, last, positions))

    def led(self, first: int, last: int, seed: int) -> np.ndarray:
        """Positions of the whole model, (particles, 3), nm, with a window led into the place."""
        chain, start = self.chain, self.surroundings.start
        begin, end = chain.segment(first)
        moved = chain.particles(range(max(first - 1, begin), min(last + 1, end) + 1))
        window = chain.particles(range(first, last + 1))
        aim = start.copy()  # only so that what lies around the place is there
        aim[window] += 0.1 * (self.place.centre - self.centre) - aim[window].mean(axis=0)
        far, near = (
            LeftoverRegion(self.surroundings, moved, [start, aim], seed, window, term)
            for term in (self.blurred, self.sharp)
        )
        relaxation.place(far, start)
        relaxation.draw(far)
        relaxation.place(near, relaxation.taken(far, start))
        relaxation.cool(near)
        relaxation.settle(near)
        return relaxation.taken(near, start)

    def share(self, first: int, last: int, positions: np.ndarray) -> float:
        """How much of the place's typical density is where a window's backbone has moved to, and was not before.

        Enough is LEAST_SHARE; 0 where too little of it has moved.
        """
        backbone = self.backbone(first, last)
        gone = backbone[10 * np.linalg.norm(positions[backbone] - self.there[backbone], axis=1) > LEAST_MOVED]
        if len(gone) < LEAST_ATOMS:
            return 0.0
        before, after = (float(density_at(self.sharp, places[gone]).mean()) for places in (self.there, positions))
        return min(after, after - before)

    def moved(self, built: Built) -> list[int]:
        """The residues of a window whose backbone is not where it was."""
        shifts = 10 * np.linalg.norm(built.positions - self.there, axis=1)
        window = range(built.first, built.last + 1)
        return [index for index in window if shifts[self.chain.residues[index].backbone].mean() > LEAST_MOVED]

    def backbone(self, first: int, last: int) -> np.ndarray:
        """The particles of the backbone of a window."""
        return np.concatenate([self.chain.residues[index].backbone for index in range(first, last + 1)])


def rimmed(grid: Grid, values: np.ndarray) -> Grid:
    """Values on the voxels of a grid, with a rim of zeros, so that an atom that leaves the map feels no force."""
    return Grid(np.pad(values.astype(np.float32), RIM), grid.origin - RIM * grid.spacing, grid.spacing)
