#!/usr/bin/env python3
"""Add the missing heavy atoms of existing residues by PDBFixer."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the checkout is not ours to write to
# The checkout's own package goes first; in a container, which sees bin/ alone, the installed one is found.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engines"))

from emconverge_engines.completer.command import main
from emconverge_engines.program import run

if __name__ == "__main__":
    run(main)
