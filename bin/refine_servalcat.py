#!/usr/bin/env python3
"""Refine one model against its map, or half maps, with Servalcat: coordinates and isotropic B factors."""

import sys

sys.dont_write_bytecode = True  # the program's folder is not ours to write to

import argparse
import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import gemmi
import numpy as np

from protein_model import (
    InputError,
    model_text,
    print_versions,
    read_model,
    read_symmetry,
    residue_label,
    run,
    write_atomically,
)

START_B = 40.0  # Å²; Servalcat refines well from a flat start (docs/engines.md)
MAX_DISULFIDE = 3.0  # Å between SG, as OpenMM's createDisulfideBonds
MASK_RADIUS = 3.0  # Å round the heavy atoms, for the map correlation
STOPPED = (
    signal.SIGKILL,
    signal.SIGTERM,
)  # from outside; other signals are crashes, which come again with the same model
ORIGIN_WORDS, START_WORDS = (50, 51, 52), (5, 6, 7)  # of the MRC 2014 header


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="mmCIF or PDB, in the frame of the map")
    maps = parser.add_mutually_exclusive_group(required=True)
    maps.add_argument("--map", help="cropped map")
    maps.add_argument("--halfmaps", nargs=2, metavar="HALF", help="cropped half maps")
    parser.add_argument("--resolution", required=True, type=float, help="Å")
    parser.add_argument(
        "--symmetry",
        help="symmetry.json of `emtools symmetry`: the model is the asymmetric unit, the map holds its neighbours too",
    )
    parser.add_argument("--cycles", type=int, default=10)
    parser.add_argument(
        "--servalcat",
        default=os.environ.get("EMCONVERGE_SERVALCAT"),
        help="the program (default: EMCONVERGE_SERVALCAT, beside this Python, on PATH)",
    )
    parser.add_argument("--monlib", help="monomer library (default: CLIBD_MON)")
    parser.add_argument("--out", required=True, help="folder for the results")
    parser.add_argument("--name", required=True, help="stem of the results' names")
    return parser.parse_args()


def find_servalcat(named) -> str:
    beside = Path(sys.executable).parent / "servalcat"
    found = shutil.which(named) if named else (str(beside) if beside.is_file() else shutil.which("servalcat"))
    if not found:
        raise InputError(
            f"the program {named or 'servalcat'} is not found; install containers/engines/requirements.txt, "
            "or name it by --servalcat"
        )
    return found


def find_library(named) -> str:
    library = named or os.environ.get("CLIBD_MON")
    if not library:
        raise InputError("no monomer library: set CLIBD_MON to one, or name it by --monlib")
    if not (Path(library) / "ener_lib.cif").is_file() or not (Path(library) / "list" / "mon_lib_list.cif").is_file():
        raise InputError(f"{library} is not a monomer library: it lacks ener_lib.cif or list/mon_lib_list.cif")
    return str(Path(library).absolute())


def read_map(path) -> gemmi.Ccp4Map:
    try:
        return gemmi.read_ccp4_map(str(path))
    except (ValueError, RuntimeError, OSError) as error:
        raise InputError(f"the map {path} cannot be read: {error}") from None


def origin_of(ccp4: gemmi.Ccp4Map) -> np.ndarray:
    return np.array([ccp4.header_float(word) for word in ORIGIN_WORDS], dtype=float)


def at_zero(path, target: Path) -> gemmi.Ccp4Map:
    """The map with its first voxel at 0, 0, 0, written to target: Servalcat's own frame."""
    ccp4 = read_map(path)
    for word in ORIGIN_WORDS:
        ccp4.set_header_float(word, 0.0)
    for word in START_WORDS:
        ccp4.set_header_i32(word, 0)
    ccp4.write_ccp4_map(str(target))
    return ccp4


def shift(structure: gemmi.Structure, by: np.ndarray) -> None:
    for site in structure[0].all():
        site.atom.pos = gemmi.Position(*(np.array(site.atom.pos.tolist()) + by))


def add_disulfides(structure: gemmi.Structure) -> None:
    """Declares close SG pairs as bonds; undeclared, Servalcat would push them apart."""
    sulfurs = [site for site in structure[0].all() if site.residue.name == "CYS" and site.atom.name == "SG"]
    pairs = sorted(
        (first.atom.pos.dist(second.atom.pos), i, i + 1 + j)
        for i, first in enumerate(sulfurs)
        for j, second in enumerate(sulfurs[i + 1 :])
    )
    taken = set()
    for distance, i, j in pairs:
        if distance > MAX_DISULFIDE or taken & {i, j}:
            continue
        taken |= {i, j}
        bond = gemmi.Connection()
        bond.name, bond.type, bond.link_id = f"disulf{len(taken) // 2}", gemmi.ConnectionType.Disulf, "SS"
        bond.partner1, bond.partner2 = (
            gemmi.AtomAddress(site.chain.name, site.residue.seqid, site.residue.name, site.atom.name)
            for site in (sulfurs[i], sulfurs[j])
        )
        bond.asu = gemmi.Asu.Same
        structure.connections.append(bond)


