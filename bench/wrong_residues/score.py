#!/usr/bin/env python3
"""Do the numbers of residues.csv say where a model is wrong? Measures runs of run.py against the truth.

    PYTHONPATH=engines PYTHON bench/wrong_residues/score.py FOLDER [FOLDER ...] [--json FILE] [--residues FILE]

FOLDER is what run.py was given as --out. Tables of Markdown go to the standard output, everything to --json, and
every residue with its columns and its truth to --residues (CSV). Entries without results are named and left out.
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

from emconverge_engines.files import csv_text, json_text, write_atomically

LIMITS = (3.0, 3.5)  # Å, the resolutions that goals are set for


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
    """The entries of each set but the simulated ones, of its maps up to a resolution, of maps with wrong residues."""
    parts: dict[str, list[entry.Entry]] = defaultdict(list)
    for each in found:
        case = each.case
        if case.set == "simulated":
            continue
        parts[case.set].append(each)
        for limit in LIMITS:
            if case.resolution <= limit:
                parts[f"{case.set}, d ≤ {limit} Å"].append(each)
        if each.wrong.any():
            parts[f"{case.set}, {case.map_name}"].append(each)
    return dict(sorted(parts.items()))


def scored(found: list[entry.Entry], levels: Levels) -> dict[str, object]:
    """Everything that is measured, for JSON."""
    parts = groups(found)
    usual = [each for each in parts.get("right", []) if UNUSUAL not in each.case.map_name]
    return {
        "entries": [pooled.entry_row(each, levels) for each in found],
        "pooled": {name: pooled.detection(part) for name, part in parts.items() if part[0].case.set != "right"},
        "verdicts": {name: pooled.verdicts(part, levels) for name, part in parts.items()},
        "shifts": {name: pooled.shifts(part) for name, part in parts.items()},
        "reliability": {name: pooled.reliability_of(part) for name, part in parts.items()},
        "trend": pooled.resolution_trend(usual),
        "known_truth": pooled.known_truths([each for each in found if each.case.set == "simulated"]),
    }


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--residues", type=Path)
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
    if options.residues:
        rows = (row for each in found for row in each.rows())
        write_atomically(options.residues, csv_text(entry.TABLE, rows))


if __name__ == "__main__":
    main()
