#!/usr/bin/env python3
"""A resolution series of the 20S proteasome's α subunit, beside the paper's.

    PYTHONPATH=engines PYTHON bench/series_20s.py [--out FOLDER] [--models 100] [--best 10] [--series 2.7,3.3,...]

PYTHON is the engines'. Two half maps are simulated from the model of the shared data: the density of the electrons'
scattering with one B factor, and white noise up to the grid's limit, as a reconstruction leaves it, so strong that the
half maps agree within a mask to somewhat beyond the first resolution of the series. `emconverge series` does the rest,
and the table of docs/results.md is printed. A second call goes on where the first was stopped.
"""

import argparse
import csv
import subprocess
import sys
from pathlib import Path

import gemmi
import numpy as np
from scipy.ndimage import gaussian_filter

sys.path.insert(0, str(Path(__file__).parent / "wrong_residues"))
from maps import ROOT
from simulate import SOURCES, at_model, true_model, write_map

VOXEL = 0.98  # Å, of the maps of the shared data
B_ISO = 60.0  # Å², of every atom
FINER = 0.9  # of the first resolution of the series: what the given half maps reach, so that the first map is made, too
PAPER = {2.7: 0.30, 3.8: 0.36, 4.9: 1.14}  # Å, mean Cα RMSD (Herzik, Fraser & Lander 2019, Figure 1)


def density_of(structure: gemmi.Structure) -> tuple[np.ndarray, np.ndarray]:
    """The density on a cubic grid, and of every voxel of its half transform the frequency, Å⁻¹."""
    cell = structure.cell
    edge = max(cell.a, cell.b, cell.c)
    size = 4 * int(np.ceil(edge / VOXEL / 4))
    structure.cell = gemmi.UnitCell(*[size * VOXEL] * 3, 90, 90, 90)
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = 2 * VOXEL
    calculator.grid.set_unit_cell(structure.cell)
    calculator.grid.set_size(size, size, size)
    calculator.add_model_density_to_grid(structure[0])
    axis, last = np.fft.fftfreq(size, VOXEL), np.fft.rfftfreq(size, VOXEL)
    frequency = np.sqrt(axis[:, None, None] ** 2 + axis[None, :, None] ** 2 + last[None, None, :] ** 2)
    return np.array(calculator.grid.array, dtype=float), frequency


def agreement(half1: np.ndarray, half2: np.ndarray, frequency: np.ndarray, at: float) -> float:
    """Fourier shell correlation of two maps in a shell as wide as three voxels of the transform."""
    first, second = np.fft.rfftn(half1), np.fft.rfftn(half2)
    shell = np.abs(frequency - at) < 1.5 / (half1.shape[0] * VOXEL)
    first, second = first[shell], second[shell]
    return float(np.real(first @ second.conj()) / np.sqrt(np.vdot(first, first).real * np.vdot(second, second).real))


def simulate(out: Path, shared: Path, resolution: float, seed: int) -> None:
    """Writes half1.mrc, half2.mrc and model.pdb."""
    structure = true_model(SOURCES["proteasome"], shared)
    for site in structure[0].all():
        site.atom.b_iso, site.atom.occ = B_ISO, 1.0
    density, frequency = density_of(structure)
    mask = np.clip(2 * gaussian_filter(at_model(structure, density.shape).astype(float), 3.0), 0, 1)
    rng = np.random.default_rng(seed)
    noise = [rng.standard_normal(density.shape) for _ in range(2)]
    low, high = 0.0, 100.0 * density.std()
    for _ in range(30):
        level = (low + high) / 2
        halves = [mask * (density + level * of_half) for of_half in noise]
        low, high = (level, high) if agreement(*halves, frequency, 1 / resolution) > 0.143 else (low, level)
    out.mkdir(parents=True, exist_ok=True)
    for number, of_half in enumerate(noise, 1):
        write_map(out / f"half{number}.mrc", density + low * of_half, structure.cell)
    (out / "model.pdb").write_text(structure.make_pdb_string())


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=Path("series_20s"))
    parser.add_argument("--series", default="2.7,3.3,3.8,4.4,4.9")
    parser.add_argument("--models", default="100")
    parser.add_argument("--best", default="10")
    parser.add_argument("--seed", type=int, default=1)
    options, more = parser.parse_known_args()
    finest = float(options.series.split(",")[0])
    given = [options.out / name for name in ("half1.mrc", "half2.mrc", "model.pdb")]
    if not all(path.exists() for path in given):
        simulate(options.out, options.shared, FINER * finest, options.seed)
    command = [ROOT / "bin/emconverge", "series", "--id", "20S", "--series", options.series]
    command += ["--resolution", str(FINER * finest)]
    for name, path in zip(("--half1", "--half2", "--model"), given, strict=True):
        command += [name, path.resolve()]
    command += ["--models", options.models, "--best", options.best, "-resume", *more]
    subprocess.run(command, cwd=options.out, check=True)
    print("|asked for (Å)|measured|shift σ (Å)|mean Cα RMSD (Å)|below 1 Å|above 3 Å|the paper|\n|-|-|-|-|-|-|-|")
    with (options.out / "results/series.csv").open(newline="") as stream:
        for row in csv.DictReader(stream):
            paper = PAPER.get(float(row["nominal"]), "")
            shown = [f"{float(row[name]):.2f}" for name in ("nominal", "measured", "shift", "ca_rmsd_mean")]
            shares = [f"{100 * float(row[name]):.0f} %" for name in ("fraction_lt1", "fraction_gt3")]
            print("|" + "|".join([*shown, *shares, str(paper)]) + "|")


if __name__ == "__main__":
    main()
