#!/usr/bin/env python3
"""Write the conformation-dependent library, version 1.2, as the resource that org.emconverge.validation.BackboneIdeals reads.

usage: compact_cdl.py OUT.csv    (with a Python that has cctbx-base, whose copy of the library this reads)

One row per class and cell of 10 degrees of phi and psi in which the library has values of its own, and one row per class, without phi and
psi, for all the other cells. Values: mean and standard deviation, degrees or angstrom; empty where glycine has no CB.
"""

import csv
import sys

from mmtbx.conformation_dependent_library.cdl_database import cdl_database, version

COLUMNS = (
    "C-N-CA",
    "N-CA-CB",
    "N-CA-C",
    "CB-CA-C",
    "CA-C-O",
    "CA-C-N",
    "O-C-N",
    "C-N",
    "N-CA",
    "CA-CB",
    "CA-C",
    "C-O",
    "C-N-CD",
    "CA-N-CD",
    "N-CD-CG",
    "CA-CB-CG",
    "CB-CG-CD",
    "CB-CG",
    "CG-CD",
    "N-CD",
)
# Engh & Huber 2001, as cctbx has them for a proline beside a cis peptide; the last eight columns are only theirs
CIS_PROLINE = (
    127.0,
    2.4,
    102.6,
    1.1,
    112.1,
    2.6,
    112.0,
    2.5,
    120.2,
    2.4,
    117.1,
    2.8,
    121.1,
    1.9,
    1.338,
    0.019,
    1.468,
    0.017,
    1.533,
    0.018,
    1.524,
    0.020,
    1.228,
    0.020,
    120.6,
    2.2,
    111.5,
    1.4,
    103.8,
    1.2,
    104.0,
    1.9,
    105.4,
    2.3,
    1.506,
    0.039,
    1.512,
    0.027,
    1.474,
    0.014,
)
HEAD = f"""\
# {version}: bond lengths and angles of the peptide backbone as functions of phi and psi (degrees, at the centre of a cell of 10 x 10).
# Cite: D. E. Tronrud, P. A. Karplus, Acta Cryst. D67, 699-706 (2011); D. E. Tronrud, D. S. Berkholz, P. A. Karplus, Acta Cryst. D66,
# 834-842 (2010); D. S. Berkholz, M. V. Shapovalov, R. L. Dunbrack, P. A. Karplus, Structure 17, 1316-1325 (2009).
# Class Pro_cis: R. A. Engh, R. Huber, International Tables for Crystallography F, 18.3, 382-392 (2001).
# Taken from cctbx (https://github.com/cctbx/cctbx_project, BSD-3-Clause-LBNL) by java-tools/scripts/compact_cdl.py.
"""


def cells(row: list) -> list:
    return ["" if value == -1 else value for value in row[2:26]]


def main() -> None:
    with open(sys.argv[1], "w", newline="") as out:
        out.write(HEAD)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["class", "phi", "psi", *(c + suffix for c in COLUMNS for suffix in ("", " sd"))])
        for name, table in cdl_database.items():
            writer.writerow([name, "", "", *cells(next(row for row in table.values() if row[0] == "I"))])
            writer.writerows([name, *key, *cells(row)] for key, row in sorted(table.items()) if row[0] != "I")
        writer.writerow(["Pro_cis", "", "", *CIS_PROLINE])


if __name__ == "__main__":
    main()
