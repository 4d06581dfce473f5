"""Parameters and samplesheets: mistakes stop a run before any task starts, in one sentence that says what to do."""
import json
import re
import subprocess

import pytest

from conftest import ROOT, emconverge


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    for name in ("map.mrc", "model.pdb"):
        (folder / name).touch()
    return folder


GOOD = ["--map", "map.mrc", "--model", "model.pdb", "--resolution", "3.2"]


@pytest.mark.parametrize("arguments, sentence", [
    ([*GOOD, "--modles", "5"], "There is no parameter --modles: did you mean --models?"),
    ([*GOOD, "--min-models", "5"], "There is no parameter --min-models: did you mean --min_models?"),
    ([*GOOD, "--models", "many"], "--models 'many' is not a whole number"),
    ([*GOOD, "--models", "1"], "--models 1 is out of range: give a value from 2 to 9999"),
    (["--map", "map.mrc", "--model", "model.pdb"], "there is no resolution: give --resolution"),
    (["--map", "map.mrc", "--model", "model.pdb", "--resolution", "-3"], "--resolution -3 is out of range"),
    (["--map", "map.mrc", "--model", "model.pdb", "--resolution", "300"], "--resolution 300 is out of range"),
    (["--map", "map.mrc", "--resolution", "3"], "there is no model: give --model"),
    (["--model", "model.pdb", "--resolution", "3"], "there is no map: give --map"),
    ([*GOOD, "--half1", "map.mrc"], "one half map without the other"),
    ([*GOOD, "--sampler", "opnmm"], "--sampler 'opnmm' is not known: did you mean 'openmm'?"),
    ([*GOOD, "--platform", "cuda"], "did you mean 'CUDA'?"),
    ([*GOOD, "--emdb", "EMD-12; rm -rf"], "--emdb 'EMD-12; rm -rf' is malformed"),
    ([*GOOD, "--id", "../escape"], "the id '../escape' cannot name a folder"),
    ([*GOOD, "--id", "$(touch gotcha)"], "cannot name a folder"),
    ([*GOOD, "--best", "5", "--min_models", "7"], "--min_models 7 is more than --best 5"),
    ([*GOOD, "--models", "5"], "--best 10 is more than --models 5"),
    (["--map", "nowhere.mrc", "--model", "model.pdb", "--resolution", "3"], "there is no map file"),
    ([*GOOD, "--resume"], "--resume is an option of Nextflow: write it with one dash, -resume"),
])
def test_a_mistake_stops_the_run(files, arguments, sentence):
    result = emconverge("run", *arguments, cwd=files)
    assert result.returncode != 0
    assert sentence in result.output
    assert "Submitted process" not in result.output
    assert not (files / "gotcha").exists() and not (files / "results").exists()


def sheet(folder, text):
    path = folder / "sheet.csv"
    path.write_text(text)
    return path


@pytest.mark.parametrize("text, sentence", [
    ("id,map,model,resolution\n", "has no rows"),
    ("id,mpa,model,resolution\na,map.mrc,model.pdb,3\n", "unknown column 'mpa': did you mean 'map'?"),
    ("id,map,model,resolution\na,map.mrc,model.pdb,3\na,map.mrc,model.pdb,4\n", "2 entries with the id 'a'"),
    ("id,map,model,resolution\na,map.mrc,model.pdb,high\n", "row 1: resolution 'high' is not a number"),
    ("id,map,model,resolution,symmetry\na,map.mrc,model.pdb,3,X9\n", "symmetry 'X9' is not a point group"),
    ("id,map,model,resolution\n\"a'; touch gotcha;'\",map.mrc,model.pdb,3\n", "cannot name a folder"),
])
def test_a_mistake_in_a_samplesheet_names_its_row(files, text, sentence):
    result = emconverge("run", "--input", sheet(files, text), cwd=files)
    assert result.returncode != 0
    assert sentence in result.output
    assert not (files / "gotcha").exists()


def test_a_missing_samplesheet_is_told(files):
    result = emconverge("run", "--input", "none.csv", cwd=files)
    assert result.returncode != 0 and "none.csv" in result.output


def test_every_parameter_is_in_the_schema_with_its_default():
    schema = json.loads((ROOT / "nextflow_schema.json").read_text())
    described = {name: entry for group in schema["$defs"].values() for name, entry in group["properties"].items()}
    block = re.search(r"^params \{(.*?)^\}", (ROOT / "nextflow.config").read_text(), re.S | re.M).group(1)
    configured = dict(re.findall(r"^\s*(\w+)\s*=\s*(\S+)", block, re.M))
    assert sorted(configured) == sorted(described)
    for name, value in configured.items():
        expected = described[name].get("default")
        shown = {None: "null", True: "true", False: "false"}.get(expected, f"'{expected}'" if isinstance(expected, str) else str(expected)) \
            if not isinstance(expected, (int, float)) or isinstance(expected, bool) else str(expected)
        assert value == shown, name
        assert described[name]["description"].endswith("."), name


def test_the_scripts_keep_to_the_strict_syntax():
    """Nextflow's own strict parser; it does not look into lib/, so those names are not errors."""
    classpath = subprocess.run(["bash", "-c", f"ROOT='{ROOT}'; source '{ROOT}/setup/components.sh'; nextflow_folder"],
                               check=True, capture_output=True, text=True).stdout.strip()
    scripts = sorted(map(str, [ROOT / "main.nf", ROOT / "nextflow.config", *ROOT.glob("workflows/*.nf"), *ROOT.glob("modules/**/main.nf"), *ROOT.glob("conf/*.config")]))
    result = subprocess.run(["java", "-cp", f"{classpath}/lib/*", ROOT / "tests/pipeline/StrictSyntax.java", *scripts], capture_output=True, text=True)
    library = {path.stem for path in ROOT.glob("lib/*.groovy")}
    errors = [line for line in result.stdout.splitlines() if not any(f"`{name}` is not defined" in line for name in library)]
    assert errors == [] and result.stderr == ""
