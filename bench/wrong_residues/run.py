#!/usr/bin/env python3
"""Runs the pipeline on the cases of the benchmark, one samplesheet for all of them; finished work is resumed.

    PYTHONPATH=engines PYTHON bench/wrong_residues/run.py --out FOLDER [--sets real,planted,right,simulated]
        [--planted FOLDER] [--simulated FOLDER] [--cases 'real.emd6555*' ...] [-- OPTIONS OF emconverge run]

PYTHON is the engines' (README.md). FOLDER gets cases.csv, the truth tables, and results/, which score.py reads.
What follows -- goes to the pipeline: --models 30 --best 10, or --moves none.
"""

import argparse
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import cases
from maps import ROOT

from emconverge_engines.files import csv_text, write_atomically


def chosen(options: argparse.Namespace) -> list[cases.BenchCase]:
    """The cases that were asked for."""
    tables = options.out / "truth"
    sources = {
        "real": lambda: cases.real(options.shared, tables),
        "right": lambda: cases.right(options.shared, tables),
        "planted": lambda: cases.planted(options.shared, options.planted.absolute()),
        "simulated": lambda: cases.simulated(options.simulated.absolute(), tables),
    }
    if unknown := set(options.sets) - set(sources):
        sys.exit(f"run.py: there is no set {', '.join(sorted(unknown))}; name {', '.join(cases.SETS)}.")
    found = [each for name in options.sets for each in sources[name]()]
    return [each for each in found if any(fnmatchcase(each.id, pattern) for pattern in options.cases)]


def main() -> int:
    """The program; its status is the run's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--planted", type=Path, default=Path("planted"), help="what plant.py wrote")
    parser.add_argument("--simulated", type=Path, default=Path("simulated"), help="what simulate.py wrote")
    parser.add_argument("--sets", type=lambda text: text.split(","), default=list(cases.SETS))
    parser.add_argument("--cases", nargs="+", default=["*"], help="patterns of ids")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:cut])
    options.out = options.out.absolute()
    wanted = chosen(options)
    if not wanted:
        sys.exit("run.py: no case is left; look at --sets, --cases, and where --planted and --simulated point.")
    cases.write(options.out / "cases.csv", wanted)
    columns = ("id", "map", "model", "resolution", "symmetry")
    rows = ({**{key: getattr(each, key) for key in columns[:4]}, "symmetry": "C1"} for each in wanted)
    write_atomically(options.out / "sheet.csv", csv_text(columns, rows))
    command = [ROOT / "bin" / "emconverge", "run", "-c", ROOT / "bench" / "raw_trace.config", "--input", "sheet.csv"]
    return subprocess.run([*command, "-resume", *words[cut + 1 :]], cwd=options.out).returncode


if __name__ == "__main__":
    sys.exit(main())
