"""Every Python process that has this folder on PYTHONPATH adds its CPU seconds, those of its children included, to
$CPU_SECONDS.
"""

import atexit
import os
import sys
from pathlib import Path


def note():
    user, system, children_user, children_system, _ = os.times()
    with Path(os.environ["CPU_SECONDS"]).open("a") as file:
        file.write(f"{Path(sys.argv[0]).name}\t{user + system + children_user + children_system:.3f}\n")


if "CPU_SECONDS" in os.environ:
    atexit.register(note)
