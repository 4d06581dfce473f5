"""Refines several models, some at once, each in a process of its own, so that the outcome of each stands on its own.

The processes are forked from this one after the libraries and the maps are loaded, which so happens once. Each writes
its results into a scratch folder; they are moved to their place when it has ended, so that nothing is there by halves.
"""

import multiprocessing
import signal
import tempfile
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

from emconverge_engines.files import csv_text
from emconverge_engines.program import InputError, one_line, tell
from emconverge_engines.refiner.refinement import Refinement, Results, refine
from emconverge_engines.refiner.schedule import Schedule
from emconverge_engines.refiner.servalcat import STOPPING, Dropped, Servalcat, Stopped
from emconverge_engines.refiner.target import read_target
from emconverge_engines.symmetry import Symmetry

ENDING = (signal.SIGTERM, signal.SIGINT)  # signals that a program can answer to
GRACE = 10.0  # s for the answer


@dataclass(frozen=True)
class Batch:
    """Models, what they are refined against, and how."""

    models: tuple[Path, ...]
    maps: tuple[Path, ...]  # one map, or two half maps
    resolution: float  # Å
    symmetry: Symmetry | None
    schedule: Schedule
    servalcat: Servalcat
    library: Path  # monomers
    out: Path
    jobs: int  # how many models at once
    dictionaries: tuple[Path, ...] = ()  # of components that the library lacks


@dataclass(frozen=True)
class Job:
    """The refinement of one model."""

    model: Path
    folder: Path  # for its scratch files and results

    @property
    def results(self) -> Results:
        """Where its process writes what is made of the model."""
        return Results(self.folder / "results", model_name(self.model))


def model_name(path: Path) -> str:
    """The stem of the names of a model's results: the file's name without its endings."""
    name = path.name.removesuffix(".gz")
    return Path(name).stem


def check_models(models: Sequence[Path]) -> None:
    """An InputError when a model is not there, or two have one name."""
    names: dict[str, Path] = {}
    for model in models:
        if not model.is_file():
            raise InputError(f"the model {model} does not exist")
        other = names.setdefault(model_name(model), model)
        if other is not model:
            raise InputError(f"the models {other} and {model} have the same name; give them different ones")


def run(batch: Batch) -> None:
    """Refines the models. Stopped, when something outside stopped one of the processes, or this one."""
    check_models(batch.models)
    batch.out.mkdir(parents=True, exist_ok=True)
    for number in ENDING:
        signal.signal(number, stop)
    with tempfile.TemporaryDirectory(prefix=".refine.", dir=batch.out) as scratch:
        folder = Path(scratch).absolute()
        target = read_target(batch.maps, folder)
        batch.servalcat.load()
        refinement = Refinement(
            batch.servalcat,
            batch.library,
            target,
            batch.resolution,
            batch.symmetry,
            batch.schedule,
            batch.dictionaries,
        )
        refine_all(refinement, [Job(model, folder / "models" / model_name(model)) for model in batch.models], batch)


def stop(number: int, frame: FrameType | None) -> None:
    """Answers to a signal that ends the process."""
    raise Stopped(number)


def refine_all(refinement: Refinement, jobs: Sequence[Job], batch: Batch) -> None:
    """Runs the jobs, so many at once, and moves the results of each to their place as soon as it has ended."""
    waiting, running = deque(jobs), {}
    fork = multiprocessing.get_context("fork")
    try:
        while waiting or running:
            while waiting and len(running) < batch.jobs:
                job = waiting.popleft()
                process = fork.Process(target=work, args=(refinement, job))
                process.start()
                running[process.sentinel] = process, job
            for sentinel in connection.wait(list(running)):
                process, job = running.pop(sentinel)
                process.join()
                finish(process, job, batch.out)
    finally:
        end(process for process, _ in running.values())


def end(processes: Iterable[ForkProcess]) -> None:
    """Ends processes that still run: by a signal that they answer to, else by one that they cannot."""
    left = list(processes)
    for process in left:
        process.terminate()
    for process in left:
        process.join(GRACE)
        process.kill()
        process.join()


def work(refinement: Refinement, job: Job) -> None:
    """What the process of one job does: it leaves results, or the reason why there are none."""
    scratch = job.folder / "work"
    scratch.mkdir(parents=True)
    try:
        refine(refinement, job.model, scratch, job.results)
    except Stopped as stopped:
        raise SystemExit(stopped.status) from None
    except (Dropped, InputError) as error:
        drop(job, str(error))
    except Exception as error:  # a fault in one model must not lose the others
        drop(job, f"{type(error).__name__}: {error}")


def drop(job: Job, reason: str) -> None:
    """Leaves the reason why a model is lost as its result, and tells it."""
    row = {"model": job.results.name, "reason": one_line(reason)}
    job.results.write("dropped.csv", csv_text(list(row), [row]))
    tell(reason)


def finish(process: ForkProcess, job: Job, out: Path) -> None:
    """Moves a job's results to their place; Stopped when something outside stopped its process."""
    status = process.exitcode
    number = -status if status < 0 else status - 128
    if number in STOPPING:
        tell(f"Servalcat was stopped by signal {number} while it refined {job.model}, mostly for lack of memory")
        raise Stopped(number)
    if status != 0:
        how = f"by {signal.Signals(number).name}" if status < 0 else f"with status {status}"
        drop(job, f"Servalcat crashed while it refined {job.model}: its process ended {how}")
    for file in sorted(job.results.folder.iterdir(), reverse=True):
        file.replace(out / file.name)
