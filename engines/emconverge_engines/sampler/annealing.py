"""Simulated annealing of one model in OpenMM: its two time steps and its energies.

The slow forces (CMAP and the density, both smooth) act as impulses: `ratio` times their strength on every ratio-th step
(r-RESPA: Tuckerman, Berne & Martyna, J. Chem. Phys. 97, 1990, 1992). That is done with OpenMM's own Langevin integrator
by choosing the force groups step by step: its custom integrators cost more on a CPU than they save.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import openmm

from emconverge_engines.maps import Grid
from emconverge_engines.sampler.density_force import density_force
from emconverge_engines.sampler.density_term import DensityTerm
from emconverge_engines.sampler.platforms import Device
from emconverge_engines.sampler.schedule import COOLING_STEPS, Schedule

FAST, CMAP, DENSITY, IMPULSE = 0, 1, 2, 3  # force groups; IMPULSE: CMAP and density, multiplied by the ratio
PLAIN = {FAST, CMAP, DENSITY}


@dataclass(frozen=True)
class Energies:
    """kJ/mol: of the force field, and of the density term."""

    force_field: float
    density: float

    @property
    def total(self) -> float:
        """The score of a model: lower is better."""
        return self.force_field + self.density


class Relaxation(NamedTuple):
    """Positions (atoms, 3), nm, of the minimum next to a start, and the energies there before and after."""

    positions: np.ndarray
    before: Energies
    after: Energies


def energies(context: openmm.Context) -> Energies:
    """The energies of a context's positions, the impulses left out."""

    def of(groups: set[int]) -> float:
        return context.getState(energy=True, groups=groups).getPotentialEnergy()._value

    return Energies(of({FAST, CMAP}), of({DENSITY}))


def add_density(
    system: openmm.System, term: DensityTerm, heavy: Iterable[int], group: int, native: bool = False
) -> None:
    """Adds the density term, in a force group, on the particles that feel it."""
    force = density_force(term, heavy, native)
    force.setForceGroup(group)
    system.addForce(force)


def assign_groups(system: openmm.System) -> None:
    """Parts the force field into its fast forces and CMAP."""
    for force in system.getForces():
        force.setForceGroup(CMAP if isinstance(force, openmm.CMAPTorsionForce) else FAST)


def add_strengthened_cmap(system: openmm.System, factor: float) -> None:
    """Adds CMAP once more, multiplied by factor, as an impulse."""
    for force in [f for f in system.getForces() if isinstance(f, openmm.CMAPTorsionForce)]:
        copy = openmm.CMAPTorsionForce()
        for index in range(force.getNumMaps()):
            size, energy = force.getMapParameters(index)
            copy.addMap(size, [value._value * factor for value in energy])
        for index in range(force.getNumTorsions()):
            copy.addTorsion(*force.getTorsionParameters(index))
        copy.setForceGroup(IMPULSE)
        system.addForce(copy)


class Annealer:
    """Runs the schedule on a system of particles.

    Virtual sites, if any, follow the atoms: positions that come in and go out are those of the atoms alone, nm.
    """

    def __init__(
        self,
        system: openmm.System,
        grid: Grid,
        centre: np.ndarray,
        heavy: Iterable[int],
        schedule: Schedule,
        device: Device,
        strengths: np.ndarray | None = None,
    ):
        """system: the force field alone; grid, centre, strengths: of the DensityTerm; heavy: what feels it."""
        self.system, self.schedule, self.device = system, schedule, device
        self.atoms = sum(not system.isVirtualSite(index) for index in range(system.getNumParticles()))
        assign_groups(system)
        self.density = term = DensityTerm(grid, schedule.weight, centre, strengths)
        add_density(system, term, heavy, DENSITY, device.native)
        if schedule.ratio > 1:
            add_strengthened_cmap(system, schedule.ratio)
            add_density(system, term.times(schedule.ratio), heavy, IMPULSE, device.native)

    def context(self, positions: np.ndarray, seed: int = 1, temperature: float = 0.0) -> openmm.Context:
        """A context at these positions; its integrator's noise is of the seed and the temperature (K)."""
        integrator = openmm.LangevinMiddleIntegrator(temperature, self.schedule.friction, self.schedule.step)
        integrator.setRandomNumberSeed(seed)
        integrator.setIntegrationForceGroups(PLAIN)
        context = openmm.Context(self.system, integrator, self.device.platform, self.device.properties)
        sites = self.system.getNumParticles() - self.atoms
        context.setPositions(np.concatenate([positions, np.zeros((sites, 3))]) if sites else positions)
        context.computeVirtualSites()
        return context

    def coordinates(self, context: openmm.Context) -> np.ndarray:
        """The positions of the atoms, (atoms, 3), nm."""
        return context.getState(positions=True).getPositions(asNumpy=True)._value[: self.atoms]

    def advance(self, context: openmm.Context, steps: int) -> None:
        """Makes steps in rounds of one step with the impulses and ratio - 1 with the fast forces only."""
        integrator, ratio = context.getIntegrator(), self.schedule.ratio
        if ratio == 1:
            integrator.step(steps)
            return
        for _ in range(steps // ratio):
            integrator.setIntegrationForceGroups({FAST, IMPULSE})
            integrator.step(1)
            integrator.setIntegrationForceGroups({FAST})
            integrator.step(ratio - 1)
        integrator.setIntegrationForceGroups(PLAIN)

    def anneal(self, context: openmm.Context, seed: int) -> None:
        """Runs the hot part, then cools linearly; the first velocities are of the seed."""
        schedule, integrator = self.schedule, context.getIntegrator()
        context.setVelocitiesToTemperature(schedule.temperature, seed)
        self.advance(context, schedule.hot_steps)
        for index in range(1, COOLING_STEPS + 1):
            fall = (schedule.temperature - schedule.final_temperature) * index / COOLING_STEPS
            integrator.setTemperature(schedule.temperature - fall)
            self.advance(context, (schedule.steps - schedule.hot_steps) // COOLING_STEPS)

    def quench(self, context: openmm.Context) -> None:
        """A damped descent to the nearest minimum, every force on every step; then the schedule's L-BFGS, if any."""
        context.getIntegrator().setTemperature(0.0)
        context.getIntegrator().setFriction(self.schedule.quench_friction)
        context.getIntegrator().step(self.schedule.quench_steps)
        if self.schedule.end_iterations:
            openmm.LocalEnergyMinimizer.minimize(context, maxIterations=self.schedule.end_iterations)

    def minimise(self, positions: np.ndarray, iterations: int) -> Relaxation:
        """Descends by L-BFGS, which any start survives."""
        context = self.context(positions)
        before = energies(context)
        openmm.LocalEnergyMinimizer.minimize(context, maxIterations=iterations)
        return Relaxation(self.coordinates(context), before, energies(context))

    def model(self, start: np.ndarray, seed: int) -> tuple[np.ndarray, Energies]:
        """Positions (nm) and energies of the model of one seed."""
        context = self.context(start, seed, self.schedule.temperature)
        self.anneal(context, seed)
        self.quench(context)
        return self.coordinates(context), energies(context)

    def rested(self, positions: np.ndarray) -> tuple[np.ndarray, Energies]:
        """Positions (nm) and energies after a quench from positions (atoms, 3), nm."""
        context = self.context(positions)
        self.quench(context)
        return self.coordinates(context), energies(context)
