"""Names that a shell would trip over, in every column and option: refused in one sentence, or carried through;
nothing runs, nothing is left elsewhere.
"""

import csv
import subprocess

import pytest
from conftest import emconverge, library

HOSTILE = [
    "a'; touch gotcha; '",
    '"; touch gotcha; "',
    "$(touch gotcha)",
    "`touch gotcha`",
    "a\ntouch gotcha",
    "a\\",
    "../escape",
    "..",
    "/tmp/escape",
    "--help",
    "a\tb",
    "@gotcha",
    "a|touch gotcha",
    "a&touch gotcha",
    "*",
    "\x00",
    "\x1b[2J",
]
ROW = {
    "id": "a",
    "emdb": "",
    "pdb": "",
    "map": "map.mrc",
    "half1": "",
    "half2": "",
    "model": "model.pdb",
    "resolution": "3",
    "symmetry": "",
    "contour": "",
}
VALUES = ("id", "emdb", "pdb", "resolution", "symmetry", "contour")
FILES = ("map", "half1", "half2", "model")
# what may name a file
NAMES = [
    "with space",
    "it's",
    'say "so"',
    "$(touch gotcha)",
    "`touch gotcha`",
    "a;touch gotcha",
    "a&touch gotcha",
    "a|b>c<d",
    "back\\slash",
    "#hash",
    "!bang",
    "-dash",
    "[a]{b}*?",
    "$",
    "~",
    "é",
    "@at",
    "(",
    "100%",
    "--help",
]


# every value in every column that is no path; control characters and variables in paths
REFUSED = [(column, value) for column in VALUES for value in HOSTILE] + [
    (column, f"map{value}.mrc") for column in FILES for value in ("\n", "\t", "\x00", "\x1b", "$HOME", "${IFS}", "$1")
]
OPTIONS = ("outdir", "monlib", "input", "max_download", "contact", "emdb_url", "emdb_api_url", "pdb_url")


def row(column, value):
    return {**ROW, **({"half1": "a", "half2": "b"} if column.startswith("half") else {}), column: value}


def given(row):
    return {"params": {name: value or None for name, value in row.items()}}


@pytest.fixture(scope="module")
def answers():
    cases = {
        "sheet": [{"rows": [row(*case)]} for case in REFUSED],
        "entry": [given(row(*case)) for case in REFUSED],
        "options": [given({**ROW, name: "https://a\nb"}) for name in OPTIONS],
        "titles": [{"option": value} for value in HOSTILE],
    }
    answers = iter(library([case for group in cases.values() for case in group]))
    return {name: [next(answers) for _ in group] for name, group in cases.items()}


@pytest.mark.parametrize("kind", ["sheet", "entry"])
def test_hostile_values_are_refused(answers, kind):
    for case, answer in zip(REFUSED, answers[kind], strict=True):
        assert answer, case
        for sentence in answer:
            assert sentence.isprintable() and sentence.count(". ") == 0, (case, sentence)


def test_other_options_take_no_control_characters(answers):
    for name, answer in zip(OPTIONS, answers["options"], strict=True):
        assert len(answer) == 1 and answer[0].startswith(f"--{name} ") and answer[0].isprintable()


def test_a_title_reaches_the_program_as_one_word(answers):
    """Quoted as the tasks quote it, through a real shell."""
    script = "\n".join(f"printf '%s\\0' {option}" for option in answers["titles"])
    words = subprocess.run(["bash", "-euc", script], check=True, capture_output=True, text=True).stdout.split("\0")[:-1]
    assert words == ["--title=" + "".join(" " if ord(c) < 32 else c for c in title) for title in HOSTILE]


def test_files_may_have_any_name(tmp_path):
    """Each entry's files bear four of the names, the results' folder bears several; the engines are stubs. The names
    reach no script.
    """
    folder = tmp_path / "run"
    data = tmp_path / "data; touch gotcha"
    folder.mkdir()
    data.mkdir()
    for name in NAMES:
        (data / f"{name}.mrc").touch()
    entries = [NAMES[i : i + 4] for i in range(0, len(NAMES), 4)]
    with (folder / "sh'eet $(touch gotcha).csv").open("w", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["id", *FILES, "resolution"])
        sheet.writerows([f"n{i}", *(data / f"{name}.mrc" for name in names), 3] for i, names in enumerate(entries))
    results = 're\'sults "of" $(touch gotcha);touch gotcha [1] \\ *'
    result = emconverge(
        "run",
        "--input",
        "sh'eet $(touch gotcha).csv",
        "-stub-run",
        "--models",
        "2",
        "--best",
        "2",
        "--min_models",
        "2",
        "--outdir",
        results,
        cwd=folder,
    )
    assert result.returncode == 0 and f"{len(entries)} of {len(entries)} entries have a report" in result.output, (
        result.output
    )
    assert not list(tmp_path.rglob("gotcha")) and {path.name for path in tmp_path.iterdir()} == {"run", data.name}
    assert {path.name for path in folder.iterdir() if not path.name.startswith(".")} == {
        results,
        "work",
        "sh'eet $(touch gotcha).csv",
    }
