"""Adds the missing heavy atoms of existing residues by PDBFixer: no residue, hydrogen or bond across a gap."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.program import print_versions

KEEP = ("all", "known")


def parser() -> argparse.ArgumentParser:
    """The program's command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", required=True, type=Path, help="stripped model, mmCIF or PDB")
    options.add_argument("--out", required=True, type=Path, help="completed model, mmCIF")
    options.add_argument("--json", required=True, type=Path, help="list of what was added")
    options.add_argument(
        "--keep",
        choices=("protein", *KEEP),
        default="all",
        help="all: a component that nobody knows ends the program (default); known: it is left out; protein: as all, "
        "of a model that is all protein, without --components",
    )
    options.add_argument(
        "--ligand", action="append", default=[], type=Path, help="dictionary of components, CIF; may be given again"
    )
    options.add_argument("--monlib", type=Path, help="monomer library (default: CLIBD_MON, if set)")
    options.add_argument("--components", type=Path, help="JSON file: what there is beside protein, what was left out")
    options.add_argument(
        "--made",
        type=Path,
        help="CIF file to write: dictionaries made of ideal coordinates, of components that neither the library nor a "
        "file describes; not written where there are none",
    )
    options.add_argument("--seed", type=int, default=0, help="PDBFixer's seed (default 0)")
    return options


def main() -> int:
    """The program complete_model.py."""
    if "--versions" in sys.argv:
        print_versions("openmm", "pdbfixer", "gemmi")
        return 0
    options = parser().parse_args()

    from emconverge_engines.completer.completion import complete
    from emconverge_engines.completer.components import screened
    from emconverge_engines.dictionaries import library_folder
    from emconverge_engines.models import model_text, read_model

    structure = read_model(options.model)
    components, made = screened(structure, options.keep, library_folder(options.monlib), options.ligand)
    added = complete(structure, options.seed)
    for site in structure[0].all():
        site.atom.occ = 1.0
    write_atomically(options.out, model_text(structure))
    write_atomically(options.json, json_text([asdict(addition) for addition in added]))
    if options.made and made:
        write_atomically(options.made, made)
    if options.components:
        write_atomically(options.components, json_text(components))
    return 0
