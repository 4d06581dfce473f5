"""Where shifted stretches should begin and end: found once for an entry, because every trajectory starts alike.

The evidence is surer of a shift than of its ends, and the ends decide whether the chain closes. Stretches of one shift
that overlap are therefore taken together. Their first and last residues are chosen one after the other by a sketch of
the move (a short descent without the sizes of atoms, a tenth of a move's cost). The best pairs, and the ends that the
evidence has most often, are tried as whole moves, whose gain is noted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from emconverge_engines.sampler.moves.candidates import Stretch
from emconverge_engines.sampler.moves.proposals import MOST_ENDS, RESIDUES_PER_FAMILY, SHORTEST, Proposal, shift_of
from emconverge_engines.sampler.moves.region import Surroundings
from emconverge_engines.sampler.moves.trajectory import applied, strain

LEAST_PROBABILITY = 0.01  # of a family
SKETCHES = 2  # of each choice, with other joints, because some fail where others close
TRIES = 2  # of a whole move
KEPT = 2  # pairs of ends of each family
STREAM = 104729  # keeps these random numbers apart from those of the trajectories


@dataclass(frozen=True)
class Family:
    """Stretches of one shift that overlap, the most probable first."""

    members: tuple[Stretch, ...]

    @property
    def probability(self) -> float:
        """Of a shift with any of the ends."""
        return min(1.0, sum(each.probability for each in self.members))

    @property
    def union(self) -> Stretch:
        """The most probable member with the side-chain torsions of all."""
        chi = {residue: angles for each in reversed(self.members) for residue, angles in each.chi.items()}
        return replace(self.members[0], chi=chi, probability=self.probability)


def families(stretches: Iterable[Stretch]) -> list[Family]:
    """Each stretch with the most probable one that it overlaps; the most probable family first."""
    left, found = list(stretches), []
    while left:
        members = tuple(each for each in left if is_like(each, left[0]))
        left = [each for each in left if each not in members]
        found.append(Family(members))
    return sorted(found, key=lambda family: -family.probability)


def is_like(stretch: Stretch, other: Stretch) -> bool:
    """Whether two stretches have one shift, and the longer one covers half of the shorter."""
    overlap = min(stretch.last, other.last) - max(stretch.first, other.first) + 1
    shorter = min(stretch.last - stretch.first, other.last - other.first) + 1
    return stretch.shift == other.shift and 2 * overlap >= shorter


def looked_at(stretches: Iterable[Stretch], residues: int) -> list[Family]:
    """The families that are surveyed in a model of so many residues."""
    most = max(1, round(residues / RESIDUES_PER_FAMILY))
    return [family for family in families(stretches) if family.probability >= LEAST_PROBABILITY][:most]


class Survey:
    """The survey of one family."""

    def __init__(self, surroundings: Surroundings, number: int, family: Family):
        self.surroundings, self.family, self.shift = surroundings, family, family.union
        self.random = np.random.default_rng([STREAM, number])

    def best(self) -> list[Stretch]:
        """The best pairs of ends."""
        member = self.family.members[0]
        firsts = self.ranked([(end, member.last) for end in self.ends([each.first for each in self.family.members])])
        if not firsts:
            return []
        lasts = self.ranked([(firsts[0][0], end) for end in self.ends([each.last for each in self.family.members])])
        others = [*lasts[:2], *((first, last) for first, _ in firsts[1:2] for _, last in lasts[:1])]
        finalists = dict.fromkeys([(member.first, member.last), *others])
        whole = [stretch for pair in finalists if (stretch := self.tried(pair))]
        return sorted(whole, key=lambda stretch: -stretch.gain)[:KEPT]

    def ends(self, places: Sequence[int]) -> list[int]:
        """The likeliest place of either end, those beside it, and the others that stretches have, within reach."""
        begin, end = self.surroundings.chain.segment(places[0])
        low, high = max(begin, begin - self.shift.shift), min(end, end - self.shift.shift)
        near = [places[0], places[0] - 1, places[0] + 1, *places]
        return [place for place in dict.fromkeys(near) if low <= place <= high][:MOST_ENDS]

    def ranked(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Pairs of first and last residue, the least strained first; those too short or broken left out."""
        strains = {
            pair: min(strain(self.surroundings, self.proposal(pair)) for _ in range(SKETCHES))
            for pair in pairs
            if pair[1] - pair[0] + 1 >= SHORTEST
        }
        return sorted((pair for pair, value in strains.items() if np.isfinite(value)), key=strains.__getitem__)

    def proposal(self, pair: tuple[int, int]) -> Proposal:
        """The move of a pair of ends, with joints drawn at random."""
        return shift_of(self.random, replace(self.shift, first=pair[0], last=pair[1]))

    def tried(self, pair: tuple[int, int]) -> Stretch | None:
        """The stretch with what its move gains; None when that breaks the model twice, or leaves too few residues."""
        if pair[1] - pair[0] + 1 < SHORTEST:
            return None
        for _ in range(TRIES):
            gain = applied(self.surroundings, self.proposal(pair), int(self.random.integers(1, 2**31)))
            if gain:
                return replace(self.shift, first=pair[0], last=pair[1], gain=gain.score)
        return None
