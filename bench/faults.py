#!/usr/bin/env python3
"""Breaks runs of the built-in example at random moments, goes on with -resume, and compares what comes out with a run
that nothing happened to.

    bench/faults.py [--trials 20] [--seed 1] [FAULT...]

Faults, in turn: kill -9 of the driver, of a task, of its engine; the disk of the work folder, then of the results,
full; a read-only work folder; the clock of all processes jumping by days. tmpfs mounts need root, the clock
libfaketime (Debian: libfaketime). Every trial must end with the same bytes in its tables and its ensemble, and with
no model sampled or refined again that the trace of the broken run calls complete.
"""

import argparse
import contextlib
import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = [ROOT / "bin/emconverge", "run", "--models", "2", "--best", "2", "--min_models", "2", "--batch", "1"]
SAME = ("residues.csv", "ranking.csv", "validation.json", "outliers.csv", "fsc.csv", "ensemble.cif")
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
LIMIT = 1200  # s, for a run to end by itself


def command(example, *more):
    return list(map(str, [*RUN, "--input", example / "samplesheet.csv", *more]))


def results(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted((folder / "results").rglob("*"))
        if path.name in SAME
    }


def trace(folder):
    """(process, tag) -> status of the last attempt."""
    path = folder / "results/pipeline_info/trace.tsv"
    if not path.exists():
        return {}
    with path.open(newline="") as stream:
        rows = [
            row
            for row in csv.DictReader(stream, delimiter="\t")
            if row.get("task_id", "").isdigit() and row.get("status")
        ]
    return {
        (row["process"].split(":")[-1], row["tag"]): row["status"]
        for row in sorted(rows, key=lambda row: int(row["task_id"]))
    }


def start(example, folder, *more, env=None):
    log = (folder / "run.log").open("a")
    return subprocess.Popen(
        command(example, *more),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        env={**os.environ, "NXF_ANSI_LOG": "false", **(env or {})},
    )


