"""One model per seed, from the folder that `setup` made; a fault in one model does not lose the others."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import gemmi
import numpy as np
import openmm

from emconverge_engines.facts import MODEL_NAME
from emconverge_engines.files import csv_text, json_text, write_atomically
from emconverge_engines.fingerprint import fingerprint
from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.maps import Grid
from emconverge_engines.program import InputError, one_line
from emconverge_engines.sampler import parallel
from emconverge_engines.sampler.annealing import Annealer, Energies
from emconverge_engines.sampler.checks import faults
from emconverge_engines.sampler.density_term import DensityTerm
from emconverge_engines.sampler.force_field import FORCE_FIELD_SETTINGS
from emconverge_engines.sampler.mates import add_mates
from emconverge_engines.sampler.moves.candidates import Stretch, row_of, stretches_in
from emconverge_engines.sampler.moves.kinds import CHAIN_KINDS, KINDS, REGROW
from emconverge_engines.sampler.moves.region import Surroundings
from emconverge_engines.sampler.moves.regrowth import REGROWTH_SETTINGS, Regrowth
from emconverge_engines.sampler.moves.residues import chain_of
from emconverge_engines.sampler.moves.survey import Survey, looked_at
from emconverge_engines.sampler.moves.terms import force_field_of
from emconverge_engines.sampler.moves.trajectory import Counts, Mover, move_settings
from emconverge_engines.sampler.platforms import device
from emconverge_engines.sampler.restraints import RESTRAINT_SETTINGS
from emconverge_engines.sampler.schedule import Schedule
from emconverge_engines.sampler.seeds import RETRY_OFFSET
from emconverge_engines.sampler.start import Prepared, load, positioned

MOVE_FIELDS = tuple(f"{kind}_{what}" for kind in KINDS for what in ("proposed", "accepted"))
FINGERPRINTS = ("fingerprint", "other_fingerprint")
SCORE_FIELDS = ("model", "seed", "score", "force_field", "density", "seconds", "used_seed", *MOVE_FIELDS, *FINGERPRINTS)
DROP_FIELDS = ("model", "reason")


@dataclass(frozen=True)
class Batch:
    """The models that are to be made."""

    system: Path  # the folder that `setup` made
    seeds: tuple[int, ...]
    platform: str
    threads: int
    out: Path
    register: Path | None = None  # register.json: the evidence that stretches are shifted by
    moves: tuple[str, ...] = KINDS  # the kinds of moves that are tried
    jobs: int = 1  # models at once


@dataclass(frozen=True)
class Model:
    """A model that is sound."""

    text: str  # mmCIF
    energies: Energies
    used_seed: int
    counts: Counts


class Broken(Exception):
    """A model that blew up, with the reason."""


def sampler_settings(schedule: Schedule, resolution: float, moves: Sequence[str]) -> dict[str, object]:
    """What the fingerprint of the models is of, by which their protein is sampled; resolution in Å."""
    return {
        "force_field": FORCE_FIELD_SETTINGS,
        "schedule": schedule.settings(resolution),
        "moves": move_settings([kind for kind in moves if kind in CHAIN_KINDS]),
    }


def other_settings(moves: Sequence[str]) -> dict[str, object]:
    """What the other fingerprint is of, by which what dictionaries describe is sampled."""
    return {"restraints": RESTRAINT_SETTINGS, "moves": REGROWTH_SETTINGS if REGROW in moves else {}}


def surroundings_of(prepared: Prepared) -> Surroundings:
    """What the moves of a model share; the system must not have its mates yet.

    They run on the CPU: to start a small system on a GPU takes longer than to move it here.
    """
    start, force_field = prepared.start, force_field_of(prepared.system)
    density = DensityTerm(start.density, prepared.schedule.weight, start.centre, start.weights)
    chain = chain_of(prepared.model, start.order, start.heavy, force_field.bonded.tolist(), len(force_field.masses))
    return Surroundings(chain, force_field, start.checks, start.positions, density, device("CPU", 1), start.mates)


def owners_of(model: gemmi.Structure, order: np.ndarray, particles: int) -> np.ndarray:
    """The number of the described residue that each of so many particles is of, -1 where it is of none.

    order: the particle of every atom of the model, in file order.
    """
    residues = [residue for chain in model[0] for residue in chain]
    numbers = [number if kind_of(residue) is Kind.OTHER else -1 for number, residue in enumerate(residues)]
    owners = np.full(particles, -1)
    owners[order] = np.repeat(numbers, [len(residue) for residue in residues])
    return owners


class Sampler:
    """What `setup` left in its folder, ready to run."""

    def __init__(
        self,
        folder: Path,
        platform: str,
        threads: int,
        moves: Sequence[str] = (),
        register: Path | None = None,
        density: Grid | None = None,
    ):
        """density: what is felt instead of the map, scaled as it is."""
        prepared = load(folder)
        self.start, self.output = prepared.start, prepared.model
        if density:
            self.start = replace(self.start, density=density)
        owners = owners_of(self.output, self.start.order, len(self.start.positions))
        others = fingerprint(other_settings(moves)) if (owners >= 0).any() else ""
        settings = fingerprint(sampler_settings(prepared.schedule, prepared.resolution, moves))
        self.fingerprints = dict(zip(FINGERPRINTS, (settings, others), strict=True))
        surroundings = surroundings_of(prepared) if moves else None  # before mates are added
        if self.start.mates:
            add_mates(prepared.system, self.start.mates)
        self.annealer = Annealer(
            prepared.system,
            self.start.density,
            self.start.centre,
            self.start.heavy,
            prepared.schedule,
            device(platform, threads),
            self.start.weights,
        )
        self.check_platform()
        chain_kinds = tuple(kind for kind in moves if kind in CHAIN_KINDS)
        self.mover = (
            Mover(surroundings, stretches_in(register, surroundings.chain), chain_kinds)
            if surroundings and len(surroundings.chain)
            else None
        )
        self.regrowth = Regrowth(surroundings, owners, self.start.heavy) if others and REGROW in moves else None

    def check_platform(self) -> None:
        """A platform that cannot start is a fault of the machine, not of a model."""
        try:
            self.annealer.context(self.start.positions)
        except openmm.OpenMMException as error:
            raise InputError(f"OpenMM cannot run on the platform {self.annealer.device.name}: {error}") from None

    def attempt(self, seed: int) -> Model:
        """The model of one seed; Broken when it blew up."""
        try:
            start, counts = self.mover.moved(seed) if self.mover else (self.start.positions, Counts())
        except (openmm.OpenMMException, ValueError) as error:
            raise Broken(str(error)) from None
        positions, energies = self.annealed(start, seed, counts)
        return Model(positioned(self.output, self.start, positions), energies, seed, counts)

    def annealed(self, start: np.ndarray, seed: int, counts: Counts) -> tuple[np.ndarray, Energies]:
        """Positions (particles, 3), nm, annealed from others, and their energies; Broken when they blew up.

        Moves after the annealing are counted.
        """
        try:
            positions, energies = self.annealer.model(start, seed)
            if self.regrowth:
                positions = self.regrowth.regrown(positions, seed, counts)
                positions, energies = self.annealer.rested(positions)
        except (openmm.OpenMMException, ValueError) as error:
            raise Broken(str(error)) from None
        broken = faults(self.start.checks, self.start.positions, positions)
        if broken:
            raise Broken("; ".join(broken[:3]) + (f"; and {len(broken) - 3} more" if len(broken) > 3 else ""))
        return positions, energies

    def model(self, seed: int) -> Model:
        """The model of the seed, or else of its second seed; Broken with both reasons."""
        reasons = []
        for used in (seed, seed + RETRY_OFFSET):
            try:
                return self.attempt(used)
            except Broken as broken:
                reasons.append(f"seed {used}: {broken}")
        raise Broken(" | ".join(reasons))


def model_or_reason(sampler: Sampler, seed: int) -> Model | str:
    """The model of a seed, or why there is none."""
    try:
        return sampler.model(seed)
    except InputError:
        raise
    except Broken as broken:
        return one_line(broken)
    except Exception as error:  # a fault in one model must not lose the others
        return one_line(f"{type(error).__name__}: {error}")


def score(name: str, seed: int, model: Model, seconds: float, settings: Mapping[str, str]) -> dict[str, object]:
    """The row of scores.csv; kJ/mol."""
    return {
        "model": name,
        "seed": seed,
        "used_seed": model.used_seed,
        "score": round(model.energies.total, 3),
        **{term: round(value, 3) for term, value in asdict(model.energies).items()},
        "seconds": round(seconds, 2),
        **model.counts.row(),
        **settings,
    }


class Maker:
    """Makes the models of a batch in one process."""

    def __init__(self, batch: Batch):
        self.sampler = Sampler(batch.system, batch.platform, batch.threads, batch.moves, batch.register)

    def __call__(self, seed: int) -> "Made":
        """What came of a seed."""
        name, began = MODEL_NAME % seed, time.monotonic()
        model = model_or_reason(self.sampler, seed)
        if isinstance(model, str):
            return Made(seed, {"model": name, "reason": model})
        return Made(seed, score(name, seed, model, time.monotonic() - began, self.sampler.fingerprints), model.text)


@dataclass(frozen=True)
class Made:
    """What came of a seed: a model (mmCIF) with its row of scores.csv, or a row of dropped.csv."""

    seed: int
    row: dict[str, object]
    text: str | None = None


def run(batch: Batch) -> None:
    """Writes each model as soon as it is there, and after each the tables scores.csv and dropped.csv."""
    scores, dropped = {}, {}
    for made in parallel.made(Maker, [batch], batch.seeds, batch.jobs):
        if made.text:
            write_atomically(batch.out / f"{made.row['model']}.cif", made.text)
        (scores if made.text else dropped)[made.seed] = made.row
        for name, fields, rows in (("scores", SCORE_FIELDS, scores), ("dropped", DROP_FIELDS, dropped)):
            write_atomically(batch.out / f"{name}.csv", csv_text(fields, [rows[seed] for seed in sorted(rows)]))


class Surveyor:
    """Surveys the families of an entry's stretches in one process."""

    def __init__(self, folder: Path, register: Path):
        self.surroundings = surroundings_of(load(folder))
        self.chain = self.surroundings.chain
        self.families = looked_at(stretches_in(register, self.chain), len(self.chain))

    def __call__(self, number: int) -> tuple[int, list[Stretch]]:
        """The number of a family, and its stretches with the best ends and with what they gain, kJ/mol.

        Those that break the model are left out.
        """
        return number, Survey(self.surroundings, number, self.families[number]).best()


def survey(folder: Path, register: Path, jobs: int, out: Path) -> None:
    """Writes the evidence anew, with the best ends of its stretches and what their moves gain."""
    surveyor = Surveyor(folder, register)
    numbers = range(len(surveyor.families))
    alone = min(jobs, len(numbers)) <= 1
    found = dict(map(surveyor, numbers) if alone else parallel.made(Surveyor, [folder, register], numbers, jobs))
    evidence = json.loads(register.read_text())
    rows = [row_of(stretch, surveyor.chain) for number in numbers for stretch in found[number]]
    out.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(out, json_text({**evidence, "stretches": rows}))
