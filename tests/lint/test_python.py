"""The Python sources: ruff, set up in ruff.toml."""

from conftest import ROOT, TOOLS, check, files

RUFF = TOOLS / "bin" / "ruff"


def programs():
    """Python programs without the ending .py, which ruff does not find by itself."""
    return [name for name in files() if not name.endswith(".py") and is_python(ROOT / name)]


def is_python(path):
    with path.open("rb") as stream:
        return stream.readline().startswith(b"#!/usr/bin/env python3")


def test_ruff_format():
    check(RUFF, "format", "--no-cache", "--check", ".", *programs())


def test_ruff_check():
    check(RUFF, "check", "--no-cache", "--quiet", "--output-format", "concise", ".", *programs())
