"""Parameters and samplesheets: mistakes stop a run before any task starts, in one sentence that says what to do."""

import json
import re

import pytest
from conftest import ROOT, emconverge, library

GOOD = {"map": "map.mrc", "model": "model.pdb", "resolution": 3.2}
HALVES = {"half1": "half1.mrc", "half2": "half2.mrc"}
PARAMETERS = [
    ({"modles": 5}, "There is no parameter --modles: did you mean --models?"),
    ({"min-models": 5, "minModels": 5}, "There is no parameter --min-models: did you mean --min_models?"),
    ({"models": "many"}, "--models 'many' is malformed: Models sampled per entry: a number from 2 to 9999, or auto"),
    ({"models": 1}, "--models '1' is malformed"),
    ({"models": 10000}, "--models '10000' is malformed"),
    ({"models": True}, "--models needs a value"),
    ({"models_max": "many"}, "--models_max 'many' is not a whole number"),
    ({"models_max": 10000}, "--models_max 10000 is out of range: give a value from 3 to 9999"),
    ({"resolution": None}, "there is no resolution of 'map': give --resolution"),
    ({"resolution": -3}, "--resolution -3 is out of range"),
    ({"resolution": 300}, "--resolution 300 is out of range"),
    ({"model": None}, "there is no model: give --model"),
    ({"model": True}, "--model needs a value"),
    ({"map": None}, "there is no map: give --map"),
    ({"half1": "half1.mrc"}, "one half map without the other"),
    ({"sampler": "opnmm"}, "--sampler 'opnmm' is not known: did you mean 'openmm'?"),
    ({"rosetta_options": "-mute core; touch gotcha"}, "--rosetta_options '-mute core; touch gotcha' is malformed"),
    ({"phenix_options": "nproc=2 $(id)=1"}, "is malformed"),
    ({"platform": "cuda"}, "did you mean 'CUDA'?"),
    ({"moves": "register,twist"}, "--moves 'register,twist' is malformed"),
    ({"emdb": "EMD-12; rm -rf"}, "--emdb 'EMD-12; rm -rf' is malformed"),
    ({"emdb": "EMD-2566", "pdb": "3j6b'", "model": None}, "--pdb '3j6b'' is malformed"),
    ({"emdb": "EMD-2566", "pdb": "3j6b"}, "pdb '3j6b' names the model that is fetched with an EMDB entry"),
    ({"pdb": "3j6b", "model": None, "ensemble": "m"}, "pdb '3j6b' names the model that is fetched with an EMDB entry"),
    ({"contact": "me@x'; touch gotcha"}, "--contact 'me@x'; touch gotcha' is malformed"),
    ({"emdb_url": "http://x/'; touch gotcha"}, "is malformed"),
    ({"id": "../escape"}, "the id '../escape' cannot name a folder"),
    ({"id": "$(touch gotcha)"}, "cannot name a folder"),
    ({"id": "two\nlines"}, "--id has a line break or another control character"),
    ({"id": "pipeline_info"}, "is the name of something else in the results"),
    ({"best": 5, "min_models": 7}, "--min_models 7 is more than --best 5"),
    ({"models": 5}, "--best 10 is more than --models 5"),
    ({"models": "auto", "models_min": 40, "models_max": 30}, "--models_min 40 is more than --models_max 30"),
    ({"best": 101}, "--best 101 is more than --models_max 100"),
    ({"best": "auto", "min_models": 7}, "--min_models 7 is more than --best_min 6"),
    ({"best": "auto", "best_max": 5}, "--best_min 6 is more than --best_max 5"),
    ({"best": "auto", "models": 4}, "--best_min 6 is more than --models 4"),
    ({"series": "3.3:4"}, "--series '3.3:4' is malformed"),
    ({"series": "3.3,4"}, "The entry map lacks half1, half2: a series is made of two half maps (or of particles), a"),
    ({"series": "3,4", **HALVES}, "--series asks for 3 Å of half maps that reach 3.2 Å"),
    ({"series": "4,4.0", **HALVES}, "--series '4,4.0' names no resolutions, some twice"),
    ({"series": "5:4:0.1", **HALVES}, "--series '5:4:0.1' names no resolutions"),
    ({"series": "4:5:0", **HALVES}, "--series '4:5:0' names no resolutions"),
    ({"repeats": 2}, "--repeats is of a series"),
    ({"particles": "p.star"}, "--particles is of a series"),
    ({"series": "4,5", "particles": "p.star"}, "The entry map has particles and map: a series is made of particles or"),
    ({"series": "2,5", "particles": "p.star", "map": None}, "--series asks for 2 Å of particles that reach 3.2 Å"),
    ({"keep": "ligands"}, "--keep 'ligands' is not known"),
    ({"keep": "all", "sampler": "rosetta"}, "--keep all is for OpenMM and Servalcat, and map asks for Rosetta: give"),
    ({"keep": "known", "refiner": "phenix"}, "asks for Phenix: give --keep protein, or another refiner"),
    ({"keep": "protein", "waters": True}, "--waters is for --keep all or known"),
    ({"relion_options": "--i 'x'"}, "--relion_options '--i 'x'' is malformed"),
]
ROW = {"id": "a", "map": "map.mrc", "model": "model.pdb", "resolution": "3"}
ROWS = [
    ([], "has no rows"),
    ([{"id": "a", "mpa": "map.mrc"}], "unknown column 'mpa': did you mean 'map'?"),
    ([ROW, {**ROW, "resolution": "4"}], "2 entries with the id 'a'"),
    ([ROW, {**ROW, "id": "b", "resolution": "high"}], "row 2 (b): resolution 'high' is not a number"),
    (
        [ROW, {**ROW, "id": "b", "resolution": ""}],
        "row 2 (b): there is no resolution of 'b': give --resolution in Å (in a samplesheet the column resolution).",
    ),
    ([{**ROW, "symmetry": "X9"}], "symmetry 'X9' is not a point group"),
    ([{**ROW, "id": "a'; touch gotcha;'"}], "cannot name a folder"),
    ([{**ROW, "sampler": "roseta"}], "row 1 (a): sampler 'roseta' is not known: did you mean 'rosetta'?"),
    ([{**ROW, "emdb": "2566\n"}], "is not an EMDB id"),
    ([{"emdb": "EMD-2566", "pdb": "1.00E+10"}], "row 1 (EMD-2566): pdb '1.00E+10' is not a PDB id: give one"),
]


