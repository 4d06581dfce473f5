#!/usr/bin/env python3
"""The sampler's speed study: does a faster setting leave the spread as it was?

study.py run --case NAME MODEL MAP RESOLUTION [--case ...] --variants a,b --out DIR    samples what is not there yet
study.py table --out DIR                                                               prints the table as Markdown

MODEL and MAP are what the pipeline prepares (complete model, cropped map). A variant passes on a map when its mean CA
RMSD and its residue profile differ from those of random halves of the baseline's 16 models no more than such halves do
from each other: mean difference within the 95th percentile, mean rank correlation above the 5th.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

import gemmi
import numpy as np
import openmm
from scipy.stats import spearmanr

PROGRAM = Path(__file__).resolve().parents[2] / "bin" / "sample_openmm.py"
MODELS = 8
SPLITS = 200
# setting B of docs/results.md, and what changes it: cutoff and switch (nm) of the system, fields of the schedule
B = {
    "cutoff": 0.9,
    "switch": None,
    "ratio": 1,
    "quench_steps": 0,
    "end_iterations": 300,
    "step": 0.004,
    "picoseconds": 8.0,
    "hot_fraction": 0.25,
}
QUENCH = {**B, "quench_steps": 200, "end_iterations": 0}
SHORT = {**QUENCH, "cutoff": 0.7, "switch": 0.6}
RESPA = {**SHORT, "ratio": 2}
VARIANTS = {
    "baseline": B,
    "quench": QUENCH,
    "cutoff 0.7": SHORT,
    "impulses": RESPA,
    "cutoff 0.6": {**RESPA, "cutoff": 0.6, "switch": 0.5},
    "5 fs": {**RESPA, "step": 0.005},
    "6 ps": {**RESPA, "picoseconds": 6.0, "hot_fraction": 1 / 3},
    "4 ps": {**RESPA, "picoseconds": 4.0, "hot_fraction": 0.25},
    "6 ps 5 fs": {**RESPA, "picoseconds": 6.0, "hot_fraction": 1 / 3, "step": 0.005},
    "6 ps cutoff 0.6": {**RESPA, "picoseconds": 6.0, "hot_fraction": 1 / 3, "cutoff": 0.6, "switch": 0.5},
    "6 ps 5 fs cutoff 0.6": {
        **RESPA,
        "picoseconds": 6.0,
        "hot_fraction": 1 / 3,
        "step": 0.005,
        "cutoff": 0.6,
        "switch": 0.5,
    },
    "default": {},  # as the program ships
}


def slug(name):
    return name.replace(" ", "_").replace(",", "")


def call(*arguments):
    """Runs the sampler; returns its CPU seconds (user and system)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, str(PROGRAM), *map(str, arguments)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def varied(folder, setting):
    """Puts the variant's numbers into what setup wrote."""
    if not setting:
        return
    described = json.loads((folder / "setup.json").read_text())
    described["schedule"].update({key: value for key, value in setting.items() if key not in ("cutoff", "switch")})
    (folder / "setup.json").write_text(json.dumps(described, indent=1))
    system = openmm.XmlSerializer.deserialize((folder / "system.xml").read_text())
    force = next(f for f in system.getForces() if isinstance(f, openmm.NonbondedForce))
    force.setCutoffDistance(setting["cutoff"])
    force.setUseSwitchingFunction(setting["switch"] is not None)
    if setting["switch"] is not None:
        force.setSwitchingDistance(setting["switch"])
    (folder / "system.xml").write_text(openmm.XmlSerializer.serialize(system))


def run(options):
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    for variant in options.variants.split(","):
        for name, model, density, resolution in options.case:
            folder = Path(options.out) / name / slug(variant)
            if (folder / "cpu.json").exists():
                continue
            call("setup", "--model", model, "--map", density, "--resolution", resolution, "--out", folder / "system")
            varied(folder / "system", VARIANTS[variant])
            models = 2 * MODELS if variant in ("baseline", "default") else MODELS
            # other seeds than the baseline's, so that the ensembles are independent
            seeds = f"1-{models}" if variant == "baseline" else f"101-{100 + models}"
            seconds = call("sample", "--system", folder / "system", "--seeds", seeds, "--out", folder)
            (folder / "cpu.json").write_text(json.dumps({"cpu": seconds, "models": models}))


