"""The moves of one model: each is tried from where the one before left the model, and accepted or refused by its score.

Metropolis et al., J. Chem. Phys. 21, 1087 (1953), on the score of the region that a move changes, which is relaxed
alike with and without the move. That the draws of a move and of its undoing differ in probability is left out, as in
Rosetta's CartesianSampler (Wang et al., eLife 5, e17219, 2016).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import openmm

from emconverge_engines.sampler.checks import faults
from emconverge_engines.sampler.moves import relaxation
from emconverge_engines.sampler.moves.candidates import Stretch
from emconverge_engines.sampler.moves.kinds import FLIP, KINDS, LOOP, REGISTER
from emconverge_engines.sampler.moves.placement import flipped, shift_profile, shifted
from emconverge_engines.sampler.moves.proposals import (
    MOST_ENDS,
    RESIDUES_PER_FAMILY,
    RESIDUES_PER_PROPOSAL,
    Proposal,
    backbone_density,
    drawn_flip,
    drawn_loop,
    drawn_stretch,
    favour,
    schedule,
)
from emconverge_engines.sampler.moves.region import Region, Surroundings
from emconverge_engines.sampler.moves.rings import unthreaded

GAS_CONSTANT = 0.008314462618  # kJ/mol/K
HOPELESS = 6.0  # kJ/mol for every atom that moves: two thirds are its motion when its chain has just been closed
RISE = 50.0  # kJ/mol, the most by which settling raises the score of the side before a move; 5 is the most ever seen
TEMPERATURE = 8000.0  # K, of Metropolis (docs/engines.md)
LEAST_CHANCE = 0.01  # of being accepted, so that no stretch is never drawn
STREAM = 7919  # keeps the random numbers of the moves apart from those of the annealing of the same seed


def move_settings(kinds: Sequence[str]) -> dict[str, object]:
    """What the fingerprint is of: which kinds are tried, how many of each, and how they are judged."""
    tried = {kind: RESIDUES_PER_PROPOSAL[kind] for kind in kinds}
    survey = {"residues_per_family": RESIDUES_PER_FAMILY, "ends": MOST_ENDS} if REGISTER in kinds else {}
    return {"residues_per_proposal": tried, "temperature": TEMPERATURE, **survey} if tried else {}


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


@dataclass(frozen=True)
class Change:
    """What a move changes."""

    moved: list[int]  # residues
    aim: np.ndarray  # (particles, 3), nm, as geometry puts them down
    held: list[int] = field(default_factory=list)  # particles that are held there while the chain closes
    profile: dict[int, float] = field(default_factory=dict)  # the shifts of residues along the chain


@dataclass(frozen=True)
class Gain:
    """A sound move: how much lower its score is, kJ/mol, and the positions after it, (particles, 3), nm."""

    score: float
    positions: np.ndarray


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
        self.stretches = stretches
        self.weights = np.array([weight(stretch, temperature) for stretch in stretches])
        self.kinds = schedule(self.random, len(self.chain), kinds, bool(stretches))
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
            return drawn_stretch(self.random, self.stretches, self.weights)
        if kind == LOOP:
            return drawn_loop(self.random, chain, backbone_density(chain, term, self.positions))
        return drawn_flip(self.random, chain, self.positions, term)

    def attempt(self, proposal: Proposal) -> bool:
        """Whether the move was accepted; if so the positions are those after it."""
        seed, chance = int(self.random.integers(1, 2**31)), float(self.random.random())
        if proposal.kind == REGISTER and (self.shifts[proposal.first : proposal.last + 1] == proposal.shift).all():
            return False  # it is there
        change = self.change(proposal)

        def accepted(score: float) -> bool:
            return chance < acceptance(score, self.temperature, proposal.favour)

        try:
            gain = self.gain(self.region(change, seed), proposal.kind, change.aim, accepted)
        except openmm.OpenMMException:  # coordinates that are not numbers
            return False
        if gain is None or not accepted(gain.score):
            return False
        self.positions = gain.positions
        self.shifts[list(change.profile)] = list(change.profile.values())
        return True

    def change(self, proposal: Proposal) -> "Change":
        """Which residues a move changes, and where geometry puts their atoms down."""
        chain, first, last = self.chain, proposal.first, proposal.last
        if proposal.kind == REGISTER:
            profile = shift_profile(chain, self.shifts, first, last, proposal.shift, proposal.free)
            aim = shifted(
                chain, self.positions, self.surroundings.start, profile, proposal.chi, np.array(proposal.bulge)
            )
            aim = unthreaded(chain, aim, list(profile))
            held = [atom for index in range(first + 1, last) for atom in chain.residues[index].backbone[:3]]
            return Change(list(profile), aim, held, profile)
        aim = flipped(chain, self.positions, first) if proposal.kind == FLIP else self.positions
        begin, end = chain.segment(first)
        return Change(list(range(max(first - 1, begin), min(last + 1, end) + 1)), aim)

    def region(self, change: Change, seed: int) -> Region:
        """What a change moves, from where the model is now."""
        moved = self.chain.particles(change.moved)
        return Region(self.surroundings, moved, [self.positions, change.aim], seed, change.held)

    def gain(
        self, region: Region, kind: str, aim: np.ndarray, accepted: Callable[[float], bool] = lambda score: True
    ) -> "Gain | None":
        """What a move gains; None for one that breaks the model or that nothing would accept.

        The side after the move goes first, so that a hopeless move costs no relaxation of the side before it. One is
        hopeless, too, when even the most that the side before may have after its relaxation makes it not accepted.
        """
        checks, start = self.surroundings.checks, self.surroundings.start
        relaxation.place(region, self.positions)
        unsettled = relaxation.score(region)
        limit = unsettled + HOPELESS * region.moving.sum()
        relaxation.place(region, aim)
        if kind == LOOP:
            relaxation.rebuild(region)
        else:
            relaxation.hold_at(region, aim)
            relaxation.close(region)
        if relaxation.score(region) > limit or faults(checks, start, relaxation.taken(region, self.positions)):
            return None
        after = relaxation.settle(region)
        positions = relaxation.taken(region, self.positions)
        if not accepted(unsettled + RISE - after) or faults(checks, start, positions):
            return None
        relaxation.place(region, self.positions)
        return Gain(relaxation.settle(region) - after, positions)


def weight(stretch: Stretch, temperature: float) -> float:
    """How likely a stretch is drawn.

    That is by the root of its probability, because the evidence is surer than it should be, and, where it was surveyed,
    by the chance that its move is accepted at a temperature (K).
    """
    chance = 1.0 if stretch.gain is None else acceptance(stretch.gain, temperature, favour(stretch.probability))
    return max(chance, LEAST_CHANCE) * stretch.probability**0.5 + 1e-6


def acceptance(gain: float, temperature: float, favour: float = 0.0) -> float:
    """Metropolis' probability that a move is accepted; gain in kJ/mol, temperature in K, favour of the evidence."""
    return float(np.exp(min(gain / (GAS_CONSTANT * temperature) + favour, 0.0)))


def strain(surroundings: Surroundings, proposal: Proposal) -> float:
    """What a move from the start costs the bonded terms and the density before atoms have their size, kJ/mol."""
    trajectory = Trajectory(surroundings, (), (), 1)
    change = trajectory.change(proposal)
    try:
        region = trajectory.region(change, 1)
        relaxation.place(region, trajectory.positions)
        before = relaxation.score_without_size(region)
        relaxation.place(region, change.aim)
        relaxation.hold_at(region, change.aim)
        relaxation.sketch(region)
        return relaxation.score_without_size(region) - before
    except openmm.OpenMMException:  # coordinates that are not numbers
        return float("inf")


def applied(surroundings: Surroundings, proposal: Proposal, seed: int) -> Gain | None:
    """A move from the start, whatever its score; None when it breaks the model.

    This plants an error on purpose: a shifted stretch, a turned peptide, a loop on another path, relaxed like any move.
    """
    trajectory = Trajectory(surroundings, (), (), seed)
    change = trajectory.change(proposal)
    try:
        return trajectory.gain(trajectory.region(change, seed), proposal.kind, change.aim)
    except openmm.OpenMMException:  # coordinates that are not numbers
        return None
