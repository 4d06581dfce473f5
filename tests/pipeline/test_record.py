"""What pipeline_info/ and the crate say of a run, with the built-in example."""

import csv
import hashlib
import io
import json
import re
from email.message import Message
from importlib.resources import files
from pathlib import Path
from urllib.response import addinfourl

import pytest
import rdflib.parser
import requests
from conftest import emconverge
from rocrate_validator import services

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


@pytest.fixture(scope="module")
def run(example, tmp_path_factory):
    """Engines are stubs: what is recorded is the same."""
    folder = tmp_path_factory.mktemp("run")
    result = emconverge(
        "run",
        "--input",
        example / "samplesheet.csv",
        "-stub-run",
        "--models",
        "4",
        "--best",
        "3",
        "--cleanup",
        cwd=folder,
    )
    assert result.returncode == 0, result.output
    return folder / "results"


@pytest.fixture
def no_network(monkeypatch):
    """The crate's context from the package that carries it; nothing else is asked for."""
    context = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()

    def urlopen(request):
        assert request.full_url == CONTEXT
        headers = Message()
        headers["Content-Type"] = "application/ld+json"
        return addinfourl(io.BytesIO(context), headers, CONTEXT, 200)

    def send(_adapter, request, **_):
        assert request.url == CONTEXT
        response = requests.Response()
        response.status_code, response._content, response.url, response.request = 200, context, CONTEXT, request
        response.headers["Content-Type"] = "application/ld+json"
        return response

    monkeypatch.setattr(rdflib.parser, "_urlopen", urlopen)
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)


def issues(folder):
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier="workflow-run-crate",
        requirement_severity="REQUIRED",
        skip_availability_check=True,
        no_cache=True,
    )
    return [issue.message for issue in services.validate(settings).get_issues()]


def test_the_results_are_a_workflow_run_crate(run, no_network, tmp_path):
    """By roc-validator, which also finds what is wrong when something is."""
    assert issues(run) == []
    crate = json.loads((run / "ro-crate-metadata.json").read_text())
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert all(
        (run / id).exists()
        for id, entity in entities.items()
        if entity["@type"] in ("File", "Dataset") and "://" not in id
    )
    assert {"index.html", "example/report.html", "example/summary.json", "pipeline_info/inputs.csv"} <= set(entities)
    assert entities["#value-models"]["value"] == 4 and "#value-monlib" not in entities
    action = next(entity for entity in crate["@graph"] if entity["@type"] == "CreateAction")
    assert action["actionStatus"].endswith("CompletedActionStatus") and action["startTime"] < action["endTime"]
    del action["instrument"]
    (tmp_path / "pipeline_info").mkdir()
    (tmp_path / "pipeline_info" / "main.nf").touch()
    (tmp_path / "ro-crate-metadata.json").write_text(json.dumps(crate))
    assert any("instrument" in issue for issue in issues(tmp_path))


def test_what_is_needed_to_repeat_the_run(run, example):
    info = run / "pipeline_info"
    with (info / "inputs.csv").open(newline="") as stream:
        inputs = list(csv.DictReader(stream))
    assert [(row["id"], row["role"]) for row in inputs] == [
        ("example", role) for role in ("half1", "half2", "map", "model")
    ]
    for row in inputs:
        assert (
            row["path"].startswith(str(example))
            and row["sha256"] == hashlib.sha256(Path(row["path"]).read_bytes()).hexdigest()
        )
    record = json.loads((info / "run.json").read_text())
    assert (
        record["seeds"] == {"first": 1, "last": 4, "batch": 5}
        and record["success"] is True
        and record["started"] < record["completed"]
    )
    assert record["nextflow"] and re.fullmatch("[0-9a-f]{40}", record["emconverge"]["revision"] or "0" * 40)
    assert f"--input {example}/samplesheet.csv" in record["command"]
    assert (info / "samplesheet.csv").read_text() == (example / "samplesheet.csv").read_text()
    parameters = json.loads((info / "params.json").read_text())
    assert parameters["models"] == 4 and parameters["margin"] == 8 and parameters["monlib"] is None
    assert (info / "failed.csv").read_text() == "id,process,exit,reason\n"


def test_cleanup_leaves_the_results(run):
    assert not [path for path in (run.parent / "work").glob("*/*") if path.is_dir()]
    assert (run / "example" / "report.html").exists() and not [path for path in run.rglob("*") if path.is_symlink()]
