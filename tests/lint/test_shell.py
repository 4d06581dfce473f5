"""The shell scripts: shellcheck, set up in .shellcheckrc."""

from conftest import ROOT, TOOLS, check, files


def shell_scripts():
    """Files that bash or sh runs by their first line, and those that such a script takes in."""
    return [
        name
        for name in files()
        if name.endswith(".sh")
        or (ROOT / name).read_bytes()[:32].startswith((b"#!/usr/bin/env bash", b"#!/bin/bash", b"#!/bin/sh"))
    ]


def test_shellcheck():
    scripts = shell_scripts()
    assert {"bin/emconverge", "setup/components.sh", "tests/run", ".ci/run"} <= set(scripts)
    check(TOOLS / "bin" / "shellcheck", "--external-sources", "--format", "gcc", *scripts)
