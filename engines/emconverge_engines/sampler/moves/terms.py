"""The terms of a force field as arrays, read once, so that the system of a part of a model is made in milliseconds."""

from dataclasses import dataclass

import numpy as np
import openmm


@dataclass(frozen=True)
class Terms:
    """Terms of one kind: the particles of each, (n, k), and its parameters, (n, m), in OpenMM's units and order."""

    particles: np.ndarray
    parameters: np.ndarray

    def chosen(self, mask: np.ndarray) -> "Terms":
        """Those where the mask (n,) is true."""
        return Terms(self.particles[mask], self.parameters[mask])

    def touching(self, moving: np.ndarray) -> "Terms":
        """Those with at least one particle that moves; moving: (particles,), bool."""
        return self.chosen(moving[self.particles].any(axis=1))

    def within(self, present: np.ndarray) -> "Terms":
        """Those whose particles are all present; present: (particles,), bool."""
        return self.chosen(present[self.particles].all(axis=1))


def values(parameters: list) -> list[float]:
    """The parameters of a term as OpenMM gives them, without their units."""
    return [getattr(parameter, "_value", parameter) for parameter in parameters]


def terms_of(force: openmm.Force | None, name: str, atoms: int, parameters: int) -> Terms:
    """The terms that force.get<name>Parameters() gives; none where there is no such force."""
    count = getattr(force, f"getNum{name}s")() if force else 0
    get = getattr(force, f"get{name}Parameters") if force else None
    rows = [get(index) for index in range(count)]
    return Terms(
        np.array([row[:atoms] for row in rows], dtype=np.int64).reshape(-1, atoms),
        np.array([values(row[atoms:]) for row in rows], dtype=float).reshape(-1, parameters),
    )


@dataclass(frozen=True)
class ForceField:
    """What the force field of the sampler consists of, the density left out."""

    masses: np.ndarray  # (particles,), amu
    constraints: Terms  # nm
    bonds: Terms  # nm, kJ/mol/nm²
    angles: Terms  # radians, kJ/mol/rad²
    polynomials: Terms  # Ryckaert-Bellemans torsions, kJ/mol
    torsions: Terms  # periodicity, phase in radians, kJ/mol
    maps: list[tuple[int, list[float]]]  # of CMAP: size, and energies in kJ/mol
    map_torsions: Terms  # of CMAP; the only parameter is the index of the map
    particles: np.ndarray  # (particles, 3): charge in e, sigma in nm, epsilon in kJ/mol
    exceptions: Terms  # product of charges in e², nm, kJ/mol
    cutoff: float  # nm, of what is not bonded
    switch: float  # nm, where the Lennard-Jones energy begins to be led to zero
    dielectric: float  # beyond the cutoff

    @property
    def bonded(self) -> np.ndarray:
        """Pairs of particles that are bonded, (n, 2), bonds to hydrogen included, which are rigid."""
        return np.concatenate([self.bonds.particles, self.constraints.particles])


def force_field_of(system: openmm.System) -> ForceField:
    """Reads the system that `setup` makes (``force_field_system``)."""
    found: dict[type, openmm.Force] = {type(force): force for force in system.getForces()}
    cmap, nonbonded = found.get(openmm.CMAPTorsionForce), found[openmm.NonbondedForce]
    maps = [cmap.getMapParameters(index) for index in range(cmap.getNumMaps())] if cmap else []
    rows = [cmap.getTorsionParameters(index) for index in range(cmap.getNumTorsions())] if cmap else []
    rigid = [system.getConstraintParameters(index) for index in range(system.getNumConstraints())]
    atoms = range(system.getNumParticles())
    return ForceField(
        masses=np.array([system.getParticleMass(index)._value for index in atoms]),
        constraints=Terms(
            np.array([row[:2] for row in rigid], dtype=np.int64).reshape(-1, 2),
            np.array([values(row[2:]) for row in rigid], dtype=float).reshape(-1, 1),
        ),
        bonds=terms_of(found.get(openmm.HarmonicBondForce), "Bond", 2, 2),
        angles=terms_of(found.get(openmm.HarmonicAngleForce), "Angle", 3, 2),
        polynomials=terms_of(found.get(openmm.RBTorsionForce), "Torsion", 4, 6),
        torsions=terms_of(found.get(openmm.PeriodicTorsionForce), "Torsion", 4, 3),
        maps=[(size, values(energies)) for size, energies in maps],
        map_torsions=Terms(
            np.array([row[1:] for row in rows], dtype=np.int64).reshape(-1, 8),
            np.array([row[:1] for row in rows], dtype=float).reshape(-1, 1),
        ),
        particles=np.array([values(nonbonded.getParticleParameters(index)) for index in atoms]),
        exceptions=terms_of(nonbonded, "Exception", 2, 3),
        # values, not the force itself, which ends with its system
        cutoff=nonbonded.getCutoffDistance()._value,
        switch=nonbonded.getSwitchingDistance()._value,
        dielectric=nonbonded.getReactionFieldDielectric(),
    )
