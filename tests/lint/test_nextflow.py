"""The Nextflow files: the strict parser of Nextflow itself, from the jars that the set-up made."""

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
