"""Bonds that go through rings: once there, no force takes them out again, so they are turned away before any acts.

A shifted side chain is put down where the density has it, without regard for what is there.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from emconverge_engines.sampler.moves.placement import turned
from emconverge_engines.sampler.moves.residues import Chain

RINGS = {
    "PHE": (("CG", "CD1", "CE1", "CZ", "CE2", "CD2"),),
    "TYR": (("CG", "CD1", "CE1", "CZ", "CE2", "CD2"),),
    "HIS": (("CG", "ND1", "CE1", "NE2", "CD2"),),
    "TRP": (("CG", "CD1", "NE1", "CE2", "CD2"), ("CD2", "CE2", "CZ2", "CH2", "CZ3", "CE3")),
    "PRO": (("N", "CA", "CB", "CG", "CD"),),
}
INSIDE = 0.13  # nm from the middle of a ring, a little less than its radius
REACH = 0.3  # nm: a bond whose middle is farther from that of a ring does not go through it
TURNS = (120.0, -120.0, 60.0, -60.0, 180.0)  # degrees, tried about each bond from the side chain's end inwards


def rings_of(chain: Chain) -> list[tuple[int, list[int]]]:
    """Every ring: the index of its residue, and its particles in order."""
    return [
        (residue.index, [residue.atoms[name] for name in names])
        for residue in chain.residues
        for names in RINGS.get(residue.name, ())
    ]


def heavy_bonds(chain: Chain, index: int) -> list[tuple[int, int]]:
    """The bonds of a residue's heavy atoms, those to its neighbours with them."""
    own = [particle for particle in chain.residues[index].particles.tolist() if chain.heavy[particle]]
    return [(first, second) for first in own for second in chain.bonded[first] if chain.heavy[second]]


def goes_through(ring: np.ndarray, first: np.ndarray, second: np.ndarray) -> bool:
    """Whether a bond between two points crosses the plane of a ring (atoms, 3), nm, inside it."""
    middle = ring.mean(axis=0)
    normal = np.linalg.svd(ring - middle)[2][2]
    before, after = (first - middle) @ normal, (second - middle) @ normal
    if before * after >= 0:
        return False
    crossing = first + (second - first) * before / (before - after)
    return bool(np.linalg.norm(crossing - middle) < INSIDE)


def threaded(chain: Chain, positions: np.ndarray, moved: Iterable[int]) -> list[tuple[int, int]]:
    """The residues that moved of which a bond goes through a ring, or a bond through a ring: (of bond, of ring)."""
    rings, moved = rings_of(chain), set(moved)
    if not rings:
        return []
    middles = np.array([positions[ring].mean(axis=0) for _, ring in rings])
    alphas = np.array([positions[residue.atoms["CA"]] for residue in chain.residues])
    found = []
    for number, (owner, ring) in enumerate(rings):
        near = np.flatnonzero(np.linalg.norm(alphas - middles[number], axis=1) < 1.0)
        for index in near.tolist():
            if not moved & {owner, index}:
                continue
            for first, second in heavy_bonds(chain, index):
                if {first, second} & set(ring):
                    continue
                ends = positions[first], positions[second]
                if np.linalg.norm((ends[0] + ends[1]) / 2 - middles[number]) < REACH and goes_through(
                    positions[ring], *ends
                ):
                    found.append((index, owner))
                    break
    return found


def unthreaded(chain: Chain, positions: np.ndarray, moved: Sequence[int]) -> np.ndarray:
    """Positions in which side chains that moved are turned so that no bond goes through a ring, where that can be."""
    for index, owner in threaded(chain, positions, moved):
        for residue in (index, owner):
            if residue in moved and chain.residues[residue].name != "PRO":
                free = turned_away(chain, positions, residue)
                if free is not None:
                    positions = free
                    break
    return positions


def turned_away(chain: Chain, positions: np.ndarray, index: int) -> np.ndarray | None:
    """A side chain turned about one of its bonds, the outermost first, until it is free; None where it never is."""
    atoms = [found for number in range(1, 5) if (found := chain.chi_atoms(index, number))]
    for _, start, end, _ in reversed(atoms):
        turning = chain.beyond(index, start, end)
        for angle in TURNS:
            changed = positions.copy()
            axis = positions[end] - positions[start]
            changed[turning] = turned(positions[turning], positions[end], axis, np.radians(angle))
            if not threaded(chain, changed, [index]):
                return changed
    return None
