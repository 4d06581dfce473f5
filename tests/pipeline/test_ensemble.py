"""Models of another program: as a command and as a pipeline's entry, with what users' files are like."""

import csv
import json
import subprocess

import gemmi
import numpy as np
import pytest
from conftest import ROOT, check_columns, check_json, emconverge

HOSTILE = 'it\'s a $(touch gotcha) "model"; & [1]'


def write_models(example, folder):
    """Six models of the example, displaced residue by residue: one as it is, one renumbered under a hostile name, a
    file of four.
    """
    folder.mkdir(parents=True)
    random = np.random.default_rng(1)
    models = []
    for _ in range(6):
        structure = gemmi.read_structure(str(example / "model.cif"))
        for residue in structure[0][0]:
            shift = gemmi.Position(*random.normal(scale=0.3, size=3))
            for atom in residue:
                atom.pos += shift
        models.append(structure)
    models[0].make_mmcif_document().write_file(str(folder / "a.cif"))
    for number, residue in enumerate(models[1][0][0], start=301):
        residue.seqid = gemmi.SeqId(number, " ")
    models[1][0][0].name = "Q"
    models[1].write_pdb(str(folder / f"{HOSTILE}.pdb"))
    many = models[2].clone()
    for number, structure in enumerate(models[3:], start=2):
        model = structure[0].clone()
        model.num = number
        many.add_model(model)
    many.write_pdb(str(folder / "many.ent"))
    (folder / "notes.txt").write_text("no model\n")
    return models


def positions(structure):
    return np.array([residue["CA"][0].pos.tolist() for residue in structure[0][0]])


def assess_models(*arguments, cwd, status=0):
    result = subprocess.run(
        [ROOT / "bin" / "emtools", "assess-models", *map(str, arguments)], cwd=cwd, capture_output=True, text=True
    )
    assert result.returncode == status, result.stderr
    return result.stderr


@pytest.fixture(scope="module")
def run(example, tmp_path_factory):
    """One run of the pipeline: an ensemble by a pattern, one in a folder with the deposited model and half maps, and
    one model alone, which fails.
    """
    folder = tmp_path_factory.mktemp("ensembles")
    models = write_models(example, folder / "my models")
    for name in ("map.mrc", "half1.mrc.gz", "half2.mrc.gz", "model.cif"):
        (folder / name).symlink_to(example / name)
    (folder / "sheet.csv").write_text(
        "id,map,half1,half2,model,resolution,ensemble\n"
        "pattern,map.mrc,,,,3.5,my models/*\nfolder,,half1.mrc.gz,half2.mrc.gz,model.cif,3.5,my models\n"
        "alone,map.mrc,,,,3.5,model.cif\n"
    )
    result = emconverge("run", "--input", "sheet.csv", cwd=folder)
    assert result.returncode == 0, result.output
    return folder, models


