"""Checks the example protein: usage check.py example-protein.csv [folder with the Top8000 grids] [picoseconds of MD]."""

import csv
import gzip
import os
import sys

import numpy as np
from backbone import HELICES, axis_points
from build import CHIS, ONE, TORSIONS, atom_names, build
from openmm import unit
from relax import ca_rmsd, clashes, heavy, simulation

LAST_FIXED = 60


def read(path):
    with open(path, encoding="utf-8") as f:
        rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
    three = {v: k for k, v in ONE.items()}
    t = np.array([[float(r[n] or 180) for n in TORSIONS] for r in rows])
    return "".join(three[r["residue"]] for r in rows), t


def grid(path):
    lines = [line.split() for line in gzip.open(path, "rt") if not line.startswith("#")]
    return {tuple(round(float(v), 1) for v in line[:-1]): float(line[-1]) for line in lines}


def look_up(table, angles, period):
    keys = np.array(list(table))
    values = np.array(list(table.values()))
    gap = (keys - np.array(angles) + period / 2) % period - period / 2
    return values[np.argmin((gap**2).sum(1))]


def ramachandran(folder, sequence, t):
    names = {
        "general": "general-noGPIVpreP",
        "G": "gly-sym",
        "P": "transpro",
        "IV": "ileval-nopreP",
        "pre": "prepro-noGP",
    }
    tables = {k: grid(os.path.join(folder, f"rama8000-{v}.data.gz")) for k, v in names.items()}
    for i in range(1, len(sequence) - 1):
        s = sequence[i]
        kind = s if s in "GP" else "pre" if sequence[i + 1] == "P" else "IV" if s in "IV" else "general"
        value = look_up(tables[kind], t[i, :2], 360)
        if value < 0.02:
            print(f"  Ramachandran: {s}{i + 1} {t[i, :2]} {kind} {value:.4f} not favoured")
    for i, s in enumerate(sequence):
        file = {"F": "phetyr", "Y": "phetyr"}.get(s, ONE[s].lower())
        if s in "AG" or not os.path.exists(os.path.join(folder, f"rota8000-{file}.data.gz")):
            continue
        n = 1 if s == "P" else len(CHIS[ONE[s]])
        table = grid(os.path.join(folder, f"rota8000-{file}.data.gz"))
        angles = t[i, 3 : 3 + n] % 360
        if s in "FYDE":  # the last angle has a period of 180
            angles[-1] %= 180
        value = look_up(table, angles, 360)
        if value < 0.02:
            print(f"  rotamer: {s}{i + 1} {t[i, 3 : 3 + n]} {value:.4f}")


if __name__ == "__main__":
    sequence, t = read(sys.argv[1])
    x = build(sequence, t[None])[0]
    print(sequence, len(sequence), "residues,", len(x), "atoms; clashes:", clashes(sequence, x))
    ca = x[[k for k, (_, a) in enumerate(atom_names(sequence)) if a == "CA"]]
    axes = [axis_points(ca[None], a, b)[0] for a, b in HELICES]
    for i, j in ((0, 1), (1, 2), (0, 2)):
        print(f"helices {i + 1}-{j + 1}: {np.median(np.linalg.norm(axes[i][:, None] - axes[j], axis=-1).min(1)):.1f} Å")
    if len(sys.argv) > 2 and sys.argv[2]:
        ramachandran(sys.argv[2], sequence, t)
    sim = simulation(sequence, x)
    sim.minimizeEnergy(maxIterations=1000)
    y = heavy(sim, sequence)
    part = slice(0, LAST_FIXED)
    print(
        f"minimised: CA RMSD all {ca_rmsd(sequence, x, y):.2f}, bundle {ca_rmsd(sequence, x, y, part):.2f} Å",
        flush=True,
    )
    if len(sys.argv) > 3:
        sim.context.setVelocitiesToTemperature(300 * unit.kelvin, 5)
        for ps in range(int(sys.argv[3]) // 5):
            sim.step(1250)
            z = heavy(sim, sequence)
            print(
                f"300 K, {5 * ps + 5} ps: CA RMSD bundle {ca_rmsd(sequence, x, z, part):.2f}, all {ca_rmsd(sequence, x, z):.2f} Å",
                flush=True,
            )