@pytest.fixture(scope="module")
def answers():
    """What lib/ says of every case."""
    cases = [{"params": {**GOOD, **params}} for params, _ in PARAMETERS] + [{"rows": rows} for rows, _ in ROWS]
    right = [
        {"params": GOOD},
        {"params": {"emdb": "EMD-2566"}},
        {"params": {"emdb": "EMD-2566", "pdb": "PDB_00001abc"}},
        {"params": {**GOOD, **HALVES, "series": "3.2:4:0.4"}},
        {"params": {**GOOD, "keep": "all"}},
        {"params": {**GOOD, "sampler": "rosetta", "refiner": "phenix"}},
    ]
    return library([*cases, *right, {"rows": [ROW, {**ROW, "id": "b"}]}])


@pytest.mark.parametrize(
    "number, sentence",
    [(i, sentence) for i, (_, sentence) in enumerate(PARAMETERS + ROWS)],
    ids=[str(case) for case, _ in PARAMETERS + ROWS],
)
def test_a_mistake_is_told_in_one_sentence(answers, number, sentence):
    assert len(answers[number]) == 1
    assert sentence in answers[number][0]


def test_what_is_right_is_not_complained_about(answers):
    assert answers[-7:] == [[]] * 7


def test_a_mistake_stops_the_run_before_any_task(tmp_path):
    for name in ("map.mrc", "model.pdb"):
        (tmp_path / name).touch()
    result = emconverge(
        "run", "--map", "map.mrc", "--model", "model.pdb", "--resolution", "3.2", "--modles", "5", cwd=tmp_path
    )
    assert result.returncode != 0
    assert "There is no parameter --modles: did you mean --models?" in result.output
    assert "Submitted process" not in result.output


def test_missing_files_are_told(tmp_path):
    (tmp_path / "model.pdb").touch()
    (tmp_path / "sheet.csv").write_text("id,map,model,resolution\na,nowhere.mrc,model.pdb,3\n")
    result = emconverge("run", "--input", "sheet.csv", cwd=tmp_path)
    assert (
        result.returncode != 0 and "Entry a: there is no map file" in result.output and "nowhere.mrc" in result.output
    )
    result = emconverge("run", "--input", "none.csv", cwd=tmp_path)
    assert result.returncode != 0 and f"No such file or directory: {tmp_path}/none.csv" in result.output