def complaint(log: str) -> str:
    """The log's own message: its error line, else the last line before Servalcat's closing remark."""
    lines = [line.strip() for line in log.splitlines() if line.strip() and not line.startswith("# ")]
    errors = [line for line in lines if re.match(r"(\w+\.)*\w*(Error|Exception)\b|Error:", line)]
    return (errors or lines or ["it wrote no log"])[-1]


class Dropped(Exception):
    """Servalcat's failure on this model, with the log's message."""


def symmetry_options(symmetry: dict, origin: np.ndarray) -> list:
    """Servalcat's words for symmetry.json in its own frame. Its second axis is of the first one's order, or a 2-fold of a Dn."""

    def vector(option, values):
        return [option, *(f"{value:.9f}" for value in values)]

    axes = [axis["direction"] for axis in symmetry["axes"]]
    words = vector("--center", np.array(symmetry["centre"]) - origin) + vector("--axis1", axes[0])
    if symmetry["helix"]:
        words += ["--twist", f"{symmetry['helix']['twist']:.9f}", "--rise", f"{symmetry['helix']['rise']:.9f}"]
    if not symmetry["helix"] or symmetry["point_group"] != "C1":
        words += ["--pg", symmetry["point_group"]]
    return words + (vector("--axis2", axes[1]) if len(axes) > 1 else []) + ["--contacting_only"]


def with_neighbours(structure: gemmi.Structure, symmetry: dict, origin: np.ndarray) -> gemmi.Structure:
    """The structure and its mates near it, in Servalcat's frame."""
    whole = structure.clone()
    for index in symmetry["neighbours"]:
        operator = np.array(symmetry["operators"][index])
        shift_to = operator[:, :3] @ origin + operator[:, 3] - origin
        transform = gemmi.Transform(gemmi.Mat33(operator[:, :3].tolist()), gemmi.Vec3(*shift_to))
        for chain in structure[0]:
            copy = chain.clone()
            copy.name = f"{chain.name}-{index}"
            for residue in copy:
                for atom in residue:
                    atom.pos = gemmi.Position(transform.apply(atom.pos))
            whole[0].add_chain(copy)
    return whole


def run_servalcat(program: str, library: str, folder: Path, options, maps) -> str:
    """Runs in folder on model.cif and the maps; returns the log. Dropped with the log's message on failure; ends with the shell's status of
    the signal when something outside stopped Servalcat, so that the task is tried again."""
    command = [
        program,
        "refine_spa_norefmac",
        "--model",
        "model.cif",
        *maps,
        "-d",
        str(options.resolution),
        "--ncycle",
        str(options.cycles),
        "--monlib",
        library,
        "--hydrogen",
        "all",
        "-o",
        "refined",
    ]
    caches = {"MPLCONFIGDIR": str(folder), "XDG_CACHE_HOME": str(folder)}
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **caches, **threads},
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )
    if -done.returncode in STOPPED:
        print(
            f"refine_servalcat.py: Servalcat was stopped by signal {-done.returncode} while it refined {options.model}, mostly for lack of memory",
            file=sys.stderr,
        )
        sys.exit(128 - done.returncode)
    if done.returncode or not (folder / "refined.mmcif").is_file():
        write_atomically(Path(options.out) / f"{options.name}.log", done.stdout)
        raise Dropped(f"Servalcat could not refine {options.model}: {complaint(done.stdout)}")
    return done.stdout


def take_over(structure: gemmi.Structure, refined: gemmi.Structure) -> None:
    """Coordinates and B factors of the refined heavy atoms onto the input's atoms: same set, same order."""

    def key(site):
        return site.chain.name, str(site.residue.seqid), site.atom.name

    refined.remove_hydrogens()
    places = {key(site): site.atom for site in refined[0].all()}
    for site in structure[0].all():
        atom = places.pop(key(site), None)
        if atom is None:
            raise Dropped(
                f"Servalcat lost the atom {site.atom.name} of residue {residue_label(site.chain, site.residue)}"
            )
        site.atom.pos, site.atom.b_iso = atom.pos, atom.b_iso
    if places:
        raise Dropped(f"Servalcat added {len(places)} atoms, the first of residue {' '.join(next(iter(places))[:2])}")


