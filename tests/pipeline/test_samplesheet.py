"""Samplesheets as people and spreadsheet programs write them: read, or refused in one sentence that says what to do."""

import base64
import io
import zipfile

import pytest
from conftest import emconverge, library

ENTRY = {"id": "a", "map": "map.mrc", "model": "model.pdb", "resolution": "3.2"}
PLAIN = "id,map,model,resolution\na,map.mrc,model.pdb,3.2\n"
GERMAN = "id;map;model;resolution\r\na;map.mrc;model.pdb;3,2\r\n"
READ = {
    "plain": (PLAIN.encode(), [ENTRY]),
    "byte order mark": (b"\xef\xbb\xbf" + PLAIN.encode(), [ENTRY]),
    "semicolons and decimal commas": (GERMAN.encode(), [ENTRY]),
    "tabs": (GERMAN.replace(";", "\t").encode(), [ENTRY]),
    "Excel's Unicode text": (b"\xff\xfe" + GERMAN.replace(";", "\t").encode("utf-16-le"), [ENTRY]),
    "UTF-16, the other end first": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), [ENTRY]),
    "line breaks of old Macs": (PLAIN.replace("\n", "\r").encode(), [ENTRY]),
    "no last line break": (PLAIN.strip().encode(), [ENTRY]),
    "a separator declared": (b"sep=;\r\n" + GERMAN.encode(), [ENTRY]),
    "empty columns": (b"id,map,model,resolution,,\na,map.mrc,model.pdb,3.2,,\n", [ENTRY]),
    "an empty column between": (b"id;map;;model;resolution\na;map.mrc;;model.pdb;3.2\n", [ENTRY]),
    "empty rows": (b"\n,,,\nid,map,model,resolution\n,,,\na,map.mrc,model.pdb,3.2\n,,,\n\n ,,,\n", [ENTRY]),
    "short rows": (b"id,map,model,resolution,contour\na,map.mrc,model.pdb,3.2\n", [{**ENTRY, "contour": ""}]),
    "quoted fields": (
        b'"id";"map";"model";"resolution"\n"a";"a;b ""c"".mrc";"two\nlines.pdb";"3,2"\n',
        [{**ENTRY, "map": 'a;b "c".mrc', "model": "two\nlines.pdb"}],
    ),
    "a comma where semicolons separate": (b"id;ensemble\na;m,1.pdb\n", [{"id": "a", "ensemble": "m,1.pdb"}]),
    "blanks that do not break": ("id;contour\na\u00a0;\u00a0-0,02\n".encode(), [{"id": "a", "contour": "-0.02"}]),
    "one column": (b"emdb\nEMD-2566\n", [{"emdb": "EMD-2566"}]),
    "letters beyond ASCII": ("id,map\na,Prüfkörper.mrc\n".encode(), [{"id": "a", "map": "Prüfkörper.mrc"}]),
    "nothing": (b"", []),
    "a quote first": (b'id,map\na,"""q"".mrc"\n', [{"id": "a", "map": '"q".mrc'}]),
}


def workbook():
    """A workbook as its zip archive begins."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return content.getvalue()


REFUSED = {
    "a workbook": (workbook(), "is a workbook of a spreadsheet program (.xlsx, .xls or .ods): save it as CSV"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "is a workbook of a spreadsheet program"),
    "compressed": (b"\x1f\x8b\x08\x00", "is compressed by gzip: unpack it"),
    "another encoding": ("id,map\na,Prüf.mrc\n".encode("latin-1"), "is not in UTF-8: save it as CSV"),
    "UTF-16 without a mark": (PLAIN.encode("utf-16-le"), "is no text in UTF-8: save it as CSV"),
    "too many values": (
        b"id,map,model\n\na,one,two.mrc,model.pdb\n",
        "has more values than columns in line 3 (from 'model.pdb' on): a value with ',' in it stands in quotes.",
    ),
    "an open quote": (b'id,map\nb,c.mrc\na,"map.mrc\n', "has a quote in line 3 that is not closed"),
    "an open quote behind a declared separator": (b'sep=;\nid;map\na;"map.mrc\n', "has a quote in line 3"),
    "a column twice": (b"id,map,map\na,b,c\n", "has the column 'map' 2 times: leave one."),
    "a column without a name": (
        b"id,map,\na,b,note\n",
        "has 'note' in a column without a name (column 3, line 2): name the column or leave the value out.",
    ),
}


@pytest.fixture(scope="module")
def answers():
    """What lib/ reads of every sheet."""
    sheets = {**READ, **REFUSED}
    cases = [{"sheet": base64.b64encode(content).decode()} for content, _ in sheets.values()]
    return dict(zip(sheets, library(cases), strict=True))


@pytest.mark.parametrize("name", READ)
def test_a_sheet_is_read(answers, name):
    assert answers[name] == READ[name][1]


@pytest.mark.parametrize("name", REFUSED)
def test_a_sheet_is_refused_in_one_sentence(answers, name):
    assert answers[name].startswith("The samplesheet sheet.csv " + REFUSED[name][1])


def test_a_decimal_comma_among_commas_is_told():
    row = {**ENTRY, "resolution": "3,2"}
    (problems,) = library([{"rows": [row]}])
    assert problems == ["Samplesheet sheet.csv, row 1 (a): resolution '3,2' is not a number from 0.5 to 50: write 3.2."]


def test_a_run_reads_what_excel_wrote(tmp_path):
    """Steps are stubs. The record holds the sheet as it was given."""
    for name in ("map.mrc", "model.pdb"):
        (tmp_path / name).touch()
    given = b"\xff\xfe" + (GERMAN + ";;;\r\n").replace(";", "\t").encode("utf-16-le")
    (tmp_path / "sheet.txt").write_bytes(given)
    result = emconverge("run", "--input", "sheet.txt", "-stub-run", cwd=tmp_path)
    assert result.returncode == 0, result.output
    assert (tmp_path / "results" / "a" / "report.html").exists()
    assert (tmp_path / "results" / "pipeline_info" / "samplesheet.csv").read_bytes() == given


def test_a_workbook_stops_the_run(tmp_path):
    (tmp_path / "sheet.xlsx").write_bytes(workbook())
    result = emconverge("run", "--input", "sheet.xlsx", cwd=tmp_path)
    assert result.returncode == 1 and "Submitted process" not in result.output
    assert "The samplesheet sheet.xlsx is a workbook of a spreadsheet program" in result.output


def test_rows_that_are_left_out_name_what_is_wrong_once(tmp_path):
    """With --lenient; a row is told from others by itself, whatever its id."""
    there = tmp_path / "there"
    there.touch()
    good = {"map": str(there), "model": str(there), "resolution": "3"}
    rows = [
        {**good, "id": "good"},
        {**good, "id": "good", "map": "nowhere.mrc"},
        {**good, "id": "Müller"},
        {**good, "id": "two", "sharpened": "a.mrc;b.mrc"},
        {**good, "id": "list", "focused": "a.mrc;b.mrc"},
    ]
    (found,) = library([{"lenient": rows}])
    assert [row for row, _reason in found] == rows[1:]
    words = dict(zip(("good", "name", "two", "list"), (reason for _row, reason in found), strict=True))
    assert words["good"].startswith("there is no map file ") and words["good"].endswith("nowhere.mrc: check the path.")
    assert "cannot name a folder" in words["name"]
    assert words["two"].endswith("a.mrc;b.mrc: check the path; it is taken for one.")
    assert words["list"].count("; semicolons stand between several.") == 2
