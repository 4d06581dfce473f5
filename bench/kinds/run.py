#!/usr/bin/env python3
"""Measures how near to the truth all kinds of residues of deposited models end in maps made of them.

    export PYTHONPATH=engines:bench/wrong_residues CLIBD_MON=LIBRARY
    PYTHON bench/kinds/run.py prepare --out kinds nucleosome=1kx5.pdb neuraminidase=1ncb.cif:N,A,B \\
        --resolution 2.5 3.5 4.5 [--keep protein] [--without ATP] [--noise 0.2] [--ligand FILE]
    PYTHON bench/kinds/run.py run --out kinds [--models 3] [--refined 2] [--platform CPU] [--jobs 2] [--seconds 3600]
    PYTHON bench/kinds/run.py table --out kinds
    PYTHON bench/kinds/run.py cost --out kinds

PYTHON is the engines' (README.md). `prepare` needs Java; `run` does not, so that it can go to another machine with the
folder of `prepare`, where it makes the maps first. What is there is not made again. `--keep protein` and `--without
ATP` (a map that lacks a component's density) ask what is lost; `cost` times steps of the annealing, protein alone and
with all else.
"""

import argparse
import heapq
import json
import os
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

import cases
import deviations
import numpy as np


@dataclass
class Work:
    """The steps of all cases: what waits for what, what failed."""

    options: argparse.Namespace
    pool: ThreadPoolExecutor
    began: float = field(default_factory=time.monotonic)
    waiting: list[tuple[int, str, Path, int]] = field(default_factory=list)
    running: dict[Future, tuple[str, Path, int]] = field(default_factory=dict)

    def add(self, step: str, folder: Path, seed: int = 0) -> None:
        """Adds a step of a case to those that wait: the largest case goes first, because its last step ends last."""
        heapq.heappush(self.waiting, (-(folder / "prepared.cif").stat().st_size, step, folder, seed))

    def start(self) -> None:
        """Starts what waits, as far as there is room."""
        while self.waiting and len(self.running) < self.options.jobs:
            _, step, folder, seed = heapq.heappop(self.waiting)
            self.running[self.pool.submit(self.step, step, folder, seed)] = step, folder, seed

    def step(self, step: str, folder: Path, seed: int) -> None:
        """Runs a step; SystemExit with its last words."""
        if time.monotonic() - self.began > self.options.seconds:
            raise SystemExit("not begun: the time was over")
        case = json.loads((folder / "case.json").read_text())
        made = [folder / cases.MADE] if (folder / cases.MADE).exists() else []
        known = ["--resolution", case["resolution"], *cases.dictionaries([*case["ligands"], *made])]
        program = {"setup": "sample_openmm.py", "sample": "sample_openmm.py", "refine": "refine_servalcat.py"}[step]
        words: list[object] = [sys.executable, cases.ROOT / "bin" / program]
        name = f"model_{seed:04d}.cif"
        if step == "setup":
            cases.ensure_map(folder)
            words += ["setup", "--model", folder / "prepared.cif", "--map", folder / "map.mrc", *known]
            words += ["--out", folder / "system"]
            done = folder / "system/setup.json"
        elif step == "sample":
            words += ["sample", "--system", folder / "system", "--seeds", seed, "--moves", self.options.moves]
            words += ["--platform", self.options.platform, "--out", folder / f"sampled/{seed}"]
            done = folder / f"sampled/{seed}" / name
        else:
            words += ["--model", folder / f"sampled/{seed}" / name, "--map", folder / "map.mrc", *known]
            words += ["--out", folder / "refined"]
            done = folder / "refined" / name
        if not done.exists():
            cases.call(words)
        if not done.exists():
            raise SystemExit("no model: " + " ".join(path.read_text().strip()[-200:] for path in dropped(done)))

    def follow(self, step: str, folder: Path, seed: int) -> None:
        """What can be done once a step is."""
        if step == "setup":
            for each in range(1, self.options.models + 1):
                self.add("sample", folder, each)
        elif step == "sample" and seed <= self.options.refined:
            self.add("refine", folder, seed)


def dropped(done: Path) -> list[Path]:
    """The tables that say why a model is not there."""
    return sorted([*done.parent.glob("dropped.csv"), *done.parent.glob(f"{done.stem}.dropped.csv")])


