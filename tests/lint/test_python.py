"""The Python sources: ruff, set up in ruff.toml."""

from conftest import TOOLS, check

RUFF = TOOLS / "bin" / "ruff"


def test_ruff_format():
    check(RUFF, "format", "--no-cache", "--check", ".")


def test_ruff_check():
    check(RUFF, "check", "--no-cache", "--quiet", "--output-format", "concise", ".")
