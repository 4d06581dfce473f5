"""kill -9 at every step, then -resume: the run goes on where it was and ends with the same tables."""
import os
import signal
import subprocess
import time

import pytest

from conftest import EMCONVERGE, emconverge, tables

STEPS = ["PREPARE_MODEL", "COMPLETE_MODEL", "PREPARE_MAP", "SETUP", "ANNEAL", "VALIDATE_START", "VALIDATE_SAMPLED", "RANK", "REFINE_SERVALCAT",
         "VALIDATE_REFINED", "CONVERGE", "REPORT"]


def command(example):
    return ["run", "--input", str(example / "samplesheet.csv"), "--models", "3", "--best", "3", "--batch", "2"]


def killed_at(step, example, folder):
    """Starts a run, kills its whole process group as soon as a task of the step has been submitted; returns what it had printed."""
    log = folder / f"{step}.log"
    with open(log, "w") as output:
        process = subprocess.Popen([EMCONVERGE, *command(example), "-resume"], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   env={**os.environ, "NXF_ANSI_LOG": "false"}, start_new_session=True)
        try:
            deadline = time.monotonic() + 300
            while f":{step} (" not in "".join(line for line in log.read_text().splitlines() if "Submitted" in line):
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
    folder = tmp_path_factory.mktemp("uninterrupted")
    result = emconverge(*command(example), cwd=folder)
    assert result.returncode == 0, result.output
    return tables(folder / "results")


def test_a_run_killed_at_every_step_ends_with_the_same_tables(example, uninterrupted, run_folder):
    for step in STEPS:
        killed_at(step, example, run_folder)
    result = emconverge(*command(example), "-resume", cwd=run_folder)
    assert result.returncode == 0, result.output
    assert ":ANNEAL" not in "".join(line for line in result.output.splitlines() if "Submitted" in line)
    assert tables(run_folder / "results") == uninterrupted
