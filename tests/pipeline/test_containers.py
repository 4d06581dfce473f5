"""Containers: both are built from a base image, and the example runs inside them without a network, to the same
tables.
"""

import os
import shutil
import subprocess
import tarfile

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
    build(request.param)
    return request.param


def build(engine, *options):
    base = ["--base", BASE] + ([] if "@sha256:" in BASE else ["--floating"])
    result = subprocess.run(
        [ROOT / "containers" / "build", "--builder", engine, *base, *options, "--", "--network=host"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-5000:]
    return result.stdout


@pytest.mark.parametrize("image", ["tools", "engines"])
def test_labels_and_user(engine, image):
    labels = ("org.opencontainers.image.title", "org.opencontainers.image.base.name")
    template = " ".join(["{{.Config.User}}", *(f'{{{{index .Config.Labels "{label}"}}}}' for label in labels)])
    shown = subprocess.run(
        [engine, "image", "inspect", "--format", template, f"localhost/emconverge-{image}:0.1.0"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert shown.stdout.split() == ["1000", f"emconverge-{image}", BASE]


def test_the_demo_runs_without_a_network(engine, demo, run_folder):
    user = {"podman": "--user 0:0", "docker": "-u $(id -u):$(id -g)"}[engine]
    (run_folder / "no_network.config").write_text(f"{engine}.runOptions = '{user} --network=none'\n")
    result = emconverge(
        "demo", "-profile", engine, "-c", run_folder / "no_network.config", cwd=run_folder, timeout=1200
    )
    assert result.returncode == 0, result.output
    assert tables(run_folder / "emconverge-demo" / "results") == tables(demo.folder / "results")
    versions = (run_folder / "emconverge-demo" / "results" / "pipeline_info" / "software_versions.yml").read_text()
    assert "openmm: 8.6.1" in versions and "emtools: " in versions


def test_rosetta_from_a_download(engine, tmp_path):
    """An archive laid out as a binary release, the program of which only tells its version."""
    main = tmp_path / "rosetta_bin_linux_2024.09_bundle" / "main"
    (main / "database" / "chemical").mkdir(parents=True)
    (main / "source" / "build").mkdir(parents=True)
    (main / "source" / "bin").mkdir()
    program = main / "source" / "build" / "rosetta_scripts.static.linuxgccrelease"
    program.write_text(
        '#!/bin/sh\necho "core.init: Rosetta version: rosetta.binary.linux.release-371 r371 2024.09+release.06b3cf8"\n'
    )
    program.chmod(0o755)
    (main / "source" / "bin" / program.name).symlink_to(f"../build/{program.name}")
    download = tmp_path / "download with a space"
    download.mkdir()
    with tarfile.open(download / "rosetta_bin_linux_2024.09_bundle.tar.bz2", "w:bz2") as archive:
        archive.add(main.parent, main.parent.name)
    said = build(engine, "--rosetta", download)
    assert (
        "rosetta 2024.09+release.06b3cf8" in said
        and "program /opt/rosetta/main/source/bin/rosetta_scripts.static.linuxgccrelease" in said
    )
    assert "database /opt/rosetta/main/database" in said
