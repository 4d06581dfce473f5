"""Containers: both are built from a base image, and the example runs inside them without a network, to the same tables."""
import os
import shutil
import subprocess

import pytest

from conftest import ROOT, emconverge, tables

BASE = os.environ.get("EMCONVERGE_BASE_IMAGE")


@pytest.fixture(scope="module", params=["podman", "docker"])
def engine(request):
    """A container engine that has the base image."""
    if not BASE:
        pytest.skip("set EMCONVERGE_BASE_IMAGE to a Debian or Ubuntu image that podman or docker has")
    if not shutil.which(request.param):
        pytest.skip(f"needs {request.param}")
    if subprocess.run([request.param, "image", "inspect", BASE], capture_output=True).returncode != 0:
        pytest.skip(f"{request.param} does not run here or has no image {BASE}")
    result = subprocess.run([ROOT / "containers" / "build", "--builder", request.param, "--base", BASE, "--", "--network=host"],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert result.returncode == 0, result.stdout[-5000:]
    return request.param


@pytest.mark.parametrize("image", ["tools", "engines"])
def test_labels_and_user(engine, image):
    template = '{{.Config.User}} {{index .Config.Labels "org.opencontainers.image.title"}} {{index .Config.Labels "org.opencontainers.image.base.name"}}'
    shown = subprocess.run([engine, "image", "inspect", "--format", template, f"localhost/emconverge-{image}:0.1.0"], check=True, capture_output=True, text=True)
    assert shown.stdout.split() == ["1000", f"emconverge-{image}", BASE]


def test_the_demo_runs_without_a_network(engine, demo, run_folder):
    user = {"podman": "--user 0:0", "docker": "-u $(id -u):$(id -g)"}[engine]
    (run_folder / "no_network.config").write_text(f"{engine}.runOptions = '{user} --network=none'\n")
    result = emconverge("demo", "-profile", engine, "-c", run_folder / "no_network.config", cwd=run_folder, timeout=1200)
    assert result.returncode == 0, result.output
    assert tables(run_folder / "emconverge-demo" / "results") == tables(demo.folder / "results")
    versions = (run_folder / "emconverge-demo" / "results" / "pipeline_info" / "software_versions.yml").read_text()
    assert "openmm: 8.6.1" in versions and "emtools: " in versions
