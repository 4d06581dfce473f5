"""What the benchmarks of several maps share: models sampled in a map, and how far two sets of them lie apart."""

import subprocess
import sys
from pathlib import Path

import gemmi
import numpy as np

ROOT = Path(__file__).resolve().parents[1]


def sampled(prepared, density, resolution, seeds, out, chain=0):
    """Cα positions (models × residues × 3) of a chain (its name, or its place) as a run samples them, without moves."""
    program = [sys.executable, ROOT / "bin" / "sample_openmm.py"]
    system = ["--model", prepared / "prepared.cif", "--map", density, "--symmetry", prepared / "symmetry.json"]
    steps = [
        ["setup", *system, "--resolution", resolution, "--out", out / "system"],
        ["sample", "--system", out / "system", "--moves", "none", "--seeds", seeds, "--out", out / "sampled"],
    ]
    for step in steps:
        subprocess.run([str(word) for word in program + step], check=True, stdout=subprocess.DEVNULL)
    chains = [gemmi.read_structure(str(path))[0][chain] for path in sorted((out / "sampled").glob("*.cif"))]
    return np.array([[residue["CA"][0].pos.tolist() for residue in chain] for chain in chains])


def apart(first, second):
    """Distance of the means of two sets at every residue, Å, what their spread lets expect, and where it is more."""
    distance = np.linalg.norm(first.mean(0) - second.mean(0), axis=-1)
    expected = np.sqrt(sum(places.var(axis=0, ddof=1).sum(-1) / len(places) for places in (first, second)))
    return distance, expected, (distance > 1) & (distance > 3 * expected)
