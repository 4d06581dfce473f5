#!/usr/bin/env python3
"""CPU time and peak memory of `emtools prepare-map` on a large gzipped float map.

    bench/prepare_map.py [--edge 512] [--jar java-tools/target/emtools.jar]

Needs numpy. Makes a map of noise (which compresses as badly as a real one) with a 60 Å helix bundle in it, then runs
the command with a heap of 64 MB above the crop, and with the default heap.
"""

import argparse
import gzip
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

HEAP_ABOVE_CROP_MB = 64


def bundle(centre):
    """Alpha carbons of seven parallel helices, Å."""
    turn = np.deg2rad(100) * np.arange(40)
    helix = np.stack([2.3 * np.cos(turn), 2.3 * np.sin(turn), 1.5 * np.arange(40) - 30], axis=1)
    axes = [(0, 0)] + [(10 * np.cos(a), 10 * np.sin(a)) for a in np.deg2rad(60) * np.arange(6)]
    return np.concatenate([helix + np.array([x, y, 0]) for x, y in axes]) + centre


def write_model(path, atoms):
    line = "ATOM  {0:5d}  CA  ALA A{0:4d}    {1:8.3f}{2:8.3f}{3:8.3f}  1.00 20.00           C\n"
    path.write_text("".join(line.format(i, *atom) for i, atom in enumerate(atoms, 1)) + "END\n")


def write_map(path, edge, atoms, seed=1):
    header = np.zeros(256, "<i4")
    floats = header.view("<f4")
    header[:4] = edge, edge, edge, 2
    header[7:10] = edge
    floats[10:13] = edge
    floats[13:16] = 90
    header[16:19] = 1, 2, 3
    header[52:54] = np.frombuffer(b"MAP \x44\x44\0\0", "<i4")
    noise = np.random.default_rng(seed)
    line = np.arange(edge)
    with gzip.open(path, "wb", compresslevel=1) if path.suffix == ".gz" else path.open("wb") as out:
        out.write(header.tobytes())
        for z in line:
            section = noise.standard_normal((edge, edge), np.float32) * np.float32(0.05)
            for atom in atoms[np.abs(atoms[:, 2] - z) < 5]:
                x, y = (np.exp(-((line - atom[axis]) ** 2) / 2.9) for axis in (0, 1))
                section += (np.exp(-((z - atom[2]) ** 2) / 2.9) * np.outer(y, x)).astype(np.float32)
            out.write(section.astype("<f4").tobytes())


def run(arguments):
    """(CPU seconds, wall seconds, peak resident MB) of one process."""
    start = time.time()
    process = subprocess.Popen(arguments)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return usage.ru_utime + usage.ru_stime, time.time() - start, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edge", type=int, default=512)
    parser.add_argument("--jar", default=str(Path(__file__).resolve().parent.parent / "java-tools/target/emtools.jar"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        atoms = bundle(options.edge / 2)
        write_model(folder / "model.pdb", atoms)
        write_map(folder / "map.mrc.gz", options.edge, atoms)
        print(f"map {options.edge}^3 float, {(folder / 'map.mrc.gz').stat().st_size / 2**20:.0f} MB gzipped")
        command = [
            "-jar",
            options.jar,
            "prepare-map",
            "--model",
            str(folder / "model.pdb"),
            "--map",
            str(folder / "map.mrc.gz"),
            "--resolution",
            "3",
            "--out-dir",
            str(folder / "out"),
        ]
        crop = np.prod(np.ptp(atoms, axis=0) + 18) * 4 / 2**20
        for label, heap in (
            (f"heap {HEAP_ABOVE_CROP_MB} MB above the crop", [f"-Xmx{int(crop) + HEAP_ABOVE_CROP_MB}m"]),
            ("default heap", []),
        ):
            cpu, wall, peak = run(["java", *heap, *command])
            print(f"{label}: {cpu:.1f} s CPU, {wall:.1f} s, peak {peak:.0f} MB resident")
        report = json.loads((folder / "out" / "map.json").read_text())
        print(f"crop {report['crop']['size']}, contrast {report['placement']['candidates'][0]['contrast']:.2f}")


if __name__ == "__main__":
    main()
