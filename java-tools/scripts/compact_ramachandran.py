#!/usr/bin/env python3
"""Pack the six Top8000 Ramachandran grids into the resource that org.emconverge.validation.RamachandranGrid reads.

usage: compact_ramachandran.py FOLDER_OF_rama8000-*.data.gz OUT.gz

A line of text (cells per axis, levels, lowest and highest logarithm), then class after class, phi slowest, one 16-bit level per cell of
2 degrees: 0 where the distribution p is zero, else 1 + (levels - 1) (ln p - lowest) / (highest - lowest), rounded. Stored is the
difference to the level before it in psi (the first of a row: to 0), all low bytes of a class before all its high bytes, because that
packs best.
"""

import gzip
import math
import sys
from pathlib import Path

import numpy as np

CLASSES = ("general-noGPIVpreP", "gly-sym", "cispro", "transpro", "prepro-noGP", "ileval-nopreP")
CELLS, STEP, LEVELS = 180, 2.0, 4000
LOWEST, HIGHEST = math.log(5e-7), 0.0  # the smallest value of the six grids is 9.4e-7, the largest 1


def grid(path: Path) -> np.ndarray:
    """The distribution on its 180 x 180 cells; cells that the table leaves out are zero."""
    phi, psi, value = np.loadtxt(path, comments="#").T
    values = np.zeros((CELLS, CELLS))
    values[((phi + 179) / STEP).round().astype(int), ((psi + 179) / STEP).round().astype(int)] = value
    return values


def packed(values: np.ndarray) -> bytes:
    levels = np.zeros(values.shape, int)
    levels[values > 0] = np.rint(1 + (LEVELS - 1) * (np.log(values[values > 0]) - LOWEST) / (HIGHEST - LOWEST))
    steps = np.diff(levels, axis=1, prepend=0).astype("<i2")
    return steps.view(np.uint8).reshape(-1, 2).T.tobytes()


def main() -> None:
    folder, out = map(Path, sys.argv[1:])
    body = b"".join(packed(grid(folder / f"rama8000-{name}.data.gz")) for name in CLASSES)
    head = f"{CELLS} {LEVELS} {LOWEST!r} {HIGHEST!r}\n".encode()
    out.write_bytes(gzip.compress(head + body, 9, mtime=0))


if __name__ == "__main__":
    main()
