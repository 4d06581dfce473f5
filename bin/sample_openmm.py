#!/usr/bin/env python3
"""Sample models of a map by simulated annealing in OpenMM: `setup` once per entry, `sample` for batches of seeds."""

import sys

sys.dont_write_bytecode = True  # the program's folder is not ours to write to

import argparse
import csv
import io
import json
import os
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

import openmm

from annealing import Annealer, Schedule
from density_term import Grid, normalised, read_grid
from model_geometry import Checks, checks_of, faults
from protein_model import (
    InputError,
    model_text,
    print_versions,
    read_model,
    read_symmetry,
    run,
    segments,
    write_atomically,
)
from symmetry_copies import Mates, add_mates, mates_near, operators_of

RETRY_OFFSET = 1_000_000  # a model that blows up is tried once more with its seed plus this
START_ITERATIONS = 300  # of L-BFGS; the annealing needs no deeper start
FULL_WEIGHT_RESOLUTION = 3.3  # Å; beyond it the weight of the density falls with d^3, as Rosetta's does in steps
SCORE_FIELDS = ("model", "seed", "score", "force_field", "density", "seconds", "used_seed")
CPU_DEVICES = ("cpu", "pthread")  # as POCL, OpenCL on the CPU, names them: slower than the CPU platform
DROP_FIELDS = ("model", "reason")


def default_weight(resolution: float) -> float:
    return 10.0 * min(1.0, (FULL_WEIGHT_RESOLUTION / resolution) ** 3)


def seed_list(text: str) -> list:
    """'1-3,7' as [1, 2, 3, 7]."""
    try:
        pairs = [part.split("-") for part in text.split(",")]
        seeds = sorted({seed for pair in pairs for seed in range(int(pair[0]), int(pair[-1]) + 1)})
    except ValueError:
        seeds = []
    if not seeds or seeds[0] < 1 or seeds[-1] >= RETRY_OFFSET:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a range of seeds like 1-25 or 3,5,9 (1 to {RETRY_OFFSET - 1})"
        )
    return seeds


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    setup = commands.add_parser("setup", help="hydrogens, force field, density grid and relaxed start of one entry")
    setup.add_argument("--model", required=True, help="prepared model, mmCIF")
    setup.add_argument("--map", required=True, help="cropped float map")
    setup.add_argument("--resolution", required=True, type=float, help="Å")
    setup.add_argument(
        "--symmetry", help="symmetry.json of `emtools symmetry`: the model is the asymmetric unit and feels its mates"
    )
    setup.add_argument("--out", required=True, help="folder to make")
    setup.add_argument("--threads", type=int, default=1)
    setup.add_argument("--seed", type=int, default=0, help="of the hydrogens' first places")
    setup.add_argument("--weight", type=float, help="K, kJ/mol (default 10 min(1, (3.3/d)^3))")
    setup.add_argument("--temperature", type=float, default=Schedule.temperature, help="K, of the hot part")
    setup.add_argument("--picoseconds", type=float, default=Schedule.picoseconds, help="length of the annealing")
    sample = commands.add_parser("sample", help="one model per seed")
    sample.add_argument("--system", required=True, help="folder that setup made")
    sample.add_argument("--seeds", required=True, type=seed_list, help="for instance 1-25")
    sample.add_argument("--platform", default="CPU", choices=("CPU", "CUDA", "OpenCL", "HIP", "Reference", "auto"))
    sample.add_argument("--threads", type=int, default=1)
    sample.add_argument("--out", required=True, help="folder for the models and tables")
    return parser.parse_args()


def platform_and_properties(name: str, threads: int) -> tuple:
    """auto: the fastest platform that starts on this machine."""
    names = [openmm.Platform.getPlatform(i).getName() for i in range(openmm.Platform.getNumPlatforms())]
    if name == "auto":
        name = next((fast for fast in ("CUDA", "HIP", "OpenCL") if fast in names and starts(fast)), "CPU")
    if name not in names:
        raise InputError(
            f"this OpenMM has no platform {name}, only {', '.join(names)}; install its plug-in or choose another"
        )
    if name == "CPU":
        return openmm.Platform.getPlatformByName(name), {"Threads": str(threads), "DeterministicForces": "true"}
    return openmm.Platform.getPlatformByName(name), ({} if name == "Reference" else {"Precision": "mixed"})


