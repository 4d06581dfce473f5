#!/usr/bin/env python3
"""Pack the Top8000 rotamer grids into the resources that org.emconverge.validation.RotamerGrid reads, one file per table.

usage: compact_rotamers.py FOLDER_OF_rota8000-*.data.gz OUT_FOLDER

Gzipped and big-endian: number of chi angles (1 byte), for each the number of cells and the period in degrees (2 bytes each), the number
of levels (2 bytes) and the logarithm of the lowest (8-byte float); then one byte per cell, the last chi fastest: 0 where the
distribution p lies below the lowest level, else 1 + (levels - 1) (1 - ln p / ln lowest), rounded. Stored is the difference to the cell
before it, modulo 256, because that packs best. Arg and Lys, two thirds of the whole, have fewer levels.
"""

import gzip
import math
import struct
import sys
from pathlib import Path

import numpy as np

TABLES = (
    "arg",
    "asn",
    "asp",
    "cys",
    "gln",
    "glu",
    "his",
    "ile",
    "leu",
    "lys",
    "met",
    "phetyr",
    "pro",
    "ser",
    "thr",
    "trp",
    "val",
)
FINE, COARSE = (
    (255, 1e-4),
    (100, 3e-4),
)  # levels and the lowest: a score below counts as 0, where an outlier is below 0.003
COARSELY = ("arg", "lys")


def table(path: Path) -> tuple[np.ndarray, list[int]]:
    """The distribution, cells that the table leaves out being zero, and the period of each axis in degrees."""
    with gzip.open(path, "rt") as lines:
        head = [line.partition(":")[2].split() for line in lines if line.startswith("#")]
    axes = head[3 : 3 + int(head[1][0])]
    periods = [int(float(axis[1])) for axis in axes]
    values = np.zeros([int(axis[2]) for axis in axes])
    rows = np.loadtxt(path, comments="#", ndmin=2)
    cells = np.floor(rows[:, :-1] * values.shape / periods).astype(int)
    values[tuple(cells.T)] = rows[:, -1]
    return values, periods


def packed(values: np.ndarray, periods: list[int], levels: int, lowest: float) -> bytes:
    level = np.zeros(values.shape, int)
    known = values >= lowest
    level[known] = np.rint(1 + (levels - 1) * (1 - np.log(values[known]) / math.log(lowest)))
    axes = b"".join(struct.pack(">HH", *axis) for axis in zip(values.shape, periods))
    head = struct.pack(">B", values.ndim) + axes + struct.pack(">Hd", levels, math.log(lowest))
    return head + np.diff(level.ravel(), prepend=0).astype(np.uint8).tobytes()


def main() -> None:
    folder, out = map(Path, sys.argv[1:])
    for name in TABLES:
        body = packed(*table(folder / f"rota8000-{name}.data.gz"), *(COARSE if name in COARSELY else FINE))
        (out / f"top8000-{name}.gz").write_bytes(gzip.compress(body, 9, mtime=0))


if __name__ == "__main__":
    main()
