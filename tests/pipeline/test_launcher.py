"""The launcher and its set-up."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import EMCONVERGE, ROOT, emconverge

HOME = Path(os.environ.get("EMCONVERGE_HOME", Path.home() / ".cache" / "emconverge"))
COMPONENTS = [
    "java",
    "maven",
    "python",
    "nextflow",
    "openmm",
    "pdbfixer",
    "servalcat",
    "gemmi",
    "vl-convert-python",
    "monomer library",
    "emtools",
    "Mol* and Vega",
]
BASIC_TOOLS = [
    "bash",
    "basename",
    "cat",
    "cksum",
    "cut",
    "dirname",
    "env",
    "find",
    "grep",
    "head",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "sed",
    "sort",
    "stat",
    "tail",
    "timeout",
    "touch",
    "tr",
    "xargs",
    "flock",
]


def program(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/bash\n{text}\n")
    (folder / name).chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


@pytest.fixture
def bare_path(tmp_path):
    """A PATH with the basic tools only: no java, no mvn, no python."""
    folder = tmp_path / "bare"
    folder.mkdir()
    for tool in BASIC_TOOLS:
        found = shutil.which(tool)
        if found:
            (folder / tool).symlink_to(found)
    return folder


def test_doctor_has_a_line_per_component(tmp_path):
    result = emconverge("doctor", cwd=tmp_path)
    lines = result.output.splitlines()
    assert result.returncode == 0 and len(lines) == len(COMPONENTS)
    assert all(line.startswith(name) and "missing" not in line for line, name in zip(lines, COMPONENTS, strict=True))


def test_doctor_says_what_is_missing_and_what_to_do(tmp_path, bare_path):
    result = emconverge(
        "doctor", cwd=tmp_path, env={"EMCONVERGE_HOME": str(tmp_path / "home"), "PATH": str(bare_path), "JAVA_HOME": ""}
    )
    assert result.returncode != 0
    for advice in (
        "sudo apt-get install openjdk-17-jdk-headless",
        "sudo apt-get install maven",
        "sudo apt-get install python3 python3-venv",
        "emconverge doctor --install",
    ):
        assert advice in result.output, result.output


@pytest.mark.parametrize(
    "tools, sentence",
    [
        ([], "a JDK of version 17 or newer is needed"),
        (["java", "javac"], "Maven is needed"),
        (["java", "javac", "mvn"], "Python 3.10 or newer with venv is needed"),
    ],
)
def test_a_missing_tool_is_one_sentence(tmp_path, bare_path, tools, sentence):
    for tool in tools:
        (bare_path / tool).symlink_to(shutil.which(tool))
    result = emconverge(
        "run",
        "--id",
        "a",
        cwd=tmp_path,
        env={"EMCONVERGE_HOME": str(tmp_path / "home"), "PATH": str(bare_path), "JAVA_HOME": ""},
    )
    assert result.returncode == 2
    assert result.output.startswith(f"emconverge: {sentence}") and len(result.output.splitlines()) == 1, result.output


def made(folder):
    """Where this version's set-up puts a component: HOME may hold those of other versions beside it."""
    environment = {**os.environ, "ROOT": str(ROOT), "EMCONVERGE_HOME": str(HOME)}
    environment.pop("CLIBD_MON", None)
    script = f'. "$ROOT/setup/components.sh"; {folder}'
    shell = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    return Path(shell.stdout.strip())


