"""The Nextflow files: the strict parser of Nextflow itself, from the jars that the set-up made."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, components, files, output


def test_strict_syntax():
    """The parser does not look into lib/, so the names of its classes are not errors."""
    _, folder = components("nextflow_folder")
    if not Path(folder.strip()).is_dir():
        pytest.skip("the strict parser is in the bundled Nextflow's jars, and an installed nextflow is used here")
    scripts = files("*.nf", "*.config")
    status, text = output("java", "-cp", f"{folder.strip()}/lib/*", "tests/lint/StrictSyntax.java", *scripts)
    library = {path.stem for path in (ROOT / "lib").glob("*.groovy")}
    findings = [line for line in text.splitlines() if not any(f"`{name}` is not defined" in line for name in library)]
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)
    assert "main.nf" in scripts and "nextflow.config" in scripts
    assert status == (1 if text else 0), f"the parser ended with status {status}"


def test_every_process_names_the_code_that_it_runs():
    """Without it a task's key would not change with the jar or the Python package (lib/Code.groovy)."""
    findings = []
    for name in files("modules/*.nf"):
        text = (ROOT / name).read_text()
        runs_ours = re.search(r"^ +(emtools|\w+\.py) ", text, re.M)
        blocks = len(re.findall(r'^    """\n', text, re.M)) // 2
        if runs_ours and (
            "    ext runs: Code.of(" not in text or text.count('"""\n    # ${task.ext.runs}\n') != blocks
        ):
            findings.append(
                f"{name}: declare 'ext runs: Code.of(...)' and begin every script with '# ${{task.ext.runs}}'"
            )
        if not runs_ours and "ext runs" in text:
            findings.append(f"{name}: 'ext runs' of a process that runs neither emtools nor a Python program")
    assert findings == []
