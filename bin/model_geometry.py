"""What a sampled model must keep of its relaxed start: handedness, cis and trans peptides, unbroken bonds."""

from dataclasses import dataclass

import numpy as np

from protein_model import residue_label

BOND_SIGMA = 0.02  # Å; typical standard deviation of a protein bond length (Engh & Huber, Acta Cryst. A 47, 392, 1991)
MAX_BOND_SIGMAS = 10.0
CENTRES = {"*": ("CA", "N", "C", "CB"), "ILE": ("CB", "CA", "CG1", "CG2"), "THR": ("CB", "CA", "OG1", "CG2")}


@dataclass(frozen=True)
class Checks:
    """Particle indices and their labels; the bonds carry their ideal length in nm."""

    centres: np.ndarray  # (n, 4): the centre and three of its neighbours
    centre_labels: list
    peptides: np.ndarray  # (n, 4): CA, C, N, CA
    peptide_labels: list
    bonds: np.ndarray  # (n, 2)
    ideal: np.ndarray  # (n,)

    def to_arrays(self) -> dict:
        return {
            "centres": self.centres,
            "centre_labels": np.array(self.centre_labels, dtype=str),
            "peptides": self.peptides,
            "peptide_labels": np.array(self.peptide_labels, dtype=str),
            "bonds": self.bonds,
            "ideal": self.ideal,
        }

    @staticmethod
    def from_arrays(arrays) -> "Checks":
        return Checks(
            arrays["centres"],
            list(arrays["centre_labels"]),
            arrays["peptides"],
            list(arrays["peptide_labels"]),
            arrays["bonds"],
            arrays["ideal"],
        )


def checks_of(parts, particles, bonds, ideal) -> Checks:
    """parts: segments of (chain, residue); particles: {(id(residue), atom name): particle}; bonds with ideal lengths."""
    centres, centre_labels, peptides, peptide_labels = [], [], [], []
    for part in parts:
        for index, (chain, residue) in enumerate(part):
            for key in ("*", residue.name):
                quad = [particles.get((id(residue), name)) for name in CENTRES.get(key, ("absent",))]
                if None not in quad:
                    centres.append(quad)
                    centre_labels.append(f"{CENTRES[key][0]} of {residue_label(chain, residue)}")
            if index:
                before = part[index - 1][1]
                peptides.append(
                    [
                        particles[id(before), "CA"],
                        particles[id(before), "C"],
                        particles[id(residue), "N"],
                        particles[id(residue), "CA"],
                    ]
                )
                peptide_labels.append(f"before {residue_label(chain, residue)}")
    return Checks(
        np.array(centres, dtype=int).reshape(-1, 4),
        centre_labels,
        np.array(peptides, dtype=int).reshape(-1, 4),
        peptide_labels,
        np.array(bonds, dtype=int).reshape(-1, 2),
        np.array(ideal, dtype=float),
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


def faults(checks: Checks, start: np.ndarray, model: np.ndarray) -> list:
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
