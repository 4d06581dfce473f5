"""Whole runs: the built-in example, a real map, hostile names, the archive's servers."""
import csv
import functools
import gzip
import http.server
import json
import shutil
import threading
import xml.etree.ElementTree as ElementTree

import pytest

from conftest import emconverge, shared, tables


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """One run of 'emconverge demo' that several tests look at."""
    folder = tmp_path_factory.mktemp("demo with a space")
    result = emconverge("demo", cwd=folder)
    assert result.returncode == 0, result.output
    result.folder = folder / "emconverge-demo"
    result.entry = next(path.parent for path in (result.folder / "results").glob("*/summary.json"))
    return result


def rows(path):
    with open(path, newline="") as stream:
        return list(csv.DictReader(stream))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def test_the_demo_says_where_the_report_is(demo):
    assert f"The report: {demo.entry / 'report.html'}" in demo.output
    assert (demo.entry / "report.html").stat().st_size > 20_000


def test_the_demo_finds_the_blurred_region(demo):
    """Known truth: the residues whose density was blurred spread at least three times as far as the rest."""
    blurred = {(r["chain"], r["resnum"]) for r in json.loads((demo.folder / "example" / "truth.json").read_text())["blurred"]}
    residues = rows(demo.entry / "residues.csv")
    inside = mean(float(r["ca_rmsd"]) for r in residues if (r["chain"], int(r["resnum"])) in blurred)
    outside = mean(float(r["ca_rmsd"]) for r in residues if (r["chain"], int(r["resnum"])) not in blurred)
    assert len(blurred) >= 5 and inside >= 3 * outside and outside < 1


def test_the_demo_refines_towards_the_map(demo):
    for path in (demo.entry / "refined").glob("*.refinement.json"):
        refinement = json.loads(path.read_text())
        assert refinement["fsc_average_after"] > refinement["fsc_average_before"]
        assert refinement["half_maps"] is True


def test_the_demo_writes_what_the_documentation_promises(demo):
    summary = json.loads((demo.entry / "summary.json").read_text())
    assert summary["models"]["requested"] == 12 and summary["models"]["selected"] == summary["models"]["refined"] == 6
    assert {"mean", "median", "mode", "skewness", "q1", "q3", "fractions"} <= set(summary["ca_rmsd"])
    assert len(rows(demo.entry / "ranking.csv")) == summary["models"]["sampled"]
    for name in ("ensemble.cif", "ensemble.pdb", "validation.json", "prepared/prepared.cif", "prepared/map.mrc", "prepared/prepare.json"):
        assert (demo.entry / name).stat().st_size > 0, name
    for figure in (demo.entry / "figures").glob("*.svg"):
        ElementTree.parse(figure)
    info = demo.folder / "results" / "pipeline_info"
    for name in ("execution_report.html", "trace.tsv", "timeline.html", "dag.html", "software_versions.yml", "params.json"):
        assert (info / name).stat().st_size > 0, name
    assert "openmm: 8.6.1" in (info / "software_versions.yml").read_text()


def test_the_demo_validates_every_stage(demo):
    """The blurred region is also less resolved, and fits worse; refinement fits the models to the map."""
    validation = json.loads((demo.entry / "validation.json").read_text())
    stages = [model["stage"] for model in validation]
    assert [stages.count(stage) for stage in ("start", "relaxed", "sampled", "refined")] == [1, 1, 12, 6]
    assert all(model["clashscore"] is not None and model["fit"]["q_score"]["0.6"] > 0.2 for model in validation)
    summary = json.loads((demo.entry / "summary.json").read_text())
    assert summary["validation"]["refined"]["fit"]["cc_mask"] > summary["validation"]["sampled"]["fit"]["cc_mask"]
    truth = json.loads((demo.folder / "example" / "truth.json").read_text())
    assert summary["half_maps"]["masked"]["0.143"] == pytest.approx(truth["resolution"], rel=0.15)
    blurred = {(r["chain"], r["resnum"]) for r in truth["blurred"]}
    residues = rows(demo.entry / "residues.csv")
    for column, sign in (("local_resolution", 1), ("q_score", -1)):
        inside = mean(float(r[column]) for r in residues if (r["chain"], int(r["resnum"])) in blurred)
        outside = mean(float(r[column]) for r in residues if (r["chain"], int(r["resnum"])) not in blurred)
        assert sign * (inside - outside) > 0.1, column
    assert {r["ramachandran"] for r in residues} <= {"", "favoured", "allowed", "outlier"}


