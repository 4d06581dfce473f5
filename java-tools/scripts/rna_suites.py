#!/usr/bin/env python3
"""Write the table of RNA backbone conformers, and the fixture of RnaSuitesTest. Run with a Python that has cctbx-base.

usage: rna_suites.py rna-suites.csv cctbx-suites.csv

The table is what suitename, which cctbx carries, knows of its clusters. The fixture is what suitename says of torsions around the
clusters, between a dominant cluster and its satellites, and anywhere.
"""

import random
import sys
from pathlib import Path

import numpy as np
from mmtbx.suitename import suitealyze, suitename, suiteninit
from mmtbx.suitename.suitenamedefs import Suite

TORSIONS = ["delta_before", "epsilon_before", "zeta_before", "alpha", "beta", "gamma", "delta"]
BINS = [before + after + gamma for before in "32" for after in "32" for gamma in "ptm"]
TABLE = """\
# Conformers of the RNA backbone from sugar to sugar (suites): mean torsions in degrees, by the bin of the two sugars' puckers (3: C3'-endo,
# 2: C2'-endo) and gamma (p: plus, t: trans, m: minus). J. S. Richardson and others, RNA 14, 465-481 (2008), as the authors' program
# suitename has them (mmtbx/suitename/suiteninit.py of https://github.com/cctbx/cctbx_project, Copyright 2021 Richardson Lab at Duke
# University, Apache-2.0; clusters of 070130 to 210308). Status wannabe: seen too rarely to be certain. A satellite (sat) lies beside the
# dominant cluster (dom) of its bin; between the two, distances are measured in these widths (degrees), where there are any.
"""
WIDTHS = [of + "_" + torsion for of in ("satellite", "dominant") for torsion in ("epsilon", "zeta", "beta")]


def clusters():
    """A row of the table for each cluster."""
    special = {name: (satellite, dominant) for name, satellite, dominant in suiteninit.satelliteData}
    for number, bin_name in enumerate(BINS, 1):
        for _, name, status, _, dominance, angles in getattr(suiteninit, f"bin{number}data")[3:]:
            widths = [special[name][of][k] for of in (0, 1) for k in (2, 3, 5)] if name in special else [0] * 6
            means = [f"{angle:g}" for angle in angles[1:8]]
            yield [bin_name, name, status, dominance, *means, *(f"{width:g}" if width else "" for width in widths)]


def points(rows):
    """Torsions to ask about, always the same."""
    rng = random.Random(7)
    for row in rows:
        for spread in [4, 12, 20, 28] * 2:
            yield [
                round((float(mean) + rng.gauss(0, spread if k in (1, 2, 3, 4) else spread / 3)) % 360, 1)
                for k, mean in enumerate(row[4:11])
            ]
    for dominant in (row for row in rows if row[3] == "dom"):
        for satellite in (row for row in rows if row[3] == "sat" and row[0] == dominant[0]):
            for share in range(1, 10):
                ends = zip(dominant[4:11], satellite[4:11], strict=True)
                yield [
                    round((float(a) * (1 - share / 10) + float(b) * share / 10 + rng.gauss(0, 3)) % 360, 1)
                    for a, b in ends
                ]
    for _ in range(40):
        yield [round(rng.uniform(0, 360), 1) for _ in TORSIONS]


def main(table: Path, fixture: Path):
    rows = list(clusters())
    head = ",".join(["bin", "name", "status", "dominance", *TORSIONS, *WIDTHS])
    table.write_text(TABLE + head + "\n" + "".join(",".join(row) + "\n" for row in rows))
    suitealyze.setOptions(None)
    lines = []
    for torsions in points(rows):
        suite = Suite(("x",) * 7, "A", np.array([180.0, *torsions, 180.0]))
        suitename.compute([suite])
        lines.append(
            ",".join([*(f"{torsion:g}" for torsion in torsions), suite.cluster.name, f"{suite.suiteness:.4f}"])
        )
    fixture.write_text(",".join([*TORSIONS, "name", "suiteness"]) + "\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