def map_correlation(
    structure: gemmi.Structure, whole: gemmi.Structure, grid: gemmi.FloatGrid, resolution: float
) -> float:
    """Correlation of the map with the density of the whole (electron scattering, cut at the resolution) near the structure's atoms."""
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = resolution
    calculator.grid.unit_cell, calculator.grid.spacegroup = grid.unit_cell, gemmi.SpaceGroup("P 1")
    calculator.set_refmac_compatible_blur(whole[0])
    calculator.initialize_grid()
    calculator.put_model_density_on_grid(whole[0])
    factors = gemmi.transform_map_to_f_phi(calculator.grid).prepare_asu_data(dmin=resolution, unblur=calculator.blur)
    # numpy transforms back, because gemmi halves the last axis and so knows only even numbers of voxels;
    # structure factors are defined with exp(+2 pi i hx), hence the conjugate
    amplitudes = factors.get_f_phi_on_grid(list(grid.shape), half_l=True).array
    model = np.fft.irfftn(np.conj(amplitudes), s=grid.shape, axes=(0, 1, 2))
    mask = gemmi.Int8Grid(*grid.shape)
    mask.set_unit_cell(grid.unit_cell)
    for site in structure[0].all():
        mask.set_points_around(site.atom.pos, MASK_RADIUS, 1)
    near = mask.array > 0
    return float(np.corrcoef(model[near], grid.array[near])[0, 1])


def prepare_input(options, folder: Path) -> tuple:
    """(model in Servalcat's frame, its origin in the input's, the map's grid, the map options); writes model.cif."""
    paths = [options.map] if options.map else options.halfmaps
    origins = [origin_of(read_map(path)) for path in paths]
    maps = [at_zero(path, folder / f"map{index}.mrc") for index, path in enumerate(paths)]
    if len({(map_.grid.shape, tuple(origin)) for map_, origin in zip(maps, origins)}) > 1:
        raise InputError(f"the half maps {paths[0]} and {paths[1]} have different boxes or origins")
    structure = read_model(options.model)
    structure.remove_hydrogens()
    structure.cell, structure.spacegroup_hm = maps[0].grid.unit_cell, "P 1"
    shift(structure, -origins[0])
    for site in structure[0].all():
        site.atom.b_iso = START_B
    grid = maps[0].grid
    if len(maps) == 2:
        grid.array[:] = (maps[0].grid.array + maps[1].grid.array) / 2
    model_text(structure)  # fills the labels that the document below needs
    add_disulfides(structure)
    structure.make_mmcif_document().write_file(str(folder / "model.cif"))
    names = [f"map{index}.mrc" for index in range(len(maps))]
    return structure, origins[0], grid, ["--map" if len(maps) == 1 else "--halfmaps", *names]


def refine(options, folder: Path) -> None:
    began = time.monotonic()
    program, library = find_servalcat(options.servalcat), find_library(options.monlib)
    structure, origin, grid, maps = prepare_input(options, folder)
    symmetry = read_symmetry(options.symmetry)

    def correlation() -> float:
        whole = with_neighbours(structure, symmetry, origin) if symmetry else structure
        return map_correlation(structure, whole, grid, options.resolution)

    before = correlation()
    log = run_servalcat(
        program, library, folder, options, maps + (symmetry_options(symmetry, origin) if symmetry else [])
    )
    take_over(structure, read_model(folder / "refined.mmcif"))
    after = correlation()
    cycles = json.loads((folder / "refined_stats.json").read_text())
    fsc = [cycle["data"]["summary"]["FSCaverage"] for cycle in (cycles[0], cycles[-1])]
    b_factors = [site.atom.b_iso for site in structure[0].all()]
    shift(structure, origin)
    out = Path(options.out)
    structure.connections = gemmi.ConnectionList()
    structure.cell = gemmi.UnitCell()
    write_atomically(out / f"{options.name}.log", log)
    write_atomically(
        out / f"{options.name}.refinement.json",
        json.dumps(
            {
                "model": options.name,
                "cycles": options.cycles,
                "cc_before": round(before, 4),
                "cc_after": round(after, 4),
                "fsc_average_before": round(fsc[0], 4),
                "fsc_average_after": round(fsc[1], 4),
                "b_mean": round(float(np.mean(b_factors)), 2),
                "seconds": round(time.monotonic() - began, 1),
                "servalcat": servalcat_version(log),
                "half_maps": len(maps) == 3,
                **({"symmetry": symmetry["point_group"]} if symmetry else {}),
            },
            indent=1,
        )
        + "\n",
    )
    write_atomically(out / f"{options.name}.cif", model_text(structure))


def write_dropped(options, reason: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("model", "reason"), (options.name, reason)])
    write_atomically(Path(options.out) / f"{options.name}.dropped.csv", text.getvalue())


def servalcat_version(log: str) -> str:
    found = re.search(r"^# Servalcat ver\. (\S+)", log, re.MULTILINE)
    return found.group(1) if found else "unknown"


def main() -> int:
    if "--versions" in sys.argv:
        print_versions("servalcat", "gemmi", "numpy")
        return 0
    options = arguments()
    if not 0.5 < options.resolution < 50:
        raise InputError(f"the resolution {options.resolution} Å is absurd; give the map's, in Å")
    Path(options.out).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{options.name}.", dir=options.out) as folder:
        try:
            refine(options, Path(folder).absolute())
        except Dropped as dropped:  # one model's failure, not the entry's: counted, with its reason, and told
            write_dropped(options, " ".join(str(dropped).split()))
            print(f"refine_servalcat.py: {dropped}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    run(main)
