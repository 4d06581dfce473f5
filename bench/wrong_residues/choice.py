"""Which errors a planted model gets: kinds, places and sizes, drawn from a seed."""

from dataclasses import dataclass
from itertools import cycle

import numpy as np
from chain import Backbone, secondary_structure

LENGTHS = (5, 25)  # residues of a shifted stretch
STEPS = (1, -1, 2, -2, 3, -3)  # places that a stretch is moved along the chain
JOINT = (2, 6)  # residues beside a shifted stretch that may lie anywhere
REACH = 3.5  # Å per bond that a joint may span; an extended chain has 3.8
LOOP_LENGTHS = (8, 12)
LOOP_PEAK = (6.0, 8.0)  # Å that the middle of a loop is moved, at most LOOP_REACH per residue
LOOP_REACH = 0.8
CLEARANCE = 4.0  # Å, of a moved loop's Cα from all other Cα
GAP = 4  # residues between errors
TRIES = 1000  # draws before a shift's size or structure is given up for the next
MOST = 0.35  # share of the chain that moves, at most
UNTURNABLE = ("GLY", "ALA", "PRO")  # they have no other rotamer
PER_RESIDUE = {"loop": 1 / 130, "shift": 1 / 45, "flip": 1 / 65, "rotamer": 1 / 35}
AT_LEAST = {"shift": 1, "loop": 0, "flip": 1, "rotamer": 2}


@dataclass(frozen=True)
class Error:
    """Something wrong with the residues first to last (indices into the Backbone)."""

    kind: str  # shift, loop, flip or rotamer
    first: int
    last: int
    step: int = 0  # shift: places along the chain that the residues are moved
    free: tuple[int, int] = (0, 0)  # shift: residues before first and after last that close the chain
    move: tuple[float, float, float] = (0.0, 0.0, 0.0)  # loop: Å that its middle is moved
    structure: str = "-"  # shift: H, E or -, what the stretch is

    @property
    def window(self) -> tuple[int, int]:
        """First and last residue that moves."""
        return self.first - self.free[0], self.last + self.free[1]


class NoPlace(Exception):
    """A chain has no room for another error of a kind."""


def joint(chain: Backbone, end: int, direction: int, step: int) -> int | None:
    """How many residues beyond an end of a stretch (direction -1 or 1) must be free to close the chain; None: it fails.

    Where the stretch moves away the free residues have to span |step| places more, elsewhere they are to be packed into
    |step| places less.
    """
    towards = step * direction > 0
    for free in range(JOINT[0], JOINT[1] + 1):
        anchor = end + direction * (free + 1)
        low, high = sorted((end, anchor + 2 * direction))
        if not chain.together(low, high):
            return None
        if towards and free < abs(step) + 2:
            continue
        if np.linalg.norm(chain.alpha[anchor] - chain.alpha[end + step]) <= REACH * (free + 1):
            return free
    return None


def shift(chain: Backbone, structure: np.ndarray, wanted: str, step: int, rng: np.random.Generator) -> Error | None:
    """A stretch of the wanted structure moved along the chain by a step, if the draw is a possible one."""
    length = int(rng.integers(LENGTHS[0], LENGTHS[1] + 1))
    first = int(rng.integers(0, max(1, len(chain.names) - length)))
    last = first + length - 1
    if not chain.together(min(first, first + step), max(first, last + step)):
        return None
    if np.mean(structure[first : last + 1] == wanted) < (0.6 if wanted == "E" else 0.7):
        return None
    free = joint(chain, first, -1, step), joint(chain, last, 1, step)
    if None in free:
        return None
    error = Error("shift", first, last, step, free, structure=wanted)
    joints = [*range(error.window[0], first), *range(last + 1, error.window[1] + 1)]
    if abs(step) > 1 and np.mean(structure[joints] == "-") < 0.3:
        return None  # a helix or strand does not take several places more or less
    return error


def displaced(alpha: np.ndarray, move: np.ndarray) -> np.ndarray:
    """The Cα of a loop, its middle moved by move (Å), its ends not."""
    return alpha + np.sin(np.linspace(0, np.pi, len(alpha) + 2)[1:-1])[:, None] * move


