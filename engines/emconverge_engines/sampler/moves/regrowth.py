"""The moves of what is not protein: hanging groups are grown anew where the annealing left them, and judged.

The annealing is too short for chains that turn about many bonds: it ends with arms that are a carbon too far along
their density, though the score of the right place is lower (docs/results.md). Each group is grown anew from each of its
turning bonds in turn (``growth``). The residues that it belongs to are then brought to rest as they were and as they
are, and Metropolis' rule chooses between the two.
"""

from collections.abc import Sequence

import numpy as np
import openmm

from emconverge_engines.sampler.checks import faults
from emconverge_engines.sampler.moves import relaxation
from emconverge_engines.sampler.moves.growth import GROWTH_SETTINGS, Growth, Turn
from emconverge_engines.sampler.moves.kinds import REGROW
from emconverge_engines.sampler.moves.region import Region, Surroundings
from emconverge_engines.sampler.moves.trajectory import Counts, acceptance

PASSES = 2  # how often a group is grown anew from each of its turning bonds
TEMPERATURE = 120.0  # K, of Metropolis: about that at which the annealing ends
REST_ITERATIONS = 60  # of L-BFGS, of the residues of a group
STREAM = 15485863  # keeps these random numbers apart from those of the other moves
REGROWTH_SETTINGS = {"passes": PASSES, "temperature": TEMPERATURE, "rest": REST_ITERATIONS, **GROWTH_SETTINGS}


class Regrowth:
    """Grows the hanging groups of a model anew."""

    def __init__(self, surroundings: Surroundings, owners: np.ndarray, heavy: Sequence[int]):
        """owners: (particles,), the number of the described residue that each is of, else -1.

        heavy: the particles that feel the density, in its order.
        """
        self.surroundings, self.owners = surroundings, owners
        chain = surroundings.chain
        self.growth = Growth(
            chain.bonded, chain.heavy, owners >= 0, surroundings.force_field, surroundings.density, heavy
        )

    def regrown(self, positions: np.ndarray, seed: int, counts: Counts) -> np.ndarray:
        """Positions (particles, 3), nm, after the moves of one seed, which are counted."""
        random, turns = np.random.default_rng([STREAM, seed]), self.growth.turns
        for index in (each for _ in range(PASSES) for each in random.permutation(len(turns))):
            after = self.attempt(positions, turns[index], random)
            counts.proposed[REGROW] += 1
            if after is not None:
                positions = after
                counts.accepted[REGROW] += 1
        return positions

    def attempt(self, positions: np.ndarray, turn: Turn, random: np.random.Generator) -> np.ndarray | None:
        """The positions after a move; None where it was refused."""
        checks, start = self.surroundings.checks, self.surroundings.start
        aim = self.growth.grown(positions, turn, random)
        seed, chance = int(random.integers(1, 2**31)), float(random.random())
        residues = np.unique(self.owners[[turn.end, *turn.beyond]])
        moved = np.flatnonzero(np.isin(self.owners, residues))
        region = Region(self.surroundings, moved, [positions, aim], seed)
        try:
            before, _ = at_rest(region, positions)
            after, changed = at_rest(region, aim)
        except openmm.OpenMMException:  # coordinates that are not numbers
            return None
        refused = chance >= acceptance(before - after, TEMPERATURE)
        return None if refused or faults(checks, start, changed) else changed


def at_rest(region: Region, positions: np.ndarray) -> tuple[float, np.ndarray]:
    """The score, kJ/mol, and the positions (particles, 3), nm, of a region brought to rest."""
    relaxation.place(region, positions)
    relaxation.rest(region, REST_ITERATIONS)
    return relaxation.score(region), relaxation.taken(region, positions)
