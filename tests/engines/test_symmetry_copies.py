"""Mates in the sampler: their energy is that of the whole assembly per asymmetric unit, and forces are its gradient."""

import json

import numpy as np
import openmm
import pytest
from conftest import with_hydrogens
from openmm import app, unit

from emconverge_engines.maps import Grid
from emconverge_engines.program import InputError
from emconverge_engines.sampler import annealing, force_field
from emconverge_engines.sampler.mates import REACH, Operators, add_mates, mates_near, operators_of
from emconverge_engines.sampler.platforms import device
from emconverge_engines.sampler.schedule import Schedule
from emconverge_engines.symmetry import read_symmetry

REFERENCE = openmm.Platform.getPlatformByName("Reference")


@pytest.fixture(scope="module")
def peptide(tmp_path_factory):
    """(topology with hydrogens, positions in nm about their middle, segments) of a helix of seven residues."""
    sequence = ["ALA", "ARG", "TRP", "SER", "GLU", "ILE", "LYS"]
    whole, positions, parts = with_hydrogens(sequence, tmp_path_factory.mktemp("peptide"))
    return whole, positions - positions.mean(axis=0), parts


def turns(*angles):
    """Rotations about z by these degrees."""
    angles = np.radians(angles)
    zero, one = np.zeros_like(angles), np.ones_like(angles)
    rotations = np.stack(
        [np.cos(angles), -np.sin(angles), zero, np.sin(angles), np.cos(angles), zero, zero, zero, one], axis=1
    )
    return Operators(rotations.reshape(-1, 3, 3), np.zeros((len(angles), 3)))


GROUPS = {"C2": turns(180.0), "C3": turns(120.0, 240.0), "C4": turns(90.0, 180.0, 270.0)}


def beside_the_axis(positions, order):
    """Moved along x until the nearest atoms of the mates are 0.22 nm away."""
    operators = GROUPS[order]
    for x in np.arange(0.0, 3.0, 0.02):
        moved = positions + np.array([x, 0.0, 0.0])
        if min(np.linalg.norm(moved[:, None] - image[None], axis=2).min() for image in operators.images(moved)) > 0.22:
            return moved
    raise AssertionError("no place beside the axis")


def with_mates(peptide, order, switching=True):
    whole, positions, parts = peptide
    positions = beside_the_axis(positions, order)
    system = force_field.force_field_system(whole, parts)
    nonbonded(system).setUseSwitchingFunction(switching)
    mates = mates_near(GROUPS[order], positions)
    add_mates(system, mates)
    return system, positions, mates


def nonbonded(system):
    return next(f for f in system.getForces() if isinstance(f, openmm.NonbondedForce))


def evaluator(system, atoms):
    """positions of the atoms -> (energy, forces on them), in double precision."""
    context = openmm.Context(system, openmm.VerletIntegrator(0.001), REFERENCE)

    def evaluate(positions):
        context.setPositions(np.concatenate([positions, np.zeros((system.getNumParticles() - atoms, 3))]))
        context.computeVirtualSites()
        found = context.getState(energy=True, forces=True)
        return found.getPotentialEnergy()._value, found.getForces(asNumpy=True)._value[:atoms]

    return evaluate


