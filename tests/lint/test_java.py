"""The Java sources: Spotless for their format, Error Prone for mistakes. What both check stands in
java-tools/pom.xml.
"""

import re
import shutil

import pytest
from conftest import ROOT, components

POM = ROOT / "java-tools" / "pom.xml"
CLASSES = ROOT / "java-tools" / "target" / "error-prone"


def test_spotless():
    status, text = components("java_tools", "spotless:check")
    if status != 0:
        pytest.fail(f"{text}\n'mvn -f java-tools/pom.xml spotless:apply' mends it.", pytrace=False)


def test_error_prone():
    """Compiles only what changed since the last time without a finding, or everything when pom.xml did."""
    if CLASSES.exists() and CLASSES.stat().st_mtime < POM.stat().st_mtime:
        shutil.rmtree(CLASSES)
    shown = "-Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin=warn"  # all findings, although Maven runs quietly
    status, text = components("java_tools", "-Perror-prone", shown, "test-compile")
    findings = re.findall(r"^\[(?:WARNING|ERROR)\] .*\.java:\[.*(?:\n(?!\[).*)*", text, re.M)
    if status != 0 or findings:
        shutil.rmtree(CLASSES, ignore_errors=True)
        pytest.fail("\n".join(findings) or text, pytrace=False)
