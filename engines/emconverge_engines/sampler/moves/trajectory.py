"""The moves of one model: each is tried from where the one before left the model, and accepted or refused by its score.

Metropolis et al., J. Chem. Phys. 21, 1087 (1953), on the score of the region that a move changes, which is relaxed
alike with and without the move. That the draws of a move and of its undoing differ in probability is left out, as in
Rosetta's CartesianSampler (Wang et al., eLife 5, e17219, 2016).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import openmm

from emconverge_engines.sampler.checks import faults
from emconverge_engines.sampler.moves import relaxation
from emconverge_engines.sampler.moves.candidates import Stretch
from emconverge_engines.sampler.moves.kinds import FLIP, KINDS, LOOP, REGISTER
from emconverge_engines.sampler.moves.placement import flipped, joint_profile, shifted
from emconverge_engines.sampler.moves.proposals import (
    Proposal,
    backbone_density,
    drawn_flip,
    drawn_loop,
    drawn_stretch,
    schedule,
)
from emconverge_engines.sampler.moves.region import Region, Surroundings

GAS_CONSTANT = 0.008314462618  # kJ/mol/K
TEMPERATURE = 3000.0  # K, of Metropolis (docs/engines.md)
STREAM = 7919  # keeps the random numbers of the moves apart from those of the annealing of the same seed


@dataclass
class Counts:
    """Moves of one model: how many of each kind were tried, and how many were accepted."""

    proposed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    accepted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    def row(self) -> dict[str, int]:
        """The columns of scores.csv."""
        return {
            f"{kind}_{what}": counted[kind]
            for kind in KINDS
            for what, counted in (("proposed", self.proposed), ("accepted", self.accepted))
        }


@dataclass(frozen=True)
class Mover:
    """Tries the moves of every seed."""

    surroundings: Surroundings
    stretches: Sequence[Stretch]  # the evidence for the register
    kinds: Sequence[str]

    def moved(self, seed: int) -> tuple[np.ndarray, Counts]:
        """The start of a seed's annealing, (particles, 3), nm, and what was tried."""
        return Trajectory(self.surroundings, self.stretches, self.kinds, seed).run()


class Trajectory:
    """Tries the moves of one seed."""

    def __init__(
        self,
        surroundings: Surroundings,
        stretches: Sequence[Stretch],
        kinds: Sequence[str],
        seed: int,
        temperature: float = TEMPERATURE,
    ):
        """stretches: the evidence for the register; temperature: of Metropolis, K."""
        self.surroundings, self.chain, self.temperature = surroundings, surroundings.chain, temperature
        self.random = np.random.default_rng([STREAM, seed])
        self.left = list(stretches)
        self.kinds = schedule(self.random, len(self.chain), kinds, len(self.left))
        self.positions = surroundings.start
        self.shifts = np.zeros(len(self.chain))  # of every residue, along its segment
        self.counts = Counts()

    def run(self) -> tuple[np.ndarray, Counts]:
        """Positions after all moves, (particles, 3), nm, and the counts."""
        for kind in self.kinds:
            proposal = self.drawn(kind)
            if proposal:
                self.counts.proposed[kind] += 1
                self.counts.accepted[kind] += self.attempt(proposal)
        return self.positions, self.counts

    def drawn(self, kind: str) -> Proposal | None:
        """The next move of a kind; None where there is none."""
        chain, term = self.chain, self.surroundings.density
        if kind == REGISTER:
            return drawn_stretch(self.random, chain, self.left)
        if kind == LOOP:
            return drawn_loop(self.random, chain, backbone_density(chain, term, self.positions))
        return drawn_flip(self.random, chain, self.positions, term)

    def attempt(self, proposal: Proposal) -> bool:
        """Whether the move was accepted; if so the positions are those after it."""
        seed, chance = int(self.random.integers(1, 2**31)), float(self.random.random())
        moved = range(max(proposal.first - 1, 0), min(proposal.last + 2, len(self.chain)))
        profile, held, aim = {}, [], self.positions
        if proposal.kind == REGISTER:
            profile = joint_profile(
                self.chain, self.shifts, proposal.first, proposal.last, proposal.shift, proposal.free
            )
            moved = profile
            aim = shifted(self.chain, self.positions, self.surroundings.start, profile, proposal.chi)
            held = [p for i in range(proposal.first, proposal.last + 1) for p in self.chain.residues[i].backbone[:3]]
        elif proposal.kind == FLIP:
            aim = flipped(self.chain, self.positions, proposal.first)
        try:
            region = Region(self.surroundings, list(moved), [self.positions, aim], seed, held)
            relaxation.place(region, self.positions)
            before = relaxation.settle(region)
            relaxation.place(region, aim)
            if proposal.kind == LOOP:
                relaxation.rebuild(region)
            else:
                relaxation.hold_at(region, aim)
                relaxation.close(region)
            after = relaxation.settle(region)
        except openmm.OpenMMException:  # coordinates that are not numbers
            return False
        positions = relaxation.taken(region, self.positions)
        if faults(self.surroundings.checks, self.surroundings.start, positions):
            return False
        if chance >= np.exp(min(0.0, (before - after) / (GAS_CONSTANT * self.temperature))):
            return False
        self.positions = positions
        for index, shift in profile.items():
            self.shifts[index] = shift
        return True
