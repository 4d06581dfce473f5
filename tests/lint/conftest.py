"""What the checks share: the files of the project, and a checker that is run to its end."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The folder into which requirements.txt and package.json were installed: 'bin/emconverge test' makes and names it.
TOOLS = Path(os.environ["EMCONVERGE_LINT"])


def files(*patterns):
    """The files of the project that match, also those that git does not know yet; not those that it ignores."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = sorted(name for name in set(listed.split("\0")) - {""} if (ROOT / name).is_file())
    assert found, f"no file of the project matches {patterns}"
    return found


def output(*command, **options):
    """Runs a program in the project's folder; its status and all that it wrote."""
    result = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    return result.returncode, result.stdout


def check(*command):
    """Fails with what a checker wrote when it ended with another status than 0."""
    status, text = output(*command)
    if status != 0:
        pytest.fail(text or f"{command[0]} ended with status {status}", pytrace=False)


def components(function, *arguments):
    """A function of the set-up, called as 'bin/emconverge' calls it; its status and all that it wrote."""
    script = f"ROOT='{ROOT}'; source '{ROOT}/setup/components.sh'; \"$@\""
    return output("bash", "-c", script, "bash", function, *arguments)
