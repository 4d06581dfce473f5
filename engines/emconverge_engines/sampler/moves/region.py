"""A part of the model that moves while all else is frozen: its system, its score, and how it is relaxed.

The score is the energy of every term that touches an atom that moves: force field and density, kJ/mol. Terms between
frozen atoms are left out, or constant, so that only differences between scores of one region mean something.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import openmm

from emconverge_engines.sampler.annealing import add_density
from emconverge_engines.sampler.checks import Checks
from emconverge_engines.sampler.density_term import DensityTerm
from emconverge_engines.sampler.mates import Mates, add_mates
from emconverge_engines.sampler.moves.residues import Chain
from emconverge_engines.sampler.moves.terms import ForceField, Terms
from emconverge_engines.sampler.platforms import Device

BONDED, NONBONDED, DENSITY, RESTRAINTS = 0, 1, 2, 3  # force groups
SCORED = {BONDED, NONBONDED, DENSITY}
NEAR = 0.25  # nm; side chains with an atom this near to a moved one move too
SHELL = 0.4  # nm; atoms this near to one that moves are there, frozen
SOFT_SIZE, SOFT_DEPTH = 0.3, 0.1  # of the Lennard-Jones terms at hardness 0


@dataclass(frozen=True)
class Surroundings:
    """What all regions of a model share."""

    chain: Chain
    force_field: ForceField
    checks: Checks
    start: np.ndarray  # (particles, 3), nm: the relaxed start, whose handedness and peptides are kept
    density: DensityTerm
    device: Device
    mates: Mates | None = None


def near(positions: Sequence[np.ndarray], chosen: np.ndarray, reach: float) -> np.ndarray:
    """Which particles lie within reach (nm) of a chosen one in any of several positions; (particles,), bool."""
    from scipy.spatial import cKDTree

    found = np.zeros(len(positions[0]), dtype=bool)
    for places in positions:
        distance, _ = cKDTree(places[chosen]).query(places, distance_upper_bound=reach)
        found |= np.isfinite(distance)
    return found


class Region:
    """The system of the residues that a move changes, the side chains they touch, and a frozen shell."""

    def __init__(
        self,
        surroundings: Surroundings,
        moved: np.ndarray,
        alternatives: Sequence[np.ndarray],
        seed: int,
        held: Sequence[int] = (),
    ):
        """moved, held: particles, held ones drawn to places; alternatives: positions before and after."""
        self.surroundings = surroundings
        chain = surroundings.chain
        self.moving = np.zeros(len(surroundings.start), dtype=bool)
        self.moving[moved] = True
        touched = near(alternatives, np.flatnonzero(self.moving), NEAR)
        for residue in chain.residues:
            if touched[residue.side_chain].any():
                self.moving[residue.side_chain] = True
        self.present = self.moving | near(alternatives, np.flatnonzero(self.moving), SHELL)
        self._include_bonded()
        mates = surroundings.mates
        self.mates = mates.of_part(self.moving) if mates else None
        if self.mates:
            self.present[self.mates.sites[:, 1]] = self.present[self.mates.pairs[:, 0]] = True
        self.particles = np.flatnonzero(self.present)
        self.local = np.full(len(self.present), -1)
        self.local[self.particles] = np.arange(len(self.particles))
        self.held = np.array(held, dtype=int)
        self.sites = len(self.mates.sites) if self.mates else 0
        self.context = self._context(seed)

    def _include_bonded(self) -> None:
        """Adds the particles of every bonded term that touches an atom that moves."""
        field, moving = self.surroundings.force_field, self.moving.copy()
        for terms in (
            field.bonds,
            field.angles,
            field.polynomials,
            field.torsions,
            field.map_torsions,
            field.exceptions,
        ):
            self.present[terms.touching(moving).particles] = True

    def _context(self, seed: int) -> openmm.Context:
        system = self.system()
        integrator = openmm.LangevinMiddleIntegrator(300.0, 5.0, 0.002)
        integrator.setRandomNumberSeed(seed)
        device = self.surroundings.device
        return openmm.Context(system, integrator, device.platform, device.properties)

    def system(self) -> openmm.System:
        """The system of the particles that are there; frozen ones have no mass."""
        field, system = self.surroundings.force_field, openmm.System()
        for particle in self.particles:
            system.addParticle(field.masses[particle] if self.moving[particle] else 0.0)
        for (first, second), (length,) in self._rows(field.constraints.touching(self.moving)):
            system.addConstraint(first, second, length)
        for force in (*self._bonded_forces(), self._nonbonded_force(), self._form(), self._pull()):
            system.addForce(force)
        self._add_density(system)
        if self.mates:
            for force in self._mates_forces(system):
                force.setForceGroup(NONBONDED)
        return system

    def _add_density(self, system: openmm.System) -> None:
        """Adds the density to what moves."""
        heavy = np.flatnonzero(self.surroundings.chain.heavy)
        chosen = self.moving[heavy]
        add_density(system, self.surroundings.density.of_atoms(chosen), self.local[heavy[chosen]], DENSITY)

    def _rows(self, terms: Terms) -> list[tuple[list[int], list[float]]]:
        """The terms with the indices that their particles have here."""
        return list(zip(self.local[terms.particles].tolist(), terms.parameters.tolist(), strict=True))

    def _bonded_forces(self) -> list[openmm.Force]:
        field, moving = self.surroundings.force_field, self.moving
        bonds, angles = openmm.HarmonicBondForce(), openmm.HarmonicAngleForce()
        polynomials, torsions, cmap = openmm.RBTorsionForce(), openmm.PeriodicTorsionForce(), openmm.CMAPTorsionForce()
        for atoms, parameters in self._rows(field.bonds.touching(moving)):
            bonds.addBond(*atoms, *parameters)
        for atoms, parameters in self._rows(field.angles.touching(moving)):
            angles.addAngle(*atoms, *parameters)
        for atoms, parameters in self._rows(field.polynomials.touching(moving)):
            polynomials.addTorsion(*atoms, *parameters)
        for atoms, (periodicity, phase, k) in self._rows(field.torsions.touching(moving)):
            torsions.addTorsion(*atoms, int(periodicity), phase, k)
        # The maps that are used alone: OpenMM copies every map of the force whenever it evaluates it on the CPU.
        mapped = field.map_torsions.touching(moving)
        used, places = np.unique(mapped.parameters.astype(int), return_inverse=True)
        for index in used:
            cmap.addMap(*field.maps[index])
        for atoms, place in zip(self.local[mapped.particles].tolist(), places.ravel().tolist(), strict=True):
            cmap.addTorsion(place, *atoms)
        forces = [bonds, angles, polynomials, torsions, cmap]
        for force in forces:
            force.setForceGroup(BONDED)
        return [force for force in forces if not isinstance(force, openmm.CMAPTorsionForce) or force.getNumTorsions()]

    def _nonbonded_force(self) -> openmm.NonbondedForce:
        """The same non-bonded energy at hardness 1; at 0 atoms are small, shallow and without charge."""
        field, force = self.surroundings.force_field, openmm.NonbondedForce()
        force.setNonbondedMethod(openmm.NonbondedForce.CutoffNonPeriodic)
        force.setCutoffDistance(field.cutoff)
        force.setReactionFieldDielectric(field.dielectric)
        force.setUseSwitchingFunction(True)
        force.setSwitchingDistance(field.switch)
        force.addGlobalParameter("hardness", 1.0)
        for index, (charge, sigma, epsilon) in enumerate(field.particles[self.particles].tolist()):
            force.addParticle(0.0, SOFT_SIZE * sigma, SOFT_DEPTH * epsilon)
            force.addParticleParameterOffset(
                "hardness", index, charge, (1 - SOFT_SIZE) * sigma, (1 - SOFT_DEPTH) * epsilon
            )
        for atoms, parameters in self._rows(field.exceptions.within(self.present)):
            force.addException(*atoms, *parameters)
        force.setForceGroup(NONBONDED)
        return force

    def _mates_forces(self, system: openmm.System) -> list[openmm.Force]:
        """Adds the symmetry mates, which follow what moves, and are soft while it grows."""
        mates, parameters = self.mates.renumbered(self.local), self.surroundings.force_field.particles[self.particles]
        forces = add_mates(system, mates, parameters, f"({SOFT_SIZE}+{1 - SOFT_SIZE}*hardness)")
        for force in forces:
            force.addGlobalParameter("hardness", 1.0)
        return forces

    def _form(self) -> openmm.CustomTorsionForce:
        """Holds omega at cis or trans, and the improper torsions of chiral centres, as in the start."""
        checks, start = self.surroundings.checks, self.surroundings.start
        force = openmm.CustomTorsionForce("form*(1-cos(theta-theta0))")
        force.addGlobalParameter("form", 0.0)
        force.addPerTorsionParameter("theta0")
        centres = checks.centres[:, [1, 0, 2, 3]]
        for quads, ideal in ((checks.peptides, True), (centres, False)):
            for quad in quads[self.moving[quads].any(axis=1)]:
                angle = signed_torsion(start[quad])
                force.addTorsion(*self.local[quad].tolist(), [np.pi * (abs(angle) > np.pi / 2) if ideal else angle])
        force.setForceGroup(RESTRAINTS)
        return force

    def _pull(self) -> openmm.CustomExternalForce:
        force = openmm.CustomExternalForce("0.5*pull*((x-x0)^2+(y-y0)^2+(z-z0)^2)")
        force.addGlobalParameter("pull", 0.0)
        for name in ("x0", "y0", "z0"):
            force.addPerParticleParameter(name)
        for particle in self.held:
            force.addParticle(int(self.local[particle]), [0.0, 0.0, 0.0])
        force.setForceGroup(RESTRAINTS)
        return force


def signed_torsion(quad: np.ndarray) -> float:
    """The torsion of four points (4, 3), radians."""
    from emconverge_engines.sampler.moves.placement import torsion

    return torsion(*quad)
