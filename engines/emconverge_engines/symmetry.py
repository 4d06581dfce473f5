"""The symmetry that one model and its map agree on, as ``emtools symmetry`` writes it."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emconverge_engines.program import InputError


@dataclass(frozen=True)
class Helix:
    """A screw axis: twist (degrees) and rise (Å) from a unit to the next."""

    twist: float
    rise: float


@dataclass(frozen=True)
class Symmetry:
    """A symmetry that is used: the model is the asymmetric unit."""

    point_group: str  # Schoenflies symbol, such as C1 or D7
    helix: Helix | None
    centre: np.ndarray  # (3,), Å in the map's frame: a point of all axes
    axes: np.ndarray  # (axes, 3), unit vectors; the second, of a dihedral group, is one of its two-fold axes
    operators: (
        np.ndarray
    )  # (operators, 3, 4), rotation and translation (Å, in the map's frame); the first is the identity
    neighbours: tuple[int, ...]  # indices of the operators whose mates lie near the asymmetric unit

    @staticmethod
    def of(description: dict) -> "Symmetry":
        """From the content of symmetry.json."""
        helix = description.get("helix")
        return Symmetry(
            point_group=description["point_group"],
            helix=Helix(helix["twist"], helix["rise"]) if helix else None,
            centre=np.array(description.get("centre") or np.zeros(3), dtype=float),
            axes=np.array([axis["direction"] for axis in description.get("axes", ())], dtype=float).reshape(-1, 3),
            operators=np.array(description["operators"], dtype=float).reshape(-1, 3, 4),
            neighbours=tuple(description.get("neighbours", ())),
        )


def read_symmetry(path: Path | None) -> Symmetry | None:
    """The symmetry of a file; None where the file says that none is used, and for no file."""
    if not path:
        return None
    try:
        description = json.loads(path.read_text())
        return Symmetry.of(description) if description["used"] else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is not what `emtools symmetry` writes: {error!r}") from None
