#!/usr/bin/env python3
"""Plants errors into the right models of real maps: models whose wrong residues are known.

    PYTHONPATH=engines PYTHON bench/wrong_residues/plant.py --out planted [--shared ../shared] [--models 3] [MAP ...]

PYTHON is the engines' (README.md). OUT/MAP/NAME.pdb is a planted model in the frame of the map of the shared data,
OUT/MAP/NAME.truth.csv says what is wrong in it; OUT/prepared and OUT/system hold what both are made from. A model that
is there is not made again.
"""

import argparse
import contextlib
import time
from pathlib import Path

import gemmi
import numpy as np
from choice import Chooser, Error, NoPlace
from maps import MAPS, ROOT, Case, case
from measures import WRONG
from planted import Places, present, truth
from pulls import Atoms, pulls_of
from steering import Broken, Steering
from truth import FIELDS

from emconverge_engines.files import csv_text, write_atomically
from emconverge_engines.sampler import setup
from emconverge_engines.sampler.schedule import Schedule, default_weight
from emconverge_engines.sampler.start import Prepared, load

LARGE = 300  # residues; of such a map one model is planted
ATTEMPTS = 8
B_FACTOR = 50.0  # Å²; the right model's would tell where it was wrong


def prepared(entry: Case, folder: Path) -> Prepared:
    """The set-up of the right model of a map, made as a run makes it unless it is there."""
    system = folder / "system"
    if not (system / "setup.json").exists():
        files = entry.prepare(folder / "prepared")
        setup.run(
            setup.Setup(
                model=files / "prepared.cif",
                map=files / "map.mrc",
                resolution=entry.resolution,
                symmetry=None,
                out=system,
                schedule=Schedule(default_weight(entry.resolution)),
            )
        )
    return load(system)


def residues(structure: gemmi.Structure) -> list[gemmi.Residue]:
    """The residues of the first model, in file order."""
    return [residue for chain in structure[0] for residue in chain]


class Planter:
    """Makes the planted models of one map."""

    def __init__(self, entry: Case, folder: Path):
        self.setup = prepared(entry, folder)
        self.atoms = Atoms(self.setup)
        self.steering = Steering(self.setup, self.atoms.held())
        deposited = gemmi.read_structure(str(folder / "prepared" / "prepared.cif"))
        self.right = self.places(self.setup.start.positions)  # of hydrogens and added atoms
        for residue, particle in zip(residues(deposited), self.atoms.particle, strict=True):
            for atom in residue:
                self.right[particle[atom.name]] = atom.pos.tolist()

    def places(self, positions: np.ndarray) -> np.ndarray:
        """Positions of the particles (nm about the centre) in the map's frame, Å."""
        return 10 * positions + self.setup.start.centre

    def attempt(self, errors: list[Error], seed: int) -> tuple[Places | None, list[Error]]:
        """The model, or None when it is damaged, and the errors that are sound in it."""
        try:
            positions = self.steering.wrong(pulls_of(self.atoms, errors), seed)
        except Broken:
            return None, []
        places = Places(self.right, self.places(positions))
        bad = {int(particle) for particle in self.steering.faulty(positions)}
        damaged = [index for index, particle in enumerate(self.atoms.particle) if bad & {*particle.values()}]
        sound = [
            error
            for error in errors
            if present(self.atoms, error, places)
            and not any(error.window[0] - 2 <= residue <= error.window[1] + 2 for residue in damaged)
        ]
        return (None if damaged else places), sound

    def redrawn(self, chooser: Chooser, errors: list[Error], sound: list[Error]) -> list[Error]:
        """The sound errors, and others of the same kinds for the rest as far as there is room."""
        kept = list(sound)
        for error in errors:
            if error not in sound:
                with contextlib.suppress(NoPlace):
                    kept.append(chooser.another(error.kind, kept))
        return kept

    def model(self, seed: int) -> tuple[Places, list[Error]]:
        """A planted model without damage; errors that do damage, or do not last, are drawn anew elsewhere.

        In the later half of the attempts they are given up.
        """
        chooser = Chooser(self.atoms.backbone(), np.random.default_rng(seed))
        errors = chooser.errors()
        for attempt in range(ATTEMPTS):
            late = attempt >= ATTEMPTS // 2
            places, sound = self.attempt(errors, seed + 1000 * attempt)
            print(f"  seed {seed}, attempt {attempt}: {len(sound)} of {len(errors)} errors are sound", flush=True)
            if places is not None and (late or len(sound) == len(errors)):
                return places, sound
            errors = sound if late else self.redrawn(chooser, errors, sound)
        raise Broken(f"no sound model of seed {seed} in {ATTEMPTS} attempts")

    def pdb(self, places: Places) -> str:
        """The planted model, heavy atoms alone."""
        structure = self.setup.model.clone()
        for residue, particle in zip(residues(structure), self.atoms.particle, strict=True):
            for atom in residue:
                atom.pos = gemmi.Position(*np.round(places.wrong[particle[atom.name]], 3).tolist())
                atom.b_iso = B_FACTOR
        structure.remove_hydrogens()
        structure.setup_entities()
        return structure.make_pdb_string()


def plant(entry: Case, seed: int, out: Path) -> None:
    """Makes the model of a seed unless it is there."""
    path = out / entry.name / f"planted_{seed}"
    table = path.with_suffix(".truth.csv")
    if table.exists() or (seed > 1 and entry.residues > LARGE):
        return
    began = time.monotonic()
    planter = Planter(entry, out / "work" / entry.name)
    places, errors = planter.model(seed)
    rows = truth(planter.atoms, errors, places)
    write_atomically(path.with_suffix(".pdb"), planter.pdb(places))
    write_atomically(table, csv_text(FIELDS, rows))
    wrong = sum(row["ca_error"] > WRONG for row in rows)
    kinds = ", ".join(f"{error.kind} {error.structure}{error.step:+d} {error.first}-{error.last}" for error in errors)
    seconds = time.monotonic() - began
    print(f"{entry.name} {path.name}: {wrong} of {len(rows)} wrong; {kinds}; {seconds:.0f} s", flush=True)


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=Path("planted"))
    parser.add_argument("--models", type=int, default=3, help=f"of each map of up to {LARGE} residues; 1 of the others")
    parser.add_argument("maps", nargs="*", help="of the shared data (default: all)")
    options = parser.parse_args()
    options.out = options.out.absolute()
    for seed in range(1, options.models + 1):  # the first of every map before the second of any
        for name in options.maps or MAPS:
            plant(case(options.shared, name), seed, options.out)


if __name__ == "__main__":
    main()
