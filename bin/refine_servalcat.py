#!/usr/bin/env python3
"""Refine models against their map, or half maps, by Servalcat: coordinates and isotropic B factors."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the checkout is not ours to write to
# The checkout's own package goes first; in a container, which sees bin/ alone, the installed one is found.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engines"))

from emconverge_engines.program import run
from emconverge_engines.refiner.command import main

if __name__ == "__main__":
    run(main)
