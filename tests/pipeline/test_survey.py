"""Surveys with real runs: a broken entry, a kill in the middle, a second survey with a new and a revised entry."""

import csv
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import time

import gemmi
import pytest
from conftest import EMCONVERGE, ROOT

TELL = """#!/bin/sh
echo "$EMCONVERGE_EVENT $EMCONVERGE_CHUNK $EMCONVERGE_DONE $EMCONVERGE_FAILED" >> TOLD
"""


def table(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def models(example, tmp_path):
    """Three models that differ a little, which are compared without being sampled: an entry of few seconds."""
    folder = tmp_path / "models"
    folder.mkdir()
    random.seed(1)
    for number in range(3):
        structure = gemmi.read_structure(str(example / "model.cif"))
        for site in structure[0].all():
            site.atom.pos += gemmi.Position(*(random.gauss(0, 0.2) for _ in range(3)))
        structure.make_mmcif_document().write_file(str(folder / f"m{number}.cif"))
    return folder


@pytest.fixture
def survey(archive, site, models, tmp_path):
    """The command of a survey of chunks of two, its samplesheet, and what its notification was told. EMD-9998 is like
    EMD-9999, but its server answers with a page for the map.
    """
    shutil.copytree(site / "emdb" / "structures" / "EMD-9999", site / "emdb" / "structures" / "EMD-9998")
    (site / "emdb/structures/EMD-9998/map/emd_9999.map.gz").unlink()
    html = gzip.compress(b"<html><body>Maintenance</body></html>")
    (site / "emdb/structures/EMD-9998/map/emd_9998.map.gz").write_bytes(html)
    entry = (site / "api" / "entry" / "EMD-9999").read_text().replace("EMD-9999", "EMD-9998")
    (site / "api" / "entry" / "EMD-9998").write_text(entry)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "id,emdb,ensemble,resolution\n"
        "one,EMD-9999,models,3\n"
        "page,EMD-9998,models,3\n"
        "three,EMD-9999,models,3\n"
        "absent,EMD-9999,nowhere,3\n"
    )
    tell = tmp_path / "tell"
    tell.write_text(TELL.replace("TOLD", str(tmp_path / "told")))
    tell.chmod(0o755)
    urls = ["--emdb_url", f"{archive}/emdb", "--emdb_api_url", f"{archive}/api", "--pdb_url", f"{archive}/pdb"]
    options = ["--input", "sheet.csv", "--out-dir", "survey", "--chunk", "2", "--tries", "1", "--notify", tell]
    command = [EMCONVERGE, "survey", *options, "--", *urls, "--progress", "none"]
    return list(map(str, command)), sheet, tmp_path / "told"


def run(command, folder):
    result = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert result.returncode == 0, result.stdout
    return result.stdout


def starts(folder, chunk):
    """How often the run of a chunk was begun."""
    return len((folder / "survey" / "chunks" / chunk / ".nextflow" / "history").read_text().splitlines())


def test_a_survey_goes_on_after_a_kill_and_is_kept_current(survey, tmp_path):
    command, sheet, told = survey
    chunks = tmp_path / "survey" / "chunks"
    with (tmp_path / "log").open("w") as log:
        first = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log, start_new_session=True)
    end = time.time() + 300
    while not list(chunks.glob("0002/work/??/*/.command.begin")):
        assert first.poll() is None and time.time() < end, (tmp_path / "log").read_text()
        time.sleep(0.05)
    second = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert second.returncode == 2
    assert "survey: Another survey is at work in " in second.stderr
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert {row["id"]: row["status"] for row in table(tmp_path / "survey" / "entries.csv")} == {
        "absent": "open",
        "one": "done",
        "page": "failed",
        "three": "open",
    }

    run(command, tmp_path)
    assert [starts(tmp_path, "0001"), starts(tmp_path, "0002")] == [1, 2]
    failed = {row["id"]: row for row in table(tmp_path / "survey" / "failed.csv")}
    assert set(failed) == {"page", "absent"}
    assert failed["page"]["process"] == "FETCH" and "not an MRC/CCP4 map" in failed["page"]["reason"]
    assert failed["page"]["passing"] == "yes"  # its server may be well again; one try is enough here
    assert "There is no model file nowhere" in failed["absent"]["reason"]
    assert not list(chunks.glob("*/work"))
    index = json.loads((tmp_path / "survey" / "site" / "api" / "v1" / "index.json").read_text())
    assert (index["entries"], index["left_out"]) == (2, 2)
    assert told.read_text().splitlines() == ["chunk 1 1 1", "chunk 2 1 1", "survey  2 2"]

    # nothing is left to do; then a row is new and another one's resolution is better
    assert "\n0 entries to run " in "\n" + run(command, tmp_path)
    assert sorted(path.name for path in chunks.iterdir()) == ["0001", "0002"]
    sheet.write_text(sheet.read_text().replace("one,EMD-9999,models,3", "one,EMD-9999,models,2.9") + "new,,x,3\n")
    said = run(command, tmp_path)
    assert "2 entries to run (1 new, 1 revised, 0 failed" in said
    assert [row["id"] for row in table(chunks / "0003" / "samplesheet.csv")] == ["new", "one"]
    assert "there is no map" in {row["id"]: row["reason"] for row in table(tmp_path / "survey" / "failed.csv")}["new"]
    record = json.loads((tmp_path / "survey" / "site" / "api" / "v1" / "entries" / "one.json").read_text())
    assert record["current"]["version"] == 2


def test_a_plan_of_a_selection_runs_nothing(tmp_path):
    archive = tmp_path / "table.csv"
    archive.write_text(
        "emdb_id,title,current_status,structure_determination_method,resolution,image_reconstruction_point_group,"
        "fitted_pdbs,half_map_filename,map_contour_level_value,assembly_molecular_weight,map_release_date,update_date\n"
        "EMD-1111,A,REL,singleParticle,3.2,C1,1abc,,0.02,22000,2024-01-10,2024-01-10\n"
        "EMD-2222,B,REL,singleParticle,3.4,D2,2abc,,0.02,440000,2025-01-10,2025-01-10\n"
        "EMD-3333,C,REL,singleParticle,3.4,C1,3abc,,0.02,4400000,2026-01-10,2026-01-10\n"
        "EMD-4444,D,REL,singleParticle,8.4,C1,3abc,,0.02,4400,2026-01-10,2026-01-10\n"
    )
    command = [ROOT / "bin" / "emtools", "survey", "--table", archive, "--out-dir", tmp_path / "s", "--budget", "20"]
    result = subprocess.run([*command, "--dry-run"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    rows = table(tmp_path / "s" / "plan.csv")
    assert [(row["id"], row["chunk"], row["unit_residues"]) for row in rows] == [
        ("EMD-1111", "1", "200"),
        ("EMD-2222", "1", "1000"),
        ("EMD-3333", "", "40000"),
    ]
    assert rows[2]["reason"] == "beyond the budget of 20.0 core-hours"
    assert not (tmp_path / "s" / "chunks").exists()
    refused = subprocess.run([*command, "--", "--outdir", "x"], capture_output=True, text=True)
    assert refused.returncode == 2
    assert refused.stderr == "emtools survey: Leave --outdir out: each chunk has its own results.\n"
