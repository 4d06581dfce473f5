#!/usr/bin/env python3
"""Fourier shell correlations by numpy, in double precision, of two maps that ShellCorrelationTest makes in the same way.

usage: shell_correlation_oracle.py OUT.csv
"""

import sys
from pathlib import Path

import numpy as np

SIZE = (20, 27, 18)  # x, y, z
VOXEL = (1.2, 0.9, 1.5)  # Angstrom


def scattered(count: int, first: int) -> np.ndarray:
    """Numbers in [-0.5, 0.5), a hash of first, first + 1, ..."""
    x = np.arange(first, first + count, dtype=np.uint64) * 2654435761 % 2**32
    x ^= x >> 16
    x = x * 2246822519 % 2**32
    x ^= x >> 13
    return x / 2**32 - 0.5


def correlation(a: np.ndarray, b: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """FSC by shell and the number of members, both halves of every Friedel pair counted."""
    f, g = (np.fft.fftn((m - m.mean()) * mask) for m in (a, b))
    w, v, u = np.meshgrid(*(np.fft.fftfreq(n, d) for n, d in zip(SIZE[::-1], VOXEL[::-1])), indexing="ij")
    longest = max(n * d for n, d in zip(SIZE, VOXEL))
    shell = np.rint(np.sqrt(u**2 + v**2 + w**2) * longest).astype(int).ravel()
    shells = int(0.5 / max(VOXEL) * longest) + 1

    def total(values):
        return np.bincount(shell, values.ravel(), minlength=shells)[:shells]

    fsc = total((f * g.conj()).real) / np.sqrt(total(abs(f) ** 2) * total(abs(g) ** 2))
    return fsc, total(np.ones(f.shape))


def main():
    shape, count = SIZE[::-1], int(np.prod(SIZE))
    a = scattered(count, 0)
    b = a + np.roll(a, -1) + scattered(count, 10**6)
    mask = scattered(count, 2 * 10**6) + 0.5
    a, b, mask = (m.astype(np.float32).astype(float).reshape(shape) for m in (a, b, mask))
    plain, members = correlation(a, b, np.ones(shape))
    masked, _ = correlation(a, b, mask)
    # The mean of an unmasked map is zero, and its correlation undefined.
    rows = [f"{i},{plain[i] if i else 0:.8f},{masked[i]:.8f},{int(members[i] + 1) // 2}" for i in range(len(plain))]
    Path(sys.argv[1]).write_text("shell,fsc,masked_fsc,terms\n" + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
