"""The folder that `setup` makes of an entry and `sample` reads: system.xml, start.npz, minimised.cif and setup.json."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np
import openmm

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.maps import Grid
from emconverge_engines.models import model_text, read_model
from emconverge_engines.program import InputError
from emconverge_engines.sampler.checks import Checks
from emconverge_engines.sampler.mates import Mates
from emconverge_engines.sampler.schedule import Schedule

SYSTEM, ARRAYS, MODEL, DESCRIPTION = "system.xml", "start.npz", "minimised.cif", "setup.json"


@dataclass(frozen=True)
class Start:
    """The relaxed start of an entry, and what sampling from it needs beside the force field: start.npz."""

    positions: np.ndarray  # (particles, 3), nm about the centre
    order: np.ndarray  # (atoms,): the particle of every atom that is written, in file order
    heavy: np.ndarray  # the particles that feel the density
    centre: np.ndarray  # (3,), Å in the map's frame
    density: Grid  # scaled
    checks: Checks
    mates: Mates | None
    weights: np.ndarray | None = None  # how strongly each of heavy feels the density; None: all once

    def to_arrays(self) -> dict[str, np.ndarray]:
        """What start.npz holds."""
        return {
            "positions": self.positions,
            "order": self.order,
            "heavy": self.heavy,
            "centre": self.centre,
            "density": self.density.values,
            "grid_origin": self.density.origin,
            "grid_spacing": self.density.spacing,
            **self.checks.to_arrays(),
            **(self.mates.to_arrays() if self.mates else {}),
            **({} if self.weights is None else {"density_weights": self.weights}),
        }

    @staticmethod
    def from_arrays(arrays: Mapping[str, np.ndarray]) -> "Start":
        """From the content of start.npz."""
        return Start(
            arrays["positions"],
            arrays["order"],
            arrays["heavy"],
            arrays["centre"],
            Grid(arrays["density"], arrays["grid_origin"], arrays["grid_spacing"]),
            Checks.from_arrays(arrays),
            Mates.from_arrays(arrays),
            arrays.get("density_weights"),
        )


@dataclass(frozen=True)
class Prepared:
    """What the folder holds: force field, start, model, and the schedule of setup.json."""

    system: openmm.System  # without the density, the impulses and the mates
    start: Start
    model: gemmi.Structure
    schedule: Schedule
    resolution: float  # Å


def save(folder: Path, system_xml: str, start: Start, model: gemmi.Structure, description: dict[str, object]) -> None:
    """Writes the four files; setup.json is the last."""
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / SYSTEM, system_xml)
    write_atomically(folder / MODEL, positioned(model, start, start.positions))
    temporary = folder / f".start.{os.getpid()}.npz"
    np.savez(temporary, **start.to_arrays())
    temporary.replace(folder / ARRAYS)
    write_atomically(folder / DESCRIPTION, json_text(description))


def load(folder: Path) -> Prepared:
    """Reads the folder; an InputError when it is not one that `setup` finished."""
    try:
        system = openmm.XmlSerializer.deserialize((folder / SYSTEM).read_text())
        with np.load(folder / ARRAYS) as arrays:
            start = Start.from_arrays(arrays)
        described = json.loads((folder / DESCRIPTION).read_text())
        schedule, resolution = Schedule(**described["schedule"]), float(described["resolution"])
    except (OSError, ValueError, KeyError, TypeError, openmm.OpenMMException) as error:
        raise InputError(f"{folder} is not a folder that `sample_openmm.py setup` finished: {error}") from None
    return Prepared(system, start, read_model(folder / MODEL), schedule, resolution)


def positioned(model: gemmi.Structure, start: Start, positions: np.ndarray) -> str:
    """mmCIF of the model with its atoms at positions (particles, 3), nm about the start's centre."""
    places = iter(np.round(10 * positions[start.order] + start.centre, 3))
    for chain in model[0]:
        for residue in chain:
            for atom in residue:
                atom.pos.fromlist(next(places).tolist())
    return model_text(model)
