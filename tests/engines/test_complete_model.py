import json

import numpy as np
import pytest
from conftest import ORIGIN, add_chain, atoms_of, new_structure, program, succeed, write

from emconverge_engines.facts import HEAVY_ATOMS

SEQUENCE = ["ALA", "LYS", "PHE", "TRP", "ARG", "ILE", "GLY"]
NUMBERS = [(-1, " "), (0, " "), (5, " "), (5, "A"), (5, "B"), (9, " "), (10, " ")]


@pytest.fixture
def stripped(tmp_path):
    structure = new_structure()
    add_chain(structure, "Xyz", SEQUENCE, NUMBERS, at=ORIGIN)
    return write(structure, tmp_path / "stripped.cif")


def complete(model, folder, name="out", **options):
    return program(
        "complete_model.py",
        "--model",
        model,
        "--out",
        folder / f"{name}.cif",
        "--json",
        folder / f"{name}.json",
        **options,
    )


def test_adds_every_missing_atom_and_moves_no_other(stripped, tmp_path):
    done = complete(stripped, tmp_path)
    assert done.returncode == 0, done.stderr
    before, after = atoms_of(stripped), atoms_of(tmp_path / "out.cif")
    for key, place in before.items():
        np.testing.assert_allclose(after[key], place, atol=1e-4)
    names = {}
    for chain, number, residue, atom in after:
        names.setdefault((chain, number, residue), []).append(atom)
    assert [key[1] for key in names] == ["-1", "0", "5", "5A", "5B", "9", "10"]
    for (_, _, residue), atoms in names.items():
        assert sorted(atoms) == sorted(HEAVY_ATOMS[residue])  # no OXT, no hydrogen


def test_new_atoms_are_bonded_where_they_belong(stripped, tmp_path):
    complete(stripped, tmp_path)
    after = atoms_of(tmp_path / "out.cif")
    distance = np.linalg.norm(after["Xyz", "0", "LYS", "CG"] - after["Xyz", "0", "LYS", "CB"])
    assert distance == pytest.approx(1.52, abs=0.06)
    ring = np.linalg.norm(after["Xyz", "5", "PHE", "CZ"] - after["Xyz", "5", "PHE", "CG"])
    assert ring == pytest.approx(2.78, abs=0.1)  # across a benzene ring: twice its side


def test_lists_what_it_added(stripped, tmp_path):
    complete(stripped, tmp_path)
    added = json.loads((tmp_path / "out.json").read_text())
    assert [(entry["resnum"], entry["icode"]) for entry in added] == [(0, ""), (5, ""), (5, "A"), (5, "B"), (9, "")]
    assert added[0] == {"chain": "Xyz", "resnum": 0, "icode": "", "resname": "LYS", "atoms": ["CG", "CD", "CE", "NZ"]}


def test_same_input_same_bytes(stripped, tmp_path):
    complete(stripped, tmp_path, "first")
    complete(stripped, tmp_path, "second")
    assert (tmp_path / "first.cif").read_bytes() == (tmp_path / "second.cif").read_bytes()


def test_a_whole_model_needs_no_openmm(stripped, tmp_path):
    complete(stripped, tmp_path)
    (tmp_path / "openmm.py").write_text("raise ImportError('not wanted here')")
    done = complete(tmp_path / "out.cif", tmp_path, "again", environment={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "again.json").read_text()) == []
    assert (tmp_path / "again.cif").read_bytes() == (tmp_path / "out.cif").read_bytes()


def test_a_gap_gets_neither_residues_nor_terminal_oxygens(tmp_path):
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "LYS", "GLY", "GLY", "ALA", "LYS"])
    del structure[0]["A"][3], structure[0]["A"][2]
    model = write(structure, tmp_path / "gap.cif")
    assert complete(model, tmp_path).returncode == 0
    after = atoms_of(tmp_path / "out.cif")
    assert sorted({key[1] for key in after}) == ["1", "2", "5", "6"]
    assert not [key for key in after if key[3] == "OXT"]


def test_a_residue_without_frame_is_named(tmp_path):
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "LYS", "ALA"])
    structure[0]["A"][1].remove_atom("N", "*", structure[0]["A"][1][0].element)
    done = complete(write(structure, tmp_path / "bare.cif"), tmp_path)
    assert done.returncode == 1
    assert "residue A 2 (LYS) lacks N" in done.stderr
    assert not (tmp_path / "out.cif").exists() and not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    "content, fault",
    [(None, "does not exist"), ("", "is neither mmCIF nor PDB"), ("<html>no model</html>", "is neither mmCIF nor PDB")],
)
def test_no_model_is_one_sentence(tmp_path, content, fault):
    model = tmp_path / "model.cif"
    if content is not None:
        model.write_text(content)
    done = complete(model, tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and f"the model {model} {fault}" in done.stderr


def test_versions(tmp_path):
    lines = succeed("complete_model.py", "--versions").stdout.splitlines()
    assert {"openmm", "pdbfixer", "gemmi"} <= {line.split(": ")[0] for line in lines}
