"""Draws the atoms of a model to wrong places and relaxes it there, with the sampler's force field and density term.

The atoms are drawn by harmonic restraints while the non-bonded forces are soft, so that chains pass one another; then
the forces are hardened, and the model is annealed with the sampler's own schedule while the wrong places are held, so
that its geometry and fit are those of a sampled model.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import openmm

from emconverge_engines.sampler.annealing import Annealer
from emconverge_engines.sampler.checks import handedness, is_cis
from emconverge_engines.sampler.platforms import device
from emconverge_engines.sampler.start import Prepared

STEER = 5000.0  # kJ/mol/nm²; 20,000 ends in coordinates that are not numbers
HOLD = 1000.0  # kJ/mol/nm², of the places that are held while the model is annealed
KEEP = 400.0  # kJ/mol, against the loss of handedness and of trans peptides
STEP, FRICTION, TEMPERATURE = 0.002, 20.0, 300.0  # ps, 1/ps, K; steps of 4 fs end in coordinates that are not numbers
ROUNDS, ROUND_STEPS = 50, 40  # the places move on after each round; the last fifth of the rounds holds them
NEARLY = 1e-3  # of the charges; without any, exceptions would be lost that cannot be set again
SOFT = (0.5, 0.1, NEARLY)  # factors of Lennard-Jones radius and depth and of charges, while atoms are drawn
HARDENING = ((0.6, 0.5, NEARLY), (0.75, 0.5, NEARLY), (0.9, 0.5, NEARLY), (1.0, 1.0, 1.0))
ITERATIONS = 100  # of L-BFGS at each hardness
PLAIN_ITERATIONS = 200  # of L-BFGS with the whole force field and the density, before the annealing


@dataclass(frozen=True)
class Pull:
    """Particles that are drawn: places(progress) gives (particles, 3), nm, for a progress from 0 to 1."""

    particles: np.ndarray
    places: Callable[[float], np.ndarray]


class Broken(Exception):
    """The model blew up."""


def restraint(particles: np.ndarray) -> openmm.CustomExternalForce:
    """Harmonic restraints of particles, at first without strength."""
    force = openmm.CustomExternalForce("0.5*hold*w*((x-tx)^2+(y-ty)^2+(z-tz)^2)")
    force.addGlobalParameter("hold", 0.0)
    for name in ("w", "tx", "ty", "tz"):
        force.addPerParticleParameter(name)
    for particle in particles:
        force.addParticle(int(particle), [0.0, 0.0, 0.0, 0.0])
    return force


def keep(quads: np.ndarray, angles: np.ndarray) -> openmm.CustomTorsionForce:
    """Holds torsions (radians) at their angles; of a centre and three neighbours, its handedness."""
    force = openmm.CustomTorsionForce("keep*(1-cos(theta-angle))")
    force.addGlobalParameter("keep", KEEP)
    force.addPerTorsionParameter("angle")
    for quad, angle in zip(quads, angles, strict=True):
        force.addTorsion(*map(int, quad), [float(angle)])
    return force


def torsions(positions: np.ndarray, quads: np.ndarray) -> np.ndarray:
    """Torsions of quads of particles, radians, in OpenMM's sign."""
    a, b, c, d = (positions[quads[:, column]] for column in range(4))
    axis = c - b
    first, second = np.cross(b - a, axis), np.cross(axis, d - c)
    along = np.linalg.norm(axis, axis=1)
    return np.arctan2(along * np.einsum("ij,ij->i", b - a, second), np.einsum("ij,ij->i", first, second))


def nonbonded(system: openmm.System) -> openmm.NonbondedForce:
    """The system's non-bonded force."""
    return next(force for force in system.getForces() if isinstance(force, openmm.NonbondedForce))


def copied(system: openmm.System) -> openmm.System:
    """Another system with the same forces."""
    return openmm.XmlSerializer.deserialize(openmm.XmlSerializer.serialize(system))


def soften(
    hard: openmm.NonbondedForce, soft: openmm.NonbondedForce, radius: float, depth: float, charge: float
) -> None:
    """Sets soft to hard with its radii, depths and charges multiplied."""
    for index in range(hard.getNumParticles()):
        own, sigma, epsilon = hard.getParticleParameters(index)
        soft.setParticleParameters(index, own * charge, sigma * radius, epsilon * depth)
    for index in range(hard.getNumExceptions()):
        one, other, product, sigma, epsilon = hard.getExceptionParameters(index)
        soft.setExceptionParameters(index, one, other, product * charge, sigma * radius, epsilon * depth)


