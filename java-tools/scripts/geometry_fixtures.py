#!/usr/bin/env python3
"""Turn what geometry_oracle.py wrote into the fixtures of the tests.

usage: geometry_fixtures.py ORACLE_FOLDER FIXTURE_FOLDER

mmtbx-counts.csv: per entry (the model.pdb of each) what mmtbx counts. mmtbx-residues.csv: what it says of each residue of one entry.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

ENTRY = "emd6770_5xsy_B"
COUNTS = (
    "entry",
    "rotamers_favoured",
    "rotamers_allowed",
    "rotamers_outlier",
    "cbeta_outliers",
    "cis_proline",
    "cis_other",
    "twisted",
    "bonds",
    "bond_outliers",
    "angles",
    "angle_outliers",
    "chirality_outliers",
)


def counts(entry, found):
    rotamers = Counter(row[3] for row in found["rotamer"])
    omega = Counter((row[2] == "Pro", row[3]) for row in found["omega"])
    twisted = omega[True, "Twisted"] + omega[False, "Twisted"]
    geometry = found["cdl"]
    return (
        entry,
        rotamers["Favored"],
        rotamers["Allowed"],
        rotamers["OUTLIER"],
        sum(row[2] >= 0.25 for row in found["cbeta"]),
        omega[True, "Cis"],
        omega[False, "Cis"],
        twisted,
        geometry["bonds"]["count"],
        geometry["bonds"]["outliers"],
        geometry["angles"]["count"],
        geometry["angles"]["outliers"],
        geometry["chiralities"]["outliers"],
    )


def residues(found):
    tables = [
        {row[0]: row[value] for row in found[name]}
        for name, value in (
            ("ramachandran", 3),
            ("ramachandran", 4),
            ("rotamer", 3),
            ("rotamer", 4),
            ("cbeta", 2),
            ("omega", 4),
        )
    ]
    ids = sorted(set().union(*tables), key=lambda residue: int(residue.split()[1]))
    return [(residue, *(table.get(residue, "") for table in tables)) for residue in ids]


def write(file, header, rows):
    with open(file, "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])


def main():
    folder, out = map(Path, sys.argv[1:])
    found = {
        file.stem.removesuffix("_model"): json.loads(file.read_text()) for file in sorted(folder.glob("*_model.json"))
    }
    write(out / "mmtbx-counts.csv", COUNTS, [counts(entry, values) for entry, values in found.items()])
    write(
        out / "mmtbx-residues.csv",
        ("residue", "ramachandran", "ramachandran_score", "rotamer", "rotamer_score", "cbeta_deviation", "omega"),
        residues(found[ENTRY]),
    )


if __name__ == "__main__":
    main()
