"""Adds up JUnit XML files: 'N passed, N failed, N skipped'. Fails when a test failed or none ran."""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

passed = failed = skipped = 0
for file in sorted(Path(sys.argv[1]).glob("*.xml")):
    # a message of a failed test may hold colours of a terminal, which XML has no place for
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", file.read_text(encoding="utf-8", errors="replace"))
    for case in ElementTree.fromstring(text.encode()).iter("testcase"):
        outcomes = {child.tag for child in case}
        if outcomes & {"failure", "error"}:
            failed += 1
        elif "skipped" in outcomes:
            skipped += 1
        else:
            passed += 1
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(failed > 0 or passed == 0)