def test_a_file_without_a_trend_is_told_before_any_task(tmp_path):
    for name in ("map.mrc", "model.pdb"):
        (tmp_path / name).touch()
    (tmp_path / "trend.json").write_text('{"trends": []}')
    entry = ("run", "--map", "map.mrc", "--model", "model.pdb", "--resolution", "3.2")
    result = emconverge(*entry, "--trend", "trend.json", cwd=tmp_path)
    assert result.returncode != 0 and "trend.json of --trend holds no trend: give a trend.json" in result.output
    assert "Submitted process" not in result.output


def test_a_dictionary_that_is_not_there_is_told_before_any_task(tmp_path):
    for name in ("map.mrc", "model.pdb"):
        (tmp_path / name).touch()
    entry = ("run", "--map", "map.mrc", "--model", "model.pdb", "--resolution", "3.2", "--keep", "all")
    result = emconverge(*entry, "--ligand", "none.cif", cwd=tmp_path)
    assert result.returncode != 0 and "none.cif: check --ligand" in result.output
    assert "Submitted process" not in result.output


@pytest.mark.parametrize(
    "words", [["a.mrc"], ["--ensemble", "a.pdb", "b.pdb"], ["--map=a.mrc", "b.pdb"], ["-resume", "", "b"]]
)
def test_a_word_that_belongs_to_no_option_is_not_lost(tmp_path, words):
    result = emconverge("run", *words, cwd=tmp_path)
    assert result.returncode == 2 and f"'{words[-1]}' belongs to no option" in result.output


def test_two_dashes_before_an_option_of_nextflow(tmp_path):
    result = emconverge("run", "--map", "map.mrc", "--resume", cwd=tmp_path)
    assert (
        result.returncode == 2 and "--resume is an option of Nextflow: write it with one dash, -resume" in result.output
    )


def test_every_parameter_is_in_the_schema_with_its_default():
    schema = json.loads((ROOT / "nextflow_schema.json").read_text())
    described = {name: entry for group in schema["$defs"].values() for name, entry in group["properties"].items()}
    block = re.search(r"^params \{(.*?)^\}", (ROOT / "nextflow.config").read_text(), re.S | re.M).group(1)
    configured = {
        name: json.loads(value.replace("'", '"')) for name, value in re.findall(r"^\s*(\w+)\s*=\s*(\S+)", block, re.M)
    }
    assert configured == {name: entry.get("default") for name, entry in described.items()}
    assert all(entry["description"].endswith(".") for entry in described.values())


@pytest.mark.parametrize(
    "pieces, most, cores, each",
    [(10, 10, 2, 5), (10, 10, 16, 1), (30, 10, 2, 10), (3, 3, 2, 2), (10, 10, 2**31 - 1, 1)],
)
def test_refinements_are_shared_among_the_cores(pieces, most, cores, each):
    """Models of the run, models of an entry, cores: the models of one task."""
    assert library([{"share": [pieces, most, cores]}]) == [each]


@pytest.mark.parametrize(
    "series, repeats, entries",
    [
        ("4.5,3", 1, [["a_3.00", 3], ["a_4.50", 4.5]]),
        ("2.7:3.3:0.2", 1, [["a_2.70", 2.7], ["a_2.90", 2.9], ["a_3.10", 3.1], ["a_3.30", 3.3]]),
        ("4:4.5:0.3", 2, [["a_4.00_r1", 4], ["a_4.00_r2", 4], ["a_4.30_r1", 4.3], ["a_4.30_r2", 4.3]]),
    ],
)
def test_every_map_of_a_series_is_an_entry(series, repeats, entries):
    assert library([{"series": series, "repeats": repeats}]) == [entries]


@pytest.mark.parametrize(
    "tag, entry",
    [("ab", "ab"), ("ab 1-5", "ab"), ("ab half1 1-5", "ab"), ("abc 1-5", None), ("a-b", "a-b"), ("-", None)],
)
def test_a_task_is_told_by_its_tag(tag, entry):
    """An id that begins like another is not taken for it."""
    assert library([{"tag": tag, "ids": ["a", "ab", "a-b"]}]) == [entry]
