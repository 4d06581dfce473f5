"""Several models of an entry at once, by workers that share a card, or the cores that a task has.

Each is a process of its own: the moves of one model run on a core while others anneal on the card.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, TypeAlias

from emconverge_engines.program import InputError

Maker: TypeAlias = Callable[[int], Any]  # what one seed gives
STOPPED = 128  # added to a signal's number, as shells do


def made(maker: Callable[..., Maker], arguments: Sequence[object], seeds: Sequence[int], jobs: int) -> Iterator[Any]:
    """What the seeds give, in the order in which it is there; every worker calls maker(*arguments) once for its own.

    SystemExit with a signal's status when something outside stopped a worker, so that the pipeline tries again.
    """
    if min(jobs, len(seeds)) == 1:
        make = maker(*arguments)
        yield from map(make, seeds)
        return
    spawn = multiprocessing.get_context("spawn")  # a driver of a GPU does not survive a fork
    signal.signal(signal.SIGTERM, stop)
    waiting, workers = deque(seeds), {}
    try:
        for _ in range(min(jobs, len(seeds))):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=work, args=(theirs, maker, arguments), daemon=True)
            process.start()
            theirs.close()
            workers[ours] = process
            ours.send(waiting.popleft())
        while workers:
            for connection in wait(list(workers)):
                yield answer(connection, workers[connection])
                if waiting:
                    connection.send(waiting.popleft())
                else:
                    connection.send(None)
                    workers.pop(connection).join()
    finally:
        for process in workers.values():
            process.kill()


def stop(number: int, frame: FrameType | None) -> None:
    """Answers to a signal that ends the process: its workers end too."""
    raise SystemExit(STOPPED + number)


def answer(connection: Connection, process: multiprocessing.process.BaseProcess) -> Any:
    """What a worker made; its InputError, or SystemExit when it ended without a word."""
    try:
        found = connection.recv()
    except EOFError:
        process.join()
        raise SystemExit(STOPPED - process.exitcode if process.exitcode < 0 else 1) from None
    if isinstance(found, InputError):
        raise found
    return found


def work(connection: Connection, maker: Callable[..., Maker], arguments: Sequence[object]) -> None:
    """What a worker does, until it is told that no seed is left."""
    try:
        make = maker(*arguments)
        while (seed := connection.recv()) is not None:
            connection.send(make(seed))
    except InputError as error:
        connection.send(error)
    except (EOFError, BrokenPipeError):  # nobody is there any more
        pass
