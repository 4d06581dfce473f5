"""The models of second conformations of one entry, and the record of what was found and made."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import openmm

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.maps import Grid, read_grid
from emconverge_engines.program import InputError
from emconverge_engines.sampler import parallel
from emconverge_engines.sampler.density_scale import MapLevels
from emconverge_engines.sampler.moves.residues import Chain
from emconverge_engines.sampler.sampling import Broken, Sampler, surroundings_of
from emconverge_engines.sampler.second.building import Builder, Built
from emconverge_engines.sampler.second.leftover import Leftover, Observed, instead, leftover_of
from emconverge_engines.sampler.second.places import Place, places, threshold
from emconverge_engines.sampler.start import DESCRIPTION, load, positioned
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


class Builders:
    """Attempts at the places of an entry, in one process."""

    def __init__(self, system: Path, leftover: Leftover, found: Sequence[Place], windows: Sequence[Windows]):
        """windows: of each place, those that are tried again; none: they are drawn."""
        surroundings, centre = surroundings_of(prepared := load(system)), prepared.start.centre
        self.builders = [Builder(surroundings, centre, leftover, place) for place in found]
        self.windows = windows

    def __call__(self, number: int) -> tuple[int, Built | None]:
        """The number of an attempt, MOST for each place, and what it built."""
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
            return number, sampler.annealed(start.positions, FIRST_SEED + number)[0]
        except Broken as broken:
            return number, str(broken)


def run(job: Second) -> None:
    """Writes the models and second_states.json."""
    prepared = load(job.system)
    chain = surroundings_of(prepared).chain
    described = json.loads((job.system / DESCRIPTION).read_text())
    record: dict[str, object] = {"compared": len(job.models), "places": [], "places_left_out": 0}
    if len(chain):
        levels = MapLevels(**described["normalisation"])
        observed = Observed(read_grid(job.map), prepared.resolution, levels, read_symmetry(job.symmetry))
        leftover = leftover_of(observed, job.models, job.halves)
        alphas = np.array([residue.atoms["CA"] for residue in chain.residues])
        alphas = 10 * prepared.start.positions[alphas] + prepared.start.centre
        found = places(leftover, alphas)
        record |= {"noise": round(leftover.noise, 4), "threshold": round(threshold(leftover), 4)}
        record |= {"places_left_out": max(0, len(found) - MOST_PLACES)}
        record["places"] = made(job, chain, alphas, leftover, found[:MOST_PLACES])
    write_atomically(job.out / RECORD, json_text(record))


def attempts(
    job: Second, leftover: Leftover, found: Sequence[Place], numbers: range, windows: Sequence[Windows]
) -> list[list[Built]]:
    """What the attempts of these numbers built at each place, the most gain first."""
    wanted = [place * MOST + number for place in range(len(found)) for number in numbers]
    built: list[list[Built]] = [[] for _ in found]
    for place, each in parallel.made(Builders, [job.system, leftover, found, windows], wanted, job.jobs):
        if each:
            built[place].append(each)
    return [by_gain(those) for those in built]


def by_gain(built: Iterable[Built]) -> list[Built]:
    """The most gain first; of the same, the earlier window, so that the order in which they end says nothing."""
    return sorted(built, key=lambda each: (-each.gain, each.first, each.last))


def made(
    job: Second, chain: Chain, alphas: np.ndarray, leftover: Leftover, found: Sequence[Place]
) -> list[dict[str, object]]:
    """Writes the models of some places; what is recorded of each. alphas: (residues, 3), Å."""
    if not found:
        return []
    judges = Builders(job.system, leftover, found, [()] * len(found)).builders
    built = attempts(job, leftover, found, range(DRAWN), [()] * len(found))
    nearest = [[(each.first, each.last) for each in those[:NEAREST]] for those in built]
    again = attempts(job, leftover, found, range(DRAWN, MOST), nearest)
    best = [
        [each for each in by_gain([*built[place], *again[place]]) if judge.lies(each.first, each.last, each.positions)]
        for place, judge in enumerate(judges)
    ]
    chosen = [(place, those[i % len(those)]) for place, those in enumerate(best) for i in range(MODELS) if those]
    prepared = load(job.system)
    starts = []
    for place, each in chosen:
        moved = [chain.residues[index] for index in judges[place].moved(each)]
        ids = {(residue.chain, residue.number) for residue in moved}
        heavy = [particle for residue in moved for particle in residue.particles if chain.heavy[particle]]
        atoms = 10 * each.positions[heavy] + prepared.start.centre
        density = instead(prepared.start.density, leftover, job.models[0], ids, atoms, found[place].typical)
        starts.append(Start(each.positions, density))
    ends = dict(parallel.made(Annealing, [job.system, job.platform, starts], range(len(starts)), job.jobs) if starts else ())
    rows = []
    for place, those in enumerate(best):
        first, last = found[place].beside(chain, alphas)
        row = {
            "chain": chain.residues[first].chain,
            "first": chain.residues[first].number,
            "last": chain.residues[last].number,
            "volume": round(found[place].volume, 1),
            "density": round(found[place].typical, 3),
            "attempts": MOST,
            "built": len(those),
            "annealed": 0,
            "went_back": 0,
            "broken": [],
            "models": [],
        }
        for number, (of, each) in enumerate(chosen):
            if of != place:
                continue
            row["annealed"] += 1
            if isinstance(ends[number], str):
                row["broken"].append(ends[number])
            elif not judges[place].lies(each.first, each.last, ends[number]):
                row["went_back"] += 1
            else:
                row["models"].append(NAME % (number + 1))
                text = positioned(prepared.model, prepared.start, ends[number])
                write_atomically(job.out / f"{NAME % (number + 1)}.cif", text)
        rows.append(row)
    return rows
