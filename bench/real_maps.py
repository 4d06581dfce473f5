#!/usr/bin/env python3
"""Runs the pipeline on the real maps of the shared data, smallest first, and writes the table of docs/results.md.

    bench/real_maps.py [--shared ../shared] [--out FOLDER] [--models 20] [--best 5] [ENTRY ...]

One run per entry, one after the other, so that the seconds are those of the entry alone. Finished entries are
resumed, not run again.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGE = 1500  # residues; such an entry is run with four models, of which two are refined


def entries(shared):
    """(residues, id, folder, resolution), smallest first."""
    found = []
    for meta in sorted((shared / "data").glob("*/meta.json")):
        folder = meta.parent
        atoms = (folder / "model.pdb").read_text().splitlines()
        residues = sum(line[12:16] == " CA " and line[16] in " A" and line.startswith("ATOM") for line in atoms)
        found.append((residues, folder.name, folder, json.loads(meta.read_text())["resolution_A"]))
    return sorted(found)


def run(entry, options):
    residues, name, folder, resolution = entry
    size = (
        ["--models", 4, "--best", 2, "--min_models", 2, "--batch", 2]
        if residues > LARGE
        else ["--models", options.models, "--best", options.best]
    )
    here = options.out / name
    here.mkdir(parents=True, exist_ok=True)
    map_file = next(iter(sorted(folder.glob("map.mrc*"))))
    command = [
        ROOT / "bin/emconverge",
        "run",
        "-c",
        ROOT / "bench/raw_trace.config",
        "--map",
        map_file,
        "--model",
        folder / "model.pdb",
        "--resolution",
        resolution,
        "--id",
        name,
        *size,
        "-resume",
    ]
    with (here / "run.log").open("w") as log:
        status = subprocess.run(
            list(map(str, command)), cwd=here, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        ).returncode
    return here if status == 0 and (here / "results" / name / "summary.json").exists() else None


def steps(trace):
    """Process -> (number of tasks, seconds, CPU seconds, peak bytes) of a raw trace."""
    found = defaultdict(lambda: [0, 0.0, 0.0, 0])
    with trace.open(newline="") as stream:
        for task in csv.DictReader(stream, delimiter="\t"):
            step = found[task["process"].rpartition(":")[2]]
            seconds = float(task["realtime"]) / 1000
            step[0] += 1
            step[1] += seconds
            step[2] += seconds * float(task["%cpu"]) / 100 if task["%cpu"] not in ("-", "") else seconds
            step[3] = max(step[3], int(task["peak_rss"]) if task["peak_rss"] not in ("-", "") else 0)
    return found


def row(entry, here):
    _, name, _, resolution = entry
    summary = json.loads((here / "results" / name / "summary.json").read_text())
    done = steps(here / "results/pipeline_info/trace.tsv")
    models, ca, sampled = summary["models"], summary["ca_rmsd"], summary["ca_rmsd_sampled"]
    bins = " / ".join(f"{100 * ca['fractions'][key]:.0f}" for key in ("lt1", "1to3", "gt3", "gt4"))
    density = summary["spearman"]["density"]
    dropped = "; ".join(f"{drop['model']}: {drop['reason']}" for drop in models["dropped"]) or "none"
    prepare = sum(done[step][1] for step in ("PREPARE_MODEL", "SYMMETRY", "COMPLETE_MODEL", "PREPARE_MAP"))
    return [
        name,
        summary["residues"],
        resolution,
        f"{sampled['mean']:.2f} / {sampled['median']:.2f}",
        f"{ca['mean']:.2f} / {ca['median']:.2f}",
        bins,
        "" if density is None else f"{density:.2f}",
        f"{done['ANNEAL'][2] / models['requested']:.1f}",
        f"{done['REFINE_SERVALCAT'][2] / max(1, models['selected']):.1f}",
        " + ".join(
            f"{seconds:.0f}"
            for seconds in (prepare, done["SETUP"][1], done["RANK"][1], done["CONVERGE"][1], done["REPORT"][1])
        ),
        f"{max(step[3] for step in done.values()) / 2**20:.0f}",
        dropped,
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=Path("real-maps"))
    parser.add_argument("--models", type=int, default=20)
    parser.add_argument("--best", type=int, default=5)
    parser.add_argument("entries", nargs="*")
    options = parser.parse_args()
    options.out = options.out.absolute()
    chosen = [
        entry for entry in entries(options.shared.absolute()) if not options.entries or entry[1] in options.entries
    ]
    if not chosen:
        sys.exit(f"real_maps.py: there are no maps below {options.shared}/data: give --shared.")
    header = [
        "entry",
        "residues",
        "d (Å)",
        "sampled mean / median (Å)",
        "refined mean / median (Å)",
        "% < 1 / 1–3 / > 3 / > 4",
        "ρ(density)",
        "sampling (CPU s/model)",
        "refinement (CPU s/model)",
        "prepare + set-up + rank + converge + report (s)",
        "peak (MiB)",
        "dropped",
    ]
    print("|" + "|".join(header) + "|\n" + "|-" * len(header) + "|", flush=True)
    for entry in chosen:
        here = run(entry, options)
        cells = (
            row(entry, here)
            if here
            else [entry[1], *[""] * (len(header) - 2), f"failed: see {options.out / entry[1] / 'run.log'}"]
        )
        print("|" + "|".join(map(str, cells)) + "|", flush=True)


if __name__ == "__main__":
    main()
