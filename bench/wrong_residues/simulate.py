#!/usr/bin/env python3
"""Simulates maps whose true model is known, uniform and with locally blurred places.

    PYTHONPATH=engines PYTHON bench/wrong_residues/simulate.py --out simulated [--noise 0.2] [NAME ...]

PYTHON is the engines' (README.md). OUT/NAME holds model.pdb (the truth, in the frame of the map), map.mrc, its half
maps half1.mrc and half2.mrc, and simulated.json. The density is that of the electrons' scattering (gemmi), with B
factors that rise with the resolution, cut off there. The noise is white below the resolution, its SD stated as a share
of the density's root mean square at the model.
"""

import argparse
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import gemmi
import numpy as np
from maps import ROOT
from scipy.fft import next_fast_len

from emconverge_engines.files import json_text, write_atomically

MARGIN = 12.0  # Å around the model
SAMPLING = 3.5  # voxels per resolution
SHARPNESS = 8.0  # B of the atoms in units of d²: 72 Å² at 3 Å; then the masked half maps agree (FSC 0.143) to 0.94 d
EDGE = 0.05  # width of the cosine edge of the cut-off, in units of 1/d
BLUR, BLUR_RADIUS, BLUR_SITES = 400.0, 12.0, 2  # Å² at a site, Å to where it has fallen to none, sites per map
MODEL_DISTANCE = 2.0  # Å; voxels nearer than this to an atom are the model's
STEM = {False: "uniform", True: "blurred"}


@dataclass(frozen=True)
class Source:
    """A true model: file below the shared data, chain, first and last residue."""

    file: str
    chain: str
    first: int
    last: int


SOURCES = {
    "apoferritin": Source("data/emd20026_apoferritin/model.pdb", "A", 5, 176),
    "norovirus": Source("data/emd6555_3jci/model.pdb", "A", 42, 231),
    "galactosidase": Source("data/structures/5a1a_bgal_d2.cif.gz", "A", 400, 590),
    "proteasome": Source("data/t20s_4.8A_alpha/model.pdb", "A", 1, 221),
}
RESOLUTIONS = {  # Å, by turns over the models
    "apoferritin": (2.2, 3.4, 4.9),
    "norovirus": (2.6, 3.8),
    "galactosidase": (3.0, 4.3),
    "proteasome": (2.7, 3.8, 4.9),
}


def true_model(source: Source, shared: Path) -> gemmi.Structure:
    """One conformer of the source's protein, its heavy atoms alone, in a box that begins at zero."""
    whole = gemmi.read_structure(str(shared / source.file))
    whole.remove_alternative_conformations()
    whole.remove_hydrogens()
    structure, model, chain = gemmi.Structure(), gemmi.Model(1), gemmi.Chain("A")
    for residue in whole[0][source.chain]:
        info = gemmi.find_tabulated_residue(residue.name)
        if info.is_amino_acid() and source.first <= residue.seqid.num <= source.last:
            chain.add_residue(residue)
    model.add_chain(chain)
    structure.add_model(model)
    corner = np.min([site.atom.pos.tolist() for site in structure[0].all()], axis=0) - MARGIN
    for site in structure[0].all():
        site.atom.pos = gemmi.Position(*np.round(np.array(site.atom.pos.tolist()) - corner, 3).tolist())
    extent = np.max([site.atom.pos.tolist() for site in structure[0].all()], axis=0) + MARGIN
    structure.cell = gemmi.UnitCell(*extent.tolist(), 90, 90, 90)
    structure.spacegroup_hm = "P 1"
    structure.setup_entities()
    return structure


def blur(structure: gemmi.Structure, rng: np.random.Generator) -> list[str]:
    """Raises the B factors about a few residues of the surface, the highest at the site; returns their labels."""
    sites = [site for site in structure[0].all() if site.atom.name == "CA"]
    alpha = np.array([site.atom.pos.tolist() for site in sites])
    neighbours = (np.linalg.norm(alpha[:, None] - alpha[None], axis=2) < 12.0).sum(axis=1)
    surface = np.flatnonzero(neighbours <= np.quantile(neighbours, 0.3))
    chosen: list[int] = []
    for index in rng.permutation(surface):
        if all(np.linalg.norm(alpha[index] - alpha[other]) > 2 * BLUR_RADIUS for other in chosen):
            chosen.append(int(index))
        if len(chosen) == BLUR_SITES:
            break
    for site in structure[0].all():
        position = np.array(site.atom.pos.tolist())
        nearest = min(np.linalg.norm(alpha[index] - position) for index in chosen)
        site.atom.b_iso += BLUR * max(0.0, 1 - nearest / BLUR_RADIUS)
    return [str(sites[index].residue.seqid) for index in chosen]


