"""What a sampled model must keep of its relaxed start: handedness, cis and trans peptides, unbroken bonds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import gemmi
import numpy as np

from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import Segment

Key = tuple[int, str]  # id of the residue, name of the atom
Particles = Mapping[Key, int]

BOND_SIGMA = 0.02  # Å; typical standard deviation of a protein bond length (Engh & Huber, Acta Cryst. A 47, 392, 1991)
MAX_BOND_SIGMAS = 10.0
CENTRES = {"*": ("CA", "N", "C", "CB"), "ILE": ("CB", "CA", "CG1", "CG2"), "THR": ("CB", "CA", "OG1", "CG2")}
SUGAR_CENTRES = (("C2'", "C3'", "O2'", "C1'"), ("C3'", "C4'", "O3'", "C2'"), ("C4'", "C5'", "O4'", "C3'"))
GLYCOSIDIC = ("C1'", "O4'", "C2'")  # and N9 of a purine, N1 of a pyrimidine


@dataclass(frozen=True)
class Checks:
    """What is looked at: indices of particles, and their labels; the bonds carry their ideal length in nm."""

    centres: np.ndarray  # (n, 4): the centre and three of its neighbours
    centre_labels: list[str]
    peptides: np.ndarray  # (n, 4): CA, C, N, CA
    peptide_labels: list[str]
    bonds: np.ndarray  # (n, 2)
    ideal: np.ndarray  # (n,), nm

    def to_arrays(self) -> dict[str, np.ndarray]:
        """What start.npz holds of them."""
        return {
            "centres": self.centres,
            "centre_labels": np.array(self.centre_labels, dtype=str),
            "peptides": self.peptides,
            "peptide_labels": np.array(self.peptide_labels, dtype=str),
            "bonds": self.bonds,
            "ideal": self.ideal,
        }

    @staticmethod
    def from_arrays(arrays: Mapping[str, np.ndarray]) -> "Checks":
        """Those of start.npz."""
        return Checks(
            arrays["centres"],
            list(arrays["centre_labels"]),
            arrays["peptides"],
            list(arrays["peptide_labels"]),
            arrays["bonds"],
            arrays["ideal"],
        )


@dataclass(frozen=True)
class Bonds:
    """Bonds between heavy atoms: pairs of particles, and their ideal lengths, nm."""

    pairs: list[tuple[int, int]]
    ideal: list[float]


def centre_names(residue: gemmi.Residue) -> list[tuple[str, ...]]:
    """The centres of a standard residue, each with three neighbours; some may not be there."""
    if kind_of(residue) is Kind.NUCLEIC:
        base = "N9" if residue.find_atom("N9", "*") else "N1"
        return [*SUGAR_CENTRES, (*GLYCOSIDIC, base)]
    return [CENTRES[key] for key in ("*", residue.name) if key in CENTRES]


def centres_of(
    parts: Sequence[Segment], particles: Particles, described: Sequence[tuple[Key, ...]]
) -> tuple[list[list[int]], list[str]]:
    """The chiral centres that have their neighbours, and their labels; described: those of dictionaries."""
    labels = {id(member.residue): member.label for part in parts for member in part}
    keys = [
        [(id(member.residue), name) for name in names]
        for part in parts
        for member in part
        if kind_of(member.residue) is not Kind.OTHER
        for names in centre_names(member.residue)
    ]
    found = [quad for quad in (*keys, *map(list, described)) if all(key in particles for key in quad)]
    return [[particles[key] for key in quad] for quad in found], [
        f"{quad[0][1]} of {labels[quad[0][0]]}" for quad in found
    ]


def peptides_of(parts: Sequence[Segment], particles: Particles) -> tuple[list[list[int]], list[str]]:
    """CA, C, N and CA of every peptide bond, and the labels of the bonds."""
    peptides, labels = [], []
    for part in parts:
        for before, after in pairwise(part):
            ends = ((before, "CA"), (before, "C"), (after, "N"), (after, "CA"))
            keys = [(id(member.residue), name) for member, name in ends]
            if all(key in particles for key in keys):
                peptides.append([particles[key] for key in keys])
                labels.append(f"before {after.label}")
    return peptides, labels


def checks_of(
    parts: Sequence[Segment], particles: Particles, bonds: Bonds, described: Sequence[tuple[Key, ...]] = ()
) -> Checks:
    """What is to be looked at in models of these segments; described: chiral centres that dictionaries know."""
    centres, centre_labels = centres_of(parts, particles, described)
    peptides, peptide_labels = peptides_of(parts, particles)
    return Checks(
        np.array(centres, dtype=int).reshape(-1, 4),
        centre_labels,
        np.array(peptides, dtype=int).reshape(-1, 4),
        peptide_labels,
        np.array(bonds.pairs, dtype=int).reshape(-1, 2),
        np.array(bonds.ideal, dtype=float),
    )


def handedness(positions: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Sign of the chiral volume of every centre."""
    centre, a, b, c = (positions[centres[:, column]] for column in range(4))
    return np.sign(np.einsum("ij,ij->i", a - centre, np.cross(b - centre, c - centre)))


def is_cis(positions: np.ndarray, peptides: np.ndarray) -> np.ndarray:
    """Whether omega lies within 90 degrees of zero."""
    first, second, third, fourth = (positions[peptides[:, column]] for column in range(4))
    axis = third - second
    return np.einsum("ij,ij->i", np.cross(first - second, axis), np.cross(fourth - third, axis)) > 0


def faults(checks: Checks, start: np.ndarray, model: np.ndarray) -> list[str]:
    """Sentences on what broke between the relaxed start and the model (both nm, (particles, 3)); empty when sound."""
    if not np.isfinite(model).all():
        return ["the coordinates are not numbers"]
    found = []
    flipped = handedness(model, checks.centres) != handedness(start, checks.centres)
    found += [f"inverted chirality at {checks.centre_labels[i]}" for i in np.flatnonzero(flipped)]
    turned = is_cis(model, checks.peptides) != is_cis(start, checks.peptides)
    found += [f"cis/trans flip of the peptide {checks.peptide_labels[i]}" for i in np.flatnonzero(turned)]
    length = np.linalg.norm(model[checks.bonds[:, 0]] - model[checks.bonds[:, 1]], axis=1)
    sigmas = 10 * np.abs(length - checks.ideal) / BOND_SIGMA
    broken = int((sigmas > MAX_BOND_SIGMAS).sum())
    if broken:
        found.append(f"{broken} bonds off by more than {MAX_BOND_SIGMAS:g} sigma (worst {sigmas.max():.1f})")
    return found