def starts(name: str) -> bool:
    """Whether the platform finds a device that is not the CPU: a plug-in may be there without one."""
    system = openmm.System()
    system.addParticle(1.0)
    platform = openmm.Platform.getPlatformByName(name)
    try:
        context = openmm.Context(system, openmm.VerletIntegrator(0.001), platform)
    except openmm.OpenMMException:
        return False
    return not platform.getPropertyValue(context, "DeviceName").lower().startswith(CPU_DEVICES)


# --- setup ----------------------------------------------------------------------------------------------------------


def setup(options) -> int:
    began = time.monotonic()
    if not 0.5 < options.resolution < 50:
        raise InputError(f"the resolution {options.resolution} Å is absurd; give the map's, in Å")
    schedule = Schedule(
        options.weight or default_weight(options.resolution),
        temperature=options.temperature,
        picoseconds=options.picoseconds,
    )
    structure, grid = read_model(options.model), read_grid(options.map)
    structure.remove_hydrogens()

    import sampler_system as ss

    ss.check_residues(structure)
    parts = segments(structure)
    own_atoms = np.array([atom.pos.tolist() for part in parts for _, residue in part for atom in residue])
    centre = np.rint(own_atoms.mean(axis=0))  # near zero single precision loses nothing
    symmetry = read_symmetry(options.symmetry)
    operators = operators_of(symmetry) if symmetry else None
    mates_atoms = operators.images(own_atoms).reshape(-1, 3) if operators else own_atoms[:0]
    scaled, levels = normalised(grid, own_atoms, options.resolution, mates_atoms)
    modeller = ss.with_hydrogens(*ss.heavy_topology(parts, centre), options.seed)
    system = ss.force_field_system(modeller.topology, parts)
    output, order = ss.output_structure(parts, modeller.topology)
    names = [atom.element.symbol for atom in modeller.topology.atoms()]
    heavy = order[[index for index, particle in enumerate(order) if names[particle] != "H"]]
    checks = checks_of(parts, ss.particle_names(parts, modeller.topology), *ss.heavy_bonds(system, names))
    field_only = openmm.XmlSerializer.serialize(system)
    positions = np.array(modeller.positions.value_in_unit(openmm.unit.nanometer))
    mates = mates_near(operators.about(centre), positions) if operators else None
    if mates:
        add_mates(system, mates)
    annealer = Annealer(system, scaled, centre, heavy, schedule, *platform_and_properties("CPU", options.threads))
    start, before, after = relaxed(annealer, positions)

    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / "system.xml", field_only)
    write_atomically(folder / "minimised.cif", positioned(output, order, start, centre))
    save_arrays(
        folder / "start.npz",
        positions=start,
        order=order,
        heavy=heavy,
        centre=centre,
        density=scaled.values,
        grid_origin=scaled.origin,
        grid_spacing=scaled.spacing,
        **checks.to_arrays(),
        **(mates.to_arrays() if mates else {}),
    )
    write_atomically(
        folder / "setup.json",
        json.dumps(
            {
                "resolution": options.resolution,
                "atoms": len(order),
                "heavy_atoms": len(heavy),
                "segments": len(parts),
                "residues": sum(map(len, parts)),
                "normalisation": levels,
                "schedule": asdict(schedule),
                "before": before,
                "after": after,
                "force_field": ss.FORCE_FIELD,
                "openmm": openmm.version.full_version,
                **({"mate_atoms": len(mates.sites)} if mates else {}),
                "seconds": round(time.monotonic() - began, 1),
            },
            indent=1,
        )
        + "\n",
    )
    return 0


def relaxed(annealer: Annealer, positions) -> tuple:
    """Positions (nm) of the minimum next to the start, energies there before and after."""
    try:
        start, before, after = annealer.minimise(positions, START_ITERATIONS)
        sound = np.isfinite(start).all()
    except openmm.OpenMMException:  # OpenMM's own word for coordinates that are not numbers
        sound = False
    if not sound:
        raise InputError(
            "the first minimisation of the model ends in coordinates that are not numbers; "
            "look for atoms on top of each other"
        )
    return start, before, after


def save_arrays(path: Path, **arrays) -> None:
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.npz")
    np.savez(temporary, **arrays)
    os.replace(temporary, path)


