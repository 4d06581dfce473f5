"""Attempts at the places of an entry: the more the nearer they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from emconverge_engines.sampler import parallel
from emconverge_engines.sampler.sampling import surroundings_of
from emconverge_engines.sampler.second.building import LEAST_SHARE, Builder, Built
from emconverge_engines.sampler.second.leftover import Leftover
from emconverge_engines.sampler.second.places import Place
from emconverge_engines.sampler.start import load

TRIED = 16  # attempts at each place with windows that its density draws
DRAWN = 32  # such attempts where one of them came near
REPEATED = 16  # attempts after them where one reached the place, with windows like those that came nearest
NEAREST = 3  # of these windows
NEAR_SHARE = 0.2  # of the place's typical density: half of what reaches it, LEAST_SHARE
MOST = DRAWN + REPEATED
Windows: TypeAlias = Sequence[tuple[int, int]]  # first and last residue


@dataclass(frozen=True)
class Search:
    """What an entry's places are searched with.

    middle: the refined model in the middle of all; there: (particles, 3), nm, where it lies, its hydrogens left out.
    """

    system: Path
    middle: Path
    there: np.ndarray
    leftover: Leftover
    found: Sequence[Place]


class Builders:
    """Attempts at the places of an entry, in one process."""

    def __init__(self, search: Search, windows: Sequence[Windows]):
        """windows: of each place, those that are tried again; none: they are drawn."""
        surroundings, centre = surroundings_of(prepared := load(search.system)), prepared.start.centre
        self.windows = windows
        self.builders = [Builder(surroundings, centre, search.there, search.leftover, place) for place in search.found]

    def __call__(self, number: int) -> tuple[int, Built | None]:
        """The place of an attempt, of whose numbers each place has MOST, and what it built."""
        place, attempt = divmod(number, MOST)
        return place, self.builders[place].built(place, attempt, self.windows[place])


@dataclass(frozen=True)
class Tried:
    """How many attempts were made at a place, and what they built, the most gain first."""

    attempts: int = 0
    built: Sequence[Built] = ()

    @property
    def nearest(self) -> Windows:
        """The windows that gained most."""
        return [(each.first, each.last) for each in self.built[:NEAREST]]

    def reached(self, share: float = LEAST_SHARE) -> Sequence[Built]:
        """What has a share of it."""
        return [each for each in self.built if each.share >= share]

    def with_more(self, attempts: int, built: Iterable[Built]) -> "Tried":
        """After further attempts, and what they built."""
        return Tried(self.attempts + attempts, by_gain([*self.built, *built]))


def searched(search: Search, jobs: int) -> list[Tried]:
    """What was tried at each place: the more the nearer it came."""
    tried = [Tried()] * len(search.found)
    none: list[Windows] = [()] * len(tried)
    everywhere = range(len(tried))
    tried = attempted(search, jobs, tried, everywhere, range(TRIED), none)
    near = [place for place in everywhere if tried[place].reached(NEAR_SHARE)]
    tried = attempted(search, jobs, tried, near, range(TRIED, DRAWN), none)
    reached = [place for place in everywhere if tried[place].reached()]
    return attempted(search, jobs, tried, reached, range(DRAWN, MOST), [each.nearest for each in tried])


def attempted(
    search: Search,
    jobs: int,
    tried: Sequence[Tried],
    chosen: Sequence[int],
    numbers: range,
    windows: Sequence[Windows],
) -> list[Tried]:
    """What was tried after the attempts of these numbers at the chosen places; windows: of each place, to try again."""
    built: list[list[Built]] = [[] for _ in tried]
    wanted = [place * MOST + number for place in chosen for number in numbers]
    for place, each in parallel.made(Builders, [search, windows], wanted, jobs) if wanted else ():
        if each:
            built[place].append(each)
    return [each.with_more(len(numbers), built[place]) if place in chosen else each for place, each in enumerate(tried)]


def by_gain(built: Iterable[Built]) -> list[Built]:
    """The most gain first; of the same, the earlier window, so that the order in which they end says nothing."""
    return sorted(built, key=lambda each: (-each.gain, each.first, each.last))
