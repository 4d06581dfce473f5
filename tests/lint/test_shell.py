"""The shell scripts: shellcheck, set up in .shellcheckrc."""

import platform

import pytest
from conftest import ROOT, TOOLS, check, files

SHELLCHECK = TOOLS / "bin" / "shellcheck"


def shell_scripts():
    """Files that bash or sh runs by their first line, and those that such a script takes in."""
    return [
        name
        for name in files()
        if name.endswith(".sh")
        or (ROOT / name).read_bytes()[:32].startswith((b"#!/usr/bin/env bash", b"#!/bin/bash", b"#!/bin/sh"))
    ]


@pytest.mark.skipif(
    platform.machine() != "x86_64" and not SHELLCHECK.exists(),
    reason=f"shellcheck has no package for {platform.system()} on {platform.machine()}: check on another machine",
)
def test_shellcheck():
    scripts = shell_scripts()
    assert {"bin/emconverge", "setup/components.sh", "tests/run", ".ci/run"} <= set(scripts)
    check(SHELLCHECK, "--external-sources", "--format", "gcc", *scripts)
