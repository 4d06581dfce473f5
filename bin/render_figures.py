#!/usr/bin/env python3
"""Render Vega-Lite specifications by vl-convert: FIGURE.vl.json becomes FIGURE.svg beside it."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the checkout is not ours to write to
# The checkout's own package goes first; in a container, which sees bin/ alone, the installed one is found.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engines"))

from emconverge_engines.figures import main
from emconverge_engines.program import run

if __name__ == "__main__":
    run(main)
