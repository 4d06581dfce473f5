"""A symmetric entry end to end: a dimer of the example's protein, found and used, by the open engines and by
stand-ins of the licensed ones; and a cut-out of it, which shows no symmetry.
"""

import csv
import json

import gemmi
import numpy as np
import pytest
from conftest import check_columns, check_json, emconverge

EDGE, RESOLUTION = 100.0, 3.5
MIDDLE = EDGE / 2


def heavy(chain):
    return np.array([atom.pos.tolist() for residue in chain for atom in residue])


def moved(chain, place, name):
    """place: positions -> positions."""
    copy = chain.clone()
    copy.name = name
    for residue in copy:
        residue.subchain = name
        for atom in residue:
            atom.pos = gemmi.Position(*place(np.array(atom.pos.tolist())))
    return copy


def dimer(example):
    """The example's protein and its image about the axis along z in the middle of the box, just in contact."""
    chain = gemmi.read_structure(str(example / "model.cif"))[0][0]
    positions = heavy(chain)
    for offset in np.arange(6.0, 30.0, 0.25):
        at = np.array([MIDDLE + offset, MIDDLE, MIDDLE]) - positions.mean(axis=0)
        image = [2 * MIDDLE, 2 * MIDDLE, 0] + (positions + at) * [-1, -1, 1]
        if np.linalg.norm((positions + at)[:, None] - image[None], axis=2).min() > 3.4:
            break
    first = moved(chain, lambda p: p + at, "A")
    return first, moved(first, lambda p: [2 * MIDDLE, 2 * MIDDLE, 0] + p * [-1, -1, 1], "B")


def write(path, *chains):
    structure = gemmi.Structure()
    structure.add_model(gemmi.Model(1))
    for chain in chains:
        structure[0].add_chain(chain)
    structure.setup_entities()
    structure.make_mmcif_document().write_file(str(path))
    return structure


def write_maps(folder, structure, first):
    """whole.mrc, and cut.mrc: the same within 4 Å of the first chain."""
    cell = gemmi.UnitCell(EDGE, EDGE, EDGE, 90, 90, 90)
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = RESOLUTION
    calculator.grid.set_unit_cell(cell)
    for site in structure[0].all():
        site.atom.b_iso = 90.0
    calculator.initialize_grid()
    calculator.put_model_density_on_grid(structure[0])
    density = np.array(calculator.grid.array)
    density += np.random.default_rng(1).normal(scale=0.03 * density.std(), size=density.shape)
    near = gemmi.Int8Grid(*density.shape)
    near.set_unit_cell(cell)
    for position in heavy(first):
        near.set_points_around(gemmi.Position(*position), 4.0, 1)
    for name, values in (("whole", density), ("cut", density * (near.array > 0))):
        ccp4 = gemmi.Ccp4Map()
        ccp4.grid = gemmi.FloatGrid(np.ascontiguousarray(values, dtype=np.float32), cell, gemmi.SpaceGroup("P 1"))
        ccp4.update_ccp4_header(2)
        ccp4.write_ccp4_map(str(folder / f"{name}.mrc"))


@pytest.fixture(scope="module")
def results(example, standins, tmp_path_factory):
    folder = tmp_path_factory.mktemp("symmetry")
    first, second = dimer(example)
    whole = write(folder / "dimer.cif", first, second)
    write(folder / "half.cif", first)
    write_maps(folder, whole, first)
    (folder / "sheet.csv").write_text(
        "id,map,model,resolution,symmetry,sampler,refiner\n"
        f"dimer,whole.mrc,dimer.cif,{RESOLUTION},,,\ncut,cut.mrc,half.cif,{RESOLUTION},C2,,\n"
        f"licensed,whole.mrc,dimer.cif,{RESOLUTION},C2,rosetta,phenix\n"
    )
    result = emconverge(
        "run",
        "--input",
        "sheet.csv",
        "--models",
        2,
        "--best",
        2,
        "--min_models",
        2,
        "--batch",
        2,
        "--cycles",
        3,
        cwd=folder,
        env=standins,
    )
    assert result.returncode == 0, result.output
    return folder / "results"


