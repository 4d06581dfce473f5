"""Samples models of a map by simulated annealing in OpenMM.

`setup` and `survey` once per entry, `sample` for batches of seeds, `second` for density that their models leave over.
"""

import argparse
import sys
from pathlib import Path
from typing import TypeAlias

from emconverge_engines.program import InputError, checked_resolution, print_versions
from emconverge_engines.sampler.moves.kinds import move_kinds
from emconverge_engines.sampler.schedule import Schedule, default_weight
from emconverge_engines.sampler.seeds import seed_list

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
PLATFORMS = ("CPU", "CUDA", "OpenCL", "HIP", "Reference", "auto")


def add_setup(commands: Commands) -> None:
    """The options of `setup`."""
    setup = commands.add_parser("setup", help="hydrogens, force field, density grid and relaxed start of one entry")
    setup.add_argument("--model", required=True, type=Path, help="prepared model, mmCIF")
    setup.add_argument("--map", required=True, type=Path, help="cropped float map")
    setup.add_argument("--resolution", required=True, type=float, help="Å")
    setup.add_argument(
        "--symmetry",
        type=Path,
        help="symmetry.json of `emtools symmetry`: the model is the asymmetric unit and feels its mates",
    )
    setup.add_argument(
        "--ligand", action="append", default=[], type=Path, help="dictionary of components, CIF; may be given again"
    )
    setup.add_argument("--monlib", type=Path, help="monomer library (default: CLIBD_MON, if set)")
    setup.add_argument("--out", required=True, type=Path, help="folder to make")
    setup.add_argument("--threads", type=int, default=1)
    setup.add_argument("--seed", type=int, default=0, help="of the hydrogens' first places")
    setup.add_argument("--weight", type=float, help="K, kJ/mol (default 10 min(1, (3.3/d)^3))")
    setup.add_argument("--temperature", type=float, default=Schedule.temperature, help="K, of the hot part")
    setup.add_argument("--picoseconds", type=float, default=Schedule.picoseconds, help="length of the annealing")
    setup.set_defaults(action=set_up)


def add_sample(commands: Commands) -> None:
    """The options of `sample`."""
    sample = commands.add_parser("sample", help="one model per seed")
    sample.add_argument("--system", required=True, type=Path, help="folder that setup made")
    sample.add_argument("--seeds", required=True, type=seed_list, help="for instance 1-25")
    sample.add_argument("--platform", default="CPU", choices=PLATFORMS)
    sample.add_argument("--jobs", type=int, default=1, help="models at once, on one card or so many cores (default 1)")
    sample.add_argument("--threads", type=int, default=1)
    sample.add_argument("--out", required=True, type=Path, help="folder for the models and tables")
    sample.add_argument(
        "--register", type=Path, help="what survey or `emtools register` wrote; without it no stretch is shifted"
    )
    sample.add_argument(
        "--moves",
        type=move_kinds,
        default="all",
        help="all, none, or some of register,loop,flip (before the annealing) and regrow (after it; default all)",
    )
    sample.set_defaults(action=make_models)


def add_survey(commands: Commands) -> None:
    """The options of `survey`."""
    survey = commands.add_parser("survey", help="where the stretches that may be shifted begin and end best")
    survey.add_argument("--system", required=True, type=Path, help="folder that setup made")
    survey.add_argument("--register", required=True, type=Path, help="register.json of `emtools register`")
    survey.add_argument(
        "--threads", type=int, default=1, help="families looked at together, each in a process; the result is the same"
    )
    survey.add_argument("--out", required=True, type=Path, help="JSON file to write, for `sample --register`")
    survey.set_defaults(action=survey_shifts)


def add_second(commands: Commands) -> None:
    """The options of `second`."""
    second = commands.add_parser("second", help="further models where density is left over beside a chain")
    second.add_argument("--system", required=True, type=Path, help="folder that setup made")
    second.add_argument("--models", required=True, nargs="+", type=Path, help="refined models")
    second.add_argument("--map", required=True, type=Path, help="the map that setup was given")
    second.add_argument("--halfmaps", nargs=2, default=(), type=Path, help="its half maps, which tell its noise")
    second.add_argument("--symmetry", type=Path, help="symmetry.json, as setup was given")
    second.add_argument("--platform", default="CPU", choices=PLATFORMS)
    second.add_argument("--jobs", type=int, default=1, help="models at once (default 1)")
    second.add_argument("--out", required=True, type=Path, help="folder for the models and second_states.json")
    second.set_defaults(action=make_second)


def make_second(options: argparse.Namespace) -> None:
    """Runs `second`."""
    from emconverge_engines.sampler.second import making

    making.run(
        making.Second(
            options.system,
            tuple(options.models),
            options.map,
            tuple(options.halfmaps),
            options.symmetry,
            options.platform,
            options.jobs,
            options.out,
        )
    )


def survey_shifts(options: argparse.Namespace) -> None:
    """Runs `survey`."""
    from emconverge_engines.sampler import sampling

    sampling.survey(options.system, options.register, options.threads, options.out)


def set_up(options: argparse.Namespace) -> None:
    """Runs `setup`; its libraries are loaded only now, because a batch does not need them all."""
    from emconverge_engines.dictionaries import library_folder
    from emconverge_engines.sampler import setup

    resolution = checked_resolution(options.resolution)
    schedule = Schedule(
        options.weight or default_weight(resolution),
        temperature=options.temperature,
        picoseconds=options.picoseconds,
    )
    setup.run(
        setup.Setup(
            model=options.model,
            map=options.map,
            resolution=resolution,
            symmetry=options.symmetry,
            out=options.out,
            schedule=schedule,
            threads=options.threads,
            seed=options.seed,
            library=library_folder(options.monlib),
            dictionaries=tuple(options.ligand),
        )
    )


def make_models(options: argparse.Namespace) -> None:
    """Runs `sample`."""
    from emconverge_engines.sampler import sampling

    if options.jobs < 1:
        raise InputError(f"--jobs is {options.jobs}; give the number of models to sample at once, 1 or more")
    sampling.run(
        sampling.Batch(
            options.system,
            options.seeds,
            options.platform,
            options.threads,
            options.out,
            options.register,
            options.moves,
            options.jobs,
        )
    )


def main() -> int:
    """The program sample_openmm.py."""
    if "--versions" in sys.argv:
        print_versions("openmm", "gemmi", "numpy")
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    add_setup(commands)
    add_survey(commands)
    add_sample(commands)
    add_second(commands)
    options = parser.parse_args()
    options.action(options)
    return 0
