#!/usr/bin/env python3
"""What smallest_set.json of entries says, a row each: bench/two_states/table.py ENTRY..."""

import json
import sys
from pathlib import Path

print("|entry|models|windows|in alternatives|alternative stretches (occupancies)|uncertain stretches|smallest set|")
print("|-|-|-|-|-|-|-|")
for entry in map(Path, sys.argv[1:]):
    found = json.loads((entry / "smallest_set.json").read_text())
    shown = [s for s in found["stretches"] if s["kind"] == "alternative"]
    others = [s for s in found["stretches"] if s["kind"] != "alternative"]

    def place(stretch):
        return f"{stretch['chain']} {stretch['first']}–{stretch['last']}"

    alternatives = "; ".join(
        f"{place(s)} ({' : '.join(format(c['occupancy'], '.2f') for c in s['conformations'] if c['shown'])})"
        for s in shown
    )
    weights = ", ".join(format(m["weight"], ".2f") for m in found["models"])
    explained = found["curve"][sum(m["because"] == "fit" for m in found["models"]) - 1]["explained"]
    row = [
        entry, found["compared"], found["windows"], sum(s["residues"] for s in shown), alternatives or "none",
        "; ".join(map(place, others)) or "none",
        f"{len(found['models'])} ({weights}): {100 * explained:.1f} of {100 * found['explained_by_all']:.1f} %",
    ]  # fmt: skip
    print("|" + "|".join(map(str, row)) + "|")
