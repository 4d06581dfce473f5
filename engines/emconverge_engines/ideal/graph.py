"""What is bonded to what in a component: neighbours, rings, and which atoms lie flat."""

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property

import gemmi
import numpy as np

from emconverge_engines.ideal.components import Component

LARGEST_RING = 8  # atoms; larger ones bend as chains do
FLAT_SUM = 357.0  # degrees: the angles about a flat atom of three neighbours add up to 360
FLAT_RING = 0.04  # Å, root mean square of a ring's atoms about their plane
FLAT_ELEMENTS = ("C", "N", "B")


@dataclass
class Graph:
    """A component's bonds; atoms are numbers."""

    component: Component
    neighbours: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.neighbours = [[] for _ in self.component.atoms]
        for first, second, _, _ in self.component.bonds:
            self.neighbours[first].append(second)
            self.neighbours[second].append(first)

    def is_hydrogen(self, atom: int) -> bool:
        """Whether an atom is hydrogen or deuterium."""
        return self.component.elements[atom] in ("H", "D")

    @cached_property
    def acids(self) -> dict[int, int]:
        """The oxygens of acids' anions, whose bonds are alike, with the atom that holds them."""
        found = {}
        for atom, near in enumerate(self.neighbours):
            lone = [end for end in near if self.component.elements[end] == "O" and len(self.neighbours[end]) == 1]
            if self.component.elements[atom] in ("C", "P", "S") and len(lone) > 1:
                found |= dict.fromkeys(lone, atom)
        return found

    def is_metal(self, atom: int) -> bool:
        """Whether an atom is a metal."""
        return gemmi.Element(self.component.elements[atom]).is_metal

    def heavy(self, atom: int) -> list[int]:
        """The neighbours of an atom that are no hydrogens."""
        return [other for other in self.neighbours[atom] if not self.is_hydrogen(other)]

    def angle(self, first: int, centre: int, second: int) -> float:
        """Degrees."""
        a, b = (self.component.places[end] - self.component.places[centre] for end in (first, second))
        return float(np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1.0, 1.0))))

    @cached_property
    def rings(self) -> list[tuple[int, ...]]:
        """The smallest ring of every bond, up to LARGEST_RING atoms, in the order of the bonds; metals are in none."""
        found: dict[frozenset[int], tuple[int, ...]] = {}
        for first, second, _, _ in self.component.bonds:
            ring = self._way_round(first, second)
            if ring:
                found.setdefault(frozenset(ring), ring)
        return list(found.values())

    def _way_round(self, first: int, second: int) -> tuple[int, ...] | None:
        """The shortest way from one end of a bond to the other that does not take the bond."""
        if self.is_metal(first) or self.is_metal(second):
            return None
        before, waiting = {first: -1}, deque([first])
        while waiting:
            atom = waiting.popleft()
            for other in sorted(self.neighbours[atom]):
                if other in before or self.is_metal(other) or (atom == first and other == second):
                    continue
                before[other] = atom
                waiting.append(other)
        if second not in before:
            return None
        way = [second]
        while way[-1] != first:
            way.append(before[way[-1]])
        return tuple(way) if len(way) <= LARGEST_RING else None

    @cached_property
    def flat(self) -> set[int]:
        """The atoms of three neighbours that lie in one plane with them, as those of double and aromatic bonds do."""
        found = set()
        for atom, near in enumerate(self.neighbours):
            if len(near) == 3 and self.component.elements[atom] in FLAT_ELEMENTS and not any(map(self.is_metal, near)):
                if not any(map(self.has_multiple_bond, (atom, *near))):
                    continue  # an amine that somebody drew flat
                a, b, c = near
                if self.angle(a, atom, b) + self.angle(b, atom, c) + self.angle(a, atom, c) > FLAT_SUM:
                    found.add(atom)
        return found

    @cached_property
    def flat_rings(self) -> list[tuple[int, ...]]:
        """The rings whose atoms are all flat, or have two neighbours, and lie in one plane."""
        found = []
        for ring in self.rings:
            places = self.component.places[list(ring)]
            off = np.linalg.svd(places - places.mean(axis=0))[1][-1] / np.sqrt(len(ring))
            unsaturated = all(atom in self.flat or len(self.neighbours[atom]) == 2 for atom in ring)
            if len(ring) >= 5 and unsaturated and off < FLAT_RING:
                found.append(ring)
        return found

    def order(self, first: int, second: int) -> tuple[int, bool]:
        """The order of a bond, and whether it is aromatic."""
        for a, b, order, aromatic in self.component.bonds:
            if {a, b} == {first, second}:
                return order, aromatic
        raise KeyError((first, second))

    def has_multiple_bond(self, atom: int) -> bool:
        """Whether an atom has a double, triple or aromatic bond."""
        return any(
            (order > 1 or aromatic)
            for first, second, order, aromatic in self.component.bonds
            if atom in (first, second)
        )
