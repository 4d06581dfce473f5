#!/usr/bin/env python3
"""A run of many entries with stub engines: what the workflow itself costs.

    bench/many_entries.py [--entries 1000] [--models 10] [--best 3] [--progress plain]

Prints the peak memory of the driver, its CPU time and the wall time a task, of the run and of its -resume, and what
lies in the work folder and in the results afterwards. The stub tasks are bash scripts that touch files; the cores
they use are counted apart.
"""

import argparse
import csv
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def size(folder):
    """Megabytes on disk, and files and folders."""
    if not folder.exists():
        return 0, 0
    kilobytes = int(subprocess.run(["du", "-sk", folder], check=True, capture_output=True, text=True).stdout.split()[0])
    return kilobytes / 1024, sum(len(folders) + len(files) for _, folders, files in os.walk(folder))


def watched(command, folder):
    """Runs to the end; returns wall seconds, and of the driver (the Java process) peak MiB and CPU seconds, and CPU
    seconds of all tasks.
    """
    before = os.times()
    began = time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        stdout=(folder / "log").open("w"),
        stderr=subprocess.STDOUT,
        env={**os.environ, "NXF_ANSI_LOG": "false"},
    )
    peak = cpu = 0
    while process.poll() is None:
        for entry in Path("/proc").iterdir():
            try:
                if (
                    entry.name.isdigit()
                    and b"nextflow.cli.Launcher" in (entry / "cmdline").read_bytes()
                    and str((entry / "cwd").readlink()) == str(folder)
                ):
                    peak = max(peak, int(re.search(r"VmHWM:\s+(\d+)", (entry / "status").read_text()).group(1)) / 1024)
                    fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            except (OSError, AttributeError):
                pass
        time.sleep(0.5)
    assert process.returncode == 0, (folder / "log").read_text()[-3000:]
    after = os.times()
    return (
        time.monotonic() - began,
        peak,
        cpu,
        after.children_user + after.children_system - before.children_user - before.children_system - cpu,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--models", default="10")
    parser.add_argument("--best", default="3")
    parser.add_argument("--progress", help="as the launcher takes it; without it, Nextflow's line for each task")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("map.mrc", "model.pdb"):
            (folder / file).touch()
        with (folder / "sheet.csv").open("w") as sheet:
            sheet.write("id,map,model,resolution\n")
            sheet.writelines(f"e{number:05d},map.mrc,model.pdb,3\n" for number in range(options.entries))
        command = [
            ROOT / "bin/emconverge",
            "run",
            "--input",
            "sheet.csv",
            "-stub-run",
            "--models",
            options.models,
            "--best",
            options.best,
            *(["--progress", options.progress] if options.progress else []),
        ]
        for what, more in (("run", []), ("-resume", ["-resume"])):
            wall, peak, cpu, tasks_cpu = watched(command + more, folder)
            with (folder / "results/pipeline_info/trace.tsv").open(newline="") as stream:
                tasks = sum(1 for _ in csv.DictReader(stream, delimiter="\t"))
            work, results = size(folder / "work"), size(folder / "results")
            print(
                f"{what}: {tasks} tasks, wall {wall:.0f} s ({1000 * wall / tasks:.0f} ms a task),"
                f" driver {cpu:.0f} CPU s ({1000 * cpu / tasks:.0f} ms a task), peak {peak:.0f} MiB,"
                f" tasks {tasks_cpu:.0f} CPU s; work {work[0]:.0f} MB in {work[1]} files and folders,"
                f" results {results[0]:.0f} MB in {results[1]}",
                flush=True,
            )


if __name__ == "__main__":
    main()
