"""Profiles: the configuration of every combination; each platform's processes and their graph. No job is submitted."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT, emconverge, nextflow, nextflow_classpath

EXECUTORS = ["local", "slurm", "awsbatch", "k8s"]
ENGINES = ["", "docker", "podman", "apptainer"]
COMBINATIONS = [
    ",".join(filter(None, (executor, engine, gpu, test)))
    for executor in EXECUTORS
    for engine in (ENGINES if executor in ("local", "slurm") else [""])
    for gpu in ("", "gpu")
    for test in ("", "test")
]
LABELS = {
    "tools": {"container", "memory"},
    "engines": {"container"},
    "sample": {"memory", "time"},
    "refine": {"memory", "time"},
    "one_of_many": {"ext"},
    "rosetta": {"container"},
    "phenix": {"container"},
    "relion": {"container"},
}


@pytest.fixture(scope="module")
def configurations(tmp_path_factory):
    command = [
        "java",
        "-cp",
        nextflow_classpath(),
        "groovy.ui.GroovyMain",
        ROOT / "tests/pipeline/profiles.groovy",
        ROOT,
        *COMBINATIONS,
    ]
    result = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=tmp_path_factory.mktemp("profiles")
    )
    return json.loads(result.stdout.splitlines()[-1])


@pytest.mark.parametrize("profiles", COMBINATIONS)
def test_no_profile_loses_what_another_says(configurations, profiles):
    names, found = profiles.split(","), configurations[profiles]
    process, params = found["process"], found["params"]
    assert process["executor"] == names[0]
    assert [engine for engine in ENGINES[1:] if found.get(engine, {}).get("enabled") == "true"] == [
        name for name in names if name in ENGINES
    ]
    for label, directives in LABELS.items():
        assert directives <= set(process[f"withLabel:{label}"]), label
    assert params["models"] == ("12" if "test" in names else "auto")
    assert params["platform"] == ("CUDA" if "gpu" in names else "CPU")
    assert ("withName:ANNEAL" in process) == ("gpu" in names)
    if "gpu" in names:
        assert {"accelerator", "cpus", "memory", "containerOptions"} <= set(process["withName:ANNEAL"])
    if names[0] == "slurm":
        batch = 50 if "gpu" in names else 3 if "test" in names else 5
        size = str(max(2, -(-20 // batch)))
        assert process["withLabel:batch"]["array"] == process["withName:VALIDATE_SAMPLED"]["array"] == size
        arrays = {process[f"withName:{name}"]["array"] for name in ("REFINE_SERVALCAT", "PHENIX")}
        assert arrays == {params["best"]} and "clusterOptions" not in process


@pytest.mark.parametrize("profiles", ["docker", "slurm,apptainer,gpu", "awsbatch", "k8s,gpu"])
def test_processes_and_their_graph(profiles, example, tmp_path):
    """'inspect' and '-preview'; the executors of plugins that are not there are replaced, nothing else."""
    plugin = profiles.startswith(("awsbatch", "k8s"))
    (tmp_path / "executor.config").write_text("process.executor = 'local'\n" if plugin else "")
    options = [
        "-profile",
        profiles,
        "-c",
        tmp_path / "executor.config",
        "--input",
        example / "samplesheet.csv",
        "--queue",
        "main",
        "--queue_engines",
        "spot",
        "--container_tools",
        "registry.example/tools:1",
        "--container_engines",
        "registry.example/engines:1",
    ]
    with ThreadPoolExecutor(2) as pool:
        preview = pool.submit(emconverge, "run", *options, "-preview", cwd=tmp_path)
        inspected = nextflow("inspect", ROOT / "main.nf", *options, "-format", "json", cwd=tmp_path)
        assert inspected.returncode == 0 and preview.result().returncode == 0, (
            inspected.output + preview.result().output
        )
    containers = {
        process["name"].split(":")[-1]: process["container"]
        for process in json.loads(inspected.output[inspected.output.index("{") :])["processes"]
    }
    assert {containers[name] for name in ("ANNEAL", "SETUP", "COMPLETE_MODEL", "REFINE_SERVALCAT")} == {
        "registry.example/engines:1"
    }
    assert {containers[name] for name in ("FETCH", "PREPARE_MAP", "RANK", "CONVERGE", "REPORT")} == {
        "registry.example/tools:1"
    }
