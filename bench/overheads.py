#!/usr/bin/env python3
"""Wall time of a run against the CPU time of its engines, and the seconds of its Java steps.

    bench/overheads.py --map MAP --model MODEL --resolution D [--models 20] [--best 10] [--cores 2]

Prints the ratio wall / (engine CPU / cores), the target of which is 1.15 for 20 models of 200 residues. The engines'
CPU time is what their processes say at their end: Nextflow's own %cpu misses several percent of it.
"""

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

from real_maps import ROOT, steps

ENGINES = ("COMPLETE_MODEL", "SETUP", "ANNEAL", "REFINE_SERVALCAT")
PROGRAMS = ("complete_model.py", "sample_openmm.py", "refine_servalcat.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--map", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--resolution", required=True)
    parser.add_argument("--models", default="20")
    parser.add_argument("--best", default="10")
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [
            ROOT / "bin/emconverge",
            "run",
            "-c",
            ROOT / "bench/raw_trace.config",
            "--map",
            options.map.absolute(),
            "--model",
            options.model.absolute(),
            "--resolution",
            options.resolution,
            "--models",
            options.models,
            "--best",
            options.best,
            "--id",
            "bench",
        ]
        note = Path(folder) / "cpu_seconds"
        began = time.monotonic()
        subprocess.run(
            list(map(str, command)),
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "CPU_SECONDS": str(note), "PYTHONPATH": str(ROOT / "bench/cpu_seconds")},
        )
        wall = time.monotonic() - began
        done = steps(Path(folder) / "results/pipeline_info/trace.tsv")
        spent = [line.split("\t") for line in note.read_text().splitlines()]
    engine = sum(float(seconds) for program, seconds in spent if program in PROGRAMS)
    java = {step: values[1] for step, values in sorted(done.items()) if step not in ENGINES}
    for step, (number, seconds, cpu, peak) in sorted(done.items()):
        print(f"{step:18} {number:4} tasks {seconds:8.1f} s {cpu:8.1f} CPU s  peak {peak / 2**20:6.0f} MiB")
    print(
        f"wall {wall:.1f} s, engines {engine:.1f} CPU s on {options.cores} cores:"
        f" ratio {wall / (engine / options.cores):.2f}; Java steps {sum(java.values()):.1f} s"
    )


if __name__ == "__main__":
    main()
