"""What a sampled model must keep of its relaxed start: handedness, cis and trans peptides, unbroken bonds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from emconverge_engines.models import Segment

Particles = Mapping[tuple[int, str], int]  # the particle of (id of the residue, name of the atom)

BOND_SIGMA = 0.02  # Å; typical standard deviation of a protein bond length (Engh & Huber, Acta Cryst. A 47, 392, 1991)
MAX_BOND_SIGMAS = 10.0
CENTRES = {"*": ("CA", "N", "C", "CB"), "ILE": ("CB", "CA", "CG1", "CG2"), "THR": ("CB", "CA", "OG1", "CG2")}


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


def centres_of(parts: Sequence[Segment], particles: Particles) -> tuple[list[list[int]], list[str]]:
    """The chiral centres that have their neighbours, and their labels."""
    centres, labels = [], []
    for member in (member for part in parts for member in part):
        for key in ("*", member.residue.name):
            quad = [particles.get((id(member.residue), name)) for name in CENTRES.get(key, ("absent",))]
            if None not in quad:
                centres.append(quad)
                labels.append(f"{CENTRES[key][0]} of {member.label}")
    return centres, labels


def peptides_of(parts: Sequence[Segment], particles: Particles) -> tuple[list[list[int]], list[str]]:
    """CA, C, N and CA of every peptide bond, and the labels of the bonds."""
    peptides, labels = [], []
    for part in parts:
        for before, after in pairwise(part):
            ends = ((before, "CA"), (before, "C"), (after, "N"), (after, "CA"))
            peptides.append([particles[id(member.residue), name] for member, name in ends])
            labels.append(f"before {after.label}")
    return peptides, labels


def checks_of(parts: Sequence[Segment], particles: Particles, bonds: Bonds) -> Checks:
    """What is to be looked at in models of these segments."""
    centres, centre_labels = centres_of(parts, particles)
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
