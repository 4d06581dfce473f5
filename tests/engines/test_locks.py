"""What pip installs: beside every list that people edit is a lock, by version and checksum, which setup/lock writes."""

import re

import pytest
from conftest import ROOT

LISTS = sorted(
    [
        *ROOT.glob("containers/*/requirements*.txt"),
        ROOT / "tests/requirements.txt",
        ROOT / "tests/lint/requirements.txt",
        *ROOT.glob("setup/python/*.txt"),
    ]
)
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)")


def packages(path):
    """{normalised name: versions} of the requirements in a list or a lock."""
    found = {}
    for line in path.read_text().splitlines():
        if match := REQUIREMENT.match(line):
            found.setdefault(re.sub(r"[-_.]+", "-", match[1]).lower(), set()).add(match[2])
    return found


def test_the_lists_are_found():
    assert {path.parent.name for path in LISTS} == {"engines", "tools", "tests", "lint", "python"}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_lock_holds_what_the_list_asks_for(path):
    wanted, locked = packages(path), packages(path.with_suffix(".lock"))
    assert wanted and all(versions <= locked.get(name, set()) for name, versions in wanted.items())


@pytest.mark.parametrize("path", LISTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_package_of_a_lock_has_checksums(path):
    text = re.sub(r"^ *#.*\n", "", path.with_suffix(".lock").read_text(), flags=re.MULTILINE)
    entries = text.replace("\\\n", " ").splitlines()
    assert entries and all(re.search(r" --hash=sha256:[0-9a-f]{64}( |$)", entry) for entry in entries)


def test_the_plug_in_for_gpus_is_that_of_the_engines_openmm():
    engines = packages(ROOT / "containers/engines/requirements.lock")
    assert packages(ROOT / "containers/engines/requirements-cuda.lock")["openmm-cuda-12"] == engines["openmm"]


def test_nothing_is_installed_but_by_a_lock():
    """Every call of pip's install and download goes through the one function that asks for checksums."""
    callers = [ROOT / "setup/components.sh", ROOT / "setup/lock", *ROOT.glob("containers/*/install.sh")]
    lines = [line.strip() for path in callers for line in path.read_text().splitlines() if " -m pip " in line]
    others = [line for line in lines if "--require-hashes" not in line and " pip uninstall " not in line]
    assert others and all("--no-index" in line for line in others)
