"""Symmetry mates in the sampler: virtual sites that move with the asymmetric unit, every interaction counted once.

The energy per asymmetric unit is its own energy plus half of that between it and all its mates. The pair of atom i with
the image of j under g is the pair of j with the image of i under 1/g, so of two such twins one stands in full; where g
is its own inverse and i is j, the pair is its own twin and counts half.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import openmm

from emconverge_engines.symmetry import Symmetry

REACH = 1.1  # nm; pairs of atoms that start further apart are not looked at (the cutoff of their interaction is 0.7)
COULOMB = 138.935456  # kJ mol-1 nm e-2
SAME = 1e-4  # operators that agree to this are one
PAIR_ENERGY = (
    "{weight}*(depth1*depth2*x6*(x6-1) + charge1*charge2*(1/r + {rise}*r^2 - {shift})); x6 = ((radius1+radius2)/r)^6"
)


@dataclass(frozen=True)
class Operators:
    """Rotations (n, 3, 3) and translations (n, 3), the identity left out."""

    rotations: np.ndarray
    translations: np.ndarray

    def images(self, positions: np.ndarray) -> np.ndarray:
        """(n, atoms, 3): where the operators put positions (atoms, 3)."""
        return np.einsum("kij,aj->kai", self.rotations, positions) + self.translations[:, None, :]

    def about(self, centre: np.ndarray) -> "Operators":
        """Those of Å in the map's frame for nm about a centre (Å)."""
        return Operators(self.rotations, 0.1 * (self.rotations @ centre + self.translations - centre))

    def inverse(self, k: int) -> int | None:
        """The index of the operator that undoes operator k; None when it is not among them."""
        turned = np.abs(self.rotations @ self.rotations[k] - np.eye(3)).max(axis=(1, 2))
        moved = np.abs(self.rotations @ self.translations[k] + self.translations).max(axis=1)
        found = np.flatnonzero((turned < SAME) & (moved < 10 * SAME))
        return int(found[0]) if len(found) else None


def operators_of(symmetry: Symmetry) -> Operators:
    """The operators of a symmetry, in Å in the map's frame."""
    return Operators(symmetry.operators[1:, :, :3], symmetry.operators[1:, :, 3])


@dataclass(frozen=True)
class Mates:
    """The atoms of mates near the asymmetric unit, and the pairs they make with its atoms, twins left out."""

    operators: Operators  # for nm about the sampler's centre
    sites: np.ndarray  # (sites, 2): operator, and the atom whose image it is
    pairs: np.ndarray  # (pairs, 2): an atom of the asymmetric unit, and a site; by site
    own_twin: np.ndarray  # (pairs,): whether the pair is its own twin

    def to_arrays(self) -> dict[str, np.ndarray]:
        """What start.npz holds of them."""
        return {
            "mate_rotations": self.operators.rotations,
            "mate_translations": self.operators.translations,
            "mate_sites": self.sites,
            "mate_pairs": self.pairs,
            "mate_own_twin": self.own_twin,
        }

    @staticmethod
    def from_arrays(arrays: Mapping[str, np.ndarray]) -> "Mates | None":
        """Those of start.npz; None where it holds none."""
        if "mate_sites" not in arrays:
            return None
        return Mates(
            Operators(arrays["mate_rotations"], arrays["mate_translations"]),
            arrays["mate_sites"],
            arrays["mate_pairs"],
            arrays["mate_own_twin"],
        )

    def of_part(self, moving: np.ndarray) -> "Mates":
        """Only the pairs of which an atom moves, and their sites; moving: (atoms,), bool."""
        kept = moving[self.pairs[:, 0]] | moving[self.sites[self.pairs[:, 1], 1]]
        sites, numbers = np.unique(self.pairs[kept, 1], return_inverse=True)
        pairs = np.stack([self.pairs[kept, 0], numbers], axis=1)
        return Mates(self.operators, self.sites[sites], pairs, self.own_twin[kept])

    def renumbered(self, numbers: np.ndarray) -> "Mates":
        """The same, of atoms whose indices are numbers (atoms,) now."""
        sites, pairs = self.sites.copy(), self.pairs.copy()
        sites[:, 1], pairs[:, 0] = numbers[sites[:, 1]], numbers[pairs[:, 0]]
        return Mates(self.operators, sites, pairs, self.own_twin)


