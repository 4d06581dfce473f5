"""How the programs of bin/ find their package, and what they have in common."""

import json
import math
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, program

from emconverge_engines import facts
from emconverge_engines.program import InputError, checked_resolution

PROGRAMS = sorted(path.name for path in (ROOT / "bin").glob("*.py"))


def packages(folder, sentence):
    """A folder with a package of the engines' name whose completer only says a sentence."""
    package = folder / "emconverge_engines"
    (package / "completer").mkdir(parents=True)
    (package / "program.py").write_text("def run(main):\n    main()\n")
    (package / "completer" / "command.py").write_text(f"def main():\n    print({sentence!r})\n")
    return folder


def said(folder, installed=None):
    """The finished complete_model.py of a folder's bin/; installed: where packages are found."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if installed:
        environment["PYTHONPATH"] = str(installed)
    command = [sys.executable, folder / "bin" / "complete_model.py"]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_the_package_beside_bin_goes_before_an_installed_one(tmp_path):
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    installed = packages(tmp_path / "installed", "the installed one")
    assert said(tmp_path).returncode != 0
    assert said(tmp_path, installed).stdout == "the installed one\n"
    packages(tmp_path / "engines", "the one beside")
    assert said(tmp_path, installed).stdout == "the one beside\n"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "bin").symlink_to(tmp_path / "bin")
    assert said(tmp_path / "elsewhere", installed).stdout == "the one beside\n"


def test_the_built_package_carries_what_the_checkout_has_beside_it(tmp_path):
    pytest.importorskip("setuptools", reason="setuptools is not in this Python: setup/python/build.lock")
    for name in ("VERSION", "facts.json", "nextflow_schema.json"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "engines", tmp_path / "engines", symlinks=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    built = subprocess.run([*command, "-w", tmp_path, tmp_path / "engines"], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.split("-")[1] == (ROOT / "VERSION").read_text().strip()
    with zipfile.ZipFile(wheel) as archive:
        modules = {name for name in archive.namelist() if name.startswith("emconverge_engines/")}
        assert json.loads(archive.read("emconverge_engines/facts.json")) == json.loads(
            (ROOT / "facts.json").read_text()
        )
    sources = ROOT / "engines"
    wanted = {str(path.relative_to(sources)) for path in (sources / "emconverge_engines").rglob("*.py")}
    assert modules == wanted | {"emconverge_engines/facts.json", "emconverge_engines/nextflow_schema.json"}


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_says_how_it_is_called_and_needs_no_engine_for_that(name, tmp_path):
    for engine in ("openmm", "gemmi", "servalcat", "vl_convert"):
        (tmp_path / f"{engine}.py").write_text("raise ImportError('not wanted here')")
    done = program(name, "--help", environment={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 0 and done.stdout.startswith(f"usage: {name}"), done.stderr


def test_an_absent_library_is_one_sentence(tmp_path):
    script = "from emconverge_engines.program import run; run(lambda: __import__('absent_engine'))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT / "engines")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "No module named 'absent_engine'" in done.stderr and "containers/engines/requirements" in done.stderr


@pytest.mark.parametrize("resolution", [0.5, 3.2, 50])
def test_the_limits_of_the_resolution_are_those_of_the_run(resolution):
    parameters = json.loads((ROOT / "nextflow_schema.json").read_text())["$defs"]["entries"]["properties"]
    assert (parameters["resolution"]["minimum"], parameters["resolution"]["maximum"]) == facts.RESOLUTION
    assert checked_resolution(resolution) == resolution


@pytest.mark.parametrize("resolution", [0.49, 50.1, 0, -3, math.nan, math.inf])
def test_a_resolution_beyond_the_limits_is_refused(resolution):
    with pytest.raises(InputError, match=r"is not within 0\.5 to 50 Å"):
        checked_resolution(resolution)