def test_the_pipeline_gives_the_spread_of_the_models(run):
    folder, models = run
    entry = folder / "results" / "folder"
    with (entry / "residues.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    ca = np.array([positions(model) for model in models])
    squared = [((ca[i] - ca[j]) ** 2).sum(axis=1) for i in range(6) for j in range(i)]
    assert [float(row["ca_rmsd"]) for row in rows] == pytest.approx(np.sqrt(np.mean(squared, axis=0)), abs=2e-3)
    assert [int(row["resnum"]) for row in rows] == [
        residue.seqid.num for residue in gemmi.read_structure(str(folder / "model.cif"))[0][0]
    ]
    summary = json.loads((entry / "summary.json").read_text())
    assert (
        summary["models"]["compared"] == 6
        and summary["models"]["sampled"] is None
        and summary["engines"] == {"sampler": None, "refiner": None}
    )
    assert summary["half_maps"]["masked"]["0.143"] == pytest.approx(3.5, rel=0.15) and set(summary["validation"]) == {
        "start",
        "given",
    }
    assert sorted(summary["models"]["names"]) == [
        "a",
        "it_s_a___touch_gotcha___model______1_",
        "many_1",
        "many_2",
        "many_3",
        "many_4",
    ]


def test_what_is_no_model_is_named(run):
    """The pattern also finds a text file."""
    dropped = json.loads((run[0] / "results" / "pattern" / "summary.json").read_text())["models"]["dropped"]
    assert [(model["model"], model["step"]) for model in dropped] == [("notes", "reading")]


def test_nothing_was_sampled_and_no_name_was_run(run):
    folder, _ = run
    trace = (folder / "results" / "pipeline_info" / "trace.tsv").read_text()
    assert "ASSESS_MODELS" in trace and "ANNEAL" not in trace and "REFINE" not in trace
    assert not list(folder.rglob("gotcha"))


def test_the_files_are_those_of_an_entry(run):
    entry = run[0] / "results" / "folder"
    for name in (
        "report.html",
        "ensemble.cif",
        "convergence.cif",
        "deposit.json",
        "ranking.csv",
        "validation.json",
        "outliers.csv",
        "fsc.csv",
        "local_resolution.mrc",
        "half_maps.json",
        "prepared/map.mrc",
        "viewers/open.cxc",
        "viewers/open.pml",
        "multiqc/numbers_mqc.json",
        "figures/worm_88mm.pdf",
        "figures/fsc_half_maps.svg",
        "figures/fsc_model_map.svg",
        "aligned/many_4.cif",
    ):
        assert (entry / name).stat().st_size > 0, name
    assert len(gemmi.read_structure(str(entry / "ensemble.cif"))) == 6
    page = " ".join((entry / "report.html").read_text().split())
    assert "Another program made these models" in page and "Q 301–370 is A" in page
    assert 'id="ramachandran"' in page and '<tr data-kind="' in page


@pytest.mark.parametrize("entry", ["folder", "pattern"])
def test_the_files_are_as_documented(run, entry):
    folder = run[0] / "results" / entry
    for name in ("summary", "validation", "ranking"):
        check_json(folder / f"{name}.json")
    for name in ("residues", "ranking", "alignment", "inclusion"):
        check_columns(folder / f"{name}.csv")


def test_the_index_lists_what_was_done_and_what_failed(run):
    results = run[0] / "results"
    page = " ".join((results / "index.html").read_text().split())
    assert '<a href="folder/report.html">folder</a>' in page and '<a href="pattern/report.html">pattern</a>' in page
    assert "2 entries, 1 failed" in page and "Only 1 of 1 models can be read" in page and 'href="alone' not in page
    with (results / "index.csv").open(newline="") as stream:
        assert [(row["id"], row["method"], row["z"]) for row in csv.DictReader(stream)] == [
            ("folder", "models of other programs", ""),
            ("pattern", "models of other programs", ""),
        ]


def test_the_command_gives_the_same(run, tmp_path):
    folder, _ = run
    files = sorted((folder / "my models").glob("*.*"))
    arguments = ["--map", folder / "map.mrc", "--resolution", "3.5", "--id", "pattern", "--run", ".."]
    assess_models(*arguments, "--outdir", "out", *files, cwd=tmp_path)
    for name in ("residues.csv", "summary.json", "ranking.csv", "ensemble.cif", "report.html"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / "results" / "pattern" / name).read_bytes(), name


def test_one_model_is_not_an_ensemble(example, tmp_path):
    message = assess_models(
        "--map",
        example / "map.mrc",
        "--resolution",
        "3.5",
        "--outdir",
        "out",
        example / "model.cif",
        cwd=tmp_path,
        status=2,
    )
    said = [line for line in message.splitlines() if line.startswith("emtools assess-models: ")]
    assert len(said) == 1 and said[0].startswith("emtools assess-models: Only 1 of 1 models")
    assert message.splitlines()[-1] == said[0]
    assert list(tmp_path.iterdir()) == []


def test_an_ensemble_without_models_stops_the_run(example, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "sheet.csv").write_text(
        f"id,map,resolution,ensemble\na,{example}/map.mrc,3.5,nothing/*.pdb\nb,{example}/map.mrc,3.5,empty\n"
    )
    result = emconverge("run", "--input", "sheet.csv", cwd=tmp_path)
    assert result.returncode != 0
    assert (
        "Entry a: the ensemble has no model file" in result.output
        and "Entry b: the ensemble has no model file" in result.output
    )
