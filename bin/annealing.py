"""Simulated annealing of one model in OpenMM: its schedule, its two time steps, its energies.

The slow forces (CMAP and the density, both smooth) act as impulses: `ratio` times their strength on every ratio-th step
(r-RESPA: Tuckerman, Berne & Martyna, J. Chem. Phys. 97, 1990, 1992). That is done with OpenMM's own Langevin integrator
by choosing the force groups step by step: its custom integrators cost more on a CPU than they save.
"""
from dataclasses import dataclass

import numpy as np
import openmm

from density_term import DensityTerm

COOLING_STEPS = 50
FAST, SLOW, DENSITY = 0, 1, 2  # force groups
ALL = 0xFFFFFFFF


@dataclass(frozen=True)
class Schedule:
    """Setting B of docs/engines.md, with the speed-ups of docs/results-sampler.md."""
    weight: float  # K, kJ/mol per heavy atom at typical density
    temperature: float = 600.0  # K, for hot_fraction of the time; then linear cooling
    final_temperature: float = 100.0  # K
    picoseconds: float = 6.0
    hot_fraction: float = 1 / 3
    step: float = 0.005  # ps
    ratio: int = 2  # steps between the impulses of the slow forces
    friction: float = 2.0  # 1/ps
    quench_steps: int = 200  # at 0 K, every force on every step: a damped descent that keeps the constraints
    quench_friction: float = 10.0  # 1/ps
    end_iterations: int = 0  # of L-BFGS after the quench


def add_density(system: openmm.System, term: DensityTerm, heavy) -> None:
    force = openmm.PythonForce(term)
    force.setParticles([int(index) for index in heavy])
    force.setForceGroup(DENSITY)
    system.addForce(force)


def assign_groups(system: openmm.System) -> None:
    for force in system.getForces():
        force.setForceGroup(SLOW if isinstance(force, openmm.CMAPTorsionForce) else FAST)


def strengthened(system: openmm.System, factor: float) -> openmm.System:
    """A copy with its slow forces multiplied by factor; the density is not in it yet."""
    copy = openmm.XmlSerializer.clone(system)
    for force in copy.getForces():
        if isinstance(force, openmm.CMAPTorsionForce):
            for index in range(force.getNumMaps()):
                size, energy = force.getMapParameters(index)
                force.setMapParameters(index, size, [value * factor for value in energy])
    return copy


class Annealer:
    """Runs the schedule on a system of particles (positions in nm)."""

    def __init__(self, system, grid, centre, heavy, schedule: Schedule, platform, properties):
        """system: the force field alone; grid, centre: of the DensityTerm; heavy: the particles that feel it."""
        assign_groups(system)
        self.schedule, self.platform, self.properties = schedule, platform, properties
        self.moving = strengthened(system, schedule.ratio) if schedule.ratio > 1 else openmm.XmlSerializer.clone(system)
        add_density(self.moving, DensityTerm(grid, schedule.weight * schedule.ratio, centre), heavy)
        self.plain = system
        add_density(self.plain, DensityTerm(grid, schedule.weight, centre), heavy)

    def context(self, system, seed: int, temperature: float, friction: float) -> openmm.Context:
        integrator = openmm.LangevinMiddleIntegrator(temperature, friction, self.schedule.step)
        integrator.setRandomNumberSeed(seed)
        return openmm.Context(system, integrator, self.platform, self.properties)

    def advance(self, integrator, steps: int) -> None:
        """Rounds of one step with all forces and ratio - 1 with the fast ones only."""
        if self.schedule.ratio == 1:
            integrator.step(steps)
            return
        for _ in range(steps // self.schedule.ratio):
            integrator.setIntegrationForceGroups(ALL)
            integrator.step(1)
            integrator.setIntegrationForceGroups(1 << FAST)
            integrator.step(self.schedule.ratio - 1)

    def anneal(self, start: np.ndarray, seed: int) -> tuple:
        """Positions and velocities after the hot and the cooling part."""
        schedule = self.schedule
        context = self.context(self.moving, seed, schedule.temperature, schedule.friction)
        context.setPositions(start)
        context.setVelocitiesToTemperature(schedule.temperature, seed)
        integrator, steps = context.getIntegrator(), round(schedule.picoseconds / schedule.step)
        hot = round(steps * schedule.hot_fraction)
        self.advance(integrator, hot)
        for index in range(1, COOLING_STEPS + 1):
            fall = (schedule.temperature - schedule.final_temperature) * index / COOLING_STEPS
            integrator.setTemperature(schedule.temperature - fall)
            self.advance(integrator, (steps - hot) // COOLING_STEPS)
        state = context.getState(positions=True, velocities=True)
        return state.getPositions(asNumpy=True), state.getVelocities(asNumpy=True)

    def minimise(self, positions, iterations: int) -> tuple:
        """L-BFGS, which any start survives; (positions, energies)."""
        context = self.context(self.plain, 1, 0.0, 1.0)
        context.setPositions(positions)
        openmm.LocalEnergyMinimizer.minimize(context, maxIterations=iterations)
        return coordinates(context), energies(context)

    def quench(self, positions, velocities=None) -> tuple:
        """Damped descent to the nearest minimum, then the schedule's L-BFGS if any; (positions, energies)."""
        context = self.context(self.plain, 1, 0.0, self.schedule.quench_friction)
        context.setPositions(positions)
        if velocities is not None:
            context.setVelocities(velocities)
        context.getIntegrator().step(self.schedule.quench_steps)
        if self.schedule.end_iterations:
            openmm.LocalEnergyMinimizer.minimize(context, maxIterations=self.schedule.end_iterations)
        return coordinates(context), energies(context)

    def model(self, start: np.ndarray, seed: int) -> tuple:
        """(positions, energies) of the model of one seed."""
        return self.quench(*self.anneal(start, seed))

    def energies_of(self, positions) -> dict:
        context = self.context(self.plain, 1, 0.0, 1.0)
        context.setPositions(positions)
        return energies(context)


def coordinates(context: openmm.Context) -> np.ndarray:
    """(particles, 3), nm."""
    return context.getState(positions=True).getPositions(asNumpy=True)._value


def energies(context: openmm.Context) -> dict:
    """kJ/mol: the force field, and the density term."""
    def of(groups):
        return context.getState(energy=True, groups=groups).getPotentialEnergy()._value

    return {"force_field": of(1 << FAST | 1 << SLOW), "density": of(1 << DENSITY)}
