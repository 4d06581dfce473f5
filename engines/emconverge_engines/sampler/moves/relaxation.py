"""How a region comes from coordinates that geometry put down to ones that a force field can judge, and its score."""

import numpy as np
import openmm

from emconverge_engines.sampler.moves.region import BONDED, DENSITY, FORM, NONBONDED, PULL, RESTRAINTS, SCORED, Region

STEP = 0.002, 0.004  # ps: of a region under strain, and of one that is whole
WARM, HOT, LOOP = 300.0, 600.0, 1500.0  # K: while joints close, at the start of settling, and of a loop that is rebuilt
DAMPED, FREE = 20.0, 5.0  # 1/ps, friction
HARDNESS = (0.0, 0.25, 0.5, 0.75, 1.0)
SETTLING_STEPS, SETTLING_STAGES, QUENCH_STEPS = 250, 10, 100
WITHOUT_SIZE = {BONDED, RESTRAINTS}
HELD = {BONDED, NONBONDED, DENSITY, RESTRAINTS}


def place(region: Region, positions: np.ndarray) -> None:
    """Puts the region's particles, at rest, at positions of the whole model (particles, 3), nm.

    The thermostat warms them: OpenMM's own first velocities are those of half a step under all forces, which throws
    atoms that overlap out of the region.
    """
    region.context.setPositions(positions[region.particles])
    region.context.setVelocities(np.zeros((len(region.particles), 3)))


def taken(region: Region, positions: np.ndarray) -> np.ndarray:
    """The positions of the whole model, those that move taken from the region."""
    moved = positions.copy()
    own = region.context.getState(positions=True).getPositions(asNumpy=True)._value
    moved[region.moving] = own[region.moving[region.particles]]
    return moved


def hold_at(region: Region, positions: np.ndarray) -> None:
    """Sets where the held particles are drawn to: positions of the whole model."""
    force = next(f for f in region.context.getSystem().getForces() if isinstance(f, openmm.CustomExternalForce))
    for index, particle in enumerate(region.held):
        force.setParticleParameters(index, int(region.local[particle]), positions[particle].tolist())
    force.updateParametersInContext(region.context)


def score(region: Region) -> float:
    """kJ/mol: force field and density."""
    return region.context.getState(energy=True, groups=SCORED).getPotentialEnergy()._value


def run(region: Region, groups: set[int], temperature: float, steps: int, step: float, friction: float) -> None:
    """Steps with some of the forces, at a temperature (K); step in ps, friction in 1/ps."""
    integrator = region.context.getIntegrator()
    integrator.setIntegrationForceGroups(groups)
    integrator.setStepSize(step)
    integrator.setTemperature(temperature)
    integrator.setFriction(friction)
    integrator.step(steps)


def minimise(region: Region, groups: set[int], iterations: int) -> None:
    """Descends by L-BFGS with some of the forces."""
    region.context.getIntegrator().setIntegrationForceGroups(groups)
    openmm.LocalEnergyMinimizer.minimize(region.context, maxIterations=iterations)


def settle(region: Region) -> float:
    """Anneals the region shortly with all its forces, then lets it come to rest; its score then, kJ/mol."""
    region.context.setParameter("hardness", 1.0)
    for stage in range(SETTLING_STAGES):
        temperature = HOT * (1 - stage / SETTLING_STAGES)
        run(region, SCORED, temperature, SETTLING_STEPS // SETTLING_STAGES, STEP[1], FREE)
    run(region, SCORED, 0.0, QUENCH_STEPS, STEP[1], 2 * FREE)
    return score(region)


def close(region: Region) -> None:
    """Closes the bonds of a chain whose atoms geometry put down, then lets the atoms grow to their size."""
    context = region.context
    context.setParameter("form", FORM)
    context.setParameter("pull", PULL)
    context.setParameter("hardness", HARDNESS[0])
    minimise(region, WITHOUT_SIZE, 70)
    run(region, WITHOUT_SIZE, WARM, 100, STEP[0], DAMPED)
    harden(region)


def rebuild(region: Region) -> None:
    """Leads a loop over a path without density, and almost without size, then through the density back to size."""
    context = region.context
    context.setParameter("form", FORM)
    context.setParameter("pull", 0.0)
    context.setParameter("hardness", HARDNESS[0])
    run(region, {BONDED, NONBONDED, RESTRAINTS}, LOOP, 300, STEP[0], FREE)
    for stage in range(5):
        run(region, HELD, LOOP - (LOOP - WARM) * (stage + 1) / 5, 60, STEP[0], FREE)
    harden(region)


def harden(region: Region) -> None:
    """Lets the atoms of a region grow from almost none to their full size, its peptides and handedness held."""
    minimise(region, HELD, 20)
    for hardness in HARDNESS:
        region.context.setParameter("hardness", hardness)
        run(region, HELD, WARM, 40, STEP[0], DAMPED)
    minimise(region, HELD, 10)
    region.context.setParameter("pull", 0.0)
