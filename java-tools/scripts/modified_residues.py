#!/usr/bin/env python3
"""Write the table of modified amino-acid residues that org.emconverge.structure.AminoAcids reads.

usage: modified_residues.py OUT.csv, with the Python package biotite, which ships the wwPDB's chemical component dictionary (CC0)

A row for each of the twenty amino acids and each hand (L or D): the components that come from it. The parent is the component's own
(_chem_comp.mon_nstd_parent_comp_id) or, where it names none, the amino acid of its one-letter code. The hand is that of its type
(_chem_comp.type). Components of several parents, such as chromophores made of three residues, stand for no single residue and are
left out, as are those without N, CA and C. D-residues without a parent are in the row whose parent is empty.
"""

import csv
import sys
from collections import defaultdict

import biotite
from amino_acids import BY_LETTER, NAMES
from biotite.structure.info import get_ccd

OF_THE_CODE_ONLY = {"U": "CYS", "O": "LYS"}
"""Selenocysteine and pyrrolysine, which the genetic code knows but no force field does: their nearest relatives."""


def parent(component: str, parents: dict[str, str], letters: dict[str, str]) -> str:
    """The standard amino acid that a component comes from, by as many steps as it takes; empty where there is none."""
    seen = set()
    while component not in NAMES and component not in seen:
        seen.add(component)
        letter = letters.get(component, "")
        by_letter = BY_LETTER.get(letter) or OF_THE_CODE_ONLY.get(letter) or ""
        named = parents.get(component, "?")
        component = by_letter if named in ("?", ".", "") else named
    return component if component in NAMES else ""


def main() -> None:
    dictionary = get_ccd()
    components = dictionary["chem_comp"]
    atoms = dictionary["chem_comp_atom"]
    names = list(components["id"].as_array())
    parents = dict(zip(names, components["mon_nstd_parent_comp_id"].as_array(), strict=True))
    letters = dict(zip(names, components["one_letter_code"].as_array(), strict=True))
    backbone = defaultdict(set)
    for component, atom in zip(atoms["comp_id"].as_array(), atoms["atom_id"].as_array(), strict=True):
        if atom in ("N", "CA", "C"):
            backbone[component].add(atom)
    rows = defaultdict(list)
    for name, kind in zip(names, components["type"].as_array(), strict=True):
        peptide = "PEPTIDE" in kind.upper()
        hand = "D" if peptide and kind.upper().startswith("D-") else "L"
        if name in NAMES or len(backbone[name]) < 3:
            continue
        comes_from = parent(name, parents, letters if peptide else {})
        if comes_from or hand == "D":
            rows[comes_from, hand].append(name)
    with open(sys.argv[1], "w", newline="", encoding="ascii") as out:
        out.write(
            f"# Written by scripts/modified_residues.py from the wwPDB's dictionary in biotite {biotite.__version__}\n"
        )
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("parent", "hand", "residues"))
        for (comes_from, hand), residues in sorted(rows.items()):
            table.writerow((comes_from, hand, " ".join(sorted(residues))))


if __name__ == "__main__":
    main()
