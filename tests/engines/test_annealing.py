import numpy as np
import openmm
import pytest
from conftest import with_hydrogens
from openmm import app

from emconverge_engines.maps import Grid
from emconverge_engines.sampler import annealing
from emconverge_engines.sampler.force_field import FORCE_FIELD, force_field_system, merge_torsions
from emconverge_engines.sampler.platforms import device
from emconverge_engines.sampler.schedule import Schedule

CPU = device("CPU", 1)
SLOPE = Grid(np.random.default_rng(0).random((40, 40, 40)).astype(np.float32), np.full(3, -20.0), np.ones(3))


@pytest.fixture(scope="module")
def peptide(tmp_path_factory):
    """(topology with hydrogens, positions in nm, segments) of nine residues of many kinds."""
    sequence = ["ALA", "ARG", "TRP", "HIS", "GLU", "ILE", "MET", "GLY", "THR"]
    return with_hydrogens(sequence, tmp_path_factory.mktemp("peptide"))


def annealer(peptide, **schedule):
    whole, _, parts = peptide
    system = force_field_system(whole, parts)
    return annealing.Annealer(system, SLOPE, np.zeros(3), range(9), Schedule(weight=1.0, **schedule), CPU)


def state(system, positions):
    context = openmm.Context(system, openmm.VerletIntegrator(0.001), CPU.platform, CPU.properties)
    context.setPositions(positions)
    found = context.getState(energy=True, forces=True)
    return found.getPotentialEnergy()._value, found.getForces(asNumpy=True)._value


def test_merged_torsions_are_the_same_energy_and_forces(peptide):
    whole, positions, _ = peptide
    system = app.ForceField(FORCE_FIELD).createSystem(whole)
    energy, forces = state(system, positions)
    merge_torsions(system)
    assert not any(isinstance(f, openmm.PeriodicTorsionForce) for f in system.getForces())
    merged_energy, merged_forces = state(system, positions)
    assert merged_energy == pytest.approx(energy, abs=1e-6, rel=1e-9)
    np.testing.assert_allclose(merged_forces, forces, atol=1e-6, rtol=1e-9)


def test_impulses_are_the_slow_forces_times_the_ratio(peptide):
    run = annealer(peptide, ratio=3)
    context = run.context(peptide[1])

    def energy(group):
        return context.getState(energy=True, groups={group}).getPotentialEnergy()._value

    assert energy(annealing.CMAP) != 0
    assert energy(annealing.IMPULSE) == pytest.approx(3 * (energy(annealing.CMAP) + energy(annealing.DENSITY)))
    assert annealing.energies(context).total == pytest.approx(
        sum(map(energy, (annealing.FAST, annealing.CMAP, annealing.DENSITY)))
    )


def test_impulses_keep_the_temperature(peptide):
    run = annealer(peptide)
    start, _, _ = run.minimise(peptide[1], 100)
    context = run.context(start, 1, 300.0)
    context.setVelocitiesToTemperature(300.0, 1)
    freedom = 3 * run.system.getNumParticles() - run.system.getNumConstraints()
    run.advance(context, 500)
    temperatures = []
    for _ in range(100):
        run.advance(context, 20)
        kinetic = context.getState(energy=True).getKineticEnergy()._value
        temperatures.append(2 * kinetic / (freedom * 0.00831446))
    assert np.mean(temperatures) == pytest.approx(300.0, abs=20.0)


def test_the_quench_ends_as_low_as_a_minimiser(peptide):
    run = annealer(peptide)
    context = run.context(run.minimise(peptide[1], 100)[0], 1, 600.0)
    run.anneal(context, 1)
    hot = run.coordinates(context)
    _, before, minimised = run.minimise(hot, 300)
    run.quench(context)
    quenched = annealing.energies(context)
    assert before.total - quenched.total > 0.9 * (before.total - minimised.total)


def test_the_minimiser_leaves_the_impulses_out(peptide):
    """Its minimum is that of the plain energy: the same with impulses in the system and without."""
    with_them, without = (annealer(peptide, ratio=ratio).minimise(peptide[1], 200)[0] for ratio in (4, 1))
    np.testing.assert_allclose(with_them, without, atol=1e-6)