def processes(folder):
    """pid -> arguments of the processes that run in a folder or below."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                here = str((entry / "cwd").readlink())
                if here == str(folder) or here.startswith(f"{folder}/"):
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                pass  # it ended meanwhile
    return found


def kill(run, folder, wanted):
    """kill -9 of the first process that fits, as soon as there is one; whether there was before the run ended."""
    while run.poll() is None:
        fitting = sorted(pid for pid, arguments in processes(folder).items() if wanted(arguments))
        if fitting:
            try:
                os.kill(fitting[0], signal.SIGKILL)
                return True
            except ProcessLookupError:
                continue
        time.sleep(0.02)
    return False


def is_driver(arguments):
    return "nextflow.cli.Launcher" in arguments or any(argument.endswith("/nextflow") for argument in arguments)


def is_task(arguments):
    return any(argument.endswith(".command.sh") for argument in arguments)


def is_engine(arguments):
    return any(argument.endswith((".py", "emtools.jar", "servalcat")) for argument in arguments) and not is_task(
        arguments
    )


class Tmpfs:
    """A disk of a few MB at a folder, which can be filled and made read-only; needs root."""

    def __init__(self, folder, size="400m"):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True, capture_output=True)

    def fill(self):
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(1 << 16))
            except OSError:
                pass

    def empty(self):
        (self.folder / "filler").unlink()

    def remount(self, mode):
        subprocess.run(["mount", "-o", f"remount,{mode}", self.folder], check=True, capture_output=True)

    def unmount(self):
        for _ in range(100):
            if subprocess.run(["umount", self.folder], capture_output=True).returncode == 0:
                return
            time.sleep(0.2)
        subprocess.run(["umount", "-l", self.folder], check=True)


def driver(run, folder, moment, _disk):
    time.sleep(moment)
    kill(run, folder, is_driver)
    run.wait()


def task(run, folder, moment, _disk):
    time.sleep(moment)
    kill(run, folder, is_task)
    run.wait(LIMIT)


def engine(run, folder, moment, _disk):
    time.sleep(moment)
    kill(run, folder, is_engine)
    run.wait(LIMIT)


def full(run, folder, moment, disk):
    time.sleep(moment)
    disk.fill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        run.wait(30)
    disk.empty()
    run.wait(LIMIT)


def readonly(run, folder, moment, disk):
    """The driver is killed, and the first attempt to go on finds the folder read-only."""
    driver(run, folder, moment, disk)
    while any(is_task(arguments) for arguments in processes(folder).values()):
        time.sleep(0.1)  # tasks outlive the driver
    disk.remount("ro")
    again = start(folder / "example", folder, "-resume")
    assert again.wait(LIMIT) != 0 or "no report" in (folder / "run.log").read_text(), (
        "a run in a read-only folder ended well"
    )
    disk.remount("rw")


def clock(run, folder, moment, _disk):
    time.sleep(moment)
    (folder / "clock").write_text(random.choice(["-3d", "+9d", "-5h"]) + "\n")
    run.wait(LIMIT)


# fault -> what breaks the run, and which of its folders is a disk of its own
FAULTS = {
    "driver": (driver, None),
    "task": (task, None),
    "engine": (engine, None),
    "work full": (full, "work"),
    "results full": (full, "results"),
    "read-only": (readonly, "work"),
    "clock": (clock, None),
}


def faketime(folder):
    (folder / "clock").write_text("+0\n")
    return {
        "LD_PRELOAD": str(FAKETIME[0]),
        "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_RESET": "1",
    }


def trial(fault, moment, folder, example, expected):
    """Breaks a run in an empty folder; returns (how it ended, tasks complete before, of them models computed again,
    same results).
    """
    (folder / "example").symlink_to(example)
    break_it, place = FAULTS[fault]
    env = faketime(folder) if fault == "clock" else None
    disk = Tmpfs(folder / place) if place else None
    try:
        run = start(folder / "example", folder, env=env)
        break_it(run, folder, moment, disk)
        before = trace(folder)
        for _ in range(2):
            resumed = start(folder / "example", folder, "-resume", "--strict").wait(LIMIT)
            if resumed == 0:
                break
        after = trace(folder)
        complete = {key for key, status in before.items() if status in ("COMPLETED", "CACHED")}
        again = sorted(
            key for key in complete if key[0] in ("ANNEAL", "REFINE_SERVALCAT") and after.get(key) != "CACHED"
        )
        return run.returncode, resumed, len(complete), again, results(folder) == expected
    finally:
        for pid in processes(folder):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if disk:
            disk.unmount()


def reference(example, folder):
    """A run that nothing happens to: its results, and its seconds."""
    subprocess.run([ROOT / "bin/emtools", "example", "--out-dir", example], check=True)
    began = time.monotonic()
    if start(example, folder).wait(LIMIT) != 0:
        sys.exit((folder / "run.log").read_text())
    return results(folder), time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faults", nargs="*", help=f"only these: {', '.join(FAULTS)}")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    faults = options.faults or list(FAULTS)
    well = 0
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        for folder in ("example", "reference"):
            (here / folder).mkdir()
        expected, seconds = reference(here / "example", here / "reference")
        print(
            f"undisturbed: {seconds:.0f} s\n\n"
            "|trial|fault|after (s)|the broken run's status|complete then|models again|same results|\n|-|-|-|-|-|-|-|",
            flush=True,
        )
        for number in range(options.trials):
            fault = faults[number % len(faults)]
            moment = random.uniform(0.1, 0.9) * seconds
            folder = here / f"trial{number}"
            folder.mkdir()
            broken, resumed, complete, again, same = trial(fault, moment, folder, here / "example", expected)
            good = resumed == 0 and not again and same
            well += good
            print(
                f"|{number + 1}|{fault}|{moment:.1f}|{broken}|{complete}|"
                f"{', '.join(map(' '.join, again)) or 'none'}|{'yes' if same else 'NO'}|",
                flush=True,
            )
            if good:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                print((folder / "run.log").read_text(), file=sys.stderr)
    print(f"\n{well} of {options.trials} ended well")
    sys.exit(well != options.trials)


if __name__ == "__main__":
    main()