def rows(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_dimer_is_sampled_as_one_chain_among_its_mates(results):
    summary = json.loads((results / "dimer" / "summary.json").read_text())
    symmetry = summary["symmetry"]
    assert (symmetry["point_group"], symmetry["source"], symmetry["unit"], symmetry["copies"]) == (
        "C2",
        "model",
        ["A"],
        {"B": "A"},
    )
    assert symmetry["map_correlation"] > 0.9 and symmetry["rmsd"] < 0.01
    ensemble = gemmi.read_structure(str(results / "dimer" / "ensemble.cif"))
    assert [chain.name for chain in ensemble[0]] == ["A"]
    refinement = json.loads(next((results / "dimer" / "refined").glob("*.refinement.json")).read_text())
    assert refinement["symmetry"] == "C2" and refinement["fsc_average_after"] > 0.7
    log = next((results / "dimer" / "refined").glob("*.log")).read_text()
    assert "--pg C2" in log and "2 operators found for C2" in log


def test_no_model_walks_into_its_mate(results):
    ensemble = gemmi.read_structure(str(results / "dimer" / "ensemble.cif"))
    assert len(ensemble) == 2
    for model in ensemble:
        positions = heavy(model[0])
        image = [2 * MIDDLE, 2 * MIDDLE, 0] + positions * [-1, -1, 1]
        assert np.linalg.norm(positions[:, None] - image[None], axis=2).min() > 2.4


@pytest.mark.parametrize("entry", ["dimer", "licensed"])
def test_every_deposited_chain_has_the_numbers(results, entry):
    table = rows(results / entry / "residues.csv")
    by_chain = {
        chain: [{k: v for k, v in row.items() if k != "chain"} for row in table if row["chain"] == chain]
        for chain in "AB"
    }
    assert len(by_chain["A"]) == len(table) / 2 and by_chain["A"] == by_chain["B"]
    whole = gemmi.read_structure(str(results / entry / "convergence.cif"))[0]
    first, second = heavy(whole["A"]), heavy(whole["B"])
    np.testing.assert_allclose([2 * MIDDLE, 2 * MIDDLE, 0] + first * [-1, -1, 1], second, atol=0.02)
    assert "have its numbers" in (results / entry / "report.html").read_text()


def test_the_licensed_engines_are_given_the_symmetry(results):
    """The stand-ins build the mates from the definition file, and refuse constraints that do not name the model's
    chains.
    """
    summary = json.loads((results / "licensed" / "summary.json").read_text())
    assert summary["symmetry"]["point_group"] == "C2" and summary["engines"] == {
        "sampler": "rosetta",
        "refiner": "phenix",
    }
    assert summary["models"]["refined"] == 2 and summary["models"]["dropped"] == []
    start = gemmi.read_structure(str(results.parent / "dimer.cif"))[0]["A"]
    ensemble = gemmi.read_structure(str(results / "licensed" / "ensemble.cif"))
    assert len(ensemble) == 2
    for model in ensemble:
        assert [chain.name for chain in model] == ["A"]
        assert (
            np.linalg.norm([a.get_ca().pos.dist(b.get_ca().pos) for a, b in zip(start, model["A"], strict=True)])
            / len(start) ** 0.5
            < 0.5
        )


def test_a_cut_out_does_not_use_a_symmetry_it_does_not_show(results):
    summary = json.loads((results / "cut" / "summary.json").read_text())
    assert "symmetry" not in summary
    assert any("C2" in note and "is not used" in note for note in summary["notes"])
    assert {row["chain"] for row in rows(results / "cut" / "residues.csv")} == {"A"}
    assert json.loads((results / "cut" / "prepared" / "symmetry.json").read_text())["used"] is False


def test_the_index_counts_the_asymmetric_unit(results):
    counts = {row["id"]: row["residues"] for row in rows(results / "index.csv")}
    assert set(counts) == {"dimer", "cut", "licensed"} and counts["dimer"] == counts["cut"] == counts["licensed"]


@pytest.mark.parametrize("entry", ["dimer", "cut", "licensed"])
def test_the_files_are_as_documented(results, entry):
    check_json(results / entry / "summary.json")
    check_columns(results / entry / "residues.csv")
