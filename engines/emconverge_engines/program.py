"""What every program does alike: end a fault of the input with one sentence, and tell the versions it runs on."""

import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NoReturn

from emconverge_engines.facts import RESOLUTION


class InputError(Exception):
    """A fault of the input, told in one sentence: what is wrong, where, and what to do."""


def run(main: Callable[[], int]) -> NoReturn:
    """Ends the process with the status of main(); an InputError ends it with its sentence and status 1.

    So does a library that is not installed.
    """
    try:
        sys.exit(main())
    except InputError as error:
        tell(str(error))
    except ModuleNotFoundError as error:
        tell(f"{error} in this Python ({sys.executable}); install containers/engines/requirements.txt")
    sys.exit(1)


def tell(sentence: str) -> None:
    """Writes a sentence to the standard error, after the program's name."""
    print(f"{Path(sys.argv[0]).name}: {sentence}", file=sys.stderr)


def print_versions(*distributions: str) -> None:
    """Prints the versions of Python and of installed distributions as YAML lines, for the pipeline's table of them."""
    print(f"python: {sys.version.split()[0]}")
    for name in distributions:
        try:
            print(f"{name}: {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            raise InputError(
                f"{name} is not installed in this Python ({sys.executable}); "
                "install containers/engines/requirements.txt"
            ) from None


def checked_resolution(resolution: float) -> float:
    """The resolution (Å) of a map, when it is one that a map can have; else an InputError."""
    if not RESOLUTION.hold(resolution):
        raise InputError(
            f"the resolution {resolution:g} Å is not within {RESOLUTION.lowest:g} to {RESOLUTION.highest:g} Å; "
            "give the map's"
        )
    return resolution


def one_line(text: object) -> str:
    """The text with every run of white space, line ends among it, made one blank: for a cell of a table."""
    return " ".join(str(text).split())
