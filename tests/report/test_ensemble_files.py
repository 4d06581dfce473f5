"""What `emtools converge` writes, read back with gemmi: models in rank order, names and numbers as they went in."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

gemmi = pytest.importorskip("gemmi", reason="gemmi is not installed: containers/engines/requirements.txt")
ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "java-tools" / "target" / "emtools.jar"
pytestmark = pytest.mark.skipif(
    not JAR.is_file() or not shutil.which("java"), reason=f"there is no {JAR.name}: mvn -f java-tools/pom.xml package"
)
SHIFTS = {
    "model_0003": 0.0,
    "model_0001": 1.0,
    "model_0002": 3.0,
}  # along x, of the residues after the first; best first
CHAIN = "A1<b>"
NUMBERS = [(5, " "), (27, " "), (27, "A"), (30, " ")]  # and insertion codes


def model(shift, chain):
    structure = gemmi.Structure()
    structure.add_model(gemmi.Model(1))
    structure[0].add_chain(gemmi.Chain(chain))
    for index, number in enumerate(NUMBERS):
        residue = gemmi.Residue()
        residue.name, residue.seqid = "GLY", gemmi.SeqId(*number)
        residue.entity_type, residue.subchain, residue.entity_id, residue.label_seq = (
            gemmi.EntityType.Polymer,
            "A",
            "1",
            index + 1,
        )
        for name, offset in (("N", 0.0), ("CA", 1.4), ("C", 2.6), ("O", 3.1)):
            atom = gemmi.Atom()
            atom.name, atom.element, atom.b_iso = name, gemmi.Element(name[0]), 40.0
            atom.pos = gemmi.Position(5 + 2 * index + (shift if index else 0), 5 + offset, 6)
            residue.add_atom(atom)
        structure[0][0].add_residue(residue)
    return structure


def write_map(path):
    grid = gemmi.FloatGrid(20, 20, 20)
    grid.set_unit_cell(gemmi.UnitCell(20, 20, 20, 90, 90, 90))
    grid.array[:] = 1.5
    grid.array[19, 19, 19] = 0  # a constant map is refused
    ccp4 = gemmi.Ccp4Map()
    ccp4.grid = grid
    ccp4.update_ccp4_header()
    ccp4.write_ccp4_map(str(path))


def converge(folder, chain):
    for name in ("prepared", "refined"):
        (folder / name).mkdir()
    write_map(folder / "prepared" / "map.mrc")
    (folder / "ranking.json").write_text(
        json.dumps({"requested": 3, "sampled": 3, "dropped": [], "selected": list(SHIFTS)})
    )
    for name, shift in SHIFTS.items():
        groups = gemmi.MmcifOutputGroups(False, atoms=True, auth_all=True, group_pdb=True)
        model(shift, chain).make_mmcif_document(groups).write_file(str(folder / "refined" / f"{name}.cif"))
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(JAR),
            "converge",
            "--entry",
            ".",
            "--id",
            "x",
            "--resolution",
            "3",
            "--sampler",
            "openmm",
            "--refiner",
            "servalcat",
            "--out-dir",
            "out",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return converge(tmp_path_factory.mktemp("plain"), "A")


@pytest.mark.parametrize("name", ["ensemble.cif", "ensemble.pdb"])
def test_ensemble_is_in_rank_order(plain, name):
    ensemble = gemmi.read_structure(str(plain / name))
    assert len(ensemble) == len(SHIFTS)
    for found, shift in zip(ensemble, SHIFTS.values(), strict=True):
        expected = model(shift, "A")[0]
        assert [(str(s.residue.seqid), s.atom.name, s.atom.element.name, s.atom.b_iso) for s in found.all()] == [
            (str(s.residue.seqid), s.atom.name, s.atom.element.name, s.atom.b_iso) for s in expected.all()
        ]
        assert all(a.atom.pos.dist(b.atom.pos) < 1e-3 for a, b in zip(found.all(), expected.all(), strict=True))
        assert [chain.name for chain in found] == ["A"]


@pytest.mark.parametrize("name", ["convergence.cif", "convergence.pdb"])
def test_b_column_is_the_spread(plain, name):
    best = gemmi.read_structure(str(plain / name))
    spread = ((1 + 4 + 9) / 3) ** 0.5  # the pairs are 1, 2 and 3 Å apart
    assert len(best) == 1
    for residue in best[0][0]:
        expected = 0 if str(residue.seqid) == "5" else spread
        assert all(abs(atom.b_iso - expected) < 0.006 for atom in residue)


def test_a_chain_name_that_needs_quotes_and_more_than_one_column(tmp_path):
    out = converge(tmp_path, CHAIN)
    assert gemmi.read_structure(str(out / "ensemble.cif"))[0][0].name == CHAIN
    assert not (out / "ensemble.pdb").exists()
    assert any(
        "ensemble.pdb was not written" in note for note in json.loads((out / "summary.json").read_text())["notes"]
    )
    with (out / "residues.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["chain"], int(row["resnum"]), row["icode"] or " ") for row in rows] == [
        (CHAIN, *number) for number in NUMBERS
    ]
    assert {row["density_ca"] for row in rows} == {"1.500000"}
