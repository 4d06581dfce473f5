"""kill -9 at every step, then -resume: the run goes on where it was and ends with the same tables. A changed
parameter computes again what depends on it.
"""

import csv
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import EMCONVERGE, ROOT, check_json, emconverge, tables

STEPS = [
    "PREPARE_MODEL",
    "SYMMETRY",
    "COMPLETE_MODEL",
    "PREPARE_MAP",
    "REGISTER",
    "SETUP",
    "VALIDATE_START",
    "SURVEY",
    "VALIDATE_RELAXED",
    "ANNEAL",
    "VALIDATE_SAMPLED",
    "RANK",
    "REFINE_SERVALCAT",
    "VALIDATE_REFINED",
    "SECOND_STATES",
    "CONVERGE",
    "REPORT",
]


def command(example):
    sheet = str(example / "samplesheet.csv")
    return ["run", "--input", sheet, "--models", "4", "--best", "3", "--batch", "2", "--refine_batch", "1"]


def killed_at(step, example, folder):
    """Starts a run, kills its whole process group as soon as a task of the step has been submitted, or is found to have
    ended before an earlier kill, beside that step; returns what it had printed.
    """
    log = folder / f"{step}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [EMCONVERGE, *command(example), "-resume"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, "NXF_ANSI_LOG": "false"},
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + 300
            while f":{step} (" not in "".join(line for line in log.read_text().splitlines() if " process > " in line):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return log.read_text()


@pytest.fixture(scope="module")
def uninterrupted(example, tmp_path_factory):
    """The folder of a finished run, and its tables as they were at its end."""
    folder = tmp_path_factory.mktemp("uninterrupted")
    result = emconverge(*command(example), cwd=folder)
    assert result.returncode == 0, result.output
    return folder, tables(folder / "results")


def test_a_run_killed_at_every_step_ends_with_the_same_tables(example, uninterrupted, run_folder):
    for step in STEPS:
        killed_at(step, example, run_folder)
    result = emconverge(*command(example), "-resume", cwd=run_folder)
    assert result.returncode == 0, result.output
    assert ":ANNEAL" not in "".join(line for line in result.output.splitlines() if "Submitted" in line)
    assert tables(run_folder / "results") == uninterrupted[1]


