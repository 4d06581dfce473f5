import json

import gemmi
import numpy as np
import pytest
from conftest import add_chain, atoms_of, new_structure, program, simulated_map, succeed, write, write_map

import refine_servalcat

KEYS = {
    "model",
    "cycles",
    "cc_before",
    "cc_after",
    "fsc_average_before",
    "fsc_average_after",
    "b_mean",
    "seconds",
    "servalcat",
}


def shaken(model, path, by, seed=0):
    """The model with every atom moved at random, by Å on each axis (standard deviation)."""
    structure = gemmi.read_structure(str(model))
    random = np.random.default_rng(seed)
    for site in structure[0].all():
        site.atom.pos += gemmi.Position(*random.normal(scale=by, size=3))
    return write(structure, path)


def refine(model, maps, out, *more, name="model_0007"):
    options = ["--map", maps] if not isinstance(maps, list) else ["--halfmaps", *maps]
    return program(
        "refine_servalcat.py", "--model", model, *options, "--resolution", 3.0, "--out", out, "--name", name, *more
    )


def test_refinement_returns_to_the_map_and_keeps_the_frame(prepared, monomer_library, tmp_path):
    truth, density = prepared
    start = shaken(truth, tmp_path / "start.cif", 0.2)
    done = refine(start, density, tmp_path / "out", "--cycles", 6)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "model_0007.refinement.json").read_text())
    assert KEYS <= set(report) and report["cycles"] == 6
    assert report["fsc_average_after"] > report["fsc_average_before"] + 0.02
    assert report["cc_after"] > report["cc_before"] and report["cc_after"] > 0.9
    true, before, after = (atoms_of(path) for path in (truth, start, tmp_path / "out" / "model_0007.cif"))
    assert list(after) == list(before)  # the same heavy atoms in the same order, chain ids and insertion codes
    errors = [np.mean([np.linalg.norm(atoms[key] - place) for key, place in true.items()]) for atoms in (before, after)]
    assert errors[1] < 0.7 * errors[0]  # towards the truth: the frame is the input's
    gap = np.linalg.norm(after["Ab1", "7", "GLU", "C"] - after["Ab1", "7B", "VAL", "N"])
    assert gap > 2.0
    assert (tmp_path / "out" / "model_0007.log").stat().st_size > 1000
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "model_0007.cif",
        "model_0007.log",
        "model_0007.refinement.json",
    ]


def test_no_cycles_move_nothing_by_more_than_a_thousandth(prepared, monomer_library, tmp_path):
    done = refine(prepared[0], prepared[1], tmp_path, "--cycles", 0)
    assert done.returncode == 0, done.stderr
    before, after = atoms_of(prepared[0]), atoms_of(tmp_path / "model_0007.cif")
    np.testing.assert_allclose(list(after.values()), list(before.values()), atol=1.01e-3)


@pytest.mark.parametrize("extra", [0, 1])
def test_the_map_correlation_knows_boxes_of_even_and_odd_size(prepared, tmp_path, extra):
    ccp4 = gemmi.read_ccp4_map(str(prepared[1]))
    origin = refine_servalcat.origin_of(ccp4)
    values = np.array(ccp4.grid.array)
    values = np.pad(values, [(0, n % 2 + extra) for n in values.shape])  # all even, or all odd
    grid = gemmi.read_ccp4_map(str(write_map(values, origin, 1.0, tmp_path / "a.mrc"))).grid
    structure = gemmi.read_structure(str(prepared[0]))
    refine_servalcat.shift(structure, -origin)
    for site in structure[0].all():
        site.atom.b_iso = 60.0
    assert refine_servalcat.map_correlation(structure, structure, grid, 2.5) > 0.98


def test_half_maps(prepared, monomer_library, tmp_path):
    halves = [simulated_map(prepared[0], tmp_path / f"half{i}.mrc", noise=0.05, seed=i) for i in (1, 2)]
    done = refine(prepared[0], halves, tmp_path / "out", "--cycles", 2)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "model_0007.refinement.json").read_text())
    assert report["half_maps"] is True and 0 < report["fsc_average_after"] <= 1


def test_half_maps_of_different_boxes_are_refused(prepared, monomer_library, tmp_path):
    other = simulated_map(prepared[0], tmp_path / "other.mrc", spacing=1.5)
    done = refine(prepared[0], [prepared[1], other], tmp_path / "out")
    assert done.returncode == 1 and "different boxes" in done.stderr


def test_no_monomer_library_is_one_sentence(prepared, tmp_path):
    done = program(
        "refine_servalcat.py",
        "--model",
        prepared[0],
        "--map",
        prepared[1],
        "--resolution",
        3.0,
        "--out",
        tmp_path,
        "--name",
        "a",
        environment={"CLIBD_MON": ""},
    )
    assert done.returncode == 1 and "CLIBD_MON" in done.stderr and len(done.stderr.splitlines()) == 1
    assert "not a monomer library" in refine(prepared[0], prepared[1], tmp_path, "--monlib", tmp_path).stderr


def test_a_failure_of_servalcat_drops_the_model_with_the_log_s_message(prepared, monomer_library, tmp_path):
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "ZZZ", "ALA"], at=list(atoms_of(prepared[0]).values())[0])
    done = refine(write(structure, tmp_path / "odd.cif"), prepared[1], tmp_path / "out")
    assert done.returncode == 0 and "Provide restraint cif file(s) for ZZZ" in done.stderr
    dropped = (tmp_path / "out" / "model_0007.dropped.csv").read_text().splitlines()
    assert dropped[0] == "model,reason" and "Provide restraint cif file(s) for ZZZ" in dropped[1] and len(dropped) == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["model_0007.dropped.csv", "model_0007.log"]


def test_a_program_that_is_not_there_is_named(prepared, monomer_library, tmp_path):
    done = refine(prepared[0], prepared[1], tmp_path, "--servalcat", "no-such-servalcat")
    assert done.returncode == 1 and "no-such-servalcat is not found" in done.stderr


def test_a_servalcat_that_is_killed_drops_nothing(prepared, monomer_library, tmp_path):
    """As for lack of memory: the status is the signal's, so that the task is tried again with more."""
    program = tmp_path / "servalcat"
    program.write_text("#!/bin/sh\nkill -KILL $$\n")
    program.chmod(0o755)
    done = refine(prepared[0], prepared[1], tmp_path, "--servalcat", program)
    assert done.returncode == 137 and "signal 9" in done.stderr and not (tmp_path / "out").exists()


def test_versions():
    assert "servalcat: " in succeed("refine_servalcat.py", "--versions").stdout


def test_close_sulfurs_are_declared_as_one_disulfide_each():
    """Three cysteines: the two nearest sulfurs are bonded, the third, though within reach of one, is not."""
    structure = gemmi.Structure()
    structure.add_model(gemmi.Model(1))
    chain = structure[0].add_chain(gemmi.Chain("Ab"))
    for number, x in ((4, 0.0), (9, 2.03), (17, 4.9)):
        residue = gemmi.Residue()
        residue.name, residue.seqid = "CYS", gemmi.SeqId(number, "B")
        atom = gemmi.Atom()
        atom.name, atom.element, atom.pos = "SG", gemmi.Element("S"), gemmi.Position(x, 0, 0)
        residue.add_atom(atom)
        chain.add_residue(residue)
    refine_servalcat.add_disulfides(structure)
    assert [(str(bond.partner1), str(bond.partner2)) for bond in structure.connections] == [
        ("Ab/CYS 4B/SG", "Ab/CYS 9B/SG")
    ]
