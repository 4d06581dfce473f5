#!/usr/bin/env python3
"""Write a copy of the CCP4 monomer library with the bonds and angles of GeoStd, which Phenix and MolProbity use, for geometry_oracle.py.

usage: geostd_library.py MONOMER_LIBRARY IDEALS.csv OUT_FOLDER    (with a Python that has gemmi)

IDEALS.csv is what geostd_ideals.py wrote. What the library's peptide links would change in the amino acids is taken out.
"""

import csv
import shutil
import sys
from pathlib import Path

import gemmi

MODIFICATIONS = ("DEL-OXT", "DEL-HN1", "DEL-HNP")


def ideals(file):
    table = {}
    with open(file) as text:
        for row in csv.DictReader(line for line in text if not line.startswith("#")):
            atoms = tuple(row["atoms"].replace("-", "").split())
            for key in (atoms, atoms[::-1]):
                table.setdefault(row["residue"], {})[key] = row["ideal"], row["sigma"]
    return table


def replace(block, kind, known):
    for what, value, size in (("bond", "value_dist", 2), ("angle", "value_angle", 3)):
        tags = [f"atom_id_{i + 1}" for i in range(size)] + [value, value + "_esd"]
        for row in block.find(f"_chem_{kind}_{what}.", tags):
            found = known.get(tuple(row)[:size])
            if found:
                row[size], row[size + 1] = found


def main():
    library, table, out = Path(sys.argv[1]), ideals(sys.argv[2]), Path(sys.argv[3])
    shutil.copytree(library, out)
    list_file = out / "list" / "mon_lib_list.cif"
    links = gemmi.cif.read(str(list_file))
    for name, known in table.items():
        link = links.find_block("link_" + name)
        if link:
            replace(link, "link", known)
        elif name != "COO":  # the same in both libraries
            file = out / name[0].lower() / f"{name}.cif"
            component = gemmi.cif.read(str(file))
            replace(component.find_block("comp_" + name), "comp", known)
            component.write_file(str(file))
    for name in MODIFICATIONS:
        for what in ("bond", "angle"):
            rows = links.find_block("mod_" + name).find(f"_chem_mod_{what}.", ["function"])
            for i in reversed([i for i, row in enumerate(rows) if row[0] == "change"]):
                rows.remove_row(i)
    links.write_file(str(list_file))


if __name__ == "__main__":
    main()
