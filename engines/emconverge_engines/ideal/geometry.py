"""The restraints of a component, read off its coordinates: lengths, angles, torsions, hands and planes.

Standard deviations and periods are those that AceDRG gives terms of the same kind (Long et al., Acta Cryst. D73, 112,
2017).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from emconverge_engines.ideal.graph import Graph

BOND_ESD, METAL_ESD, ANGLE_ESD, PLANE_ESD = 0.02, 0.05, 3.0, 0.02  # Å, Å, degrees, Å
STIFF, FLAT_TURN, TURN = 5.0, 10.0, 15.0  # degrees: of double bonds, of conjugated ones, of those that turn freely
LINEAR = 165.0  # degrees: a torsion about three atoms as straight as this is not defined
MOST_ABOUT_METAL = 4  # neighbours of a metal whose angles are held; of more there are too many shapes
HELD_RING = 6  # atoms: saturated rings of other sizes fold as the density has them
ACIDS = {"C": 1.25, "P": 1.51, "S": 1.45}  # Å: from these elements to the oxygens of their anions
# Degrees, as AceDRG has them, where the wwPDB's coordinates are those of a tetrahedron: at a phosphorus by the number of
# its anion's oxygens and of them in the angle; and at an oxygen between two.
PHOSPHATES = {(3, 2): 112.8, (3, 1): 105.9, (2, 2): 119.0, (2, 1): 108.8, (2, 0): 101.0}
BRIDGE, ESTER = 132.5, 118.6  # P-O-P, P-O-C
LENGTHS_OF_HYDROGEN = {"C": 0.97, "N": 0.88, "O": 0.85, "S": 1.21}  # Å, to the middle of the electrons


@dataclass(frozen=True)
class Torsion:
    """Of four atoms: the ideal and its standard deviation in degrees, and how often it recurs in a turn."""

    atoms: tuple[int, int, int, int]
    value: float
    esd: float
    period: int


def bonds(graph: Graph) -> Iterator[tuple[int, int, float, float, float]]:
    """Two atoms, their distance between nuclei and as the density shows it, and its standard deviation, Å."""
    component = graph.component
    for first, second, _, _ in component.bonds:
        nucleus = float(np.linalg.norm(component.places[first] - component.places[second]))
        acid = graph.acids.get(first, graph.acids.get(second))
        if acid is not None:
            nucleus = ACIDS[component.elements[acid]]
        shown = nucleus
        if graph.is_hydrogen(first) or graph.is_hydrogen(second):
            parent = second if graph.is_hydrogen(first) else first
            shown = LENGTHS_OF_HYDROGEN.get(component.elements[parent], nucleus)
        esd = METAL_ESD if graph.is_metal(first) or graph.is_metal(second) else BOND_ESD
        yield first, second, nucleus, shown, esd


def angles(graph: Graph) -> Iterator[tuple[int, int, int, float, float]]:
    """Three atoms, their angle and its standard deviation, degrees."""
    for centre, near in enumerate(graph.neighbours):
        if graph.is_metal(centre) and len(near) > MOST_ABOUT_METAL:
            continue
        alike = defaultdict(list)  # the oxygens of an anion are
        for first, second in combinations(sorted(near), 2):
            ends = tuple(sorted(-1 if graph.acids.get(end) == centre else end for end in (first, second)))
            alike[ends].append((first, second))
        for pairs in alike.values():
            value = angle_of_phosphate(graph, pairs[0][0], centre, pairs[0][1])
            value = value or float(np.mean([graph.angle(first, centre, second) for first, second in pairs]))
            for first, second in pairs:
                yield first, centre, second, value, ANGLE_ESD


def angle_of_phosphate(graph: Graph, first: int, centre: int, second: int) -> float | None:
    """The angle that phosphates have at a phosphorus or next to it, degrees; None of anything else."""
    elements = graph.component.elements
    if elements[centre] == "P" and all(elements[end] == "O" for end in graph.neighbours[centre]):
        ions = [end for end, holder in graph.acids.items() if holder == centre]
        return PHOSPHATES.get((len(ions), sum(end in ions for end in (first, second))))
    ends = sorted(elements[end] for end in (first, second))
    if elements[centre] == "O" and ends == ["P", "P"]:
        return BRIDGE
    return ESTER if elements[centre] == "O" and ends == ["C", "P"] else None


def torsions(graph: Graph) -> Iterator[Torsion]:
    """One for each bond between atoms that have further heavy neighbours, metals aside."""
    for first, second, order, aromatic in graph.component.bonds:
        before, after = end_of(graph, first, second), end_of(graph, second, first)
        if before is None or after is None or before == after:
            continue
        atoms = before, first, second, after
        if found := kind_of_turn(graph, atoms, order, aromatic):
            value, esd, period = found
            yield Torsion(atoms, value, esd, period)


def end_of(graph: Graph, atom: int, other: int) -> int | None:
    """The first heavy neighbour of an atom beside the other end of its bond, from which a torsion is measured."""
    if graph.is_hydrogen(atom) or graph.is_metal(atom):
        return None
    near = [end for end in sorted(graph.heavy(atom)) if end != other and not graph.is_metal(end)]
    return next((end for end in near if graph.angle(end, atom, other) < LINEAR), None)


def kind_of_turn(
    graph: Graph, atoms: tuple[int, int, int, int], order: int, aromatic: bool
) -> tuple[float, float, int] | None:
    """Ideal, standard deviation and period of a torsion; None where the density is to choose."""
    first, second = atoms[1:3]
    measured = dihedral(graph.component.places[list(atoms)])
    ring = min((len(ring) for ring in graph.rings if first in ring and second in ring), default=0)
    flat = sum(unsaturated(graph, atom) for atom in (first, second))
    if aromatic or order > 1 or (ring and flat == 2):
        return measured, STIFF, 1  # cis and trans are different components
    if ring:
        return (measured, TURN, 3) if ring == HELD_RING and flat == 0 else None
    if flat == 2:
        return 180.0, FLAT_TURN, 2
    if flat == 1:
        return 90.0, TURN, 6
    return 180.0, TURN, 3


def unsaturated(graph: Graph, atom: int) -> bool:
    """Whether an atom is flat, or has two neighbours and a multiple bond."""
    return atom in graph.flat or (len(graph.neighbours[atom]) == 2 and graph.has_multiple_bond(atom))


def dihedral(places: np.ndarray) -> float:
    """The torsion of four points (4, 3), degrees."""
    first, axis, last = np.diff(places, axis=0)
    left, right = np.cross(first, axis), np.cross(axis, last)
    return float(np.degrees(np.arctan2(np.cross(left, right) @ axis / np.linalg.norm(axis), left @ right)))


def centres(graph: Graph) -> Iterator[tuple[int, int, int, int, str]]:
    """Chiral centres: the atom, three neighbours, and the sign of their volume.

    Of those whose oxygens only their names tell apart, as in a phosphate, nothing is said: models name them either way.
    """
    component = graph.component
    for atom, near in enumerate(graph.neighbours):
        if component.stereo[atom] not in ("R", "S") or len(near) not in (3, 4) or any(map(graph.is_metal, near)):
            continue
        lone = [end for end in near if component.elements[end] == "O" and len(graph.heavy(end)) == 1]
        if len(lone) > 1 and component.elements[atom] != "C":
            continue
        ends = sorted(near, key=lambda end: (graph.is_hydrogen(end), end))[:3]
        a, b, c = component.places[ends] - component.places[atom]
        yield atom, *ends, "positive" if a @ np.cross(b, c) > 0 else "negative"


def planes(graph: Graph) -> list[list[int]]:
    """The atoms of every plane: flat rings with what is bonded to them, and flat atoms with their neighbours."""
    found = [sorted({end for atom in ring for end in (atom, *graph.neighbours[atom])}) for ring in graph.flat_rings]
    for atom in sorted(graph.flat):
        own = sorted((atom, *graph.neighbours[atom]))
        if not any(set(own) <= set(plane) for plane in found):
            found.append(own)
    return found
