"""Runs that keep more than protein: what is known goes through, what nobody knows is named or counted."""

import json

import gemmi
import pytest
from conftest import emconverge

SMALL = ["--resolution", "3.5", "--models", "2", "--best", "2", "--min_models", "2", "--batch", "2", "--moves", "none"]
GLYCOL = {"C1": (0.0, 0.0, 0.0), "O1": (1.2, 0.74, 0.0), "C2": (-1.25, 0.85, 0.0), "O2": (-2.45, 0.1, 0.0)}


def ligand(name, number, at):
    """Ethane-1,2-diol under a component's id."""
    residue = gemmi.Residue()
    residue.name, residue.seqid, residue.het_flag = name, gemmi.SeqId(number, " "), "H"
    for atom_name, place in GLYCOL.items():
        atom = gemmi.Atom()
        atom.name, atom.element, atom.b_iso, atom.occ = atom_name, gemmi.Element(atom_name[0]), 40.0, 1.0
        atom.pos = gemmi.Position(*place) + at
        residue.add_atom(atom)
    return residue


@pytest.fixture(scope="module")
def model(example, tmp_path_factory):
    """The example's model with a ligand that the monomer library knows and one that nobody does."""
    structure = gemmi.read_structure(str(example / "model.cif"))
    chain = structure[0][0]
    last = max((atom.pos for residue in chain for atom in residue), key=lambda place: place.x)
    for number, (name, away) in enumerate((("EDO", 7.0), ("QQ9", 12.0)), 901):
        chain.add_residue(ligand(name, number, last + gemmi.Position(away, 0, 0)))
    structure.setup_entities()
    path = tmp_path_factory.mktemp("kinds") / "model.cif"
    structure.make_mmcif_document().write_file(str(path))
    return path


def test_what_is_known_goes_through_and_the_rest_is_counted(example, model, tmp_path):
    words = ("--map", example / "map.mrc", "--model", model, "--id", "kept", "--keep", "known")
    result = emconverge("run", *words, *SMALL, cwd=tmp_path, timeout=1500)
    assert result.returncode == 0, result.output
    entry = tmp_path / "results" / "kept"
    record = json.loads((entry / "prepared" / "components.json").read_text())
    assert record["kinds"]["other"] == 1 and record["dictionaries"] == {"EDO": "library"}
    assert [gone["resname"] for gone in record["left_out"]] == ["QQ9"]
    refined = sorted((entry / "refined").glob("*.cif"))
    assert len(refined) == 2
    for path in refined:
        names = [residue.name for chain in gemmi.read_structure(str(path))[0] for residue in chain]
        assert names.count("EDO") == 1 and "QQ9" not in names


def test_what_nobody_knows_is_named(example, model, tmp_path):
    words = ("--map", example / "map.mrc", "--model", model, "--id", "all")
    result = emconverge("run", *words, *SMALL, cwd=tmp_path, timeout=600)
    assert result.returncode != 0
    assert "(QQ9)" in result.output and "--ligand QQ9.cif" in result.output, result.output