def mates_near(operators: Operators, positions: np.ndarray) -> Mates:
    """The mates within REACH of the asymmetric unit, whose atoms are at positions (atoms, 3), nm."""
    from scipy.spatial import cKDTree  # sampling, which needs no pairs but those of the start, starts sooner without

    tree, images = cKDTree(positions), operators.images(positions)
    sites, pairs, twins = [], [], []
    for k in range(len(images)):
        inverse = operators.inverse(k)
        if inverse is not None and inverse < k:
            continue
        near = tree.sparse_distance_matrix(cKDTree(images[k]), REACH, output_type="ndarray")
        near = near[near["i"] <= near["j"]] if inverse == k else near
        parents, site = np.unique(near["j"], return_inverse=True)
        first = sum(map(len, sites))
        order = np.lexsort((near["i"], site))
        sites.append(np.stack([np.full(len(parents), k), parents], axis=1))
        pairs.append(np.stack([near["i"], first + site], axis=1)[order])
        twins.append(((near["i"] == near["j"]) & (inverse == k))[order])
    return Mates(operators, np.concatenate(sites), np.concatenate(pairs), np.concatenate(twins))


def add_mates(
    system: openmm.System, mates: Mates, parameters: np.ndarray | None = None, softness: str | None = None
) -> list[openmm.Force]:
    """Adds the sites and their interactions to the force field of the asymmetric unit; returns the new forces.

    parameters: (atoms, 3), charge, sigma and epsilon; those of the system's NonbondedForce when left out. softness: an
    expression of a global parameter, from 0 to 1, that the sizes and depths of atoms are multiplied by.
    """
    first = system.getNumParticles()
    nonbonded = next(f for f in system.getForces() if isinstance(f, openmm.NonbondedForce))
    own = parameters
    if own is None:
        own = np.array([[v._value for v in nonbonded.getParticleParameters(index)] for index in range(first)])
    for operator, parent in mates.sites.tolist():
        rows = [openmm.Vec3(*row) for row in mates.operators.rotations[operator].tolist()]
        shift = openmm.Vec3(*mates.operators.translations[operator].tolist())
        site = system.addParticle(0.0)
        system.setVirtualSite(site, openmm.SymmetrySite(parent, *rows, shift, False))
        nonbonded.addParticle(0.0, 1.0, 0.0)
    every, added = np.concatenate([own, own[mates.sites[:, 1]]]).tolist(), []
    for weight, chosen in ((1.0, ~mates.own_twin), (0.5, mates.own_twin)):
        if chosen.any():
            force = pair_force(nonbonded, every, weight, softness)
            add_pairs(force, mates.pairs[chosen], first)
            system.addForce(force)
            added.append(force)
    return added


def pair_force(
    nonbonded: openmm.NonbondedForce, parameters: list[list[float]], weight: float, softness: str | None = None
) -> openmm.CustomNonbondedForce:
    """The energy that NonbondedForce has, times weight, between particles of these parameters; it has no pairs yet."""
    cutoff, dielectric = nonbonded.getCutoffDistance()._value, nonbonded.getReactionFieldDielectric()
    rise = (dielectric - 1) / (2 * dielectric + 1) / cutoff**3
    scale = f"{weight}*{softness}" if softness else weight
    energy = PAIR_ENERGY.format(weight=scale, rise=rise, shift=1 / cutoff + rise * cutoff**2)
    if softness:
        energy = energy.replace("((radius1+radius2)/r)", f"({softness}*(radius1+radius2)/r)")
    force = openmm.CustomNonbondedForce(energy)
    for name in ("charge", "radius", "depth"):
        force.addPerParticleParameter(name)
    for charge, sigma, epsilon in parameters:
        force.addParticle([charge * COULOMB**0.5, sigma / 2, 2 * epsilon**0.5])
    # None of the exceptions is a pair here, but OpenMM wants all forces to agree on them.
    for index in range(nonbonded.getNumExceptions()):
        force.addExclusion(*nonbonded.getExceptionParameters(index)[:2])
    force.setNonbondedMethod(openmm.CustomNonbondedForce.CutoffNonPeriodic)
    force.setCutoffDistance(cutoff)
    force.setUseSwitchingFunction(nonbonded.getUseSwitchingFunction())
    force.setSwitchingDistance(nonbonded.getSwitchingDistance())
    return force


def add_pairs(force: openmm.CustomNonbondedForce, pairs: np.ndarray, first: int) -> None:
    """Lets a force act on pairs (n, 2) of an atom and a site; the sites are particles from the index `first` on."""
    sites, starts = np.unique(pairs[:, 1], return_index=True)
    for site, atoms in zip(sites.tolist(), np.split(pairs[:, 0], starts[1:]), strict=True):
        force.addInteractionGroup(atoms.tolist(), [first + site])
