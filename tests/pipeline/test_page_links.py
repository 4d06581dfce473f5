"""What the pages of a run link to, and the reference set that they compare an entry with."""

import csv
import json
import re
import shutil
from urllib.parse import unquote

from conftest import check_json, emconverge, library

MEASURES = ("ca_rmsd_mean", "clashscore")


def addresses(page):
    """The relative links of a page."""
    return [
        link for link in re.findall(r'<a\s+href="([^"]*)"', page.read_text()) if not link.startswith(("#", "https:"))
    ]


def reference(path, number=12):
    """A set of entries of rising clashscore, all of them made by nobody knows whom."""
    lines = [f"e{i},3.5,{0.1 * i:.1f},{i}" for i in range(number)]
    path.write_text("\n".join([",".join(["id", "resolution", *MEASURES]), *lines, ""]))
    return path


def test_links_of_the_demo_lead_to_files_that_are_there(demo):
    links = addresses(demo.entry / "report.html")
    assert {
        "../index.html",
        "../pipeline_info/run.json",
        "../pipeline_info/methods.md",
        "residues.csv",
        "validation.json",
        "deposit_ca_trace.cif",
        "deposit.json",
        "convergence.pdb",
        "local_resolution.mrc",
        "viewers/open.cxc",
        "prepared/map.mrc",
    } <= set(links)
    assert [link for link in links if not (demo.entry / unquote(link)).is_file()] == []


def test_the_index_of_a_run_is_a_reference_set(demo):
    table = demo.folder / "results" / "index.csv"
    assert library([{"reference": str(table)}]) == [None]
    with table.open(newline="") as stream:
        (row,) = csv.DictReader(stream)
    summary = json.loads((demo.entry / "summary.json").read_text())
    assert float(row["clashscore"]) == summary["validation"]["refined"]["clashscore"]
    assert [row["sampler_fingerprint"], row["refiner_fingerprint"]] == list(summary["fingerprints"].values())


def test_what_is_no_reference_set_is_told_in_one_sentence(tmp_path):
    tables = {
        "none.csv": (None, "There is no reference set"),
        "empty.csv": ("id,resolution,clashscore\n", "has no entries: give an index.csv of earlier runs"),
        "other.csv": ("name,resolution\na,3\n", "has no column 'id': give an index.csv of earlier runs"),
        "words.csv": ("id,resolution\na,3\nb,high\n", "has the resolution 'high' for b: a resolution in Å is needed."),
        "semicolons.csv": ("id;resolution\na;3\n", "has no column 'id'"),
    }
    for name, (text, _) in tables.items():
        if text is not None:
            (tmp_path / name).write_text(text)
    answers = library([{"reference": str(tmp_path / name)} for name in tables])
    for (name, (_, sentence)), answer in zip(tables.items(), answers, strict=True):
        assert sentence in answer and name in answer, answer


def test_a_bad_reference_set_stops_the_run_before_any_task(example, tmp_path):
    (tmp_path / "bad.csv").write_text("id,clashscore\na,3\n")
    result = emconverge("run", "--input", example / "samplesheet.csv", "--reference", "bad.csv", cwd=tmp_path)
    assert result.returncode == 1
    assert "bad.csv has no column 'resolution'" in result.output and "Submitted process" not in result.output


def test_percentiles_and_archives_reach_the_page(example, tmp_path):
    """Of models of another program, whose geometry compares with any entry's and whose spread with none's."""
    (tmp_path / "models").mkdir()
    for name in "ab":
        shutil.copy(example / "model.cif", tmp_path / "models" / f"{name}.cif")
    maps = ["--map", example / "map.mrc", "--resolution", "3.5"]
    others = ["--reference", reference(tmp_path / "facility's set.csv"), "--emdb", "EMD-2566", "--id", "mine"]
    result = emconverge("run", "--ensemble", "models", *maps, *others, cwd=tmp_path)
    assert result.returncode == 0, result.output
    entry = tmp_path / "results" / "mine"
    check_json(entry / "summary.json")
    summary = json.loads((entry / "summary.json").read_text())
    assert summary["emdb"] == "EMD-2566" and summary["percentiles"]["reference"] == "facility's set.csv"
    measures = summary["percentiles"]["measures"]
    assert measures["clashscore"]["all_entries"] == 12 and 0 <= measures["clashscore"]["all"] <= 100
    assert measures["ca_rmsd_mean"]["all"] is None and measures["ca_rmsd_mean"]["all_entries"] == 0
    page = (entry / "report.html").read_text()
    assert "Reference set: facility&#39;s set.csv, 12 entries" in page
    assert 'href="https://www.ebi.ac.uk/emdb/EMD-2566"' in page.replace("\n", " ")
    assert [link for link in addresses(entry / "report.html") if not (entry / unquote(link)).is_file()] == []
