"""The three programs on a real map: ASC filament, EMD-5830, one chain of 91 residues at 3.8 Å."""

import csv
import json

import gemmi
import numpy as np
import pytest
from conftest import SHARED, atoms_of, heavy, succeed, write, write_map

CASE = SHARED / "data" / "emd5830_asc"


@pytest.fixture(scope="module")
def asc(tmp_path_factory):
    """(stripped model, map in axis order 1, 2, 3)."""
    if not CASE.is_dir():
        pytest.skip(f"{CASE} is absent; set EMCONVERGE_SHARED to the shared folder")
    folder = tmp_path_factory.mktemp("asc")
    structure = gemmi.read_structure(str(CASE / "model.pdb"))
    structure.remove_hydrogens()
    structure.remove_alternative_conformations()
    structure.remove_ligands_and_waters()
    ccp4 = gemmi.read_ccp4_map(str(CASE / "map.mrc"))
    axes = [ccp4.header_i32(word) for word in (17, 18, 19)]
    values = np.array(ccp4.grid.array).transpose([axes.index(axis) for axis in (1, 2, 3)])
    origin = [ccp4.header_float(word) for word in (50, 51, 52)]
    spacing = ccp4.grid.unit_cell.a / ccp4.header_i32(8)
    return write(structure, folder / "stripped.cif"), write_map(values, origin, spacing, folder / "map.mrc")


def test_complete_sample_refine(asc, monomer_library, tmp_path):
    stripped, density = asc
    prepared = tmp_path / "prepared.cif"
    succeed("complete_model.py", "--model", stripped, "--out", prepared, "--json", tmp_path / "completed.json")
    succeed(
        "sample_openmm.py",
        "setup",
        "--model",
        prepared,
        "--map",
        density,
        "--resolution",
        3.8,
        "--out",
        tmp_path / "system",
    )
    succeed("sample_openmm.py", "sample", "--system", tmp_path / "system", "--seeds", "1-2", "--out", tmp_path)
    with (tmp_path / "scores.csv").open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 2
    start, first, second = (atoms_of(tmp_path / name) for name in ("prepared.cif", "model_0001.cif", "model_0002.cif"))
    assert list(heavy(first)) == list(start)
    alphas = [key for key in start if key[3] == "CA"]
    spread = np.mean([np.linalg.norm(first[key] - second[key]) for key in alphas])
    assert 0.2 < spread < 2.0  # docs/engines.md: 0.72 over 8 models
    succeed(
        "refine_servalcat.py",
        "--model",
        tmp_path / "model_0001.cif",
        "--map",
        density,
        "--resolution",
        3.8,
        "--cycles",
        3,
        "--out",
        tmp_path / "refined",
    )
    report = json.loads((tmp_path / "refined" / "model_0001.refinement.json").read_text())
    assert report["fsc_average_after"] > report["fsc_average_before"] + 0.03
    assert list(atoms_of(tmp_path / "refined" / "model_0001.cif")) == list(start)
