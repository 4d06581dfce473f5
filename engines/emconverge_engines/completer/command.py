"""Adds the missing heavy atoms of existing residues by PDBFixer: no residue, hydrogen or bond across a gap."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.program import print_versions


def parser() -> argparse.ArgumentParser:
    """The program's command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", required=True, type=Path, help="stripped model, mmCIF or PDB")
    options.add_argument("--out", required=True, type=Path, help="completed model, mmCIF")
    options.add_argument("--json", required=True, type=Path, help="list of what was added")
    options.add_argument("--seed", type=int, default=0, help="PDBFixer's seed (default 0)")
    return options


def main() -> int:
    """The program complete_model.py."""
    if "--versions" in sys.argv:
        print_versions("openmm", "pdbfixer", "gemmi")
        return 0
    options = parser().parse_args()

    from emconverge_engines.completer.completion import complete
    from emconverge_engines.models import model_text, read_model

    structure = read_model(options.model)
    added = complete(structure, options.seed)
    for site in structure[0].all():
        site.atom.occ = 1.0
    write_atomically(options.out, model_text(structure))
    write_atomically(options.json, json_text([asdict(addition) for addition in added]))
    return 0