def run(options: argparse.Namespace) -> None:
    """Sets up, samples and refines; a step that fails loses its case what follows from it."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    with ThreadPoolExecutor(options.jobs) as pool:
        work = Work(options, pool)
        for folder in folders_of(options):
            work.add("setup", folder)
        while work.waiting or work.running:
            work.start()
            for future in wait(work.running, return_when=FIRST_COMPLETED).done:
                step, folder, seed = work.running.pop(future)
                said = future.exception()
                seconds = f"{time.monotonic() - work.began:.0f} s"
                print(f"{seconds}: {folder.name} {step} {seed or ''} {said or ''}".rstrip(), flush=True)
                if said is None:
                    work.follow(step, folder, seed)


def folders_of(options: argparse.Namespace) -> list[Path]:
    """The cases that were prepared; SystemExit where there is none."""
    found = [path.parent for path in sorted(options.out.glob("*/case.json"))]
    if not found:
        sys.exit(f"kinds: there is no case in {options.out}; make some by `prepare`.")
    return [folder for folder in found if not options.cases or folder.name in options.cases]


def prepare(options: argparse.Namespace) -> None:
    """Makes the folders of all cases."""
    kept = cases.Options(options.keep, options.noise, tuple(options.without), tuple(options.ligand))
    for text in options.sources:
        for resolution in options.resolution:
            folder = cases.prepare(cases.Source.of(text), resolution, kept, options.out)
            left = json.loads((folder / "components.json").read_text())["left_out"]
            print(folder.name, "left out:", ", ".join(each["resname"] for each in left) or "nothing", flush=True)


def table(options: argparse.Namespace) -> None:
    """Prints the table of docs/results.md: RMSD to the truth of the residues of each kind, Å."""
    print("|case|map (Å)|residues|number|start|sampled|spread|refined|spread|refined within 0.5 Å|")
    print("|-|-|-|-|-|-|-|-|-|-|")
    for folder in folders_of(options):
        case = json.loads((folder / "case.json").read_text())
        rows = deviations.groups(folder / "truth.cif")
        truth = deviations.residues(folder / "truth.cif")
        stages = [
            [path for path in [folder / "system/minimised.cif"] if path.exists()],
            sorted(folder.glob("sampled/*/model_*.cif")),
            sorted(folder.glob("refined/model_*.cif")),
        ]
        found = [deviations.from_truth(truth, rows, stage) for stage in stages]
        spreads = [deviations.spread(rows, stage) for stage in stages]
        for row in dict.fromkeys(sorted(rows.values())):
            start, sampled, refined = (each.get(row) for each in found)
            cells = [case["name"], case["resolution"], row, 0 if start is None else start.shape[1], told(start)]
            cells += [told(sampled), number(spreads[1].get(row)), told(refined), number(spreads[2].get(row))]
            cells.append("" if refined is None else f"{100 * np.mean(refined <= 0.5):.0f} %")
            print("|" + "|".join(map(str, cells)) + "|", flush=True)


def told(values: np.ndarray | None) -> str:
    """The mean over models and residues, and the largest."""
    return "" if values is None else f"{values.mean():.2f} ({values.max():.2f})"


def number(value: float | None) -> str:
    """Two decimals."""
    return "" if value is None else f"{value:.2f}"


def cost(options: argparse.Namespace) -> None:
    """Times the steps of the annealing, the best of five times: microseconds per atom and step.

    CPU time on one thread of the CPU, wall time on a card.
    """
    from emconverge_engines.sampler.annealing import Annealer
    from emconverge_engines.sampler.platforms import device
    from emconverge_engines.sampler.start import load

    for folder in folders_of(options):
        held = load(folder / "system")
        start = held.start
        place = device(options.platform, 1)
        annealer = Annealer(held.system, start.density, start.centre, start.heavy, held.schedule, place, start.weights)
        context = annealer.context(start.positions, 1, 300.0)
        annealer.advance(context, 10)
        clock, best = time.process_time if options.platform == "CPU" else time.perf_counter, np.inf
        for _ in range(5):
            context.getState(energy=True)  # waits for the card
            began = clock()
            annealer.advance(context, options.steps)
            context.getState(energy=True)
            best = min(best, clock() - began)
        print(
            f"{folder.name}: {annealer.atoms} atoms, {1e6 * best / options.steps / annealer.atoms:.3f} µs", flush=True
        )


def parser() -> argparse.ArgumentParser:
    """The program's command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = options.add_subparsers(dest="command", required=True)
    for name, action in (("prepare", prepare), ("run", run), ("table", table), ("cost", cost)):
        command = commands.add_parser(name)
        command.set_defaults(action=action)
        command.add_argument("--out", type=Path, default=Path("kinds"))
        if name == "prepare":
            command.add_argument("sources", nargs="+", metavar="NAME=FILE[:CHAINS]")
            command.add_argument("--resolution", nargs="+", type=float, required=True, help="Å")
            command.add_argument("--keep", choices=("all", "known", "protein"), default="known")
            command.add_argument("--noise", type=float, default=0.0, help="SD, in units of the density's (default 0)")
            command.add_argument("--without", action="append", default=[], help="a component that the map lacks")
            command.add_argument("--ligand", action="append", default=[], type=Path, help="dictionary, CIF")
        else:
            command.add_argument("cases", nargs="*", help="folders of --out (default: all)")
    run_options, cost_options = commands.choices["run"], commands.choices["cost"]
    run_options.add_argument("--models", type=int, default=3)
    run_options.add_argument("--refined", type=int, default=2)
    run_options.add_argument("--moves", default="none")
    for command in (run_options, cost_options):
        command.add_argument("--platform", default="CPU")
    run_options.add_argument("--jobs", type=int, default=2)
    run_options.add_argument("--seconds", type=float, default=np.inf, help="after these nothing is begun")
    cost_options.add_argument("--steps", type=int, default=40)
    return options


if __name__ == "__main__":
    given = parser().parse_args()
    given.out = given.out.absolute()
    given.action(given)
