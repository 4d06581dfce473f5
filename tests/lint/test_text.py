"""Every text file as .editorconfig wants it, and lines of code in Markdown that fit beside others."""

import re

import pytest
from conftest import ROOT, files
from editorconfig import get_properties

MOST_COLUMNS = 140


def texts():
    """The files that are no pictures or archives, with their bytes."""
    for name in files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            yield name, content


def lines_too_long(name, lines, most):
    return [f"{name}:{number}: {len(line)} columns, {most} at most" for number, line in lines if len(line) > most]


def faults(name, content, wanted):
    """What a file has that its properties in .editorconfig rule out."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"{name}: no UTF-8: {error}"]
    found = []
    lines = list(enumerate(text.split("\n"), start=1))
    if wanted.get("max_line_length", "off") not in ("off", "unset"):
        found += lines_too_long(name, lines, int(wanted["max_line_length"]))
    if wanted.get("trim_trailing_whitespace") == "true":
        found += [f"{name}:{number}: blanks at the end of the line" for number, line in lines if line != line.rstrip()]
    if (
        wanted.get("insert_final_newline") == "true"
        and text
        and not (text.endswith("\n") and text.rstrip() + "\n" == text)
    ):
        found.append(f"{name}: it does not end with one line break")
    if wanted.get("indent_style") == "space":
        found += [f"{name}:{number}: a tab in the indent" for number, line in lines if re.match(r" *\t", line)]
    return found


def test_editorconfig():
    found = [fault for name, content in texts() for fault in faults(name, content, get_properties(str(ROOT / name)))]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_code_in_markdown():
    found = []
    for name in files("*.md"):
        inside = False
        code = []
        for number, line in enumerate((ROOT / name).read_text().split("\n"), start=1):
            if line.lstrip().startswith("```"):
                inside = not inside
            elif inside:
                code.append((number, line))
        assert not inside, f"{name}: a block of code is not closed"
        found += lines_too_long(name, code, MOST_COLUMNS)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize(
    "content, fault",
    [
        (b"a" * 141 + b"\n", "141 columns"),
        (b"a \n", "blanks at the end"),
        (b"a", "one line break"),
        (b"a\n\n", "one line break"),
        (b"\ta\n", "a tab"),
        (b"\xff\n", "no UTF-8"),
    ],
)
def test_a_fault_is_found(content, fault):
    wanted = get_properties(str(ROOT / "bin" / "emtools"))
    assert fault in "".join(faults("name", content, wanted))
    assert faults("name", b"a" * 140 + b"\n", wanted) == []
