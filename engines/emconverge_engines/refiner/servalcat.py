"""Finding and running Servalcat: the one of this Python, loaded once for all models, or a program that is named."""

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import numpy as np

from emconverge_engines.program import InputError
from emconverge_engines.symmetry import Symmetry

COMMAND = "refine_spa_norefmac"


# From outside, mostly for lack of memory; other signals are crashes, which come again with the same model.
STOPPING = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


class Dropped(Exception):
    """A failure on one model, with the reason."""


class Stopped(BaseException):
    """Something outside stopped a process by a signal; nothing but the end of the program answers to it."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number

    @property
    def status(self) -> int:
        """What the shell calls the end by this signal."""
        return 128 + self.number


@dataclass(frozen=True)
class Servalcat:
    """A Servalcat that is there."""

    program: str | None  # None for the package of this Python

    def load(self) -> None:
        """Loads the package, which takes as long as some cycles, so that processes forked from this one have it."""
        if self.program:
            return
        hook = sys.excepthook
        import servalcat.__main__  # noqa: F401, it is called in run_here

        sys.excepthook = hook  # the package puts its own there

    def run(self, arguments: list[str], folder: Path) -> tuple[int, str]:
        """Runs it in a folder; returns its status and what it wrote. Stopped, when something outside stopped it."""
        caches = {"MPLCONFIGDIR": str(folder), "XDG_CACHE_HOME": str(folder)}
        output = folder / "output.txt"
        with output.open("wb") as stream:
            if self.program:
                status = subprocess.run(
                    [self.program, *arguments],
                    cwd=folder,
                    env={**os.environ, **caches},
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=subprocess.STDOUT,
                ).returncode
            else:
                os.environ.update(caches)
                with redirected(stream.fileno()), working_in(folder):
                    status = run_here(arguments)
        if -status in STOPPING:
            raise Stopped(-status)
        return status, output.read_text(errors="replace")


def run_here(arguments: list[str]) -> int:
    """Runs the package in this process, as its program does; returns the status."""
    from servalcat.__main__ import main

    own, sys.argv = sys.argv, ["servalcat", *arguments]
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception:
        traceback.print_exc()
        return 1
    finally:
        sys.argv = own
    return 0


@contextlib.contextmanager
def redirected(descriptor: int) -> Iterator[None]:
    """Lets the standard output and error of this process go to a file, also those of compiled code."""
    kept = [(number, os.dup(number)) for number in (1, 2)]
    try:
        for number, _ in kept:
            os.dup2(descriptor, number)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        ctypes.CDLL(None).fflush(None)  # the C library's own buffers
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Makes a folder the working folder of this process for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def find_servalcat(named: str | None) -> Servalcat:
    """The program that is named, else the package of this Python, else the program on PATH."""
    if not named and util.find_spec("servalcat"):
        return Servalcat(None)
    found = shutil.which(named or "servalcat")
    if not found:
        raise InputError(
            f"the program {named or 'servalcat'} is not found; install containers/engines/requirements.txt, "
            "or name it by --servalcat"
        )
    return Servalcat(str(Path(found).absolute()))


def find_library(named: str | None) -> Path:
    """The folder of the monomer library: the one that is named, else CLIBD_MON's."""
    library = named or os.environ.get("CLIBD_MON")
    if not library:
        raise InputError("no monomer library: set CLIBD_MON to one, or name it by --monlib")
    if not (Path(library) / "ener_lib.cif").is_file() or not (Path(library) / "list" / "mon_lib_list.cif").is_file():
        raise InputError(f"{library} is not a monomer library: it lacks ener_lib.cif or list/mon_lib_list.cif")
    return Path(library).absolute()


def complaint(log: str) -> str:
    """The log's own message: its error line, else the last line before Servalcat's closing remark."""
    lines = [line.strip() for line in log.splitlines() if line.strip() and not line.startswith("# ")]
    errors = [line for line in lines if re.match(r"(\w+\.)*\w*(Error|Exception)\b|Error:", line)]
    return (errors or lines or ["it wrote no log"])[-1]


def version_in(log: str) -> str:
    """The version that the log tells."""
    found = re.search(r"^# Servalcat ver\. (\S+)", log, re.MULTILINE)
    return found.group(1) if found else "unknown"


def symmetry_arguments(symmetry: Symmetry, origin: np.ndarray) -> list[str]:
    """Servalcat's words for a symmetry, its centre moved by -origin (Å).

    Its second axis is of the first one's order, or a 2-fold of a Dn.
    """

    def vector(option: str, values: np.ndarray) -> list[str]:
        return [option, *(f"{value:.9f}" for value in values)]

    words = vector("--center", symmetry.centre - origin) + vector("--axis1", symmetry.axes[0])
    if symmetry.helix:
        words += ["--twist", f"{symmetry.helix.twist:.9f}", "--rise", f"{symmetry.helix.rise:.9f}"]
    if not symmetry.helix or symmetry.point_group != "C1":
        words += ["--pg", symmetry.point_group]
    if len(symmetry.axes) > 1:
        words += vector("--axis2", symmetry.axes[1])
    return [*words, "--contacting_only"]
