#!/usr/bin/env python3
"""Do the numbers of residues.csv say where a model is wrong? Measures runs of run.py against the truth.

    PYTHONPATH=engines PYTHON bench/wrong_residues/score.py FOLDER [FOLDER ...] [--json FILE] [--determined 0.9]

FOLDER is what run.py was given as --out. Tables of Markdown go to the standard output, everything to --json. Entries
without results are named and left out.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import cases
import entry
import pooled
import tables
from measures import UNUSUAL
from verdicts import Levels

from emconverge_engines.files import json_text, write_atomically


def entries(folders: list[Path]) -> list[entry.Entry]:
    """The entries of runs that have results."""
    found = []
    for folder in folders:
        for case in cases.read(folder / "cases.csv"):
            try:
                found.append(entry.read(case, folder / "results"))
            except FileNotFoundError:
                print(f"score.py: {case.id} has no results in {folder}; it is left out.", file=sys.stderr)
    return found


def groups(found: list[entry.Entry]) -> dict[str, list[entry.Entry]]:
    """The entries of each set, and of each map of the sets that have wrong residues."""
    parts: dict[str, list[entry.Entry]] = defaultdict(list)
    for each in found:
        parts[each.case.set].append(each)
        if each.case.set in ("real", "planted"):
            parts[f"{each.case.set} {each.case.map_name}"].append(each)
    return dict(sorted(parts.items()))


def scored(found: list[entry.Entry], levels: Levels) -> dict[str, object]:
    """Everything that is measured, for JSON."""
    parts = groups(found)
    right = [each for each in parts.get("right", []) if UNUSUAL not in each.case.map_name]
    return {
        "entries": [pooled.entry_row(each, levels) for each in found],
        "pooled": {name: pooled.detection(part) for name, part in parts.items() if name not in ("right", "simulated")},
        "verdicts": {name: pooled.verdicts(part, levels) for name, part in parts.items() if name != "simulated"},
        "shifts": {name: pooled.shifts(part) for name, part in parts.items() if name != "simulated"},
        "trend": pooled.resolution_trend(right),
        "known_truth": [pooled.known_truth(each) for each in parts.get("simulated", [])],
        "reliability": {name: pooled.reliability_of(part) for name, part in parts.items() if name != "simulated"},
    }


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--determined", type=float, default=Levels.determined, help="confidence from which on it is said"
    )
    parser.add_argument("--undetermined", type=float, default=Levels.undetermined, help="confidence below which it is")
    options = parser.parse_args()
    found = entries(options.folders)
    if not found:
        sys.exit("score.py: no entry has results; run run.py first.")
    numbers = scored(found, Levels(options.determined, options.undetermined))
    print(tables.text(numbers))
    if options.json:
        write_atomically(options.json, json_text(numbers))


if __name__ == "__main__":
    main()
