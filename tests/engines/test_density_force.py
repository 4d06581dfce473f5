import numpy as np
import openmm
import pytest

from emconverge_engines.maps import Grid
from emconverge_engines.sampler import platforms, sampling
from emconverge_engines.sampler.annealing import IMPULSE, PLAIN, energies
from emconverge_engines.sampler.density_force import density_force
from emconverge_engines.sampler.density_term import DensityTerm

SHAPE = (9, 11, 13)


def made(strengths=None):
    values = np.random.default_rng(1).normal(size=SHAPE).astype(np.float32)
    grid = Grid(values, np.array([-79.0, 12.5, 3.0]), np.array([1.1, 0.9, 1.3]))
    return DensityTerm(grid, 7.0, grid.origin + 4.0, strengths)


@pytest.fixture
def term():
    return made()


def places(term, points):
    """Points in voxels as positions in nm."""
    return (np.asarray(points) - term.offset) / term.per_nm


def asked(term, positions, native):
    """Energy (kJ/mol) and forces (kJ/mol/nm) that OpenMM has; the first particle feels no density."""
    system = openmm.System()
    for _ in range(len(positions) + 1):
        system.addParticle(1.0)
    system.addForce(density_force(term, range(1, len(positions) + 1), native))
    platform = openmm.Platform.getPlatformByName("Reference")
    context = openmm.Context(system, openmm.VerletIntegrator(0.001), platform)
    context.setPositions(np.concatenate([positions[:1], positions]))
    state = context.getState(energy=True, forces=True)
    forces = state.getForces(asNumpy=True)._value
    assert not forces[0].any()
    return state.getPotentialEnergy()._value, forces[1:]


@pytest.mark.parametrize("strengths", [None, np.linspace(0.5, 2.0, 200)])
def test_a_native_force_is_the_density_term(strengths):
    term = made(strengths)
    inside = np.random.default_rng(2).uniform(0.0, np.array(SHAPE) - 1.002, (200, 3))
    positions = places(term, inside)
    for strength in (1.0, 2.0):
        energy, forces = term.times(strength).energy_and_forces(positions)
        for native in (True, False):
            found, pulls = asked(term.times(strength), positions, native)
            assert found == pytest.approx(energy, rel=1e-5)
            np.testing.assert_allclose(pulls, forces, atol=1e-5 * np.abs(forces).max())


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("beyond", [-3.0, 40.0])
def test_outside_the_map_a_native_force_pulls_nothing_across_the_edge(term, axis, beyond):
    point = np.array([4.3, 5.2, 6.1])
    point[axis] = beyond
    positions = places(term, point[None])
    energy, forces = asked(term, positions, native=True)
    assert energy == pytest.approx(term.energy_and_forces(positions)[0], rel=1e-5)  # of the edge
    assert forces[0, axis] == 0.0 and np.delete(forces[0], axis).all()


def test_what_samples_on_a_gpu_feels_the_density_natively(entry, monkeypatch):
    cpu = sampling.Sampler(entry, "CPU", 1).annealer
    monkeypatch.setattr(platforms, "FASTEST_FIRST", ("Reference",))  # it stands in for a GPU
    sampler = sampling.Sampler(entry, "Reference", 1)
    kinds = [type(force).__name__ for force in sampler.annealer.system.getForces()]
    assert kinds.count("CustomCompoundBondForce") == 2 and "PythonForce" not in kinds
    start = sampler.start.positions
    positions = start + np.random.default_rng(3).normal(0.0, 0.002, start.shape)
    contexts = [annealer.context(positions) for annealer in (cpu, sampler.annealer)]
    of_cpu, of_native = map(energies, contexts)
    assert of_native.density == pytest.approx(of_cpu.density, rel=1e-6)
    assert of_native.force_field == pytest.approx(of_cpu.force_field, rel=1e-4)
    for groups in (PLAIN, {IMPULSE}):
        forces = [context.getState(forces=True, groups=groups).getForces(asNumpy=True)._value for context in contexts]
        assert np.linalg.norm(forces[1] - forces[0]) < 1e-4 * np.linalg.norm(forces[0])


@pytest.mark.parametrize("name", ["CUDA", "HIP", "OpenCL"])
def test_every_gpu_is_meant(name):
    class Platform:
        def getName(self):
            return name

    assert platforms.Device(Platform(), {}).native


@pytest.mark.parametrize("name", ["CPU", "Reference"])
def test_no_cpu_is_meant(name):
    assert not platforms.device(name, 1).native
