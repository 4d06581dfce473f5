"""Whether half_map_shift finds a region that one half map alone shows elsewhere, and nothing where there is none.

half_map_models.py PREPARED --chain A --first 30 --last 37 --models 5 --out FOLDER

PREPARED: what `emtools prepare-map` made of an entry with half maps, with its prepared.cif and symmetry.json. In a copy
of half map 1 the density of the stretch is taken away (--share of it) and put at a place --shift Å beside. Models are
sampled in each half map; the distance of the two ensembles is told with (`planted`) and without the plant (`as is`).
"""

import argparse
from pathlib import Path

import gemmi
import numpy as np
from ensembles import apart, sampled


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--chain", default="A")
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--last", type=int, required=True)
    parser.add_argument("--shift", type=float, default=3.0)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--resolution", type=float, default=3.5)
    parser.add_argument("--models", type=int, default=5)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


def stretch(job):
    """The atoms of the stretch, and a direction across it, in which side chains of others are few."""
    chain = gemmi.read_structure(str(job.prepared / "prepared.cif"))[0][job.chain]
    residues = [residue for residue in chain if job.first <= residue.seqid.num <= job.last]
    places = np.array([atom.pos.tolist() for residue in residues for atom in residue])
    others = np.array([atom.pos.tolist() for residue in chain if residue not in residues for atom in residue])
    axis = np.linalg.svd(places - places.mean(axis=0))[2][0]
    across = np.cross(axis, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    candidates = [sign * row / np.linalg.norm(row) for row in across for sign in (1, -1) if np.linalg.norm(row) > 0.3]
    free = [np.min(np.linalg.norm((places + job.shift * way)[:, None] - others[None], axis=-1)) for way in candidates]
    return residues, candidates[int(np.argmax(free))] * job.shift


def density(residues, move, header, resolution):
    """Of the atoms, moved, on the grid of a map; up to its resolution."""
    model = gemmi.Model("1")
    chain = gemmi.Chain("A")
    for residue in residues:
        copy = residue.clone()
        for atom in copy:
            atom.pos = gemmi.Position(*(np.array(atom.pos.tolist()) + move - header["origin"]))
        chain.add_residue(copy)
    model.add_chain(chain)
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min, calculator.rate = resolution * 0.9, 1.5
    calculator.grid.spacegroup = gemmi.SpaceGroup("P 1")
    calculator.grid.set_unit_cell(gemmi.UnitCell(*header["cell"], 90, 90, 90))
    calculator.grid.set_size(*header["size"])
    calculator.add_model_density_to_grid(model)
    factors = gemmi.transform_map_to_f_phi(calculator.grid, half_l=True).prepare_asu_data(dmin=resolution * 0.9)
    return np.array(factors.transform_f_phi_to_map(exact_size=header["size"]).array, copy=True)


def planted(job, path):
    """Writes half map 1 with the stretch elsewhere; the scale is that of its density at the stretch's atoms."""
    half = gemmi.read_ccp4_map(str(job.prepared / "half1.mrc"))
    values = half.grid.array
    cell = half.grid.unit_cell
    header = {
        "size": list(values.shape),
        "cell": (cell.a, cell.b, cell.c),
        "origin": np.array([half.header_float(word) for word in (50, 51, 52)]),
    }
    residues, move = stretch(job)
    here, there = (density(residues, step, header, job.resolution) for step in (np.zeros(3), move))
    mask = here > here.max() / 3
    scale = np.polyfit(here[mask], values[mask], 1)[0]
    values[:] = values + job.share * scale * (there - here)
    half.write_ccp4_map(str(path))


def told(name, first, second, numbers, job):
    distance, expected, differs = apart(first, second)
    inside = (numbers >= job.first) & (numbers <= job.last)
    far = (numbers < job.first - 2) | (numbers > job.last + 2)
    print(
        f"{name}: planted {differs[inside].sum()} of {inside.sum()}, median {np.median(distance[inside]):.2f} Å"
        f" (expected {np.median(expected[inside]):.2f}); elsewhere {differs[far].sum()} of {far.sum()},"
        f" median {np.median(distance[far]):.2f} Å (expected {np.median(expected[far]):.2f});"
        f" residues {', '.join(map(str, numbers[differs]))}",
        flush=True,
    )


def main():
    job = arguments()
    job.out.mkdir(parents=True, exist_ok=True)
    planted(job, job.out / "planted.mrc")
    chain = gemmi.read_structure(str(job.prepared / "prepared.cif"))[0][job.chain]
    numbers = np.array([residue.seqid.num for residue in chain])
    seeds = f"1-{job.models}", f"{job.models + 1}-{2 * job.models}"
    second = sampled(job.prepared, job.prepared / "half2.mrc", job.resolution, seeds[1], job.out / "half2", job.chain)
    for name, half in (("planted", job.out / "planted.mrc"), ("as is", job.prepared / "half1.mrc")):
        out = job.out / name.replace(" ", "_")
        told(name, sampled(job.prepared, half, job.resolution, seeds[0], out, job.chain), second, numbers, job)


if __name__ == "__main__":
    main()
