#!/usr/bin/env python3
"""A survey of many entries with stub engines: what its runs' drivers, the survey itself and the site need.

    bench/survey.py [--entries 1000] [--chunk 100] [--models 10] [--best 3] [--ensembles] [--folder FOLDER]

The stubs make empty files; numbers for the site are made up after each run, as bench/site.py does it. With --ensembles
the entries are models that are there already, which takes one task an entry instead of seventeen. Prints for every
chunk wall time, and CPU time and peak memory of the driver, then those of the survey and of the largest site.
"""

import argparse
import csv
import importlib.util
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAUNCHER = ROOT / "bin" / "emconverge"
KINDS = {"driver": b"nextflow.cli.Launcher", "site": b"\0site\0--out-dir\0", "survey": b"\0survey\0--input\0"}


def made_up(sheet, results):
    """Gives the entries of a chunk what their stubs lack."""
    specification = importlib.util.spec_from_file_location("bench_site", ROOT / "bench" / "site.py")
    bench_site = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(bench_site)
    made = Path(tempfile.mkdtemp(prefix="made-", dir=results))
    with Path(sheet).open(newline="") as stream:
        for row in csv.DictReader(stream):
            number = int(row["id"].removeprefix("EMD-")) - 10000
            bench_site.entry(made, number, 200, random.Random(number))
            for file in (made / row["id"]).iterdir():
                file.replace(Path(results) / row["id"] / file.name)
            (made / row["id"]).rmdir()
    made.rmdir()


def as_launcher(words):
    """What the survey calls in the place of the launcher."""
    status = subprocess.run([LAUNCHER, *words]).returncode
    if words[0] == "run" and status == 0:
        made_up(words[words.index("--input") + 1], words[words.index("--outdir") + 1])
    return status


class Meter(threading.Thread):
    """Looks at the processes below a folder: CPU seconds and peak MiB of each, by kind and process."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder = str(folder).encode()
        self.seen = {}

    def run(self):
        while True:
            for entry in Path("/proc").iterdir():
                if entry.name.isdigit():
                    self.look(entry)
            time.sleep(0.5)

    def look(self, entry):
        try:
            words = (entry / "cmdline").read_bytes()
            kind = next((kind for kind, word in KINDS.items() if word in words), None)
            if kind is None or b"java" not in words.split(b"\0")[0] or self.folder not in words:
                return
            peak = int(re.search(r"VmHWM:\s+(\d+)", (entry / "status").read_text()).group(1)) / 1024
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            before = self.seen.get((kind, entry.name), (0, 0))
            if cpu > 0.5:  # less has what Java forks to begin a program
                self.seen[kind, entry.name] = (max(cpu, before[0]), max(peak, before[1]))
        except (OSError, AttributeError):
            pass  # it has ended meanwhile

    def of(self, kind):
        return [found for (each, _), found in self.seen.items() if each == kind]


def samplesheet(folder, options):
    for name in ("map.mrc", "model.pdb"):
        (folder / name).touch()
    (folder / "models").mkdir(exist_ok=True)
    for number in (1, 2):
        (folder / "models" / f"m{number}.pdb").touch()
    with (folder / "sheet.csv").open("w") as sheet:
        sheet.write("id,map,model,resolution,ensemble\n")
        for number in range(options.entries):
            ensemble = "models" if options.ensembles else ""
            sheet.write(f"EMD-{10000 + number},map.mrc,model.pdb,3,{ensemble}\n")


def main():
    if "run" in sys.argv[1:2] or "site" in sys.argv[1:2]:
        sys.exit(as_launcher(sys.argv[1:]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--models", default="10")
    parser.add_argument("--best", default="3")
    parser.add_argument("--ensembles", action="store_true")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = (options.folder or Path(tempfile.mkdtemp(prefix="survey-"))).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    samplesheet(folder, options)
    meter = Meter(folder)
    meter.start()
    run = ["--models", options.models, "--best", options.best, "-stub-run", "--progress", "none"]
    survey = ["survey", "--input", folder / "sheet.csv", "--out-dir", folder / "survey", "--chunk", options.chunk]
    command = [ROOT / "bin" / "emtools", *survey, "--program", Path(__file__).resolve(), "--", *run]
    began = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if re.match(r"Chunk \d+ has ended", line):
            last = meter.of("driver")[-1]
            print(f"{time.monotonic() - began:.0f} s: {line.strip()} Driver {last[0]:.0f} CPU s, {last[1]:.0f} MiB.")
            sys.stdout.flush()
        elif not re.match(r"(Launching|N E X T F L O W|Chunk|Results|WARN)", line):
            print(line, end="", file=sys.stderr)
    assert process.wait() == 0
    for kind in KINDS:
        found = meter.of(kind)
        cpu, peak = sum(each[0] for each in found), max((each[1] for each in found), default=0)
        print(f"{kind}: {len(found)} processes, {cpu:.0f} CPU s, at most {peak:.0f} MiB.")
    print(f"{options.entries} entries in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
