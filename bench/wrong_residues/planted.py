"""What was planted, and what of it is there in the relaxed model: the truth table of a planted model."""

from dataclasses import dataclass

import gemmi
import numpy as np
from choice import Error
from pulls import Atoms
from truth import FIELDS

PLACED = 1.5  # Å; a stretch whose Cα lie (median) nearer to the places it was moved to is shifted
MOVED, MOVED_RESIDUES = (
    2.0,
    3,
)  # Å, residues; a loop of which so many Cα lie further from their places is on another path
TURNED = 60.0  # degrees; a side chain or peptide that is turned by more is another rotamer, or flipped


@dataclass(frozen=True)
class Places:
    """Right and wrong positions of the particles, Å."""

    right: np.ndarray
    wrong: np.ndarray

    def error(self, particles: np.ndarray) -> np.ndarray:
        """Distances, Å."""
        return np.linalg.norm(self.wrong[particles] - self.right[particles], axis=1)


def torsion(places: np.ndarray, particles: list[int]) -> float:
    """The torsion of four particles, degrees."""
    return np.degrees(gemmi.calculate_dihedral(*(gemmi.Position(*places[particle]) for particle in particles)))


def turn(places: Places, particles: list[int]) -> float:
    """By how much a torsion differs between right and wrong, degrees, 0 to 180."""
    return abs((torsion(places.wrong, particles) - torsion(places.right, particles) + 180) % 360 - 180)


def present(atoms: Atoms, error: Error, places: Places) -> bool:
    """Whether a planted error has outlived the relaxation."""
    alpha = atoms.of(range(error.first, error.last + 1), ("CA",))
    here = atoms.particle[error.first]
    if error.kind == "shift":
        target = atoms.of(range(error.first + error.step, error.last + 1 + error.step), ("CA",))
        return bool(np.median(np.linalg.norm(places.wrong[alpha] - places.right[target], axis=1)) < PLACED)
    if error.kind == "loop":
        return bool((places.error(alpha) > MOVED).sum() >= MOVED_RESIDUES)
    if error.kind == "flip":
        there = atoms.particle[error.last]
        before = atoms.particle[error.first]["N"]
        return turn(places, [before, here["CA"], here["C"], here["O"]]) > TURNED and bool(
            np.linalg.norm(places.wrong[there["CA"]] - places.right[there["CA"]]) < MOVED
        )
    last = next(name for name in ("CG", "CG1", "OG", "OG1", "SG") if name in here)
    return turn(places, [here["N"], here["CA"], here["CB"], here[last]]) > TURNED


def labels(errors: list[Error]) -> dict[int, tuple[str, int, int, str]]:
    """Of every residue in an error: kind ('joint' beside a shifted stretch), number of the error, shift, structure.

    The shift is that of residues.csv: a residue that was moved by s places is right again s places back.
    """
    found = {}
    for number, error in enumerate(errors, 1):
        for residue in range(error.window[0], error.window[1] + 1):
            inside = error.first <= residue <= error.last
            shift = -error.step if error.kind == "shift" and inside else 0
            found[residue] = (error.kind if inside else "joint", number, shift, error.structure)
    return found


def truth(atoms: Atoms, errors: list[Error], places: Places) -> list[dict[str, object]]:
    """A row per residue: the right place of its Cα, how far from it the model is, and what is wrong there."""
    planted, rows = labels(errors), []
    for index, (chain, residue) in enumerate(atoms.residues):
        kind, number, shift, structure = planted.get(index, ("", "", "", ""))
        alpha = atoms.particle[index]["CA"]
        all_atoms = places.error(np.array(list(atoms.heavy(index).values())))
        rows.append(
            dict(
                zip(
                    FIELDS,
                    (
                        chain.name,
                        residue.seqid.num,
                        residue.seqid.icode.strip(),
                        residue.name,
                        *np.round(places.right[alpha], 3).tolist(),
                        round(float(places.error(np.array([alpha]))[0]), 3),
                        round(float(np.sqrt(np.mean(all_atoms**2))), 3),
                        kind,
                        number,
                        shift,
                        structure,
                    ),
                    strict=True,
                )
            )
        )
    return rows
