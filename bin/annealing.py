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
FAST, CMAP, DENSITY, IMPULSE = 0, 1, 2, 3  # force groups; IMPULSE: CMAP and density, multiplied by the ratio
PLAIN = {FAST, CMAP, DENSITY}


@dataclass(frozen=True)
class Schedule:
    """Setting B of docs/results.md, with the speed-ups described there."""

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


def add_density(system: openmm.System, term: DensityTerm, heavy, group: int) -> None:
    force = openmm.PythonForce(term)
    force.setParticles([int(index) for index in heavy])
    force.setForceGroup(group)
    system.addForce(force)


def assign_groups(system: openmm.System) -> None:
    for force in system.getForces():
        force.setForceGroup(CMAP if isinstance(force, openmm.CMAPTorsionForce) else FAST)


def add_strengthened_cmap(system: openmm.System, factor: float) -> None:
    """CMAP once more, multiplied by factor, as an impulse."""
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
    """Runs the schedule on a system of particles (positions in nm)."""

    def __init__(self, system, grid, centre, heavy, schedule: Schedule, platform, properties):
        """system: the force field alone; grid, centre: of the DensityTerm; heavy: the particles that feel it.

        Virtual sites, if any, follow the atoms: positions that come in and go out are those of the atoms alone.
        """
        self.atoms = sum(not system.isVirtualSite(index) for index in range(system.getNumParticles()))
        self.system, self.schedule, self.platform, self.properties = system, schedule, platform, properties
        assign_groups(system)
        add_density(system, DensityTerm(grid, schedule.weight, centre), heavy, DENSITY)
        if schedule.ratio > 1:
            add_strengthened_cmap(system, schedule.ratio)
            add_density(system, DensityTerm(grid, schedule.weight * schedule.ratio, centre), heavy, IMPULSE)

    def context(self, positions, seed: int = 1, temperature: float = 0.0) -> openmm.Context:
        integrator = openmm.LangevinMiddleIntegrator(temperature, self.schedule.friction, self.schedule.step)
        integrator.setRandomNumberSeed(seed)
        integrator.setIntegrationForceGroups(PLAIN)
        context = openmm.Context(self.system, integrator, self.platform, self.properties)
        sites = self.system.getNumParticles() - self.atoms
        context.setPositions(np.concatenate([positions, np.zeros((sites, 3))]) if sites else positions)
        context.computeVirtualSites()
        return context

    def coordinates(self, context: openmm.Context) -> np.ndarray:
        """Of the atoms, (atoms, 3), nm."""
        return context.getState(positions=True).getPositions(asNumpy=True)._value[: self.atoms]

    def advance(self, context, steps: int) -> None:
        """Rounds of one step with the impulses and ratio - 1 with the fast forces only."""
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

    def anneal(self, context, seed: int) -> None:
        """Hot, then cooling linearly."""
        schedule, integrator = self.schedule, context.getIntegrator()
        context.setVelocitiesToTemperature(schedule.temperature, seed)
        steps = round(schedule.picoseconds / schedule.step)
        hot = round(steps * schedule.hot_fraction)
        self.advance(context, hot)
        for index in range(1, COOLING_STEPS + 1):
            fall = (schedule.temperature - schedule.final_temperature) * index / COOLING_STEPS
            integrator.setTemperature(schedule.temperature - fall)
            self.advance(context, (steps - hot) // COOLING_STEPS)

    def quench(self, context) -> None:
        """Damped descent to the nearest minimum, every force on every step; then the schedule's L-BFGS, if any."""
        context.getIntegrator().setTemperature(0.0)
        context.getIntegrator().setFriction(self.schedule.quench_friction)
        context.getIntegrator().step(self.schedule.quench_steps)
        if self.schedule.end_iterations:
            openmm.LocalEnergyMinimizer.minimize(context, maxIterations=self.schedule.end_iterations)

    def minimise(self, positions, iterations: int) -> tuple:
        """L-BFGS, which any start survives; (positions, energies before, energies after)."""
        context = self.context(positions)
        before = energies(context)
        openmm.LocalEnergyMinimizer.minimize(context, maxIterations=iterations)
        return self.coordinates(context), before, energies(context)

    def model(self, start: np.ndarray, seed: int) -> tuple:
        """(positions, energies) of the model of one seed."""
        context = self.context(start, seed, self.schedule.temperature)
        self.anneal(context, seed)
        self.quench(context)
        return self.coordinates(context), energies(context)


def energies(context: openmm.Context) -> dict:
    """kJ/mol: the force field, and the density term."""

    def of(groups):
        return context.getState(energy=True, groups=groups).getPotentialEnergy()._value

    return {"force_field": of({FAST, CMAP}), "density": of({DENSITY})}
