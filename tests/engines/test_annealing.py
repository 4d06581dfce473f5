import numpy as np
import openmm
import pytest
from conftest import add_chain, atoms_of, new_structure, succeed, write
from openmm import app, unit

import annealing
import sampler_system
from density_term import Grid
from protein_model import read_model, segments

CPU = openmm.Platform.getPlatformByName("CPU"), {"Threads": "1", "DeterministicForces": "true"}
FLAT = Grid(np.zeros((4, 4, 4), dtype=np.float32), np.zeros(3), np.ones(3))


@pytest.fixture(scope="module")
def peptide(tmp_path_factory):
    """(topology with hydrogens, positions in nm, segments) of nine residues of many kinds."""
    folder = tmp_path_factory.mktemp("peptide")
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "ARG", "TRP", "HIS", "GLU", "ILE", "MET", "GLY", "THR"])
    succeed("complete_model.py", "--model", write(structure, folder / "a.cif"), "--out", folder / "b.cif", "--json",
            folder / "b.json")
    parts = segments(read_model(folder / "b.cif"))
    modeller = sampler_system.with_hydrogens(*sampler_system.heavy_topology(parts, np.zeros(3)), 0)
    return modeller.topology, np.array(modeller.positions.value_in_unit(unit.nanometer)), parts


def annealer(peptide, **schedule):
    topology, _, parts = peptide
    system = sampler_system.force_field_system(topology, parts)
    return annealing.Annealer(system, FLAT, np.zeros(3), range(9), annealing.Schedule(weight=0.0, **schedule), *CPU)


def state(system, positions):
    context = openmm.Context(system, openmm.VerletIntegrator(0.001), *CPU)
    context.setPositions(positions)
    found = context.getState(energy=True, forces=True)
    return found.getPotentialEnergy()._value, found.getForces(asNumpy=True)._value


def test_merged_torsions_are_the_same_energy_and_forces(peptide):
    topology, positions, _ = peptide
    system = app.ForceField(sampler_system.FORCE_FIELD).createSystem(topology)
    energy, forces = state(system, positions)
    sampler_system.merge_torsions(system)
    assert not any(isinstance(f, openmm.PeriodicTorsionForce) for f in system.getForces())
    merged_energy, merged_forces = state(system, positions)
    assert merged_energy == pytest.approx(energy, abs=1e-6, rel=1e-9)
    np.testing.assert_allclose(merged_forces, forces, atol=1e-6, rtol=1e-9)


def test_strengthened_multiplies_the_slow_force_alone(peptide):
    topology, positions, parts = peptide
    system = sampler_system.force_field_system(topology, parts)
    annealing.assign_groups(system)

    def energies(of):
        context = openmm.Context(of, openmm.VerletIntegrator(0.001), *CPU)
        context.setPositions(positions)
        return [context.getState(energy=True, groups=1 << group).getPotentialEnergy()._value
                for group in (annealing.FAST, annealing.SLOW)]

    fast, slow = energies(system)
    assert slow != 0
    assert energies(annealing.strengthened(system, 3.0)) == pytest.approx([fast, 3 * slow])


def test_impulses_keep_the_temperature(peptide):
    run = annealer(peptide, ratio=2)
    start, _ = run.minimise(peptide[1], 100)
    context = run.context(run.moving, 1, 300.0, 2.0)
    context.setPositions(start)
    context.setVelocitiesToTemperature(300.0, 1)
    freedom = 3 * run.moving.getNumParticles() - run.moving.getNumConstraints()
    run.advance(context.getIntegrator(), 500)
    temperatures = []
    for _ in range(100):
        run.advance(context.getIntegrator(), 20)
        kinetic = context.getState(energy=True).getKineticEnergy()._value
        temperatures.append(2 * kinetic / (freedom * 0.00831446))
    assert np.mean(temperatures) == pytest.approx(300.0, abs=20.0)


def test_the_quench_ends_as_low_as_a_minimiser(peptide):
    run = annealer(peptide)
    annealed = run.anneal(run.minimise(peptide[1], 100)[0], 1)
    quenched = sum(run.quench(*annealed)[1].values())
    before = sum(run.energies_of(annealed[0]).values())
    context = run.context(run.plain, 1, 0.0, 1.0)
    context.setPositions(annealed[0])
    openmm.LocalEnergyMinimizer.minimize(context, maxIterations=300)
    minimised = sum(annealing.energies(context).values())
    assert before - quenched > 0.9 * (before - minimised)
