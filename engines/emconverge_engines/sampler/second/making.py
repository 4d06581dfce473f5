"""The models of second conformations of one entry, and the record of what was found and made."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.maps import Grid, read_grid
from emconverge_engines.models import read_model
from emconverge_engines.sampler import parallel
from emconverge_engines.sampler.density_scale import MapLevels
from emconverge_engines.sampler.moves.residues import Chain
from emconverge_engines.sampler.moves.trajectory import Counts
from emconverge_engines.sampler.sampling import Broken, Sampler, surroundings_of
from emconverge_engines.sampler.second.building import Builder, Built
from emconverge_engines.sampler.second.leftover import Leftover, Observed, instead, leftover_of
from emconverge_engines.sampler.second.places import MOST_VOLUME, Place, places, threshold
from emconverge_engines.sampler.start import DESCRIPTION, Prepared, load, positioned
from emconverge_engines.symmetry import read_symmetry

DRAWN = 32  # attempts at each place with windows that its density draws
REPEATED = 16  # attempts after them, with windows like those that came nearest
NEAREST = 3  # of these windows
MODELS = 6  # of each place that are annealed
MOST_PLACES = 3  # of an entry
FIRST_SEED = 2_000_000  # beyond those of the ordinary models and their second seeds
MOST = DRAWN + REPEATED
NAME = "second_%04d"
RECORD = "second_states.json"
Windows: TypeAlias = Sequence[tuple[int, int]]  # first and last residue


@dataclass(frozen=True)
class Second:
    """What further models are made from."""

    system: Path  # the folder that `setup` made
    models: tuple[Path, ...]  # refined
    map: Path  # that the system was made with
    halves: tuple[Path, ...]  # two, or none
    symmetry: Path | None  # symmetry.json
    platform: str
    jobs: int  # attempts and models at once
    out: Path


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
class Start:
    """What a model is annealed from: positions (particles, 3), nm, and the density it feels."""

    positions: np.ndarray
    density: Grid


class Annealing:
    """Anneals what was built at the usual settings, in one process."""

    def __init__(self, system: Path, platform: str, starts: Sequence[Start]):
        self.system, self.platform, self.starts = system, platform, starts

    def __call__(self, number: int) -> tuple[int, np.ndarray | str]:
        """The number of a start, from 0, and the model's positions, (particles, 3), nm, or why there is none."""
        start = self.starts[number]
        try:
            sampler = Sampler(self.system, self.platform, 1, density=start.density)
            return number, sampler.annealed(start.positions, FIRST_SEED + number, Counts())[0]
        except Broken as broken:
            return number, str(broken)


def run(job: Second) -> None:
    """Writes the models and second_states.json."""
    prepared = load(job.system)
    chain = surroundings_of(prepared).chain
    described = json.loads((job.system / DESCRIPTION).read_text())
    record: dict[str, object] = {"compared": len(job.models), "places": [], "places_left_out": 0, "larger": 0}
    if len(chain):
        levels = MapLevels(**described["normalisation"])
        observed = Observed(read_grid(job.map), prepared.resolution, levels, read_symmetry(job.symmetry))
        leftover = leftover_of(observed, job.models, job.halves)
        middle, there = middle_of(job.models, chain, prepared)
        everywhere = places(leftover, alphas_of(chain, there, prepared))
        found = [place for place in everywhere if place.volume <= MOST_VOLUME]
        record |= {"noise": round(leftover.noise, 4), "threshold": round(threshold(leftover), 4)}
        record |= {"places_left_out": max(0, len(found) - MOST_PLACES), "larger": len(everywhere) - len(found)}
        search = Search(job.system, middle, there, leftover, found[:MOST_PLACES])
        record["places"] = made(job, search, chain, prepared) if found else []
    write_atomically(job.out / RECORD, json_text(record))


def alphas_of(chain: Chain, positions: np.ndarray, prepared: Prepared) -> np.ndarray:
    """Where the CA of positions (particles, 3), nm, are: (residues, 3), Å in the map's frame."""
    return 10 * positions[[residue.atoms["CA"] for residue in chain.residues]] + prepared.start.centre