@pytest.mark.parametrize("order", GROUPS)
def test_forces_are_the_gradient_of_the_energy(peptide, order):
    system, positions, mates = with_mates(peptide, order)
    evaluate = evaluator(system, len(positions))
    _, forces = evaluate(positions)
    step = 1e-5
    for atom in sorted(
        {*mates.pairs[:: len(mates.pairs) // 9, 0].tolist(), *mates.sites[:: len(mates.sites) // 9, 1].tolist()}
    ):
        for axis in range(3):
            ahead, behind = positions.copy(), positions.copy()
            ahead[atom, axis] += step
            behind[atom, axis] -= step
            slope = (evaluate(ahead)[0] - evaluate(behind)[0]) / (2 * step)
            assert forces[atom, axis] == pytest.approx(-slope, rel=1e-4, abs=0.05)


@pytest.mark.parametrize("order", GROUPS)
def test_the_energy_is_that_of_the_assembly_per_unit(peptide, order):
    whole, _, _ = peptide
    system, positions, _ = with_mates(peptide, order, switching=False)
    images = GROUPS[order].images(positions)
    all_chains, places = app.Modeller(whole, positions * unit.nanometer), [positions, *images]
    for image in images:
        all_chains.add(whole, image * unit.nanometer)
    assembly = app.ForceField(force_field.FORCE_FIELD).createSystem(
        all_chains.topology,
        nonbondedMethod=app.CutoffNonPeriodic,
        constraints=app.HBonds,
        nonbondedCutoff=force_field.CUTOFF,
        removeCMMotion=False,
    )
    force_field.soften_nonbonded(assembly)
    nonbonded(assembly).setUseSwitchingFunction(False)
    expected, forces = evaluator(assembly, assembly.getNumParticles())(np.concatenate(places))
    energy, own = evaluator(system, len(positions))(positions)
    alone, _ = evaluator(force_field.force_field_system(whole, peptide[2]), len(positions))(positions)
    assert abs(energy - alone) > 1.0  # the mates are felt
    assert energy == pytest.approx(expected / len(places), abs=1e-3)
    np.testing.assert_allclose(own, forces[: len(positions)], atol=0.05, rtol=1e-4)


def test_no_pair_is_there_twice(peptide):
    _, _, mates = with_mates(peptide, "C4")
    assert 2 not in mates.sites[:, 0]  # 270 degrees is 90 degrees seen from the other side
    _, positions, mates = with_mates(peptide, "C2")
    parents = mates.sites[mates.pairs[:, 1], 1]
    assert (mates.pairs[:, 0] <= parents).all()
    own = np.linalg.norm(positions - GROUPS["C2"].images(positions)[0], axis=1) < REACH
    assert mates.pairs[mates.own_twin, 0].tolist() == np.flatnonzero(own).tolist() != []


def test_a_contact_across_the_axis_stays_closed(peptide):
    """A density that falls towards the mate pulls a lone chain through it; with the mate it stops there."""
    whole, start, parts = peptide
    start = beside_the_axis(start, "C2")
    slope = np.broadcast_to(np.linspace(1.0, -1.0, 100)[:, None, None], (100, 60, 60)).astype(np.float32)
    grid = Grid(np.ascontiguousarray(slope), np.array([-50.0, -30.0, -30.0]), np.ones(3))
    heavy = [atom.index for atom in whole.atoms() if atom.element.symbol != "H"]

    def nearest(operators):
        system = force_field.force_field_system(whole, parts)
        if operators:
            add_mates(system, mates_near(operators, start))
        run = annealing.Annealer(
            system, grid, np.zeros(3), heavy, Schedule(weight=150.0, picoseconds=1.0), device("CPU", 1)
        )
        positions, _ = run.model(run.minimise(start, 100)[0], 1)
        heavy_atoms = positions[heavy]
        image = GROUPS["C2"].images(heavy_atoms)[0]
        return np.linalg.norm(heavy_atoms[:, None] - image[None], axis=2).min()

    assert nearest(None) < 0.15
    assert nearest(GROUPS["C2"]) > 0.25


def test_symmetry_json_is_read(tmp_path):
    file = tmp_path / "symmetry.json"
    found = {
        "point_group": "C2",
        "used": True,
        "operators": [np.eye(3, 4).tolist(), [[-1, 0, 0, 20], [0, -1, 0, 30], [0, 0, 1, 0]]],
    }
    file.write_text(json.dumps(found))
    operators = operators_of(read_symmetry(file))
    np.testing.assert_allclose(operators.images(np.array([[1.0, 2.0, 3.0]])), [[[19.0, 28.0, 3.0]]])
    np.testing.assert_allclose(operators.about(np.array([10.0, 15.0, 7.0])).translations, np.zeros((1, 3)), atol=1e-12)
    file.write_text(json.dumps({**found, "used": False}))
    assert read_symmetry(file) is None and read_symmetry(None) is None
    file.write_text("{}")
    with pytest.raises(InputError, match=r"symmetry\.json is not what"):
        read_symmetry(file)
