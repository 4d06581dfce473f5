"""The chain as the moves see it: its residues in order, which are bonded to which, and where their atoms are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import gemmi
import numpy as np

BACKBONE = ("N", "CA", "C", "O")
REMOTENESS = "ABGDEZH"  # the second letter of a side-chain atom's name, from the backbone outwards


@dataclass(frozen=True)
class Residue:
    """A residue of the chain."""

    index: int  # in the chain
    chain: str
    number: str  # with insertion code
    name: str
    segment: int  # residues of one segment are bonded to one another
    atoms: Mapping[str, int]  # the particle of every atom by its name, hydrogens and a terminal oxygen included

    @property
    def particles(self) -> np.ndarray:
        """The indices of its particles, rising."""
        return np.array(sorted(self.atoms.values()))

    @property
    def backbone(self) -> np.ndarray:
        """The particles of N, CA, C and O."""
        return np.array([self.atoms[name] for name in BACKBONE])

    @property
    def side_chain(self) -> np.ndarray:
        """The particles from CB outwards, with their hydrogens; none of glycine."""
        kept = ("N", "CA", "C", "O", "OXT", "H", "H1", "H2", "H3", "HA", "HA2", "HA3")
        return np.array(sorted(particle for name, particle in self.atoms.items() if name not in kept), dtype=int)


@dataclass(frozen=True)
class Chain:
    """All residues of the model, in file order, and the bonds between their atoms."""

    residues: Sequence[Residue]
    bonded: Mapping[int, Sequence[int]]  # the particles that each is bonded to
    heavy: np.ndarray  # (particles,), bool
    _by_label: dict[tuple[str, str], int] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self._by_label.update({(residue.chain, residue.number): residue.index for residue in self.residues})

    def __len__(self) -> int:
        return len(self.residues)

    def index(self, chain: str, number: str) -> int | None:
        """The index of a residue by its chain id and its number with insertion code; None where there is none."""
        return self._by_label.get((chain, number))

    def segment(self, index: int) -> tuple[int, int]:
        """The first and the last residue of the segment that a residue belongs to."""
        numbers = [residue.segment for residue in self.residues]
        first = numbers.index(numbers[index])
        return first, first + numbers.count(numbers[index]) - 1

    def particles(self, indices: Iterable[int]) -> np.ndarray:
        """The particles of several residues."""
        return np.concatenate([self.residues[index].particles for index in indices])

    def chi_atoms(self, index: int, number: int) -> tuple[int, int, int, int] | None:
        """The particles of the number-th side-chain torsion, counted from 1; None where the residue has no such.

        Of two atoms at a branch the torsion takes the one with the lower digit, as IUPAC names them.
        """
        residue = self.residues[index]
        path = [residue.atoms["N"], residue.atoms["CA"], residue.atoms.get("CB")]
        names = {particle: name for name, particle in residue.atoms.items()}
        while len(path) < number + 3:
            reached = names.get(path[-1])
            onward = sorted(
                names[other]
                for other in self.bonded.get(path[-1], ())
                if self.heavy[other] and other in names and further(names[other], reached)
            )
            if not onward:
                return None
            path.append(residue.atoms[onward[0]])
        return tuple(path[number - 1 : number + 3])

    def beyond(self, index: int, start: int, end: int) -> np.ndarray:
        """The particles of a residue that turn with the bond from start to end: those on the side of end."""
        own, found, edge = set(self.residues[index].particles.tolist()), {end}, [end]
        while edge:
            particle = edge.pop()
            new = [other for other in self.bonded[particle] if other in own and other != start and other not in found]
            found.update(new)
            edge.extend(new)
        return np.array(sorted(found - {end}), dtype=int)


def further(name: str, reached: str | None) -> bool:
    """Whether an atom of a side chain lies further out than another."""
    if reached is None or len(name) < 2 or name[1] not in REMOTENESS or reached[1] not in REMOTENESS:
        return False
    return REMOTENESS.index(name[1]) > REMOTENESS.index(reached[1])


def chain_of(
    model: gemmi.Structure, ordered: np.ndarray, heavy: np.ndarray, bonds: Iterable[tuple[int, int]], particles: int
) -> Chain:
    """The chain of a model whose atoms, in file order, are those of ``ordered`` among the particles.

    heavy: the particles that are no hydrogens; bonds: pairs of particles; particles: how many there are.

    What has no peptide's backbone is not of the chain: no move takes it along.
    """
    bonded: defaultdict[int, list[int]] = defaultdict(list)
    for first, second in bonds:
        bonded[first].append(second)
        bonded[second].append(first)
    order, written, residues = iter(ordered.tolist()), set(ordered.tolist()), []
    segment = -1
    for chain in model[0]:
        for residue in chain:
            atoms = {atom.name: next(order) for atom in residue}
            if residue.het_flag == "H" or not atoms.keys() >= set(BACKBONE):
                continue
            terminal = [other for other in bonded[atoms["C"]] if other not in written]
            atoms |= {"OXT": terminal[0]} if terminal else {}
            if not residues or residues[-1].atoms["C"] not in bonded[atoms["N"]]:
                segment += 1
            number = str(residue.seqid).strip()
            residues.append(Residue(len(residues), chain.name, number, residue.name, segment, atoms))
    is_heavy = np.zeros(particles, dtype=bool)
    is_heavy[heavy] = True
    return Chain(residues, bonded, is_heavy)
