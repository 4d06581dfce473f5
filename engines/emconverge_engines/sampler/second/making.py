"""The models of second conformations of one entry, and the record of what was found and made."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.maps import Grid, read_grid
from emconverge_engines.models import read_model
from emconverge_engines.sampler import parallel
from emconverge_engines.sampler.density_scale import MapLevels
from emconverge_engines.sampler.moves.residues import Chain
from emconverge_engines.sampler.moves.trajectory import Counts
from emconverge_engines.sampler.sampling import Broken, Sampler, surroundings_of
from emconverge_engines.sampler.second.building import LEAST_SHARE, Builder, Built
from emconverge_engines.sampler.second.leftover import Observed, instead, leftover_of
from emconverge_engines.sampler.second.places import MOST_VOLUME, Place, own_densities, places, threshold
from emconverge_engines.sampler.second.search import Builders, Search, Tried, searched
from emconverge_engines.sampler.start import DESCRIPTION, Prepared, load, positioned
from emconverge_engines.symmetry import read_symmetry

MODELS = 6  # of each place that are annealed
MOST_PLACES = 3  # of an entry
FIRST_SEED = 2_000_000  # beyond those of the ordinary models and their second seeds
NAME = "second_%04d"
RECORD = "second_states.json"


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
    record: dict[str, object] = {"compared": len(job.models), "places": []}
    record |= {"places_left_out": 0, "larger": 0, "not_of_chain": 0}
    if len(chain):
        levels = MapLevels(**described["normalisation"])
        observed = Observed(read_grid(job.map), prepared.resolution, levels, read_symmetry(job.symmetry))
        leftover = leftover_of(observed, job.models, job.halves)
        middle, there = middle_of(job.models, chain, prepared)
        alphas = alphas_of(chain, there, prepared)
        everywhere = places(leftover, alphas)
        small = [place for place in everywhere if place.volume <= MOST_VOLUME]
        densities = own_densities(leftover, 10 * there[backbones(chain)] + prepared.start.centre)
        found = [place for place in small if place.may_be_of(chain, alphas, densities)]
        record |= {"noise": round(leftover.noise, 4), "threshold": round(threshold(leftover), 4)}
        record |= {"larger": len(everywhere) - len(small), "not_of_chain": len(small) - len(found)}
        record |= {"places_left_out": max(0, len(found) - MOST_PLACES)}
        search = Search(job.system, middle, there, leftover, found[:MOST_PLACES])
        record["places"] = made(job, search, chain, prepared) if found else []
    write_atomically(job.out / RECORD, json_text(record))


def alphas_of(chain: Chain, positions: np.ndarray, prepared: Prepared) -> np.ndarray:
    """Where the CA of positions (particles, 3), nm, are: (residues, 3), Å in the map's frame."""
    return 10 * positions[[residue.atoms["CA"] for residue in chain.residues]] + prepared.start.centre


def backbones(chain: Chain) -> np.ndarray:
    """The particles of the backbone of every residue, (residues, 4)."""
    return np.array([residue.backbone for residue in chain.residues])


def middle_of(models: Sequence[Path], chain: Chain, prepared: Prepared) -> tuple[Path, np.ndarray]:
    """The refined model whose backbone lies nearest to the mean of all, and where it lies, as Search has it."""
    everywhere = [located(path, chain, prepared) for path in models]
    backbone = backbones(chain).ravel()
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


def made(job: Second, search: Search, chain: Chain, prepared: Prepared) -> list[dict[str, object]]:
    """Writes the models of the places; what is recorded of each."""
    tried = searched(search, job.jobs)
    best = [each.reached() for each in tried]
    chosen = [(place, those[i % len(those)]) for place, those in enumerate(best) for i in range(MODELS) if those]
    judges = Builders(search, ()).builders if chosen else []
    starts = [start_of(each, judges[place], search, prepared) for place, each in chosen]
    annealing = [job.system, job.platform, starts]
    ends = dict(parallel.made(Annealing, annealing, range(len(starts)), job.jobs) if starts else ())
    alphas = alphas_of(chain, search.there, prepared)
    rows = [row_of(place, each, chain, alphas) for place, each in zip(search.found, tried, strict=True)]
    for number, (place, each) in enumerate(chosen):
        row, end, name = rows[place], ends[number], NAME % (number + 1)
        row["annealed"] += 1
        if isinstance(end, str):
            row["broken"].append(end)
        elif judges[place].share(each.first, each.last, end) >= LEAST_SHARE:
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


def row_of(place: Place, tried: Tried, chain: Chain, alphas: np.ndarray) -> dict[str, object]:
    """What is recorded of a place before anything is annealed there; alphas: (residues, 3), Å."""
    first, last = (chain.residues[index] for index in place.beside(chain, alphas))
    return {
        "chain": first.chain,
        "first": first.number,
        "last": last.number,
        "volume": round(place.volume, 1),
        "density": round(place.typical, 3),
        "attempts": tried.attempts,
        "built": len(tried.reached()),
        "annealed": 0,
        "went_back": 0,
        "broken": [],
        "models": [],
    }
