import numpy as np
import pytest

from emconverge_engines.maps import Grid
from emconverge_engines.program import InputError
from emconverge_engines.sampler.density_scale import scaled_density
from emconverge_engines.sampler.density_term import DensityTerm, coefficients, interpolate

SHAPE = (9, 11, 13)


def random_grid():
    values = np.random.default_rng(1).normal(size=SHAPE).astype(np.float32)
    return Grid(values, np.array([-79.0, 12.5, 3.0]), np.array([1.1, 0.9, 1.3]))


def test_a_trilinear_function_is_met_exactly():
    x, y, z = np.meshgrid(*map(np.arange, SHAPE), indexing="ij")
    values = 2.0 + x - 0.5 * y + 0.25 * z + 0.125 * x * y - y * z + 0.5 * z * x + 0.0625 * x * y * z
    points = np.random.default_rng(2).uniform(0.1, [7.9, 9.9, 11.9], (50, 3))
    found, gradient = interpolate(coefficients(values), SHAPE, points)
    a, b, c = points.T
    np.testing.assert_allclose(
        found, 2 + a - 0.5 * b + 0.25 * c + 0.125 * a * b - b * c + 0.5 * c * a + 0.0625 * a * b * c, atol=1e-4
    )
    np.testing.assert_allclose(gradient[:, 0], 1 + 0.125 * b + 0.5 * c + 0.0625 * b * c, atol=1e-4)


def test_forces_are_the_gradient_of_the_energy():
    grid = random_grid()
    centre = grid.origin + 4.0
    term = DensityTerm(grid, 7.0, centre)
    positions = np.random.default_rng(3).uniform(-0.35, 0.35, (20, 3))  # nm about the centre
    _, forces = term.energy_and_forces(positions)
    step = 1e-6
    for atom in range(len(positions)):
        for axis in range(3):
            ends = []
            for sign in (1, -1):
                moved = positions.copy()
                moved[atom, axis] += sign * step
                ends.append(term.energy_and_forces(moved)[0])
            assert -(ends[0] - ends[1]) / (2 * step) == pytest.approx(forces[atom, axis], abs=1e-2, rel=1e-4)


def test_outside_the_padded_map_nothing_pulls():
    positions = np.array([[0.0, 0, 0], [1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    x = np.exp(-(np.linspace(-3, 3, 20) ** 2))
    grid = Grid((x[:, None, None] * x[None, :, None] * x).astype(np.float32), np.zeros(3), np.ones(3))
    scaled, _ = scaled_density(grid, np.array([[9.5, 9.5, 9.5]]), 3.0)
    term = DensityTerm(scaled, 10.0, np.array([-50.0, 50.0, 200.0]))
    energy, forces = term.energy_and_forces(positions)
    assert energy == 0.0 and not forces.any()


def test_typical_atom_at_one_solvent_at_zero():
    values = np.full((30, 30, 30), 5.0, dtype=np.float32)
    values[10:20, 10:20, 10:20] = 25.0
    inside = np.random.default_rng(4).uniform(13.0, 16.0, (40, 3))
    scaled, levels = scaled_density(Grid(values, np.zeros(3), np.ones(3)), inside, 2.0)
    assert levels.solvent == pytest.approx(5.0, abs=0.3)
    assert levels.scale == pytest.approx(20.0, abs=0.5)
    at_atoms, _ = interpolate(coefficients(scaled.values), scaled.values.shape, inside + 2.0)
    assert np.median(at_atoms) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("constant", [3.0, -200.0])
def test_a_constant_added_to_the_map_changes_nothing(constant):
    values = np.random.default_rng(7).normal(size=(24, 24, 24)).astype(np.float32)
    values[9:15, 9:15, 9:15] += 20.0
    inside = np.random.default_rng(8).uniform(10.0, 13.0, (30, 3))
    plain, _ = scaled_density(Grid(values, np.zeros(3), np.ones(3)), inside, 2.0)
    raised, _ = scaled_density(Grid(values + np.float32(constant), np.zeros(3), np.ones(3)), inside, 2.0)
    np.testing.assert_allclose(raised.values, plain.values, atol=1e-4)


def test_a_model_beside_its_density_is_refused():
    values = np.zeros((30, 30, 30), dtype=np.float32)
    values[20:28, 20:28, 20:28] = 1.0
    with pytest.raises(InputError, match="not in the map's density"):
        scaled_density(Grid(values, np.zeros(3), np.ones(3)), np.full((3, 3), 5.0), 3.0)
