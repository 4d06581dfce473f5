"""A model's backbone as arrays: what errors are chosen from."""

from collections.abc import Callable
from dataclasses import dataclass

import gemmi
import numpy as np

# Distances (Å) of Cα(i) to Cα(i+2) and Cα(i+3), and the torsion (degrees) of the four
HELIX_2, HELIX_3, HELIX_TORSION = (5.0, 6.0), (4.6, 5.8), (30.0, 70.0)
STRAND_2, STRAND_3 = 6.2, 9.0  # at least
SHORTEST_HELIX, SHORTEST_STRAND = 5, 3  # residues


@dataclass(frozen=True)
class Backbone:
    """The residues of all segments, one after the other."""

    names: list[str]
    segment: np.ndarray  # (residues,): number of the segment
    alpha: np.ndarray  # (residues, 3): Cα, Å
    cis: np.ndarray  # (residues,): whether the peptide bond before the residue is cis

    def together(self, first: int, last: int) -> bool:
        """Whether both residues exist, in one segment."""
        return 0 <= first <= last < len(self.names) and self.segment[first] == self.segment[last]


def runs(marks: np.ndarray) -> list[tuple[int, int]]:
    """First and last index of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marks, [False]]).astype(int)))
    return [(int(first), int(end) - 1) for first, end in edges.reshape(-1, 2)]


def torsion(points: np.ndarray) -> float:
    """The torsion of four points, (4, 3), degrees."""
    return float(np.degrees(gemmi.calculate_dihedral(*(gemmi.Position(*point) for point in points))))


def helical(points: np.ndarray) -> bool:
    """Whether four Cα are those of a helix."""
    two, three = (np.linalg.norm(points[k] - points[0]) for k in (2, 3))
    distant = HELIX_2[0] < two < HELIX_2[1] and HELIX_3[0] < three < HELIX_3[1]
    return bool(distant and HELIX_TORSION[0] < torsion(points) < HELIX_TORSION[1])


def extended(points: np.ndarray) -> bool:
    """Whether four Cα are those of a strand."""
    return bool(np.linalg.norm(points[2] - points[0]) > STRAND_2 and np.linalg.norm(points[3] - points[0]) > STRAND_3)


def marked(chain: Backbone, fits: Callable[[np.ndarray], bool], shortest: int) -> np.ndarray:
    """The residues of runs whose Cα, four by four, fit; runs below the shortest are left out."""
    marks = np.zeros(len(chain.names), dtype=bool)
    for first in range(len(chain.names) - 3):
        if chain.together(first, first + 3) and fits(chain.alpha[first : first + 4]):
            marks[first + 1 : first + 3] = True  # the inner ones, so that a short turn parts two helices
    for first, last in runs(marks):
        if last - first + 1 < shortest:
            marks[first : last + 1] = False
    return marks


def secondary_structure(chain: Backbone) -> np.ndarray:
    """'H' (helix), 'E' (strand) or '-' of every residue, from its Cα, as P-SEA does (CABIOS 13, 291, 1997)."""
    structure = np.full(len(chain.names), "-")
    structure[marked(chain, extended, SHORTEST_STRAND)] = "E"
    structure[marked(chain, helical, SHORTEST_HELIX)] = "H"
    return structure
