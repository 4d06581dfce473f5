"""What the pipeline tests share: the launcher, the built-in example, a run that is watched."""

import csv
import gzip
import http.server
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import jsonschema
import pytest
import referencing
import referencing.jsonschema
from mirror import Mirror, serve

ROOT = Path(__file__).resolve().parents[2]
EMCONVERGE = ROOT / "bin" / "emconverge"
STANDINS = ROOT / "tests" / "pipeline" / "standins"  # of licensed programs
SHARED = Path(os.environ.get("EMCONVERGE_SHARED", ROOT.parent / "shared"))


def emconverge(*arguments, cwd, env=None, timeout=600):
    """Runs the launcher to its end; the result has returncode and output (both streams). One that does not end fails
    the test with what it said and with what its Java was doing.
    """
    process = subprocess.Popen(
        [EMCONVERGE, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NXF_ANSI_LOG": "false", **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        stacks = java_stacks(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        pytest.fail(f"emconverge {arguments[0]} did not end within {timeout} s. It said:\n{output}\n{stacks}")
    result = subprocess.CompletedProcess(process.args, process.returncode, output)
    result.output = output
    return result


def java_stacks(session):
    """What the threads of every Java virtual machine of a session are doing."""
    found = subprocess.run(["pgrep", "--session", str(session), "java"], capture_output=True, text=True).stdout.split()
    stacks = [subprocess.run(["jstack", pid], capture_output=True, text=True, timeout=60).stdout for pid in found]
    return "\n".join(stacks)


def nextflow(*arguments, cwd):
    """Runs the launcher's Nextflow itself; the result has returncode and output (both streams)."""
    script = f"ROOT='{ROOT}'; source '{ROOT}/setup/components.sh'; nextflow_run \"$@\""
    result = subprocess.run(
        ["bash", "-c", script, "nextflow", *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    result.output = result.stdout
    return result


def nextflow_classpath():
    """The jars of the Nextflow that the set-up made."""
    script = f"ROOT='{ROOT}'; source '{ROOT}/setup/components.sh'; nextflow_folder"
    folder = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True).stdout.strip()
    if not Path(folder).is_dir():
        pytest.skip("the strict parser is in the bundled Nextflow's jars, and an installed nextflow is used here")
    return f"{folder}/lib/*"


def library(cases):
    """What lib/ answers to every case (see answers.groovy), in one run of Groovy from Nextflow's own jars."""
    command = [
        "java",
        "-cp",
        f"{nextflow_classpath()}:{ROOT}/lib",
        "groovy.ui.GroovyMain",
        ROOT / "tests/pipeline/answers.groovy",
        ROOT / "nextflow_schema.json",
    ]
    return json.loads(
        subprocess.run(command, input=json.dumps(cases), check=True, capture_output=True, text=True).stdout
    )


def tables(results):
    """The tables of a run that must not depend on how often it was interrupted: path below results -> bytes."""
    names = ("residues.csv", "ranking.csv")
    found = {
        str(path.relative_to(results)): path.read_bytes()
        for path in sorted(Path(results).rglob("*.csv"))
        if path.name in names
    }
    assert found, f"no tables below {results}"
    return found


def check_json(path):
    """A result against the schema of its name (behind a model's) in docs/schema, which something else must fail."""
    schemas = {file.name: json.loads(file.read_text()) for file in (ROOT / "docs" / "schema").glob("*.schema.json")}
    registry = referencing.Registry().with_resources(
        [
            (file, referencing.Resource.from_contents(schema, default_specification=referencing.jsonschema.DRAFT202012))
            for file, schema in schemas.items()
        ]
    )
    schema = schemas[f"{path.stem.rpartition('.')[2]}.schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    result = json.loads(path.read_text())
    validator.validate(result)
    assert not validator.is_valid({} if isinstance(result, list) else [])


def check_columns(path):
    """A table against the fields that docs/schema lists."""
    fields = json.loads((ROOT / "docs" / "schema" / f"{path.stem}.table.json").read_text())["fields"]
    with path.open(newline="") as stream:
        assert next(csv.reader(stream)) == [field["name"] for field in fields]


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The built-in example's files."""
    folder = tmp_path_factory.mktemp("example")
    subprocess.run([ROOT / "bin" / "emtools", "example", "--out-dir", folder], check=True)
    return folder


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def standins(tmp_path_factory):
    """The environment in which the stand-ins are found as the programs are: a folder of programs, and a database by
    variable.
    """
    database = tmp_path_factory.mktemp("database with a space")
    (database / "chemical").mkdir()
    return {"EMCONVERGE_ROSETTA": str(STANDINS), "ROSETTA3_DB": str(database), "EMCONVERGE_PHENIX": str(STANDINS)}


@pytest.fixture
def site(example, tmp_path):
    """A folder with the example as EMD-9999, in the EMDB's folder layout and with its API's answers, and its model as
    9xyz of the PDB.
    """
    mirror = Mirror(tmp_path / "archives")
    map_file = next(path for path in sorted(example.iterdir()) if path.name in ("map.mrc", "map.mrc.gz"))
    content = gzip.decompress(map_file.read_bytes()) if map_file.suffix == ".gz" else map_file.read_bytes()
    resolution = json.loads((example / "truth.json").read_text())["resolution"]
    title = "A title with <b>tags</b>, a 'quote' and $(touch gotcha)"
    mirror.add(9999, "9xyz", content, (example / "model.cif").read_bytes(), resolution, title=title)
    return mirror.folder


@pytest.fixture
def archive(site):
    """A local server of the archives."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """One run of 'emconverge demo' that several tests look at."""
    folder = tmp_path_factory.mktemp("demo with a space")
    result = emconverge("demo", cwd=folder)
    assert result.returncode == 0, result.output
    result.folder = folder / "emconverge-demo"
    result.entry = next(path.parent for path in (result.folder / "results").glob("*/summary.json"))
    return result


@pytest.fixture
def run_folder(tmp_path):
    """An empty folder to run in; its work folder is removed afterwards."""
    yield tmp_path
    shutil.rmtree(tmp_path / "work", ignore_errors=True)


def shared(name):
    """A file of the shared data, or a skip that says what is missing."""
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"needs the shared data: {path} is absent (set EMCONVERGE_SHARED to its folder)")
    return path
