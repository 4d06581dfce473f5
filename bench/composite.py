"""Whether models of a composite are those of the map that it is put together from.

composite.py ENTRY --models 6 --out FOLDER

ENTRY: a folder with map.mrc and model.pdb of one chain, and meta.json with `resolution_A`. The map is cut into two
focused maps by soft masks around either half of the chain. `composite`: the two, in units of their own, laid into the
map blurred by --blur Å². `half blurred`: the first as it is and the second blurred, laid into the map as it is. Models
of each, with seeds of their own, are compared with those of the untouched map, of which two sets tell what other seeds
make.
"""

import argparse
import itertools
import json
import subprocess
import sys
from pathlib import Path

import gemmi
import numpy as np
from ensembles import apart, sampled

ROOT = Path(__file__).resolve().parents[1]
RADIUS, EDGE = 5.0, 4.0  # of the masks, Å
SOLVENT, SCALE = 0.3, 2.5  # what the second focused map's units are to those of the map


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entry", type=Path)
    parser.add_argument("--blur", type=float, default=100.0, help="B factor, Å²")
    parser.add_argument("--models", type=int, default=6)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def run(*words):
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)


def emtools(*words):
    run(ROOT / "bin" / "emtools", *words)


class Entry:
    """The map of an entry, and what is made of it."""

    def __init__(self, folder):
        self.map = gemmi.read_ccp4_map(str(folder / "map.mrc"), setup=True)
        self.header = gemmi.read_ccp4_map(str(folder / "map.mrc"))
        self.values = np.array(self.map.grid.array, copy=True)
        cell = self.map.grid.unit_cell
        self.voxel = np.array([cell.a, cell.b, cell.c]) / self.values.shape
        self.model = folder / "model.pdb"
        self.resolution = json.loads((folder / "meta.json").read_text())["resolution_A"]
        self.origin = np.array([self.header.header_float(word) for word in (50, 51, 52)])

    def blurred(self, b_factor):
        cell = self.map.grid.unit_cell
        frequencies = [
            np.fft.fftfreq(n, length / n) for n, length in zip(self.values.shape, (cell.a, cell.b, cell.c), strict=True)
        ]
        squared = sum(f**2 for f in np.meshgrid(*frequencies, indexing="ij"))
        return np.fft.ifftn(np.fft.fftn(self.values) * np.exp(-b_factor * squared / 4)).real

    def masks(self):
        """Of either half of the chain; the second also where neither is near, 0."""
        residues = list(gemmi.read_structure(str(self.model))[0][0])
        middle = len(residues) // 2
        places = np.stack(np.meshgrid(*[np.arange(n) for n in self.values.shape], indexing="ij"), -1) * self.voxel
        for half in (residues[:middle], residues[middle:]):
            nearest = np.full(self.values.shape, np.inf)
            for residue in half:
                for atom in residue:
                    away = places + self.origin - np.array(atom.pos.tolist())
                    nearest = np.minimum(nearest, np.sqrt((away**2).sum(-1)))
            yield (0.5 + 0.5 * np.cos(np.pi * np.clip((nearest - RADIUS) / EDGE, 0, 1))).astype(np.float32)

    def write(self, values, path):
        copy = gemmi.Ccp4Map()
        copy.grid = self.map.grid.clone()
        copy.grid.array[:] = values
        copy.update_ccp4_header()
        for word, value in zip((50, 51, 52), self.origin, strict=True):
            copy.set_header_float(word, float(value))
        copy.write_ccp4_map(str(path))
        return path


def profile(places):
    """RMSD of each residue over all pairs of models, Å."""
    pairs = [((a - b) ** 2).sum(-1) for a, b in itertools.combinations(places, 2)]
    return np.sqrt(np.mean(pairs, axis=0))


def told(name, places, other):
    """How models compare with others of the same residues."""
    mine, theirs = profile(places), profile(other)
    middle = len(mine) // 2
    shift, expected, differs = apart(places, other)
    means = ", ".join(f"{part.mean():.2f}" for part in (mine, mine[:middle], mine[middle:]))
    print(
        f"{name}: {len(places)} models, mean Cα RMSD {means} Å (all, first half, second half); with the other:"
        f" Pearson {np.corrcoef(mine, theirs)[0, 1]:.2f}, means apart by a median of {np.median(shift):.2f} Å"
        f" ({np.median(expected):.2f} expected), by more than chance at {differs.sum()} of {len(mine)} residues",
        flush=True,
    )


def main():
    job = arguments()
    job.out.mkdir(parents=True, exist_ok=True)
    entry = Entry(job.entry)
    prepared = job.out / "prepared"
    emtools("prepare-model", "--model", entry.model, "--out", job.out / "stripped.cif", "--json", job.out / "prep.json")
    emtools("symmetry", "--model", job.out / "stripped.cif", "--map", job.entry / "map.mrc", "--resolution",
            entry.resolution, "--point-group", "C1", "--json", prepared / "symmetry.json", "--unit",
            job.out / "unit.cif")  # fmt: skip
    run(sys.executable, ROOT / "bin/complete_model.py", "--model", job.out / "unit.cif", "--out",
        prepared / "prepared.cif", "--json", prepared / "completed.json")  # fmt: skip
    masks = list(entry.masks())
    paths = [entry.write(mask, job.out / f"mask{number}.mrc") for number, mask in enumerate(masks, 1)]
    whole = entry.write(entry.blurred(job.blur), job.out / "blurred.mrc")
    sharp = entry.write(entry.values * masks[0], job.out / "focused1.mrc")
    other = entry.write(SOLVENT + SCALE * entry.values * masks[1], job.out / "focused2.mrc")
    blurred = entry.write(entry.blurred(job.blur) * masks[1], job.out / "focused2_blurred.mrc")
    kinds = {
        "untouched": (job.entry / "map.mrc", []),
        "other seeds": (job.entry / "map.mrc", []),
        "composite": (whole, [sharp, other]),
        "half blurred": (job.entry / "map.mrc", [sharp, blurred]),
    }
    first, reference = 1, None
    for name, (density, focused) in kinds.items():
        out = job.out / name.replace(" ", "_")
        pairs = zip(focused, paths, strict=False)
        further = [word for pair in pairs for word in ("--focused", pair[0], "--focused-mask", pair[1])]
        emtools("prepare-map", "--model", prepared / "prepared.cif", "--map", density, "--resolution", entry.resolution,
                *further, "--out-dir", out)  # fmt: skip
        seeds = f"{first}-{first + job.models - 1}"
        places = sampled(prepared, out / "map.mrc", entry.resolution, seeds, out)
        reference = places if reference is None else reference
        told(name, places, reference)
        first += job.models


if __name__ == "__main__":
    main()