@cache
def alphas(path):
    structure = gemmi.read_structure(path)
    return np.array([site.atom.pos.tolist() for site in structure[0].all() if site.atom.name == "CA"])


def profile(paths):
    """Per residue, the root mean square CA distance over all pairs of models, Å, without superposition."""
    models = np.array([alphas(str(path)) for path in paths])
    pairs = [(models[i] - models[j]) ** 2 for i in range(len(models)) for j in range(i)]
    return np.sqrt(np.mean([square.sum(axis=1) for square in pairs], axis=0))


def splits(paths):
    """Profiles of the two halves of random splits of the baseline, and the noise: (difference, rank correlation)."""
    random = np.random.default_rng(0)
    orders = [random.permutation(len(paths)) for _ in range(SPLITS)]
    halves = [[profile([paths[i] for i in half]) for half in np.split(order, 2)] for order in orders]
    differences = [abs(a.mean() / b.mean() - 1) for a, b in halves]
    correlations = [spearmanr(a, b)[0] for a, b in halves]
    return [half for pair in halves for half in pair], np.quantile(differences, 0.95), np.quantile(correlations, 0.05)


def row(folder, halves):
    """CPU seconds a model, mean RMSD, its relative change, mean rank correlation with the halves, models dropped."""
    with (folder / "dropped.csv").open(newline="") as stream:
        dropped = len(list(csv.DictReader(stream)))
    used = json.loads((folder / "cpu.json").read_text())
    paths = sorted(folder.glob("model_*.cif"))
    own = [profile(paths[first : first + MODELS]) for first in range(0, len(paths), MODELS)]
    mean, base = np.mean(own), np.mean(halves)
    return (
        used["cpu"] / used["models"],
        mean,
        mean / base - 1,
        np.mean([spearmanr(one, half)[0] for one in own for half in halves]),
        dropped,
    )


def table(options):
    lines = [
        "|variant|map|CPU s/model|mean CA RMSD (Å)|against baseline|rank correlation|within the noise|dropped|",
        "|-|-|-|-|-|-|-|-|",
    ]
    noise = [
        "|map|baseline's mean CA RMSD (Å)|95% of the halves differ by less than"
        "|5% of their rank correlations are below|",
        "|-|-|-|-|",
    ]
    cases = sorted(path for path in Path(options.out).iterdir() if path.is_dir())
    found = {case: splits(sorted((case / "baseline").glob("model_*.cif"))) for case in cases}
    for case, (halves, difference, correlation) in found.items():
        noise.append(f"|{case.name}|{np.mean(halves):.3f}|{difference:.0%}|{correlation:.2f}|")
    for variant in VARIANTS:
        for case, (halves, widest, lowest) in found.items():
            if (case / slug(variant) / "cpu.json").exists():
                cpu, mean, change, correlation, dropped = row(case / slug(variant), halves)
                verdict = (
                    "-" if variant == "baseline" else "yes" if abs(change) <= widest and correlation >= lowest else "no"
                )
                lines.append(
                    f"|{variant}|{case.name}|{cpu:.1f}|{mean:.3f}|{change:+.0%}|{correlation:.2f}|{verdict}|{dropped}|"
                )
    print("\n".join([*noise, "", *lines]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run")
    runner.add_argument("--case", nargs=4, action="append", required=True)
    runner.add_argument("--variants", default=",".join(VARIANTS))
    runner.set_defaults(command=run)
    tabler = commands.add_parser("table")
    tabler.set_defaults(command=table)
    for command in (runner, tabler):
        command.add_argument("--out", required=True)
    options = parser.parse_args()
    options.command(options)


if __name__ == "__main__":
    main()
