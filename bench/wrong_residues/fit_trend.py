#!/usr/bin/env python3
"""Fits the resolution trend to the deposited models of the benchmark, and writes the file that the jar carries.

    fit_trend.py RUN [RUN ...] [--out trend.json]

Each RUN is a folder of run.py; what counts are its results of the set `right`. ln(mean Cα RMSD) = slope * d + intercept
by least squares; the 20S proteasome is left out, as it is unusually tight (in the paper too).
"""

import argparse
import json
from pathlib import Path

import numpy as np
from fit_confidence import fingerprints, finished
from measures import UNUSUAL
from scipy.stats import linregress
from tables import shown, table

from emconverge_engines.files import json_text, write_atomically


def main() -> None:
    """The program."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("runs", nargs="+", type=Path)
    options.add_argument("--out", type=Path, help="trend.json")
    given = options.parse_args()
    found = {
        case.map_name: json.loads((folder / "summary.json").read_text())
        for case, folder in finished(given.runs)
        if case.set == "right"
    }
    used = sorted((each for each in found if not each.startswith(UNUSUAL)), key=lambda name: found[name]["resolution"])
    resolutions = np.array([found[name]["resolution"] for name in used])
    means = np.array([found[name]["ca_rmsd"]["mean"] for name in used])
    line = linregress(resolutions, np.log(means))
    residuals = np.log(means) - line.slope * resolutions - line.intercept
    deviation = float(np.sqrt((residuals**2).sum() / (len(used) - 2)))
    rows = [
        [name, shown(float(d)), shown(float(mean)), shown(float(np.exp(np.log(mean) - off)))]
        for name, d, mean, off in zip(used, resolutions, means, residuals, strict=True)
    ]
    print(table(["map", "d (Å)", "mean Cα RMSD (Å)", "line (Å)"], rows))
    print(f"\nln(mean) = {line.slope:.3f} d {line.intercept:+.3f}, residual SD {deviation:.3f}")
    if given.out:
        write_atomically(
            given.out,
            json_text(
                {
                    "description": "ln(mean Cα RMSD of the refined models, Å) = slope * resolution (Å) + intercept, "
                    "over the maps named. Written by bench/wrong_residues/fit_trend.py.",
                    "maps": used,
                    "engines": {"sampler": "openmm", "refiner": "servalcat"},
                    "slope": round(float(line.slope), 4),
                    "intercept": round(float(line.intercept), 4),
                    "residual_sd": round(deviation, 4),
                    "best_resolution": float(resolutions.min()),
                    "worst_resolution": float(resolutions.max()),
                    "fingerprints": fingerprints(found.values()),
                }
            ),
        )


if __name__ == "__main__":
    main()
