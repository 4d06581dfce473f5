"""The short form of bench/faults.py: one run that loses an engine, then its disk, then its driver, and goes on each
time.
"""

import importlib.util
import subprocess

import pytest
from conftest import ROOT

spec = importlib.util.spec_from_file_location("faults", ROOT / "bench" / "faults.py")
faults = importlib.util.module_from_spec(spec)
spec.loader.exec_module(faults)


@pytest.fixture
def disk(run_folder):
    try:
        disk = faults.Tmpfs(run_folder / "work")
    except (subprocess.CalledProcessError, OSError) as refusal:
        pytest.skip(f"a full disk needs a tmpfs, and mounting one needs root: {refusal}")
    yield disk
    disk.unmount()


@pytest.fixture(scope="module")
def undisturbed(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    assert faults.start(example, folder).wait(faults.LIMIT) == 0, (folder / "run.log").read_text()
    return faults.results(folder)


def gone_on(example, folder, then):
    """Goes on, breaks it again as soon as a process fits; the tasks that were complete before and are not computed
    again.
    """
    before = {key for key, status in faults.trace(folder).items() if status in ("COMPLETED", "CACHED")}
    run = faults.start(example, folder, "-resume")
    then(run)
    after = faults.trace(folder)
    assert not [key for key in before if after.get(key) not in ("CACHED", None)]
    return run.returncode


def test_a_run_that_loses_its_engine_its_disk_and_its_driver(example, undisturbed, disk, run_folder):
    run = faults.start(example, run_folder)
    assert faults.kill(
        run, run_folder, lambda arguments: any(argument.endswith("sample_openmm.py") for argument in arguments)
    )
    assert faults.kill(run, run_folder, lambda arguments: "sample" in arguments and faults.is_engine(arguments))
    faults.full(run, run_folder, 0, disk)
    assert (
        "is retried" in (run_folder / "run.log").read_text()
        and not (run_folder / "results" / "example" / "report.html").exists()
    )

    def without_driver(run):
        assert faults.kill(
            run, run_folder, lambda arguments: any(argument.endswith("refine_servalcat.py") for argument in arguments)
        )
        assert faults.kill(run, run_folder, faults.is_driver)
        run.wait()

    assert gone_on(example, run_folder, without_driver) == 137
    assert "the run was ended by signal 9; go on with: " in (run_folder / "run.log").read_text()
    assert gone_on(example, run_folder, lambda run: run.wait(faults.LIMIT)) == 0
    assert faults.results(run_folder) == undisturbed
