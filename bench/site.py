#!/usr/bin/env python3
"""A site of many made-up entries: what making it costs, how large its first page is, and how fast that is.

    bench/site.py [--entries 20000] [--residues 300] [--add 200] [--folder FOLDER] [--only-write]

Prints wall time, CPU time and peak memory of the first call, of a second one that adds entries, and of a third that
adds none; the size of the first page, plain and gzipped; and, where Node.js and the browser of the tests are at hand
(EMCONVERGE_BROWSER), first paint and the time of a search, a limit and a sort in Chromium (open_site.mjs).
"""

import argparse
import gzip
import json
import math
import os
import random
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,confidence,register_probability,register_shift"
# fmt: off
WORDS = [
    "structure", "of", "the", "human", "yeast", "ribosomal", "subunit", "bound", "to", "ATP", "in", "complex", "with",
    "an", "inhibitor", "channel", "open", "closed", "state", "membrane", "transporter", "polymerase", "spliceosome",
    "proteasome", "receptor", "antibody", "Fab", "nanodisc", "mutant", "tRNA", "elongation", "factor",
]
NAMES = ["Smith", "Chen", "Garcia", "Müller", "Kim", "Sato", "Ivanova", "Singh", "Okafor", "Larsen", "Rossi", "Novák"]
# fmt: on


def entry(results, number, residues, rng):
    """Writes entry number i: its mean grows with the resolution, every tenth is of another engine."""
    name = f"EMD-{10000 + number}"
    folder = results / name
    folder.mkdir(parents=True)
    resolution = round(1.5 + 3.5 * rng.random(), 2)
    expected = math.exp(1.23555 * resolution) * 0.00486856
    mean = expected * math.exp(rng.gauss(0, 0.5))
    other = number % 10 == 0
    rows = []
    for place in range(residues):
        rmsd = mean * (0.4 + 1.2 * abs(math.sin(place / 9)))
        shifted = number % 7 == 0 and 40 <= place < 48
        register = ("0.2", "-2") if shifted else ("0.95", "0")
        confidence = "" if other else f"{max(0.05, min(0.99, 1.05 - rmsd / 4)):.2f}"
        rows.append(f"A,{place + 1},,ALA,{rmsd:.3f},{1.3 * rmsd:.3f},{confidence},{register[0]},{register[1]}")
    values = [float(row.split(",")[4]) for row in rows]
    summary = {
        "schema_version": "1.0",
        "id": name,
        "title": f"{' '.join(rng.choices(WORDS, k=9))} {number}",
        "authors": rng.sample(NAMES, 3),
        "emdb": name,
        "pdb": f"{number % 9 + 1}{number % 36:01d}ab"[:4],
        "resolution": resolution,
        "residues": residues,
        "models": {"compared": 10, "refined": 10},
        "ca_rmsd": {
            "mean": round(sum(values) / residues, 4),
            "median": sorted(values)[residues // 2],
            "fractions": {
                "lt1": sum(value < 1 for value in values) / residues,
                "gt3": sum(value > 3 for value in values) / residues,
            },
        },
        "trend": None if other else {"expected_mean": round(expected, 4), "z": round(rng.gauss(0, 1), 3)},
        "engines": {"sampler": "rosetta" if other else "openmm", "refiner": "servalcat"},
        "versions": {"emtools": "0.1.0"},
        "validation": {},
        "notes": [],
    }
    (folder / "summary.json").write_text(json.dumps(summary))
    (folder / "residues.csv").write_text("\n".join([COLUMNS, *rows, ""]))


def write(results, numbers, residues):
    """Writes entries, and the record of the run that they come from."""
    info = results / "pipeline_info"
    info.mkdir(parents=True, exist_ok=True)
    date = "2026-11-27T10:00:00Z" if 0 in numbers else "2026-12-02T10:00:00Z"
    (info / "run.json").write_text(json.dumps({"started": date, "completed": date}))
    for number in numbers:
        entry(results, number, residues, random.Random(number))


def timed(*arguments):
    """Calls emtools; prints what it says, the seconds, and the peak memory of the largest child so far."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(
        [ROOT / "bin" / "emtools", "site", "--renderer", ROOT / "bin" / "render_figures.py", *arguments],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{time.monotonic() - began:.1f} s, {cpu:.1f} s of CPU, at most {after.ru_maxrss / 1024:.0f} MiB: {said}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20000)
    parser.add_argument("--residues", type=int, default=300)
    parser.add_argument("--add", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only-write", action="store_true")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="site-"))
    first, more, site = folder / "first" / "results", folder / "more" / "results", folder / "site"
    if not first.exists():
        write(first, range(options.entries), options.residues)
        write(more, range(options.entries, options.entries + options.add), options.residues)
    if options.only_write:
        return
    common = ["--out-dir", site, "--base-url", "https://example.org/maps/", "--title", "Made-up entries"]
    timed("--results", first, *common)
    page = (site / "index.html").read_bytes()
    print(f"index.html: {len(page) / 1e6:.2f} MB, gzipped {len(gzip.compress(page, 6)) / 1e6:.2f} MB")
    timed("--results", more, *common)
    timed("--results", more, *common)
    if "EMCONVERGE_BROWSER" in os.environ and shutil.which("node"):
        subprocess.run(["node", ROOT / "bench" / "open_site.mjs", site / "index.html"], check=True)


if __name__ == "__main__":
    main()
