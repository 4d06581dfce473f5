"""The benchmark's planted errors: a helix with one error of each kind that a helix can have."""

import sys

import gemmi
import numpy as np
import pytest
from conftest import ROOT, add_chain, new_structure, simulated_map, succeed, write

sys.path.insert(0, str(ROOT / "bench" / "wrong_residues"))

import planted
import pulls
import steering
from choice import Error

from emconverge_engines.sampler.start import load

SEQUENCE = gemmi.expand_one_letter_sequence("MALKEAYLGKAFELSAKVEQLA", gemmi.ResidueKind.AA)
SHIFT = Error("shift", 9, 13, 1, (2, 3), structure="H")
ROTAMER = Error("rotamer", 2, 2, 1)
FLIP = Error("flip", 19, 20)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("helix")
    structure = new_structure()
    add_chain(structure, "A", SEQUENCE)
    stripped, model = write(structure, folder / "stripped.cif"), folder / "model.cif"
    succeed("complete_model.py", "--model", stripped, "--out", model, "--json", folder / "completed.json")
    density = simulated_map(model, folder / "map.mrc")
    options = ("--resolution", 3.0, "--picoseconds", 2, "--out", folder / "system")
    succeed("sample_openmm.py", "setup", "--model", model, "--map", density, *options)
    return load(folder / "system")


@pytest.fixture(scope="module")
def atoms(prepared):
    return pulls.Atoms(prepared)


@pytest.fixture(scope="module")
def wrong(prepared, atoms):
    """The steering, and the positions of a model with the three errors, nm."""
    steered = steering.Steering(prepared, atoms.held())
    return steered, steered.wrong(pulls.pulls_of(atoms, [SHIFT, ROTAMER, FLIP]), 1)


def test_a_shift_follows_the_chain(atoms):
    pull = pulls.shift_pull(atoms, Error("shift", 5, 8, -2))
    positions = atoms.start.positions
    for progress, step in ((0.0, 0), (0.5, -1), (1.0, -2)):
        there = positions[atoms.of(range(5 + step, 9 + step), pulls.BACKBONE)]
        np.testing.assert_allclose(pull.places(progress), there)


def test_a_flip_turns_the_peptide_about_its_alphas(atoms):
    pull, positions = pulls.flip_pull(atoms, FLIP), atoms.start.positions
    start, end = positions[atoms.particle[19]["CA"]], positions[atoms.particle[20]["CA"]]
    axis = (end - start) / np.linalg.norm(end - start)
    away = [points - start - np.outer((points - start) @ axis, axis) for points in map(pull.places, (0.0, 1.0))]
    np.testing.assert_allclose(away[1], -away[0], atol=1e-9)


def test_errors_are_planted_and_nothing_breaks(atoms, wrong, prepared):
    steered, positions = wrong
    start = prepared.start
    places = planted.Places(10 * start.positions + start.centre, 10 * positions + start.centre)
    assert [planted.present(atoms, error, places) for error in (SHIFT, ROTAMER, FLIP)] == [True] * 3
    assert not len(steered.faulty(positions))
    right = planted.Places(places.right, places.right)
    assert [planted.present(atoms, error, right) for error in (SHIFT, ROTAMER, FLIP)] == [False] * 3
    rows = planted.truth(atoms, [SHIFT, ROTAMER, FLIP], places)
    assert [row["kind"] for row in rows[6:18]] == ["", *["joint"] * 2, *["shift"] * 5, *["joint"] * 3, ""]
    assert {row["shift"] for row in rows if row["kind"] == "shift"} == {-1}
    assert min(row["ca_error"] for row in rows if row["kind"] == "shift") > 2
    assert max(row["ca_error"] for row in rows if row["kind"] == "") < 1.5
    assert [row["error"] for row in rows if row["kind"] in ("rotamer", "flip")] == [2, 3, 3]


def test_damage_is_seen(atoms, wrong):
    steered, positions = wrong
    damaged = positions.copy()
    beta, alpha = (atoms.particle[4][name] for name in ("CB", "CA"))
    plane = positions[[atoms.particle[4][name] for name in ("N", "CA", "C")]]
    normal = np.cross(plane[0] - plane[1], plane[2] - plane[1])
    normal /= np.linalg.norm(normal)
    damaged[beta] -= 2 * ((damaged[beta] - damaged[alpha]) @ normal) * normal  # to the other side: the other hand
    assert alpha in steered.faulty(damaged)
