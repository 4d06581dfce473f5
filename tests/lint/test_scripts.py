"""The scripts of the pages, their tests and benchmarks: eslint, set up in eslint.config.mjs, and prettier."""

from conftest import TOOLS, check, files

SCRIPTS = ("*.js", "*.mjs")


def test_eslint():
    eslint = TOOLS / "node_modules" / "eslint" / "bin" / "eslint.js"
    config = "tests/lint/eslint.config.mjs"
    check("node", eslint, "--no-config-lookup", "--config", config, "--max-warnings", "0", *files(*SCRIPTS))


def test_prettier():
    check(
        "node",
        TOOLS / "node_modules" / "prettier" / "bin" / "prettier.cjs",
        "--log-level",
        "warn",
        "--check",
        *files(*SCRIPTS),
    )