def cut_off(density: np.ndarray, spacing: np.ndarray, resolution: float) -> np.ndarray:
    """The density without what is finer than the resolution."""
    axes = [np.fft.fftfreq(n, d) for n, d in zip(density.shape[:2], spacing[:2], strict=True)]
    axes.append(np.fft.rfftfreq(density.shape[2], spacing[2]))
    radius = np.sqrt(sum(axis**2 for axis in np.meshgrid(*axes, indexing="ij"))) * resolution
    edge = 0.5 * (1 + np.cos(np.pi * np.clip((radius - 1 + EDGE) / (2 * EDGE), 0, 1)))
    return np.fft.irfftn(np.fft.rfftn(density) * edge, s=density.shape, axes=(0, 1, 2))


def true_density(structure: gemmi.Structure, resolution: float) -> tuple[np.ndarray, np.ndarray]:
    """The density of the electrons' scattering on a grid, and Å per voxel."""
    cell = structure.cell
    shape = [next_fast_len(int(np.ceil(SAMPLING * side / resolution))) for side in (cell.a, cell.b, cell.c)]
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = resolution
    calculator.grid.set_unit_cell(cell)
    calculator.grid.set_size(*shape)
    calculator.add_model_density_to_grid(structure[0])
    spacing = np.array([cell.a, cell.b, cell.c]) / shape
    return cut_off(np.array(calculator.grid.array, dtype=float), spacing, resolution), spacing


def at_model(structure: gemmi.Structure, shape: tuple[int, ...]) -> np.ndarray:
    """The voxels near atoms."""
    grid = gemmi.FloatGrid(*shape)
    grid.set_unit_cell(structure.cell)
    grid.spacegroup = gemmi.SpaceGroup("P 1")
    for site in structure[0].all():
        grid.set_points_around(site.atom.pos, radius=MODEL_DISTANCE, value=1.0)
    return np.array(grid.array) > 0


def write_map(path: Path, density: np.ndarray, cell: gemmi.UnitCell) -> None:
    """An MRC map whose first voxel lies at zero."""
    ccp4 = gemmi.Ccp4Map()
    ccp4.grid = gemmi.FloatGrid(density.astype(np.float32), cell, gemmi.SpaceGroup("P 1"))
    ccp4.update_ccp4_header()
    temporary = path.with_suffix(".partial")
    ccp4.write_ccp4_map(str(temporary))
    temporary.replace(path)


def simulate(name: str, resolution: float, blurred: bool, options: argparse.Namespace) -> None:
    """Writes the folder of a map unless it is there; simulated.json is the last."""
    label = f"{name}_{resolution:.1f}_{STEM[blurred]}"
    folder = options.out / label
    if (folder / "simulated.json").exists():
        return
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(label.encode()).digest()[:8], "big"))
    structure = true_model(SOURCES[name], options.shared)
    for site in structure[0].all():
        site.atom.b_iso, site.atom.occ = SHARPNESS * resolution**2, 1.0
    sites = blur(structure, rng) if blurred else []
    density, spacing = true_density(structure, resolution)
    level = options.noise * np.sqrt(np.mean(density[at_model(structure, density.shape)] ** 2))
    folder.mkdir(parents=True, exist_ok=True)
    halves = []
    for number in (1, 2):
        noise = cut_off(rng.standard_normal(density.shape), spacing, resolution)
        halves.append(density + np.sqrt(2) * level / noise.std() * noise)
        write_map(folder / f"half{number}.mrc", halves[-1], structure.cell)
    write_map(folder / "map.mrc", np.mean(halves, axis=0), structure.cell)
    for site in structure[0].all():
        site.atom.b_iso = SHARPNESS * resolution**2  # the model must not tell where its map is blurred
    write_atomically(folder / "model.pdb", structure.make_pdb_string())
    described = {
        "resolution": resolution,
        "noise": options.noise,
        "blurred_about": sites,
        "residues": len(structure[0][0]),
        "source": asdict(SOURCES[name]),
    }
    write_atomically(folder / "simulated.json", json_text(described))
    print(json.dumps({"map": label, **described}), flush=True)


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=Path("simulated"))
    parser.add_argument(
        "--noise", type=float, default=0.2, help="SD of the noise, in units of the density's (default 0.2)"
    )
    parser.add_argument("names", nargs="*", help=f"of {', '.join(SOURCES)} (default: all)")
    options = parser.parse_args()
    for name in options.names or SOURCES:
        for resolution in RESOLUTIONS[name]:
            for blurred in (False, True):
                simulate(name, resolution, blurred, options)


if __name__ == "__main__":
    main()