def loop(chain: Backbone, structure: np.ndarray, rng: np.random.Generator) -> Error | None:
    """A loop on another path, if the draw is a possible one."""
    length = int(rng.integers(LOOP_LENGTHS[0], LOOP_LENGTHS[1] + 1))
    first = int(rng.integers(3, max(4, len(chain.names) - length - 3)))
    last = first + length - 1
    if not chain.together(first - 3, last + 3) or np.mean(structure[first : last + 1] == "-") < 0.7:
        return None
    direction = rng.standard_normal(3)
    move = direction / np.linalg.norm(direction) * min(rng.uniform(*LOOP_PEAK), LOOP_REACH * length)
    path = displaced(chain.alpha[first : last + 1], move)
    others = np.delete(chain.alpha, np.arange(first - 1, last + 2), axis=0)
    if np.linalg.norm(path[:, None] - others[None], axis=-1).min() < CLEARANCE:
        return None
    return Error("loop", first, last, move=tuple(move.tolist()))


def flip(chain: Backbone, structure: np.ndarray, rng: np.random.Generator) -> Error | None:
    """The peptide between two residues turned over, if the draw is a possible one."""
    first = int(rng.integers(1, len(chain.names) - 2))
    possible = chain.together(first - 1, first + 2) and chain.names[first + 1] != "PRO" and structure[first] != "H"
    return Error("flip", first, first + 1) if possible else None


def rotamer(chain: Backbone, rng: np.random.Generator) -> Error | None:
    """A side chain turned about chi 1 by a third, if the draw is a possible one."""
    first = int(rng.integers(0, len(chain.names)))
    possible = chain.names[first] not in UNTURNABLE
    return Error("rotamer", first, first, step=int(rng.choice([-1, 1]))) if possible else None


class Chooser:
    """Draws errors of a chain that are apart from one another and from cis peptides."""

    def __init__(self, chain: Backbone, rng: np.random.Generator):
        self.chain, self.rng, self.structure = chain, rng, secondary_structure(chain)
        present = [kind for kind in "HE-" if np.sum(self.structure == kind) >= LENGTHS[0]]
        self.structures = cycle(rng.permutation(present).tolist())
        self.steps = cycle(rng.permutation(STEPS).tolist())

    def drawn(self, kind: str, wanted: str, step: int) -> Error | None:
        """One draw; the structure and the step are those of a shift."""
        if kind == "shift":
            return shift(self.chain, self.structure, wanted, step, self.rng)
        if kind == "rotamer":
            return rotamer(self.chain, self.rng)
        return {"loop": loop, "flip": flip}[kind](self.chain, self.structure, self.rng)

    def fits(self, error: Error, others: list[Error]) -> bool:
        """Whether an error is apart from others and from cis peptides, and does not move too much of the chain."""
        first, last = error.window
        moved = sum(each.window[1] - each.window[0] + 1 for each in (error, *others) if each.kind in ("shift", "loop"))
        too_much = error.kind in ("shift", "loop") and moved > MOST * len(self.chain.names)
        if too_much or self.chain.cis[first : last + 2].any():
            return False
        return all(last + GAP < other.window[0] or other.window[1] + GAP < first for other in others)

    def another(self, kind: str, others: list[Error]) -> Error:
        """An error of a kind that fits beside the others; NoPlace when none is found."""
        for _ in STEPS:
            wanted, step = next(self.structures), next(self.steps)
            for _ in range(TRIES):
                error = self.drawn(kind, wanted, step)
                if error and self.fits(error, others):
                    return error
        raise NoPlace(f"there is no room for another {kind}")

    def errors(self) -> list[Error]:
        """As many errors of each kind as the chain's length asks for and has room for, the long ones first."""
        chosen: list[Error] = []
        for kind, share in PER_RESIDUE.items():
            number = max(AT_LEAST[kind], round(share * len(self.chain.names)))
            for _ in range(number):
                try:
                    chosen.append(self.another(kind, chosen))
                except NoPlace:
                    continue
        return chosen
