import csv
import os
import signal

import pytest
from conftest import program, succeed

from emconverge_engines.program import InputError
from emconverge_engines.sampler.parallel import made


def doubling(by):
    return lambda seed: (seed, by * seed, os.getpid())


def refusing(by):
    raise InputError(f"{by} cannot be")


def dying(number):
    return lambda seed: os.kill(os.getpid(), number)


def crashing(by):
    return lambda seed: seed // (by - by)


def test_every_seed_is_made_once_and_by_several():
    found = list(made(doubling, [2], range(1, 9), 3))
    assert sorted(row[:2] for row in found) == [(seed, 2 * seed) for seed in range(1, 9)]
    makers = {row[2] for row in found}
    assert len(makers) == 3 and os.getpid() not in makers


def test_one_at_a_time_needs_no_other_process():
    assert {row[2] for row in made(doubling, [2], (5, 6), 1)} == {os.getpid()}
    assert {row[2] for row in made(doubling, [2], (5,), 4)} == {os.getpid()}


def test_a_fault_of_the_input_is_the_fault_of_all():
    with pytest.raises(InputError, match="7 cannot be"):
        list(made(refusing, [7], range(4), 2))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_worker_that_is_killed_ends_all_with_its_signals_status(number):
    with pytest.raises(SystemExit) as ended:
        list(made(dying, [number], range(4), 2))
    assert ended.value.code == 128 + number


def test_a_worker_that_crashes_ends_all_with_status_1():
    with pytest.raises(SystemExit) as ended:
        list(made(crashing, [1], range(4), 2))
    assert ended.value.code == 1


def rows(path):
    with path.open(newline="") as stream:
        return [{key: value for key, value in row.items() if key != "seconds"} for row in csv.DictReader(stream)]


def test_several_at_once_are_the_same_models(entry, tmp_path):
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        succeed("sample_openmm.py", "sample", "--system", entry, "--seeds", "1-3", "--jobs", jobs, "--out", out)
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / jobs).glob("*.cif")} for jobs in "12")
    assert len(one) == 3 and one == two
    assert [row["seed"] for row in rows(tmp_path / "2/scores.csv")] == ["1", "2", "3"]
    assert rows(tmp_path / "2/scores.csv") == rows(tmp_path / "1/scores.csv")


def test_no_models_at_once_are_refused(entry, tmp_path):
    done = program("sample_openmm.py", "sample", "--system", entry, "--seeds", "1", "--jobs", "0", "--out", tmp_path)
    assert done.returncode == 1 and "--jobs is 0; give" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_folder_that_is_none_is_told_once_by_all_workers(tmp_path):
    done = program("sample_openmm.py", "sample", "--system", tmp_path, "--seeds", "1-4", "--jobs", "2", "--out", "o")
    assert done.returncode == 1 and "is not a folder that" in done.stderr and len(done.stderr.splitlines()) == 1