class Steering:
    """The system of one map, ready to be drawn about."""

    def __init__(self, prepared: Prepared, held: np.ndarray, threads: int = 1):
        """held: the particles that can be drawn and held."""
        self.start, self.device = prepared.start, device("CPU", threads)
        self.system, self.schedule = prepared.system, prepared.schedule
        self.held = np.asarray(held)
        self.row = {int(particle): row for row, particle in enumerate(self.held)}

    def soft_context(self, seed: int) -> tuple[openmm.Context, openmm.System]:
        """A context without density, whose peptides and centres are kept, and its system."""
        system, checks = copied(self.system), self.start.checks
        for quads in (checks.peptides, checks.centres):
            system.addForce(keep(quads, torsions(self.start.positions, quads)))
        system.addForce(restraint(self.held))
        soften(nonbonded(self.system), nonbonded(system), *SOFT)
        integrator = openmm.LangevinMiddleIntegrator(TEMPERATURE, FRICTION, STEP)
        integrator.setRandomNumberSeed(seed)
        context = openmm.Context(system, integrator, self.device.platform, self.device.properties)
        context.setPositions(self.start.positions)
        context.setVelocitiesToTemperature(TEMPERATURE, seed)
        context.setParameter("hold", STEER)
        return context, system

    def place(self, force: openmm.CustomExternalForce, pulls: list[Pull], progress: float) -> None:
        """Sets the places of the restraints; particles that no pull names are free."""
        for row, particle in enumerate(self.held):
            force.setParticleParameters(row, int(particle), [0.0, 0.0, 0.0, 0.0])
        for pull in pulls:
            for particle, where in zip(pull.particles, pull.places(progress), strict=True):
                row = self.row[int(particle)]
                force.setParticleParameters(row, int(particle), [1.0, *map(float, where)])

    def draw(self, pulls: list[Pull], seed: int) -> np.ndarray:
        """Positions (nm) after the particles are drawn to their places and the forces are hard again."""
        context, system = self.soft_context(seed)
        force = next(f for f in system.getForces() if isinstance(f, openmm.CustomExternalForce))
        for index in range(1, ROUNDS + 1):
            self.place(force, pulls, min(1.0, index / (0.8 * ROUNDS)))
            force.updateParametersInContext(context)
            context.getIntegrator().step(ROUND_STEPS)
        for factors in HARDENING:
            soften(nonbonded(self.system), nonbonded(system), *factors)
            nonbonded(system).updateParametersInContext(context)
            openmm.LocalEnergyMinimizer.minimize(context, maxIterations=ITERATIONS)
        return context.getState(positions=True).getPositions(asNumpy=True)._value

    def anneal(self, positions: np.ndarray, pulls: list[Pull], seed: int) -> np.ndarray:
        """Positions (nm) after the sampler's annealing with the places held, then a descent without."""
        system = copied(self.system)
        force = restraint(self.held)
        self.place(force, pulls, 1.0)
        system.addForce(force)
        start = self.start
        annealer = Annealer(system, start.density, start.centre, start.heavy, self.schedule, self.device)
        context = annealer.context(positions, seed, self.schedule.temperature)
        context.setParameter("hold", HOLD)
        openmm.LocalEnergyMinimizer.minimize(context, maxIterations=PLAIN_ITERATIONS)
        annealer.anneal(context, seed)
        context.setParameter("hold", 0.0)
        annealer.quench(context)
        return annealer.coordinates(context)

    def wrong(self, pulls: list[Pull], seed: int) -> np.ndarray:
        """Positions (nm) of the model of a seed; Broken when it blew up."""
        try:
            positions = self.anneal(self.draw(pulls, seed), pulls, seed)
        except (openmm.OpenMMException, ValueError) as error:
            raise Broken(str(error)) from None
        if not np.isfinite(positions).all():
            raise Broken("the coordinates are not numbers")
        return positions

    def faulty(self, positions: np.ndarray) -> np.ndarray:
        """The particles whose handedness or peptide bond is not the start's."""
        checks, start = self.start.checks, self.start.positions
        flipped = handedness(positions, checks.centres) != handedness(start, checks.centres)
        turned = is_cis(positions, checks.peptides) != is_cis(start, checks.peptides)
        return np.unique(np.concatenate([checks.centres[flipped].ravel(), checks.peptides[turned].ravel()]))
