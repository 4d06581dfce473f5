"""Refines models against their map, or half maps, by Servalcat: coordinates and isotropic B factors."""

import argparse
import os
import sys
from pathlib import Path

from emconverge_engines.program import InputError, checked_resolution, print_versions
from emconverge_engines.refiner.schedule import FREE_RESOLUTION, Schedule


def parser() -> argparse.ArgumentParser:
    """The program's command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--model",
        required=True,
        nargs="+",
        type=Path,
        help="mmCIF or PDB, in the frame of the map; results are named after the files",
    )
    maps = options.add_mutually_exclusive_group(required=True)
    maps.add_argument("--map", type=Path, help="cropped map")
    maps.add_argument("--halfmaps", nargs=2, type=Path, metavar="HALF", help="cropped half maps")
    options.add_argument("--resolution", required=True, type=float, help="Å")
    options.add_argument(
        "--symmetry",
        type=Path,
        help="symmetry.json of `emtools symmetry`: the model is the asymmetric unit, the map holds its neighbours too",
    )
    options.add_argument("--cycles", type=int, default=Schedule.cycles, help="default %(default)s")
    options.add_argument(
        "--jellybody-sigma",
        type=float,
        help="Å, how far distances of near atoms give way in a cycle; 0: no such restraints "
        f"(default {Schedule.sigma}; none to {FREE_RESOLUTION} Å of resolution)",
    )
    options.add_argument("--jobs", type=int, default=1, help="models that are refined at once (default 1)")
    options.add_argument(
        "--servalcat",
        default=os.environ.get("EMCONVERGE_SERVALCAT"),
        help="the program (default: EMCONVERGE_SERVALCAT, this Python's package, on PATH)",
    )
    options.add_argument("--monlib", help="monomer library (default: CLIBD_MON)")
    options.add_argument(
        "--ligand", action="append", default=[], type=Path, help="dictionary of components, CIF; may be given again"
    )
    options.add_argument("--out", required=True, type=Path, help="folder for the results")
    return options


def main() -> int:
    """The program refine_servalcat.py."""
    if "--versions" in sys.argv:
        print_versions("servalcat", "gemmi", "numpy")
        return 0
    options = parser().parse_args()
    # One thread each, also for the libraries that are loaded below: what is done at once is set by --jobs.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

    from emconverge_engines.dictionaries import checked_files
    from emconverge_engines.refiner import batch
    from emconverge_engines.refiner.servalcat import Stopped, find_library, find_servalcat
    from emconverge_engines.symmetry import read_symmetry

    if options.jobs < 1:
        raise InputError(f"--jobs is {options.jobs}; give the number of models to refine at once, 1 or more")
    resolution = checked_resolution(options.resolution)
    try:
        batch.run(
            batch.Batch(
                models=tuple(options.model),
                maps=(options.map,) if options.map else tuple(options.halfmaps),
                resolution=resolution,
                symmetry=read_symmetry(options.symmetry),
                schedule=Schedule.at(resolution, options.cycles, options.jellybody_sigma),
                servalcat=find_servalcat(options.servalcat),
                library=find_library(options.monlib),
                out=options.out,
                jobs=options.jobs,
                dictionaries=checked_files(options.ligand),
            )
        )
    except Stopped as stopped:
        return stopped.status
    return 0
