"""What the containers are made from: containers/build with a stand-in for podman, which notes what it is told."""

import os
import shutil
import subprocess

import pytest
from conftest import ROOT

DIGEST = "sha256:" + 32 * "0f"
MACHINE = os.uname().machine
TAG = "docker.io/library/debian:bookworm-slim"
PODMAN = """#!/bin/bash
echo "$*" >> "$NOTES"
case "$1" in
    pull) exit "${PULLED:-0}" ;;
    image) [ -z "$KNOWN" ] || echo "debian@$KNOWN" ;;
    run) cat > /dev/null ;;
esac
"""


@pytest.fixture
def checkout(tmp_path):
    """The files of the checkout that the build of containers reads, and the stand-in's folder."""
    copy = tmp_path / "checkout"
    for name in ("containers", "setup"):
        shutil.copytree(ROOT / name, copy / name)
    (copy / "java-tools").mkdir()
    shutil.copy(ROOT / "java-tools" / "pom.xml", copy / "java-tools")
    shutil.copy(ROOT / "VERSION", copy)
    (copy / "containers" / "base.lock").unlink(missing_ok=True)
    podman = tmp_path / "bin" / "podman"
    podman.parent.mkdir()
    podman.write_text(PODMAN)
    podman.chmod(0o755)
    return copy


def build(checkout, *options, **environment):
    """(finished process, the base images that were built from)"""
    notes = checkout.parent / "notes"
    notes.unlink(missing_ok=True)
    changed = {
        "PATH": f"{checkout.parent / 'bin'}:{os.environ['PATH']}",
        "NOTES": str(notes),
        "KNOWN": DIGEST,
        "EMTOOLS_JAR": str(notes),
        **environment,
    }
    done = subprocess.run(
        [checkout / "containers" / "build", "--builder", "podman", *options],
        capture_output=True,
        text=True,
        env={**os.environ, **changed},
    )
    lines = notes.read_text().splitlines() if notes.exists() else []
    words = [line.split() for line in lines if line.startswith("build ")]
    return done, {word.removeprefix("BASE=") for line in words for word in line if word.startswith("BASE=")}


def test_the_digest_is_looked_up_once_and_then_kept(checkout):
    pinned = f"docker.io/library/debian@{DIGEST}"
    done, bases = build(checkout)
    assert done.returncode == 0, done.stderr
    assert bases == {pinned}
    lock = checkout / "containers" / "base.lock"
    assert lock.read_text() == f"{MACHINE} {pinned}\n"
    done, bases = build(checkout, KNOWN="sha256:" + 64 * "e")  # the tag means another image by now
    assert done.returncode == 0 and bases == {pinned} and lock.read_text() == f"{MACHINE} {pinned}\n"


def test_a_base_by_its_digest_is_taken_as_it_is(checkout):
    base = f"registry.example:5000/debian@{DIGEST}"
    done, bases = build(checkout, "--base", base)
    assert done.returncode == 0 and bases == {base}
    assert not (checkout / "containers" / "base.lock").exists()


def test_a_base_that_may_change_must_be_wanted(checkout):
    done, bases = build(checkout, "--base", "registry.example/debian:12")
    assert done.returncode == 2 and bases == set()
    assert "registry.example/debian:12 may come to mean another image" in done.stderr and "--floating" in done.stderr
    done, bases = build(checkout, "--base", "registry.example/debian:12", "--floating")
    assert done.returncode == 0 and bases == {"registry.example/debian:12"}


@pytest.mark.parametrize(
    "environment, sentence",
    [({"PULLED": "1"}, f"the base image {TAG} cannot be fetched"), ({"KNOWN": ""}, f"podman knows no digest of {TAG}")],
)
def test_without_a_digest_nothing_is_built(checkout, environment, sentence):
    done, bases = build(checkout, **environment)
    assert done.returncode == 2 and sentence in done.stderr and bases == set()
    assert not (checkout / "containers" / "base.lock").exists()
