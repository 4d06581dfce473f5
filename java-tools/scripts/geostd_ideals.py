#!/usr/bin/env python3
"""Write the bond lengths and angles of GeoStd as the resource that org.emconverge.validation.StandardIdeals reads.

usage: geostd_ideals.py GEOSTD OUT.csv    (with a Python that has gemmi)

GEOSTD is a copy of Phenix's restraint library (https://github.com/phenix-project/geostd): of it a/data_ALA.cif and those of the other
amino acids and MSE, and of list/mon_lib_list.cif the peptide links and the modification COO, which gives a residue an OXT. Hydrogens, and
the OXT that only selenomethionine has by itself, are left out. Residue by residue, bonds before angles, in the order of the files.
"""

import csv
import sys
from pathlib import Path

import gemmi
from amino_acids import NAMES

RESIDUES = sorted([*NAMES, "MSE"])
LINKS = ("TRANS", "CIS", "PTRANS", "PCIS")
HEAD = """\
# Ideal bond lengths (angstrom) and angles (degrees) of amino acids and peptide bonds, with their standard deviations; heavy atoms.
# Those of R. A. Engh & R. Huber, Acta Cryst. A47, 392-400 (1991), of a cis proline International Tables F, 18.3 (2001), as Phenix's library
# GeoStd has them (https://github.com/phenix-project/geostd; N. W. Moriarty and others, 2025, doi 10.1101/2025.08.01.668229), by which
# MolProbity judges. Selenomethionine's side chain: quantum chemistry, likewise from there.
# A residue's own atoms, the apex of an angle in the middle; COO: of every residue with an OXT; of a peptide bond (TRANS, CIS; before
# proline PTRANS, PCIS) the atoms of the residue before have a minus sign. Written by java-tools/scripts/geostd_ideals.py.
"""


def rows(block: gemmi.cif.Block, category: str, name: str, size: int, skip: set[str]) -> list[list[str]]:
    """One row per bond (size 2) or angle (size 3) without an atom to skip; of a link with its atoms' residues as signs."""
    link = category.startswith("_chem_link")
    value = ("new_" if name == "COO" else "") + ("value_dist" if size == 2 else "value_angle")
    tags = [f"atom_id_{i + 1}" for i in range(size)] + [value, value + "_esd"]
    tags += [f"atom_{i + 1}_comp_id" for i in range(size)] if link else []
    found = []
    for row in map(list, block.find(category, tags)):
        atoms, residues = row[:size], row[size + 2 :]
        if not skip.intersection(atoms):
            signs = ["-" if residue == "1" else "" for residue in residues] or [""] * size
            numbers = [f"{float(number):.6g}" for number in row[size : size + 2]]
            found.append([name, " ".join(map("".join, zip(signs, atoms))), *numbers])
    return found


def main() -> None:
    geostd = Path(sys.argv[1])
    table = []
    for name in RESIDUES:
        block = gemmi.cif.read(str(geostd / name[0].lower() / f"data_{name}.cif")).find_block("comp_" + name)
        atoms = block.find("_chem_comp_atom.", ["atom_id", "type_symbol"])
        skip = {atom for atom, element in map(list, atoms) if element == "H"} | {"OXT"}
        table += rows(block, "_chem_comp_bond.", name, 2, skip) + rows(block, "_chem_comp_angle.", name, 3, skip)
    links = gemmi.cif.read(str(geostd / "list" / "mon_lib_list.cif"))
    carboxylate = links.find_block("mod_COO")
    table += rows(carboxylate, "_chem_mod_bond.", "COO", 2, {"H"}) + rows(
        carboxylate, "_chem_mod_angle.", "COO", 3, {"H"}
    )
    for name in LINKS:
        block = links.find_block("link_" + name)
        table += rows(block, "_chem_link_bond.", name, 2, {"H"}) + rows(block, "_chem_link_angle.", name, 3, {"H"})
    with open(sys.argv[2], "w", newline="") as out:
        out.write(HEAD)
        csv.writer(out, lineterminator="\n").writerows([["residue", "atoms", "ideal", "sigma"], *table])


if __name__ == "__main__":
    main()
