"""How a region comes from coordinates that geometry put down to ones that a force field can judge, and its score."""

import numpy as np
import openmm

from emconverge_engines.sampler.moves.region import BONDED, DENSITY, NONBONDED, RESTRAINTS, SCORED, Region

STEP = 0.002, 0.005  # ps: of a region under strain, and of one that is whole
WARM, SETTLING, BOILING = 300.0, 500.0, 1500.0  # K: while joints close, at the start of settling, of a rebuilt loop
DAMPED, FREE = 20.0, 5.0  # 1/ps, friction
LOOSE, FORM, FIRM = 50.0, 200.0, 1000.0  # kJ/mol, what holds peptides planar and handedness; firmer while bonds close
PULL = 5000.0  # kJ/mol/nm², what draws backbone atoms to their places; with more the coordinates end as no numbers
BOILING_STEPS = 300
GROWTH_STEPS, GROWTH_STAGES = 240, 16
SETTLING_STEPS, SETTLING_STAGES, QUENCH_STEPS = 200, 10, 80
WITHOUT_SIZE = {BONDED, RESTRAINTS}
SKETCHED = {BONDED, DENSITY, RESTRAINTS}
SKETCH_ITERATIONS = 80
HELD = {BONDED, NONBONDED, DENSITY, RESTRAINTS}


def place(region: Region, positions: np.ndarray) -> None:
    """Puts the region's particles, at rest, at positions of the whole model (particles, 3), nm.

    The thermostat warms them: OpenMM's own first velocities are those of half a step under all forces, which throws
    atoms that overlap out of the region.
    """
    sites = np.zeros((region.sites, 3))
    region.context.setPositions(np.concatenate([positions[region.particles], sites]))
    region.context.computeVirtualSites()
    region.context.setVelocities(np.zeros((len(region.particles) + region.sites, 3)))


def taken(region: Region, positions: np.ndarray) -> np.ndarray:
    """The positions of the whole model, those that move taken from the region."""
    moved = positions.copy()
    own = region.context.getState(positions=True).getPositions(asNumpy=True)._value[: len(region.particles)]
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
    region.context.setParameter("form", LOOSE)
    region.context.setParameter("pull", 0.0)
    for stage in range(SETTLING_STAGES):
        temperature = SETTLING * (1 - stage / SETTLING_STAGES)
        run(region, HELD, temperature, SETTLING_STEPS // SETTLING_STAGES, STEP[1], FREE)
    run(region, HELD, 0.0, QUENCH_STEPS, STEP[1], 2 * FREE)
    return score(region)


def rest(region: Region, iterations: int) -> None:
    """Descends by L-BFGS with all forces from coordinates that are nearly sound."""
    region.context.setParameter("hardness", 1.0)
    region.context.setParameter("form", LOOSE)
    region.context.setParameter("pull", 0.0)
    minimise(region, HELD, iterations)


def score_without_size(region: Region) -> float:
    """kJ/mol: bonded terms, density and what holds the form, so that atoms may lie on top of each other."""
    return region.context.getState(energy=True, groups=SKETCHED).getPotentialEnergy()._value


def sketch(region: Region) -> None:
    """A short descent without sizes, which shows whether the chain can close."""
    region.context.setParameter("form", FIRM)
    region.context.setParameter("pull", PULL)
    minimise(region, SKETCHED, SKETCH_ITERATIONS)


def close(region: Region) -> None:
    """Closes the bonds of a chain whose atoms geometry put down, then lets the atoms grow to their size."""
    context = region.context
    context.setParameter("form", FIRM)
    context.setParameter("pull", PULL)
    context.setParameter("hardness", 0.0)
    minimise(region, WITHOUT_SIZE, 80)
    harden(region)


def rebuild(region: Region) -> None:
    """Leads a loop over a path without density, and almost without size, then through the density back to size."""
    context = region.context
    context.setParameter("form", FORM)
    context.setParameter("hardness", 0.0)
    run(region, {BONDED, NONBONDED, RESTRAINTS}, BOILING, BOILING_STEPS, STEP[0], FREE)
    cool(region)


def draw(region: Region) -> None:
    """Leads a loop over a path almost without size, its density drawing it."""
    region.context.setParameter("form", FORM)
    region.context.setParameter("hardness", 0.0)
    run(region, HELD, BOILING, BOILING_STEPS, STEP[0], FREE)


def cool(region: Region) -> None:
    """Cools a loop that has almost no size in its density, then brings it back to size."""
    region.context.setParameter("form", FORM)
    region.context.setParameter("hardness", 0.0)
    for stage in range(5):
        run(region, HELD, BOILING - (BOILING - WARM) * (stage + 1) / 5, 60, STEP[0], FREE)
    harden(region)


def harden(region: Region) -> None:
    """Lets the atoms of a region grow from almost none to their full size, its peptides and handedness held."""
    region.context.setParameter("form", FORM)
    minimise(region, HELD, 25)
    grow(region)


def grow(region: Region) -> None:
    """Lets atoms that do not overlap grow from almost no size to the whole; what is held stays in its place."""
    region.context.setParameter("form", FORM)
    region.context.setParameter("pull", PULL)
    region.context.setParameter("hardness", 0.0)
    run(region, HELD, WARM, GROWTH_STEPS // GROWTH_STAGES, STEP[0] / 2, DAMPED)
    for stage in range(1, GROWTH_STAGES + 1):
        region.context.setParameter("hardness", stage / GROWTH_STAGES)
        run(region, HELD, WARM, GROWTH_STEPS // GROWTH_STAGES, STEP[0], DAMPED)