def test_an_interrupted_set_up_is_mended_by_two_at_once(tmp_path):
    """The monomer library half made, the rest there: two set-ups together leave it whole, and the next is silent."""
    home = tmp_path / "home"
    home.mkdir()
    for component in (made("nextflow_folder"), made("engines_folder")):
        (home / component.name).symlink_to(component)
    library = home / made("monomers_folder").parent.name
    (library / "library" / "list").mkdir(parents=True)
    environment = {**os.environ, "EMCONVERGE_HOME": str(home)}
    environment.pop("CLIBD_MON", None)
    both = [
        subprocess.Popen(
            [EMCONVERGE, "doctor", "--install"],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    outputs = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert sum("setting up the monomer library" in stderr for _, stderr in outputs) == 1
    assert (library / "library" / "a" / "ALA.cif").is_file() and (library / ".complete").is_file()
    again = subprocess.run(
        [EMCONVERGE, "doctor", "--install"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert again.returncode == 0 and again.stderr == ""


def test_an_installed_nextflow_is_used_when_it_is_new_enough(tmp_path):
    for version, used in (("25.10.4", True), ("24.10.8", False)):
        path = program(
            tmp_path / version,
            "nextflow",
            f'if [ "$1" = -v ]; then echo "nextflow version {version}.5960"; else echo "called with $*"; fi',
        )
        home = tmp_path / f"home-{version}"
        home.mkdir()
        for component in HOME.iterdir():
            if component.name != "installed-nextflow":
                (home / component.name).symlink_to(component)
        result = emconverge("doctor", cwd=tmp_path, env={"PATH": path, "EMCONVERGE_HOME": str(home)})
        line = next(line for line in result.output.splitlines() if line.startswith("nextflow"))
        assert (line.split()[1] == version) is used, line
        if used:
            run = emconverge(
                "run",
                "-log",
                "a log",
                "--map",
                "b c.mrc",
                cwd=tmp_path,
                env={"PATH": path, "EMCONVERGE_HOME": str(home)},
            )
            assert run.output.startswith("called with -log a log run ") and run.output.strip().endswith(
                "main.nf --map b c.mrc"
            )


def test_an_environment_of_the_users_own_is_used(tmp_path):
    engines = made("engines_folder")
    result = emconverge(
        "doctor",
        cwd=tmp_path,
        env={"EMCONVERGE_HOME": str(tmp_path / "home"), "EMCONVERGE_ENGINES": str(engines), "CLIBD_MON": str(tmp_path)},
    )
    lines = {line.split()[0]: line for line in result.output.splitlines()}
    assert lines["openmm"].endswith(str(engines)) and "8.6.1" in lines["openmm"]
    assert "missing" in lines["nextflow"] and "missing" in lines["monomer"] and result.returncode != 0


def test_an_unknown_command_is_told(tmp_path):
    result = emconverge("rnu", cwd=tmp_path)
    assert result.returncode == 2 and "there is no command 'rnu'" in result.output


def test_run_help_lists_every_parameter(tmp_path):
    schema = json.loads((ROOT / "nextflow_schema.json").read_text())
    parameters = {name for group in schema["$defs"].values() for name in group["properties"]}
    result = emconverge("run", "--help", cwd=tmp_path)
    listed = set(re.findall(r"^ *--(\w+)", result.output, re.M))
    # how far it is the launcher itself tells
    assert result.returncode == 0 and len(parameters) > 30 and listed - {"progress"} == parameters


def test_the_index_needs_no_program_on_the_path(tmp_path):
    """A user's own 'emtools index' finds the renderer and its Python where the set-up made them."""
    entry = tmp_path / "results" / "one"
    entry.mkdir(parents=True)
    (entry / "residues.csv").write_text(
        "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled\nA,1,,ALA,0.5,\nA,2,,GLY,0.7,\n"
    )
    summary = {"id": "one", "resolution": 3.5, "residues": 2, "ca_rmsd": {"mean": 0.6, "median": 0.6}}
    (entry / "summary.json").write_text(json.dumps(summary))
    java = Path(shutil.which("java")).parent
    result = subprocess.run(
        [ROOT / "bin" / "emtools", "index", "--entry", entry, "--out-dir", tmp_path / "results"],
        env={"PATH": f"/usr/bin:/bin:{java}", "HOME": os.environ["HOME"], "EMCONVERGE_HOME": str(HOME)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert "<svg" in (tmp_path / "results" / "index.html").read_text()
