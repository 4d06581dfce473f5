"""The truth tables of the benchmark: of every residue of a starting model where it belongs, and what is wrong with it.

Their shift is that of residues.csv: a residue would be right where the residue so many places further along lies now.
"""

import csv
import difflib
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np
from measures import WRONG

FIELDS = (
    "chain", "resnum", "icode", "resname", "right_x", "right_y", "right_z", "ca_error", "atoms_error", "kind",
    "error", "shift", "structure",
)  # fmt: skip
NEAR = 2.0  # Å; a Cα lies in the place of a residue when it is nearer than this to that residue's right Cα
LARGEST_SHIFT = 8
Key = tuple[str, str]  # chain; number with insertion code


@dataclass(frozen=True)
class Alpha:
    """A residue by its Cα."""

    chain: str
    number: int
    icode: str
    name: str
    position: np.ndarray  # (3,), Å

    @property
    def key(self) -> Key:
        """What finds the residue in a table."""
        return self.chain, f"{self.number}{self.icode}"


@dataclass(frozen=True)
class Truth:
    """A truth table as arrays, in its order."""

    keys: list[Key]
    right: np.ndarray  # (residues, 3), Å
    error: np.ndarray  # of the start's Cα, Å
    kind: list[str]
    shift: np.ndarray  # (residues,), int

    @property
    def wrong(self) -> np.ndarray:
        """Whether the start has the residue wrong."""
        return self.error > WRONG


def alphas(model: gemmi.Model) -> list[Alpha]:
    """The residues of a model that have a Cα, in file order."""
    return [
        Alpha(chain.name, residue.seqid.num, residue.seqid.icode.strip(), residue.name, np.array(atom.pos.tolist()))
        for chain in model
        for residue in chain
        if (atom := residue.find_atom("CA", "*", gemmi.Element("C"))) is not None
    ]


def first_model(path: Path) -> list[Alpha]:
    """The residues of the first model of a file."""
    return alphas(gemmi.read_structure(str(path))[0])


def paired(right: list[Alpha], start: list[Alpha]) -> dict[int, int]:
    """By sequence: index in the start to index in the right model."""
    matcher = difflib.SequenceMatcher(
        None, [each.name for each in right], [each.name for each in start], autojunk=False
    )
    return {block.b + k: block.a + k for block in matcher.get_matching_blocks() for k in range(block.size)}


def place(position: np.ndarray, right: np.ndarray) -> int | None:
    """The index of the right place that a position lies in; None where it lies in none."""
    distances = np.linalg.norm(right - position, axis=1)
    nearest = int(distances.argmin())
    return nearest if distances[nearest] < NEAR else None


def compared(right: list[Alpha], start: list[Alpha]) -> list[dict[str, object]]:
    """The truth table of a start whose right model is known; residues that the right model lacks are left out."""
    places = np.array([each.position for each in right])
    rows = []
    for index, partner in sorted(paired(right, start).items()):
        own = start[index]
        error = float(np.linalg.norm(own.position - places[partner]))
        occupied = place(own.position, places) if error > WRONG else None
        shift = 0 if occupied is None else partner - occupied
        rows.append(
            {
                "chain": own.chain,
                "resnum": own.number,
                "icode": own.icode,
                "resname": own.name,
                **dict(zip(("right_x", "right_y", "right_z"), np.round(places[partner], 3).tolist(), strict=True)),
                "ca_error": round(error, 3),
                "kind": "real" if error > WRONG else "",
                "shift": shift if abs(shift) <= LARGEST_SHIFT else 0,
            }
        )
    return rows


def read(path: Path) -> Truth:
    """A truth table."""
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Truth(
        [(row["chain"], row["resnum"] + row["icode"]) for row in rows],
        np.array([[float(row[f"right_{axis}"]) for axis in "xyz"] for row in rows]),
        np.array([float(row["ca_error"]) for row in rows]),
        [row["kind"] for row in rows],
        np.array([int(row["shift"] or 0) for row in rows]),
    )
