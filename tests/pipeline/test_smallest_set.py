"""The smallest set of models, and its file for deposition, by the command for models of another program."""

import csv
import json
import os
import subprocess
from pathlib import Path

import gemmi
import numpy as np
import pytest
from conftest import ROOT, check_json

MODELS = 10
ASIDE = (1, 4, 6)  # models whose loop lies where the map has nothing
LOOP = range(18, 24)


@pytest.fixture(scope="module")
def entry(example, tmp_path_factory):
    """Ten models of the example, three of them with a loop 6 Å aside of its density."""
    folder = tmp_path_factory.mktemp("set")
    random = np.random.default_rng(3)
    for number in range(MODELS):
        structure = gemmi.read_structure(str(example / "model.cif"))
        for residue in structure[0][0]:
            shift = random.normal(scale=0.15, size=3)
            if number in ASIDE and residue.seqid.num in LOOP:
                shift += (0, 6, 0)
            for atom in residue:
                atom.pos += gemmi.Position(*shift)
        structure.make_mmcif_document().write_file(str(folder / f"m{number}.cif"))
    out = folder / "out"
    command = ["bin/emtools", "assess-models", "--map", example / "map.mrc", "--half1", example / "half1.mrc.gz"]
    command += ["--half2", example / "half2.mrc.gz", "--resolution", "3.5", "--id", "the set", "--out-dir", out]
    command += sorted(folder.glob("m*.cif"))
    result = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return out


def test_a_loop_without_density_is_uncertain_and_no_second_state(entry):
    found = json.loads((entry / "smallest_set.json").read_text())
    check_json(entry / "smallest_set.json")
    (stretch,) = found["stretches"]
    assert stretch["kind"] == "uncertain" and stretch["first"] in LOOP and stretch["last"] in LOOP
    assert [of["shown"] for of in stretch["conformations"]] == [True, False]
    assert set(stretch["conformations"][1]["models"]) == {f"m{number}" for number in ASIDE}
    with (entry / "residues.csv").open(newline="") as stream:
        rows = {int(row["resnum"]): row for row in csv.DictReader(stream)}
    assert rows[21]["conformation_kind"] == "uncertain" and rows[21]["conformations"] == "1"
    assert rows[10]["conformation_kind"] == "single"
    assert not {of["model"] for of in found["models"]} & {f"m{number}" for number in ASIDE}
    assert sum(of["weight"] for of in found["models"]) == pytest.approx(1, abs=1e-3)


def test_the_page_says_so(entry):
    page = (entry / "report.html").read_text()
    assert "The map shows no stretch in several conformations." in page and "deposit_ensemble.cif" in page


def test_the_file_to_deposit_has_the_models_and_holds_to_the_dictionary(entry):
    found = json.loads((entry / "smallest_set.json").read_text())
    file = entry / "deposit_ensemble.cif"
    structure = gemmi.read_structure(str(file))
    assert len(structure) == len(found["models"])
    block = gemmi.cif.read(str(file)).sole_block()
    details = gemmi.cif.as_string(block.find_value("_struct.pdbx_model_details"))
    for number, model in enumerate(found["models"], start=1):
        assert f"Model {number}: {model['model']}, weight {model['weight']:.2f}." in details
    dictionary = Path(os.environ.get("EMCONVERGE_TEST_DICTIONARY", ""))
    if not dictionary.is_file():
        pytest.skip("there is no PDBx/mmCIF dictionary: EMCONVERGE_TEST_DICTIONARY names none")
    told = []
    ddl = gemmi.cif.Ddl((told.append, 8))
    ddl.read_ddl(gemmi.cif.read(str(dictionary)))
    own = len(told)  # what gemmi says of the dictionary itself
    assert ddl.validate_cif(gemmi.cif.read(str(file)))
    # categories that the archive adds of what it knows: the definitions of components, the sequence
    absent = ("parent tag of", "missing _", "parent of")
    assert [line for line in told[own:] if not any(word in line for word in absent)] == []
