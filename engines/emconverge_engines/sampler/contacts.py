"""What is bonded across residues beside the chain, told by distance: covalent links, and the coordination of metals."""

from collections import Counter
from dataclasses import dataclass

import gemmi
import numpy as np

from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import Member, Segment, members, position

MOST_LINKS = 2  # between two residues
BOND_MARGIN = 0.25  # Å over the sum of the covalent radii
COORDINATION = 1.3  # times the sum of the covalent radii: Zn-N to 2.5 Å, Mg-O to 2.7 Å, Ca-O to 3.1 Å
DONORS = ("N", "O", "S", "Se", "F")  # F: fluorides of Al, Be and Mg in place of a phosphate
OUTER, OUTER_ATOMS = 5.5, 4  # Å, and how many donors, that hold a water, and an ion whose water is not there
LONE_ATOMS = 12  # donors, wherever they are, that keep what has fewer near it from flying away


@dataclass(frozen=True)
class Atom:
    """A heavy atom and the residue that it is of."""

    member: Member
    atom: gemmi.Atom

    @property
    def key(self) -> tuple[int, str]:
        """The id of the residue and the atom's name, by which its particle is known."""
        return id(self.member.residue), self.atom.name

    @property
    def described(self) -> bool:
        """Whether a dictionary says how it is bonded."""
        return kind_of(self.member.residue) is Kind.OTHER

    @property
    def is_water(self) -> bool:
        """Whether it is of a water."""
        return kind_of(self.member.residue) is Kind.WATER

    def distance(self, other: "Atom") -> float:
        """Å."""
        return self.atom.pos.dist(other.atom.pos)


@dataclass(frozen=True)
class Contacts:
    """Pairs of atoms of different residues; in every link at least one is of a residue that a dictionary describes."""

    links: list[tuple[Atom, Atom]]
    coordination: list[tuple[Atom, Atom]]  # the metal, and an atom that it holds
    outer: list[tuple[Atom, Atom]]  # an ion that touches nothing, or a water, and a donor near it
    lone: list[tuple[Atom, Atom]]  # one with fewer donors near it than hold it, and the nearest

    def touching(self, member: Member) -> list[Atom]:
        """The atoms of a residue that are linked to another residue."""
        return [atom for pair in self.links for atom in pair if atom.member.residue is member.residue]

    def described(self) -> list[str]:
        """The links and the metals' bonds in words, such as A 65 (ASN) ND2 - B 1 (NAG) C1."""
        return [
            " - ".join(f"{atom.member.label} {atom.atom.name}" for atom in pair)
            for pair in (*self.links, *self.coordination)
        ]

    def coordinated(self) -> set[tuple[int, str]]:
        """The keys of the atoms that hold a metal."""
        return {atom.key for _, atom in self.coordination}


def contacts_of(parts: list[Segment]) -> Contacts:
    """The contacts of all residues, in file order."""
    from scipy.spatial import cKDTree

    atoms = [Atom(member, atom) for member in members(parts) for atom in member.residue]
    if not any(atom.described or atom.is_water or atom.atom.element.is_metal for atom in atoms):
        return Contacts([], [], [], [])
    places = np.array([position(atom.atom) for atom in atoms])
    tree = cKDTree(places)
    links, coordination = [], []
    for i, j in sorted(tree.query_pairs(3.6)):
        first, second = atoms[i], atoms[j]
        if first.member.residue is second.member.residue:
            continue
        if first.atom.element.is_metal or second.atom.element.is_metal:
            metal, held = (first, second) if first.atom.element.is_metal else (second, first)
            if held.atom.element.name in DONORS and metal.distance(held) <= COORDINATION * radii(metal, held):
                coordination.append((metal, held))
        elif first.is_water or second.is_water:
            continue  # one that lies in a ligand is not bonded to it
        elif (first.described or second.described) and first.distance(second) <= radii(first, second) + BOND_MARGIN:
            links.append((first, second))
    outer, lone = outer_shells(atoms, places, {id(metal.atom) for metal, _ in coordination})
    return Contacts(without_clashes(links), coordination, outer, lone)


def without_clashes(links: list[tuple[Atom, Atom]]) -> list[tuple[Atom, Atom]]:
    """The links of residues that have no more of them than residues can: two that lie in one another are not bonded."""
    pairs = Counter(frozenset(id(atom.member.residue) for atom in pair) for pair in links)
    return [pair for pair in links if pairs[frozenset(id(atom.member.residue) for atom in pair)] <= MOST_LINKS]


def outer_shells(
    atoms: list[Atom], places: np.ndarray, bound: set[int]
) -> tuple[list[tuple[Atom, Atom]], list[tuple[Atom, Atom]]]:
    """Every ion that is not bound, and every water, with the donors nearest to it; bound: ids of metals' atoms.

    First those within OUTER, then those of what has fewer than OUTER_ATOMS there.
    """
    donors = [i for i, atom in enumerate(atoms) if atom.atom.element.name in DONORS]
    near, far = [], []
    for ion, place in zip(atoms, places, strict=True):
        if kind_of(ion.member.residue) in (Kind.ION, Kind.WATER) and id(ion.atom) not in bound:
            distance = np.linalg.norm(places[donors] - place, axis=1)
            others = [i for i in np.argsort(distance, kind="stable") if atoms[donors[i]].atom is not ion.atom]
            within = [i for i in others[:OUTER_ATOMS] if distance[i] <= OUTER]
            near += [(ion, atoms[donors[i]]) for i in within]
            far += [(ion, atoms[donors[i]]) for i in others[:LONE_ATOMS] if len(within) < OUTER_ATOMS]
    return near, far


def radii(first: Atom, second: Atom) -> float:
    """The sum of the covalent radii of two atoms, Å."""
    return first.atom.element.covalent_r + second.atom.element.covalent_r
