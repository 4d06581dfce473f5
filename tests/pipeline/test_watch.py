"""A folder that is watched: what is there, what appears, what is broken and what still comes."""

import csv
import os
import random
import shutil
import signal
import subprocess
import time

import gemmi
import pytest
from conftest import EMCONVERGE


def table(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def entry(example, folder):
    """An entry of few seconds: three models that differ a little, which are compared without being sampled."""
    (folder / "models").mkdir(parents=True)
    random.seed(1)
    for number in range(3):
        structure = gemmi.read_structure(str(example / "model.cif"))
        for site in structure[0].all():
            site.atom.pos += gemmi.Position(*(random.gauss(0, 0.2) for _ in range(3)))
        structure.make_mmcif_document().write_file(str(folder / "models" / f"m{number}.cif"))
    for name in ("half1.mrc.gz", "half2.mrc.gz", "map.mrc"):
        shutil.copy(example / name, folder / f"run_{name}")
    (folder / "entry.csv").write_text("ensemble\nmodels\n")


def statuses(survey):
    rows = table(survey / "entries.csv") if (survey / "entries.csv").exists() else []
    return {row["id"]: row["status"] for row in rows}


@pytest.fixture
def watch(tmp_path):
    """Begins to watch the folder 'the maps'; what is said goes to the file 'log'."""
    started = []

    def begin():
        command = [EMCONVERGE, "watch", "the maps", "--out-dir", "the maps/survey", "--every", "0.02", "--settle", "1"]
        with (tmp_path / "log").open("a") as log:
            process = subprocess.Popen(
                [*command, "--", "--progress", "none"], cwd=tmp_path, stdout=log, stderr=log, start_new_session=True
            )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait(process, log, what):
    end = time.time() + 600
    while not what():
        assert process.poll() is None and time.time() < end, log.read_text()
        time.sleep(0.2)


def test_what_appears_in_a_folder_is_run(example, watch, tmp_path):
    maps, log = tmp_path / "the maps", tmp_path / "log"
    survey = maps / "survey"
    entry(example, maps / "first")
    page = maps / "page; touch gotcha"
    page.mkdir()
    (page / "map.mrc").write_text("<html><body>Maintenance</body></html>")
    shutil.copy(example / "model.cif", page)
    (page / "entry.csv").write_text("resolution\n3\n")
    process = watch()
    wait(process, log, lambda: statuses(survey) == {"first": "done", "page_touch_gotcha": "failed"})
    found = {row["id"]: row for row in table(survey / "watched.csv")}
    assert found["first"]["resolution_from"] == "half maps" and 3 < float(found["first"]["resolution"]) < 4
    assert "not an MRC/CCP4 map" in table(survey / "failed.csv")[0]["reason"]

    (maps / "late").mkdir()
    shutil.copy(example / "map.mrc", maps / "late" / "map.mrc.part")
    shutil.copy(example / "model.cif", maps / "late")
    waits = "Left out: late. It waits: map.mrc.part is being brought.\n"
    wait(process, log, lambda: waits in log.read_text())
    shutil.rmtree(maps / "late")
    entry(example, tmp_path / "late")
    (tmp_path / "late").rename(maps / "late")
    wait(process, log, lambda: statuses(survey).get("late") == "done")
    wait(process, log, lambda: (survey / "site" / "entries" / "late" / "index.html").exists())
    assert log.read_text().count(waits) == 1  # though it looked more often
    assert not list(tmp_path.rglob("gotcha"))

    process.terminate()
    assert process.wait(timeout=120) != 0
