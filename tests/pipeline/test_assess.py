"""Whole runs: the built-in example, a real map, hostile names, the archive's servers."""

import csv
import json
import re
import shutil
import xml.etree.ElementTree as ElementTree

import gemmi
import pytest
from conftest import check_columns, check_json, emconverge, shared, tables
from mirror import addresses


def rows(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def test_the_demo_says_where_the_report_is(demo):
    assert f"The report: {demo.entry / 'report.html'}" in demo.output
    assert (demo.entry / "report.html").stat().st_size > 20_000


def test_the_page_lists_the_outliers_of_the_refined_models(demo):
    """A page made again from the results has those of outliers.csv; that of the run must have been given the file."""
    page = (demo.entry / "report.html").read_text()
    assert page.count('<tr data-kind="') > 5
    for row in rows(demo.entry / "outliers.csv"):
        assert f">{row['resname']} {row['chain']} {row['resnum']}</span>" in page
    assert (demo.entry / "figures" / "ramachandran.svg").stat().st_size > 10_000


def test_the_demo_finds_the_blurred_region(demo):
    """Known truth: the residues whose density was blurred spread at least three times as far as the rest."""
    blurred = {
        (r["chain"], r["resnum"]) for r in json.loads((demo.folder / "example" / "truth.json").read_text())["blurred"]
    }
    residues = rows(demo.entry / "residues.csv")
    inside = mean(float(r["ca_rmsd"]) for r in residues if (r["chain"], int(r["resnum"])) in blurred)
    outside = mean(float(r["ca_rmsd"]) for r in residues if (r["chain"], int(r["resnum"])) not in blurred)
    assert len(blurred) >= 5 and inside >= 3 * outside and outside < 1


def test_the_demo_refines_towards_the_map(demo):
    refinements = list((demo.entry / "refined").glob("*.refinement.json"))
    assert len(refinements) == 6
    for path in refinements:
        refinement = json.loads(path.read_text())
        assert refinement["fsc_average_after"] > refinement["fsc_average_before"]
        assert refinement["half_maps"] is True


def test_the_demo_writes_what_the_documentation_promises(demo):
    summary = json.loads((demo.entry / "summary.json").read_text())
    assert summary["models"]["requested"] == 12 and summary["models"]["selected"] == summary["models"]["refined"] == 6
    assert {"mean", "median", "mode", "skewness", "q1", "q3", "fractions"} <= set(summary["ca_rmsd"])
    assert len(rows(demo.entry / "ranking.csv")) == summary["models"]["sampled"]
    for name in (
        "ensemble.cif",
        "ensemble.pdb",
        "validation.json",
        "prepared/prepared.cif",
        "prepared/map.mrc",
        "prepared/prepare.json",
    ):
        assert (demo.entry / name).stat().st_size > 0, name
    figures = {figure.stem: ElementTree.parse(figure) for figure in (demo.entry / "figures").glob("*.svg")}
    assert {"histogram", "profile", "relations", "ranking"} <= set(figures)
    assert {"fsc_half_maps", "fsc_model_map", "inclusion", "density"} <= set(figures)
    info = demo.folder / "results" / "pipeline_info"
    for name in (
        "execution_report.html",
        "trace.tsv",
        "timeline.html",
        "dag.html",
        "software_versions.yml",
        "params.json",
    ):
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


def test_the_methods_say_what_was_run(demo):
    info = demo.folder / "results" / "pipeline_info"
    text = (info / "methods.md").read_text()
    assert (
        "12 models were sampled by moves (shifts of stretches along the chain, rebuilt loops, turned peptides, accepted"
        " by their score) and simulated annealing in the density with OpenMM 8.6.1 (Eastman et al., 2024)" in text
    )
    assert (
        "The best 6 were refined against the half maps with Servalcat 0.4.142 (Yamashita et al., 2021), 10 cycles with "
        "jelly-body restraints; 6 came through." in text
    )
    assert re.search(r"with emconverge [\d.]+, run by Nextflow [\d.]+ \(Di Tommaso", text)
    dois = set(re.findall(r"doi:(\S+)", text))
    assert dois and dois == set(re.findall(r"doi = \{(\S+)\}", (info / "references.bib").read_text()))
    assert dois == set(re.findall(r"doi:(10\.[^<\s]+)", (demo.entry / "report.html").read_text()))


def test_the_demo_again_computes_nothing(demo):
    assert "-resume" not in demo.output, "a first demo has nothing to go on with, and Nextflow would warn of it"
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
    result = emconverge(
        "run",
        "--map",
        folder / f"{HOSTILE}.mrc",
        "--model",
        folder / f"{HOSTILE}.pdb",
        "--resolution",
        "3.8",
        "--id",
        "asc",
        "--models",
        "4",
        "--best",
        "3",
        "--batch",
        "2",
        "--save_sampled",
        cwd=run_folder,
    )
    assert result.returncode == 0, result.output
    assert not list(run_folder.rglob("gotcha"))
    entry = run_folder / "results" / "asc"
    summary = json.loads((entry / "summary.json").read_text())
    assert summary["residues"] == 91 and summary["models"]["refined"] == 3
    assert 0.1 < summary["ca_rmsd"]["mean"] < 1.2 and summary["ca_rmsd"]["mean"] < summary["ca_rmsd_sampled"]["mean"]
    assert len(list((entry / "sampled").glob("model_*.cif"))) == 4


def test_an_entry_is_fetched_by_its_id(archive, site, run_folder):
    """With the model that is named, not the first of those that are listed, which is not there."""
    answer = site / "api" / "entry" / "EMD-9999"
    answer.write_text(answer.read_text().replace('{"pdb_id": "9xyz"}', '{"pdb_id": "1abc"}, {"pdb_id": "9xyz"}'))
    result = emconverge(
        "run",
        "--emdb",
        "EMD-9999",
        "--pdb",
        "PDB_00009xyz",
        "--contact",
        "me@example.org",
        "--emdb_url",
        f"{archive}/emdb",
        "--emdb_api_url",
        f"{archive}/api",
        "--pdb_url",
        f"{archive}/pdb",
        "--models",
        "3",
        "--best",
        "3",
        "--batch",
        "2",
        cwd=run_folder,
    )
    assert result.returncode == 0, result.output
    entry = run_folder / "results" / "EMD-9999"
    assert json.loads((entry / "summary.json").read_text())["title"].startswith("A title with <b>tags</b>, a 'quote'")
    page = (entry / "report.html").read_text()
    assert "<b>tags</b>" not in page and "&lt;b&gt;tags" in page
    assert not list(run_folder.rglob("gotcha"))


@pytest.mark.parametrize("resolution", ["", "80"])
def test_an_entry_whose_resolution_nobody_gives(resolution, archive, site, run_folder):
    """Once it is fetched, the run ends with the sentence, and the command with --resolution goes on."""
    answer = site / "api" / "entry" / "EMD-9999"
    found = json.loads(answer.read_text())
    processing = found["structure_determination_list"]["structure_determination"][0]["image_processing"][0]
    processing["final_reconstruction"]["resolution"]["valueOf_"] = resolution
    answer.write_text(json.dumps(found))
    result = emconverge("run", "--emdb", "EMD9999", *addresses(archive), cwd=run_folder)
    assert result.returncode == 1
    assert "EMDB names no resolution of EMD-9999, or none that can be: give --resolution in Å" in result.output
    failed = rows(run_folder / "results" / "pipeline_info" / "failed.csv")
    assert [(row["id"], row["process"]) for row in failed] == [("EMD9999", "FETCH")]
    submitted = [line for line in result.output.splitlines() if "Submitted process" in line]
    assert len(submitted) == 1 and "FETCH" in submitted[0]


def test_an_ensemble_in_a_fetched_map(archive, example, run_folder):
    """The archive gives the map and its resolution, and is not asked for a model."""
    models = run_folder / "models"
    models.mkdir()
    for name in ("a.cif", "b.cif"):
        shutil.copy(example / "model.cif", models / name)
    result = emconverge(
        "run",
        "--emdb",
        "EMD-9999",
        "--ensemble",
        "models",
        "--emdb_url",
        f"{archive}/emdb",
        "--emdb_api_url",
        f"{archive}/api",
        "--pdb_url",
        f"{archive}/nowhere",
        cwd=run_folder,
    )
    assert result.returncode == 0, result.output
    summary = json.loads((run_folder / "results" / "EMD-9999" / "summary.json").read_text())
    assert (
        summary["models"]["names"] == ["a", "b"]
        and summary["ca_rmsd"]["mean"] == 0
        and summary["title"].startswith("A title with")
    )


@pytest.mark.parametrize("name", ["summary", "validation", "ranking", "half_maps", "smallest_set"])
def test_the_json_files_are_as_documented(demo, name):
    check_json(demo.entry / f"{name}.json")


def test_the_record_of_every_refinement_is_as_documented(demo):
    records = list((demo.entry / "refined").glob("*.refinement.json"))
    assert len(records) == 6
    for record in records:
        check_json(record)


@pytest.mark.parametrize("name", ["residues", "ranking", "inclusion"])
def test_the_tables_have_the_documented_columns(demo, name):
    check_columns(demo.entry / f"{name}.csv")


def test_the_models_for_deposition(demo):
    """Above 4 Å only the Cα stay in one, nothing in the other; the rest is the best model's."""
    undetermined = {(r["chain"], r["resnum"]) for r in rows(demo.entry / "residues.csv") if float(r["ca_rmsd"]) > 4}
    atoms = {}
    for name in ("convergence", "deposit_ca_trace", "deposit_without_undetermined"):
        structure = gemmi.read_structure(str(demo.entry / f"{name}.cif"))
        assert len(structure) == 1
        atoms[name] = {
            (chain.name, str(residue.seqid), atom.name)
            for chain in structure[0]
            for residue in chain
            for atom in residue
        }
    whole = atoms["convergence"]
    assert set(atoms["deposit_ca_trace"]) == {a for a in whole if a[:2] not in undetermined or a[2] == "CA"}
    assert atoms["deposit_without_undetermined"] == {a for a in whole if a[:2] not in undetermined}
    assert len(json.loads((demo.entry / "deposit.json").read_text())["undetermined"]) <= len(undetermined)


@pytest.mark.parametrize("figure", ["histogram", "profile", "worm", "overlay"])
@pytest.mark.parametrize("width", [88, 180])
def test_figures_in_column_widths(demo, figure, width):
    svg = ElementTree.parse(demo.entry / "figures" / f"{figure}_{width}mm.svg").getroot()
    assert svg.get("width") == f"{width}mm"
    pdf = (demo.entry / "figures" / f"{figure}_{width}mm.pdf").read_bytes()
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", pdf)
    assert pdf.startswith(b"%PDF") and float(box.group(1)) == pytest.approx(width * 72 / 25.4, abs=1)


def test_multiqc_content(demo):
    """Two files of MultiQC's custom content format."""
    for name in ("numbers_mqc.json", "fractions_mqc.json"):
        content = json.loads((demo.entry / "multiqc" / name).read_text())
        assert {"id", "plot_type", "data"} <= set(content) and list(content["data"]) == ["example"]