def test_the_demo_again_computes_nothing(demo):
    before = tables(demo.folder / "results")
    result = emconverge("demo", cwd=demo.folder.parent)
    assert result.returncode == 0, result.output
    assert "Submitted process" not in result.output
    assert tables(demo.folder / "results") == before


HOSTILE = "map of $(touch gotcha) 'it's' \";touch gotcha; & co"


def test_a_real_map_with_hostile_file_names(run_folder):
    """EMD-5830 (ASC, 3.8 Å, 91 residues) from a folder and files whose names a shell would trip over."""
    folder = run_folder / "data; touch gotcha"
    folder.mkdir()
    shutil.copy(shared("emd5830_asc/map.mrc"), folder / f"{HOSTILE}.mrc")
    shutil.copy(shared("emd5830_asc/model.pdb"), folder / f"{HOSTILE}.pdb")
    result = emconverge("run", "--map", folder / f"{HOSTILE}.mrc", "--model", folder / f"{HOSTILE}.pdb", "--resolution", "3.8", "--id", "asc",
                        "--models", "4", "--best", "3", "--batch", "2", "--save_sampled", cwd=run_folder)
    assert result.returncode == 0, result.output
    assert not list(run_folder.rglob("gotcha"))
    entry = run_folder / "results" / "asc"
    summary = json.loads((entry / "summary.json").read_text())
    assert summary["residues"] == 91 and summary["models"]["refined"] == 3
    assert 0.1 < summary["ca_rmsd"]["mean"] < 1.2 and summary["ca_rmsd"]["mean"] < summary["ca_rmsd_sampled"]["mean"]
    assert len(list((entry / "sampled").glob("model_*.cif"))) == 4


class Archive(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def archive(example, tmp_path):
    """A local server with the example as EMD-9999, in the EMDB's folder layout and with its API's answers."""
    site = tmp_path / "site"
    files = site / "emdb" / "structures" / "EMD-9999" / "map"
    files.mkdir(parents=True)
    map_file = next(path for path in sorted(example.iterdir()) if path.name in ("map.mrc", "map.mrc.gz"))
    content = gzip.decompress(map_file.read_bytes()) if map_file.suffix == ".gz" else map_file.read_bytes()
    (files / "emd_9999.map.gz").write_bytes(gzip.compress(content))
    (site / "api" / "entry").mkdir(parents=True)
    resolution = json.loads((example / "truth.json").read_text())["resolution"]
    (site / "api" / "entry" / "EMD-9999").write_text(json.dumps({
        "emdb_id": "EMD-9999",
        "admin": {"title": "A title with <b>tags</b>, a 'quote' and $(touch gotcha)"},
        "crossreferences": {"pdb_list": {"pdb_reference": [{"pdb_id": "9xyz"}]}},
        "map": {"contour_list": {"contour": [{"level": 0.5, "primary": True}]}},
        "structure_determination_list": {"structure_determination": [{"image_processing": [
            {"final_reconstruction": {"resolution": {"valueOf_": str(resolution)}}}]}]},
    }))
    models = site / "pdb" / "data" / "structures" / "divided" / "mmCIF" / "xy"
    models.mkdir(parents=True)
    (models / "9xyz.cif.gz").write_bytes(gzip.compress((example / "model.cif").read_bytes()))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Archive, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_an_entry_is_fetched_by_its_id(archive, run_folder):
    result = emconverge("run", "--emdb", "EMD-9999", "--emdb_url", f"{archive}/emdb", "--emdb_api_url", f"{archive}/api",
                        "--pdb_url", f"{archive}/pdb", "--models", "3", "--best", "3", "--batch", "2", cwd=run_folder)
    assert result.returncode == 0, result.output
    entry = run_folder / "results" / "EMD-9999"
    assert json.loads((entry / "summary.json").read_text())["title"].startswith("A title with <b>tags</b>, a 'quote'")
    page = (entry / "report.html").read_text()
    assert "<b>tags</b>" not in page and "&lt;b&gt;tags" in page
    assert not list(run_folder.rglob("gotcha"))
