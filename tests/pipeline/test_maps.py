"""Several maps of one model: laid into one, or each by itself; and models of either half map alone."""

import csv
import json
import subprocess

import gemmi
import numpy as np
import pytest
from conftest import ROOT, check_columns, check_json, emconverge, library

SIZES = ["--models", "2", "--best", "2", "--min_models", "2", "--moves", "none", "--cycles", "2"]
MASKED = 30  # residues of the example, of which the focused map is better


def rows(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def mask_around(model, density, path):
    """A mask of 0 and 1 on the grid of a map, 7 Å around the model's first residues."""
    source = gemmi.read_ccp4_map(str(density))
    shape, cell = source.grid.array.shape, source.grid.unit_cell
    spacing = np.array([cell.a, cell.b, cell.c]) / shape
    origin = np.array([source.header_float(word) for word in (50, 51, 52)])
    atoms = [
        (np.array(atom.pos.tolist()) - origin)
        for residue in list(gemmi.read_structure(str(model))[0][0])[:MASKED]
        for atom in residue
    ]
    places = np.stack(np.meshgrid(*[np.arange(n) for n in shape], indexing="ij"), -1) * spacing
    inside = np.zeros(shape, dtype=bool)
    for atom in atoms:
        inside |= ((places - atom) ** 2).sum(-1) < 49
    source.grid.array[:] = inside
    source.write_ccp4_map(str(path))


def local_resolution(density, first, path):
    """Å at every voxel of a map, rising by half along x; 0 in its outermost voxels, as outside of a mask."""
    source = gemmi.read_ccp4_map(str(density))
    values = source.grid.array
    along = np.linspace(first, 1.5 * first, len(values)).reshape(-1, 1, 1)
    values[:] = np.pad(np.broadcast_to(along, values.shape)[1:-1, 1:-1, 1:-1], 1)
    source.write_ccp4_map(str(path))


@pytest.fixture(scope="module")
def maps(example, tmp_path_factory):
    """A finer map of the example, and a mask in which it counts."""
    folder = tmp_path_factory.mktemp("finer map")
    emtools = ROOT / "bin" / "emtools"
    subprocess.run([emtools, "example", "--out-dir", folder, "--resolution", "3", "--seed", "5"], check=True)
    mask_around(example / "model.cif", example / "map.mrc", folder / "mask.mrc")
    local_resolution(example / "map.mrc", 3.5, folder / "local.mrc")
    local_resolution(folder / "map.mrc", 3.0, folder / "finer.mrc")
    return folder


@pytest.fixture(scope="module")
def composite(example, maps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("composite")
    half1, half2 = sorted(example.glob("half?.mrc*"))
    entry = ["--id", "ex", "--map", example / "map.mrc", "--half1", half1, "--half2", half2]
    entry += ["--model", example / "model.cif", "--resolution", "3.5"]
    focused = ["--focused", maps / "map.mrc", "--focused_mask", maps / "mask.mrc", "--focused_resolution", "3.0"]
    focused += ["--local_resolution", maps / "local.mrc", "--focused_local_resolution", maps / "finer.mrc"]
    result = emconverge("run", *entry, *focused, *SIZES, cwd=folder, timeout=1800)
    assert result.returncode == 0, result.output
    return folder / "results"


def test_the_map_that_is_sampled_is_the_composite(composite):
    report = json.loads((composite / "ex" / "prepared" / "map.json").read_text())
    main, focused = report["composite"]["parts"]
    assert (main["role"], focused["role"], focused["mask"]) == ("main", "focused", "mask.mrc")
    assert main["share"] + focused["share"] == pytest.approx(1) and 0.3 < focused["share"] < 0.9
    assert (
        main["local_resolution_map"]["file"] == "local.mrc" and focused["local_resolution_map"]["file"] == "finer.mrc"
    )
    assert focused["scale"] == pytest.approx(1, abs=0.1) and focused["correlation"] > 0.7
    page = (composite / "ex" / "report.html").read_text()
    assert "Further maps were laid into the map" in page and "counts by its local resolution finer.mrc" in page
    refinement = json.loads(next((composite / "ex" / "refined").glob("*.refinement.json")).read_text())
    assert refinement["half_maps"] is False, "they do not show what the composite shows"


def test_its_files_are_inputs(composite):
    found = {row["role"] for row in rows(composite / "pipeline_info" / "inputs.csv")}
    of_maps = {"focused", "focused_mask", "local_resolution", "focused_local_resolution"}
    assert found == {"map", "half1", "half2", "model"} | of_maps


def test_the_methods_say_what_was_laid_into_the_map(composite):
    assert "The map is a composite: 1 focused map, brought" in (composite / "pipeline_info" / "methods.md").read_text()
    check_json(composite / "ex" / "summary.json")
    parts = json.loads((composite / "ex" / "summary.json").read_text())["composite"]
    assert [part["role"] for part in parts] == ["main", "focused"] and all(
        part["by_local_resolution"] for part in parts
    )


@pytest.fixture(scope="module")
def separate(example, maps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("separate")
    half1, half2 = sorted(example.glob("half?.mrc*"))
    (folder / "sheet.csv").write_text(
        "id,map,half1,half2,model,resolution,focused,focused_mask,sharpened,sharpened_resolution\n"
        f"ex,{example / 'map.mrc'},{half1},{half2},{example / 'model.cif'},3.5,{maps / 'map.mrc'},{maps / 'mask.mrc'},"
        f"{maps / 'map.mrc'},3.0\n"
    )
    asked = ["--maps", "separately", "--half_map_models", "2"]
    result = emconverge("run", "--input", "sheet.csv", *asked, *SIZES, cwd=folder, timeout=1800)
    assert result.returncode == 0, result.output
    return folder / "results"


def test_each_map_is_an_entry_of_the_same_model(separate):
    ids = {path.parent.name for path in separate.glob("*/report.html")}
    assert ids == {"ex", "ex_focused1", "ex_sharpened"}
    models = {(separate / entry / "prepared" / "prepared.cif").read_bytes() for entry in ids}
    densities = {(separate / entry / "prepared" / "map.mrc").read_bytes() for entry in ids}
    assert len(models) == 1 and len(densities) == 3
    assert json.loads((separate / "ex_sharpened" / "summary.json").read_text())["resolution"] == 3


def test_their_models_are_compared(separate):
    table = separate / "ex" / "map_differences.csv"
    check_columns(table)
    pairs = {(row["map_a"], row["map_b"]) for row in rows(table)}
    maps = {("ex", "ex_focused1"), ("ex", "ex_sharpened"), ("ex_focused1", "ex_sharpened")}
    assert pairs == maps | {("ex_half1", "ex_half2")}, "half maps of a family once"
    residues = len(rows(separate / "ex" / "residues.csv"))
    assert len(rows(table)) == 4 * residues
    page = (separate / "ex" / "maps.html").read_text()
    assert "Models of ex and ex_sharpened lie in" in page and 'href="../ex_sharpened/report.html"' in page
    for name in ("ex_focused1", "ex_sharpened"):
        assert (separate / "ex" / "maps" / f"{name}.html").stat().st_size > 10_000
        assert f'href="maps/{name}.html"' in page


def test_every_page_leads_to_the_comparison(separate):
    for name in ("ex", "ex_focused1", "ex_sharpened"):
        assert 'href="../ex/maps.html"' in (separate / name / "report.html").read_text()
        assert json.loads((separate / name / "summary.json").read_text())["family"] == "ex"
    index = (separate / "index.html").read_text()
    assert index.count("maps.html") == 1 and 'href="ex/maps.html"' in index
    methods = (separate / "pipeline_info" / "methods.md").read_text()
    assert "The maps of the molecule were assessed each by itself" in methods
    assert "2 models were also sampled in either half map alone of 1 map" in methods


def test_models_of_either_half_map_are_compared(separate):
    check_columns(separate / "ex" / "residues.csv")
    check_json(separate / "ex" / "summary.json")
    told = json.loads((separate / "ex" / "summary.json").read_text())["half_map_models"]
    shifts = [float(row["half_map_shift"]) for row in rows(separate / "ex" / "residues.csv")]
    assert told["models"] == [2, 2] and told["compared"] == len(shifts)
    assert told["median"] == pytest.approx(sorted(shifts)[len(shifts) // 2], abs=1e-3) and told["median"] < 2
    assert (
        "In half map 1 alone 2 models and in half map 2 alone 2 were sampled."
        in (separate / "ex" / "report.html").read_text()
    )
    assert json.loads((separate / "ex" / "ranking.json").read_text())["sampled"] == 2, "they are none of the entry's"


ENTRY = {"map": "m.mrc", "model": "m.pdb", "resolution": "3.2"}
MISTAKES = {
    "a resolution too many": (
        {**ENTRY, "focused": "f.mrc", "focused_resolution": "3;4"},
        "focused_resolution has 2 values for 1 focused map: give one for each",
    ),
    "a mask of nothing": (
        {**ENTRY, "focused_mask": "k.mrc"},
        "focused_mask is of a map that is not given: give focused",
    ),
    "a local resolution of nothing": (
        {**ENTRY, "unsharpened_local_resolution": "l.mrc"},
        "unsharpened_local_resolution is of a map that is not given: give unsharpened",
    ),
    "a local resolution too many": (
        {**ENTRY, "focused": "f.mrc", "focused_local_resolution": "a.mrc;b.mrc"},
        "focused_local_resolution has 2 values for 1 focused map: give one for each",
    ),
    "a local resolution alone": (
        {**ENTRY, "local_resolution": "l.mrc", "focused": "f.mrc"},
        "local_resolution would decide nothing: give focused_local_resolution beside it",
    ),
    "a resolution of nothing": (
        {**ENTRY, "sharpened_resolution": "3"},
        "is of a map that is not given: give sharpened",
    ),
    "a resolution that is none": (
        {**ENTRY, "sharpened": "s.mrc", "sharpened_resolution": "fine"},
        "sharpened_resolution 'fine' is not a number from 0.5 to 50",
    ),
    "beside an ensemble": (
        {**ENTRY, "ensemble": "models", "focused": "f.mrc"},
        "there are further maps (focused) beside an ensemble",
    ),
    "a path for a shell": ({**ENTRY, "focused": "$x.mrc"}, "the path of focused, '$x.mrc', has a $"),
}


def test_what_is_wrong_with_a_row_is_told():
    found = library([{"rows": [row]} for row, _words in MISTAKES.values()])
    for (name, (_row, words)), told in zip(MISTAKES.items(), found, strict=True):
        assert len(told) == 1 and words in told[0], (name, told)


def test_options_that_do_not_go_together_are_told():
    cases = {
        "there are none: give some": {"maps": "separately", "map": "m.mrc", "model": "m", "resolution": 3},
        "no entry has any: give both half maps": {"half_map_models": 4, "map": "m.mrc", "model": "m", "resolution": 3},
        "m asks for another sampler: leave it out": {
            **{"half_map_models": 4, "half1": "m.mrc", "half2": "b", "model": "m", "resolution": 3},
            **{"sampler": "rosetta"},
        },
        "of an entry whose models are sampled, and no entry": {
            **{"half_map_models": 4, "half1": "m.mrc", "half2": "b", "resolution": 3, "ensemble": "models"},
        },
        "gives no spread to compare with": {"half_map_models": 1},
        "did you mean 'separately'": {"maps": "seperately"},
        "A series is made of half maps alone": {
            **{"series": "4,5", "half1": "a", "half2": "b", "model": "m", "resolution": 3, "focused": "f.mrc"},
        },
        "sharpened_local_resolution and local_resolution of m would decide nothing": {
            **{"maps": "separately", "map": "m.mrc", "model": "m", "resolution": 3, "sharpened": "s.mrc"},
            **{"sharpened_local_resolution": "a.mrc", "local_resolution": "b.mrc"},
        },
        "each of its maps is begun with the same model": {"emdb": "2566", "maps": "separately", "focused": "f.mrc"},
    }
    for words, told in zip(cases, library([{"params": params} for params in cases.values()]), strict=True):
        assert len(told) == 1 and words in told[0], told


def test_a_family_tells_which_maps_have_no_result():
    """Every report of the family leads to one page, which thus is made whichever of the maps came through."""
    ids = ["a", "a_focused1", "a_sharpened"]
    made = [["a_sharpened", "a"], ["a_sharpened"], [*reversed(ids)]]
    told = library([{"family": ids, "made": those} for those in made])
    of_a = {"id": "a"}
    assert told == [
        [of_a, ["a_focused1"], ["of a", "of a_sharpened"]],
        [of_a, ["a", "a_focused1"], ["of a_sharpened"]],
        [of_a, [], [f"of {of}" for of in ids]],
    ]