def middle_of(models: Sequence[Path], chain: Chain, prepared: Prepared) -> tuple[Path, np.ndarray]:
    """The refined model whose backbone lies nearest to the mean of all, and where it lies, as Search has it."""
    everywhere = [located(path, chain, prepared) for path in models]
    backbone = np.concatenate([residue.backbone for residue in chain.residues])
    mean = np.mean([positions[backbone] for positions in everywhere], axis=0)
    middle = int(np.argmin([((positions[backbone] - mean) ** 2).sum() for positions in everywhere]))
    return models[middle], everywhere[middle]


def located(path: Path, chain: Chain, prepared: Prepared) -> np.ndarray:
    """Where a refined model has the heavy atoms of the chain, (particles, 3), nm; all else is as in the start."""
    positions = prepared.start.positions.copy()
    for one in read_model(path)[0]:
        for residue in one:
            index = chain.index(one.name, str(residue.seqid).strip())
            atoms = {} if index is None else chain.residues[index].atoms
            for atom in residue:
                if atom.name in atoms:
                    positions[atoms[atom.name]] = 0.1 * (np.array(atom.pos.tolist()) - prepared.start.centre)
    return positions


def attempts(job: Second, search: Search, numbers: range, windows: Sequence[Windows]) -> list[list[Built]]:
    """What the attempts of these numbers built at each place, the most gain first."""
    wanted = [place * MOST + number for place in range(len(search.found)) for number in numbers]
    built: list[list[Built]] = [[] for _ in search.found]
    for place, each in parallel.made(Builders, [search, windows], wanted, job.jobs):
        if each:
            built[place].append(each)
    return [by_gain(those) for those in built]


def by_gain(built: Iterable[Built]) -> list[Built]:
    """The most gain first; of the same, the earlier window, so that the order in which they end says nothing."""
    return sorted(built, key=lambda each: (-each.gain, each.first, each.last))


def made(job: Second, search: Search, chain: Chain, prepared: Prepared) -> list[dict[str, object]]:
    """Writes the models of the places; what is recorded of each."""
    none: list[Windows] = [()] * len(search.found)
    judges = Builders(search, none).builders
    built = attempts(job, search, range(DRAWN), none)
    nearest = [[(each.first, each.last) for each in those[:NEAREST]] for those in built]
    again = attempts(job, search, range(DRAWN, MOST), nearest)
    best = [
        [each for each in by_gain([*built[place], *again[place]]) if judge.lies(each.first, each.last, each.positions)]
        for place, judge in enumerate(judges)
    ]
    chosen = [(place, those[i % len(those)]) for place, those in enumerate(best) for i in range(MODELS) if those]
    starts = [start_of(each, judges[place], search, prepared) for place, each in chosen]
    annealing = [job.system, job.platform, starts]
    ends = dict(parallel.made(Annealing, annealing, range(len(starts)), job.jobs) if starts else ())
    alphas = alphas_of(chain, search.there, prepared)
    rows = [
        row_of(place, chain, alphas) | {"built": len(those)} for place, those in zip(search.found, best, strict=True)
    ]
    for number, (place, each) in enumerate(chosen):
        row, end, name = rows[place], ends[number], NAME % (number + 1)
        row["annealed"] += 1
        if isinstance(end, str):
            row["broken"].append(end)
        elif judges[place].lies(each.first, each.last, end):
            row["models"].append(name)
            write_atomically(job.out / f"{name}.cif", positioned(prepared.model, prepared.start, end))
        else:
            row["went_back"] += 1
    return rows


def start_of(built: Built, builder: Builder, search: Search, prepared: Prepared) -> Start:
    """What a model is annealed from."""
    moved = [builder.chain.residues[index] for index in builder.moved(built)]
    ids = {(residue.chain, residue.number) for residue in moved}
    particles = np.concatenate([residue.particles for residue in moved])
    atoms = 10 * built.positions[particles[builder.chain.heavy[particles]]] + prepared.start.centre
    sampled, occupancy = prepared.start.density, builder.place.typical
    return Start(built.positions, instead(sampled, search.leftover, search.middle, ids, atoms, occupancy))


def row_of(place: Place, chain: Chain, alphas: np.ndarray) -> dict[str, object]:
    """What is recorded of a place before anything is made there; alphas: (residues, 3), Å."""
    first, last = (chain.residues[index] for index in place.beside(chain, alphas))
    return {
        "chain": first.chain,
        "first": first.number,
        "last": last.number,
        "volume": round(place.volume, 1),
        "density": round(place.typical, 3),
        "attempts": MOST,
        "built": 0,
        "annealed": 0,
        "went_back": 0,
        "broken": [],
        "models": [],
    }
