#!/usr/bin/env python3
"""Print what cctbx finds of the sugars and backbone of RNA: the fixture of NucleicAgreementTest. Run with a Python that has cctbx-base.

usage: rna_oracle.py MODEL.pdb > mmtbx-rna.csv

Puckers: mmtbx.validation.rna_validate; suites: mmtbx.suitename. An empty cell is what cctbx does not judge.
"""

import sys

import iotbx.pdb
from mmtbx.suitename.suitealyze import suitealyze
from mmtbx.validation.rna_validate import rna_puckers


def number(value, decimals: int) -> str:
    return f"{value:.{decimals}f}" if value is not None else ""


def main(model: str):
    hierarchy = iotbx.pdb.input(model).construct_hierarchy()
    rows = {}
    for of in rna_puckers(hierarchy, outliers_only=False).results:
        cells = [number(of.delta_angle, 1), number(of.Pperp_distance, 3), str(bool(of.outlier)).lower()]
        rows[of.chain_id.strip(), of.resseq.strip()] = [*cells, "", ""]
    for of in suitealyze(hierarchy).results:
        if of.valid:
            row = rows.setdefault((of.chain_id.strip(), of.resseq.strip()), [""] * 5)
            row[3:] = [of.suite, number(of.suiteness, 4)]
    print("chain,resnum,delta,perpendicular,pucker_outlier,suite,suiteness")
    for names, cells in rows.items():
        print(*names, *cells, sep=",")


if __name__ == "__main__":
    main(sys.argv[1])