def computed(folder, *changes):
    """Goes on with changed parameters; the tasks that were computed, as the trace names them."""
    sizes = ["--models", "4", "--best", "3", "--batch", "2", "--refine_batch", "1"]
    result = emconverge("run", *sizes, *changes, "-resume", cwd=folder)
    assert result.returncode == 0, result.output
    with (folder / "results" / "pipeline_info" / "trace.tsv").open(newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert {row["status"] for row in rows} <= {"COMPLETED", "CACHED"}
    return {(row["process"].split(":")[-1], row["tag"]) for row in rows if row["status"] == "COMPLETED"}


def test_a_changed_parameter_computes_only_what_depends_on_it(example, uninterrupted):
    """In the finished run of the built-in example, which it changes: the other test has kept the tables."""
    finished, _ = uninterrupted
    sheet = example / "samplesheet.csv"
    results = {(name, "example") for name in ("RANK", "VALIDATE_REFINED", "SECOND_STATES", "CONVERGE", "REPORT")} | {
        ("INDEX", "-"),
        ("METHODS", "-"),
    }
    check_json(finished / "results/example/second_states.json")
    assert computed(finished, "--input", sheet) == set()
    assert computed(finished, "--input", sheet, "--best", "2", "--min_models", "2") == results

    more = computed(finished, "--input", sheet, "--models", "6")
    refined = {(name, tag) for name, tag in more if name == "REFINE_SERVALCAT"}
    assert more - refined == results | {("ANNEAL", "example 5-6"), ("VALIDATE_SAMPLED", "example sampled_0005")}
    assert refined <= {("REFINE_SERVALCAT", f"example model_{seed:04d}") for seed in range(1, 7)} and len(refined) <= 3

    summary = json.loads((finished / "results/example/summary.json").read_text())
    resolution, mean = summary["resolution"], summary["ca_rmsd"]["mean"]
    trend = {
        "sampler": "openmm",
        "refiner": "servalcat",
        "fingerprints": summary["fingerprints"],
        "curve": {"scale": mean, "rate": 0.0, "floor": mean},
        "residual_sd": 0.5,
        "knee": None,
        "band": [],
        "fitted_to": [{"id": "a", "resolution": resolution, "mean": 2 * mean}],
    }
    (finished / "trend.json").write_text(json.dumps({"description": "", "trends": [trend]}))
    judged = computed(finished, "--input", sheet, "--trend", "trend.json")
    assert {name for name, _ in judged} == {"CONVERGE", "REPORT", "INDEX", "METHODS"}
    summary = json.loads((finished / "results/example/summary.json").read_text())
    assert summary["trend"]["expected_mean"] == pytest.approx(2 * mean, abs=1e-3)

    (row,) = csv.DictReader(sheet.read_text().splitlines())
    paths = {
        column: value and str(example / value)
        for column, value in row.items()
        if column in ("map", "half1", "half2", "model")
    }
    contoured = {**row, **paths, "contour": "0.2"}
    (finished / "contoured.csv").write_text(",".join(contoured) + "\n" + ",".join(contoured.values()) + "\n")
    again = computed(finished, "--input", "contoured.csv")
    assert {name for name, _ in again} == {
        "VALIDATE_START",
        "VALIDATE_RELAXED",
        "VALIDATE_SAMPLED",
        "RANK",
        "VALIDATE_REFINED",
        "CONVERGE",
        "REPORT",
        "INDEX",
        "METHODS",
    }


STEPS_OF_A_RUN = {*STEPS, "INDEX", "METHODS"}


@pytest.fixture(scope="module")
def checkout(example, tmp_path_factory):
    """A copy of the program with its jar, a stub run of which is finished; again() goes on and tells what is
    computed.
    """
    copy = tmp_path_factory.mktemp("checkout")
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name, follow_symlinks=False)
    jar = shutil.copy(os.environ.get("EMTOOLS_JAR", ROOT / "java-tools/target/emtools.jar"), copy / "emtools.jar")
    folder = tmp_path_factory.mktemp("stub")

    def again():
        environment = {**os.environ, "NXF_ANSI_LOG": "false", "EMTOOLS_JAR": str(jar)}
        result = subprocess.run(
            [copy / "bin/emconverge", *command(example), "-stub-run", "-resume"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return {
            (line.split(" > ")[1].split(" (")[0].split(":")[-1])
            for line in result.stdout.splitlines()
            if "Submitted process" in line
        }

    assert again() == STEPS_OF_A_RUN and again() == set()
    return copy, again


def change_one_byte(path):
    content = bytearray(Path(path).read_bytes())
    content[len(content) // 2] ^= 1
    Path(path).write_bytes(content)


@pytest.mark.parametrize(
    "changed, dependent",
    [
        ("emtools.jar", STEPS_OF_A_RUN - {"COMPLETE_MODEL", "SETUP", "SURVEY", "ANNEAL"}),
        (
            "engines/emconverge_engines/sampler/annealing.py",
            STEPS_OF_A_RUN - {"PREPARE_MODEL", "SYMMETRY", "PREPARE_MAP"},
        ),
        ("facts.json", STEPS_OF_A_RUN - {"PREPARE_MODEL", "SYMMETRY", "PREPARE_MAP"}),
        ("docs/design.md", set()),
    ],
)
def test_another_version_of_the_code_computes_what_depends_on_it(changed, dependent, checkout):
    """Stubs make the same empty files whatever the code is, so that only a task's key makes it run again: its own code,
    or files that were made anew. What is sampled is known by the content of what was prepared."""
    copy, again = checkout
    content = (copy / changed).read_bytes()
    try:
        change_one_byte(copy / changed)
        assert again() == dependent
        assert again() == set()
    finally:
        (copy / changed).write_bytes(content)