def positioned(structure, order, positions: np.ndarray, centre) -> str:
    """mmCIF of the structure with its atoms at positions (nm about centre, by particle)."""
    places = iter(np.round(10 * positions[order] + centre, 3))
    for chain in structure[0]:
        for residue in chain:
            for atom in residue:
                atom.pos.fromlist(next(places).tolist())
    return model_text(structure)


# --- sample ---------------------------------------------------------------------------------------------------------


class Entry:
    """What setup left in its folder, ready to run."""

    def __init__(self, folder: Path, platform: str, threads: int):
        try:
            system = openmm.XmlSerializer.deserialize((folder / "system.xml").read_text())
            arrays = np.load(folder / "start.npz")
            described = json.loads((folder / "setup.json").read_text())
        except (OSError, ValueError, openmm.OpenMMException) as error:
            raise InputError(f"{folder} is not a folder that `sample_openmm.py setup` finished: {error}") from None
        self.start, self.order, self.centre = arrays["positions"], arrays["order"], arrays["centre"]
        self.checks = Checks.from_arrays(arrays)
        self.output = read_model(folder / "minimised.cif")
        mates = Mates.from_arrays(arrays)
        if mates:
            add_mates(system, mates)
        grid = Grid(arrays["density"], arrays["grid_origin"], arrays["grid_spacing"])
        self.annealer = Annealer(
            system,
            grid,
            self.centre,
            arrays["heavy"],
            Schedule(**described["schedule"]),
            *platform_and_properties(platform, threads),
        )
        self.check_platform()

    def check_platform(self) -> None:
        """A platform that cannot start is a fault of the machine, not of a model."""
        try:
            self.annealer.context(self.start)
        except openmm.OpenMMException as error:
            raise InputError(f"OpenMM cannot run on the platform {self.annealer.platform.getName()}: {error}") from None

    def model(self, seed: int) -> tuple:
        """mmCIF text and energies of the model of one seed; Broken when it blew up."""
        try:
            positions, terms = self.annealer.model(self.start, seed)
        except (openmm.OpenMMException, ValueError) as error:
            raise Broken(str(error)) from None
        broken = faults(self.checks, self.start, positions)
        if broken:
            raise Broken("; ".join(broken[:3]) + (f"; and {len(broken) - 3} more" if len(broken) > 3 else ""))
        return positioned(self.output, self.order, positions, self.centre), terms


class Broken(Exception):
    """A model that blew up, with the reason."""


def sample_one(entry: Entry, seed: int) -> tuple:
    """(text, energies, the seed that worked); Broken with both reasons after the second try."""
    reasons = []
    for used in (seed, seed + RETRY_OFFSET):
        try:
            return (*entry.model(used), used)
        except Broken as broken:
            reasons.append(f"seed {used}: {broken}")
    raise Broken(" | ".join(reasons))


def table(fields, rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def sample(options) -> int:
    out = Path(options.out)
    entry = Entry(Path(options.system), options.platform, options.threads)
    scores, dropped = [], []
    for seed in options.seeds:
        name, began = f"model_{seed:04d}", time.monotonic()
        try:
            text, terms, used = sample_one(entry, seed)
        except Broken as broken:
            dropped.append({"model": name, "reason": " ".join(str(broken).split())})
        except Exception as error:  # a fault in one model must not lose the others
            if isinstance(error, InputError):
                raise
            dropped.append({"model": name, "reason": " ".join(f"{type(error).__name__}: {error}".split())})
        else:
            write_atomically(out / f"{name}.cif", text)
            scores.append(
                {
                    "model": name,
                    "seed": seed,
                    "used_seed": used,
                    "score": round(sum(terms.values()), 3),
                    **{term: round(value, 3) for term, value in terms.items()},
                    "seconds": round(time.monotonic() - began, 2),
                }
            )
        write_atomically(out / "scores.csv", table(SCORE_FIELDS, scores))
        write_atomically(out / "dropped.csv", table(DROP_FIELDS, dropped))
    return 0


def main() -> int:
    if "--versions" in sys.argv:
        print_versions("openmm", "gemmi", "numpy")
        return 0
    options = arguments()
    return setup(options) if options.command == "setup" else sample(options)


if __name__ == "__main__":
    run(main)
