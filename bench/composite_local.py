"""Whether local resolutions put two maps together better than either is, where the truth is known.

composite_local.py ENTRY --out FOLDER

ENTRY: as composite.py's; its map is the truth. Two maps of it are made of half maps with noise of their own, the first
noisy around the second half of the chain and the second around the first (`--noise` times the map's standard
deviation, and a tenth of that elsewhere). The local resolution of each is measured in its half maps, and the second map
is laid into the first by both; `mean` is their plain mean. Printed: the correlation with the truth around either half
of the chain.
"""

import argparse
from pathlib import Path

import gemmi
import numpy as np
from composite import Entry, emtools
from scipy.ndimage import map_coordinates

NEAR = 3.0  # Å from an atom


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entry", type=Path)
    parser.add_argument("--noise", type=float, nargs="+", default=[1.0, 2.0, 4.0])
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def measured(entry, noisy, noise, seed, out):
    """A map, its half maps with noise where `noisy` is 1, and its local resolution; the map."""
    random = np.random.default_rng(seed)
    amplitude = noise * entry.values.std() * (0.1 + 0.9 * noisy)
    halves = [entry.values + amplitude * random.normal(size=entry.values.shape) for _ in range(2)]
    out.mkdir(parents=True, exist_ok=True)
    for number, half in enumerate(halves, 1):
        entry.write(half, out / f"half{number}.mrc")
    entry.write(sum(halves) / 2, out / "map.mrc")
    emtools("validate", "--model", entry.model, "--stage", "start", "--map", out / "map.mrc", "--half1",
            out / "half1.mrc", "--half2", out / "half2.mrc", "--resolution", entry.resolution, "--json",
            out / "validation.json", "--half-maps", out / "half_maps.json", "--local-resolution",
            out / "local.mrc")  # fmt: skip
    return out / "map.mrc"


def values_of(path):
    return np.array(gemmi.read_ccp4_map(str(path), setup=True).grid.array, copy=True)


def correlations(entry, path):
    """With the truth at the voxels near either half of the chain."""
    density = gemmi.read_ccp4_map(str(path))
    origin = np.array([density.header_float(word) for word in (50, 51, 52)])
    values = np.array(density.grid.array)
    cell = density.grid.unit_cell
    voxel = np.array([cell.a, cell.b, cell.c]) / values.shape
    places = np.stack(np.meshgrid(*[np.arange(n) for n in values.shape], indexing="ij"), -1) * voxel + origin
    in_voxels = (places - entry.origin) / entry.voxel
    inside = ((in_voxels >= 0) & (in_voxels <= np.array(entry.values.shape) - 1)).all(-1)
    truth = map_coordinates(entry.values, in_voxels[inside].T, order=3)
    residues = list(gemmi.read_structure(str(entry.model))[0][0])
    for half in (residues[: len(residues) // 2], residues[len(residues) // 2 :]):
        atoms = np.array([atom.pos.tolist() for residue in half for atom in residue])
        near = np.array([((place - atoms) ** 2).sum(-1).min() < NEAR**2 for place in places[inside]])
        yield np.corrcoef(values[inside][near], truth[near])[0, 1]


def main():
    job = arguments()
    entry = Entry(job.entry)
    masks = list(entry.masks())
    for noise in job.noise:
        folder = job.out / f"noise_{noise:g}"
        first = measured(entry, masks[1], noise, 1, folder / "first")
        second = measured(entry, masks[0], noise, 2, folder / "second")
        common = ["--model", entry.model, "--resolution", entry.resolution]
        for name, density in (("first", first), ("second", second)):
            emtools("prepare-map", *common, "--map", density, "--out-dir", folder / f"{name}_alone")
        emtools("prepare-map", *common, "--map", first, "--local-resolution", first.with_name("local.mrc"), "--focused",
                second, "--focused-local-resolution", second.with_name("local.mrc"), "--out-dir",
                folder / "composite")  # fmt: skip
        mean = entry.write(sum(values_of(path) for path in (first, second)) / 2, folder / "mean.mrc")
        emtools("prepare-map", *common, "--map", mean, "--out-dir", folder / "mean")
        for name in ("first_alone", "second_alone", "mean", "composite"):
            near = ", ".join(f"{value:.3f}" for value in correlations(entry, folder / name / "map.mrc"))
            print(f"noise {noise:g}, {name.replace('_', ' ')}: correlation with the truth {near}", flush=True)


if __name__ == "__main__":
    main()
