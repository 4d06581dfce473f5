"""What a run tells of its progress: the words and the times, worked out by hand, and whole runs of stub tasks, watched
through a log, through lines of JSON and on a terminal.
"""

import codecs
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import time

import jsonschema
import pytest
from conftest import EMCONVERGE, ROOT, emconverge, library

SCHEMA = json.loads((ROOT / "docs" / "schema" / "progress.schema.json").read_text())
SECOND = 1000
RUN_WIDE = {
    "SERIES_TABLE",
    "MAP_DIFFERENCES",
    "INDEX",
    "METHODS",
    "STRICT",
    "ROSETTA_CHECK",
    "PHENIX_CHECK",
    "RELION_CHECK",
}
WAITED_FOR_BY_NONE = {"VALIDATE_START", "VALIDATE_RELAXED"}


def told(view, happens, entries=(("one", "openmm servalcat"),), **sizes):
    return {
        "view": view,
        "entries": dict(entries),
        "happens": [list(event) for event in happens],
        **{"models": 100, "best": 10, "batch": 5, "most": 23, **sizes},
    }


def task(what, key, process, tag, took, now):
    return ["task", what, key, process, tag, took and took * SECOND, now * SECOND]


def batch(number):
    return f"one {5 * number + 1}-{5 * number + 5}"


def annealed(number, start, end):
    """A batch of five models from one second to another."""
    return [
        task("submitted", number, "ANNEAL", batch(number), None, start),
        task("started", number, "ANNEAL", batch(number), None, start),
        task("ended", number, "ANNEAL", batch(number), end - start, end),
    ]


TWO_DONE = [*annealed(0, 0, 60), *annealed(1, 0, 60)]
TWO_MORE = [task("started", number, "ANNEAL", batch(number), None, 60) for number in (2, 3)]
CACHED = [task("cached", number, "ANNEAL", batch(number), 60, 0) for number in range(8)]
TERMINAL = [
    # nothing is known before a task has ended
    ([*annealed(0, 0, 60)[:2], ["tick", 50 * SECOND]], ["one: sampled 0 of 100"]),
    # 12 s a model, two tasks at a time: 90 models to come take 540 s; half a minute later 510 s
    (TWO_DONE + TWO_MORE + [["tick", 60 * SECOND]], ["one: sampled 10 of 100, about 9 min left"]),
    (TWO_DONE + TWO_MORE + [["tick", 90 * SECOND + 60]], ["one: sampled 10 of 100, about 8 min left"]),
    # a batch that is tried again is not lost, one that has failed for good is
    (
        [
            *TWO_DONE,
            task("retried", 2, "ANNEAL", batch(2), 9, 60),
            task("failed", 3, "ANNEAL", batch(3), 9, 60),
        ],
        ["one: sampled 10 of 100, 5 lost, about 9 min left"],
    ),
    # what an earlier run did tells how long a model takes as soon as two tasks are at work
    (
        [*CACHED, *[task("started", number, "ANNEAL", batch(number), None, 1) for number in (8, 9)], ["tick", SECOND]],
        ["one: sampled 40 of 100 (40 taken from the earlier run), about 6 min left"],
    ),
    ([["tick", 0]], ["the run is being started"]),
    # the first models are judged while others are sampled, the ranking comes when both are over
    ([*annealed(0, 0, 60), task("submitted", 9, "VALIDATE_SAMPLED", "one sampled_0001", None, 60)], None),
    ([*TWO_DONE, task("submitted", 9, "RANK", "one", None, 61)], ["one: models are being ranked"]),
    # eight of the ten best were to be had; one task refines three of them
    (
        [
            ["asked", "one", "REFINE", 8, False],
            task("submitted", 1, "REFINE_SERVALCAT", "one model_0003 and 2 more", None, 0),
            task("started", 1, "REFINE_SERVALCAT", "one model_0003 and 2 more", None, 0),
            task("ended", 1, "REFINE_SERVALCAT", "one model_0003 and 2 more", 30, 30),
        ],
        ["one: refined 3 of 8, less than a minute left"],
    ),
    # with --models auto a round is not the end: it is still sampled, not judged, while nothing says that it is enough
    ([["asked", "one", "SAMPLE", 20, True], *TWO_DONE], ["one: sampled 10 of 20 or more, at least 1 min left"]),
    (
        [
            ["asked", "one", "SAMPLE", 10, True],
            *TWO_DONE,
            task("submitted", 9, "VALIDATE_SAMPLED", "one sampled_0001", None, 60),
        ],
        ["one: sampled 10 of 10 or more"],
    ),
    (
        [
            ["asked", "one", "SAMPLE", 10, True],
            *TWO_DONE,
            ["asked", "one", "SAMPLE", 15, False],
            *annealed(2, 60, 120),
            task("submitted", 9, "VALIDATE_SAMPLED", "one sampled_0001", None, 120),
        ],
        ["one: judged 0 of 15"],
    ),
    ([*TWO_DONE, ["finished", "one", "one/report.html", 99]], ["what is told of the whole run is being written"]),
]


@pytest.fixture(scope="module")
def answers():
    """What is told in every case, in one start of Groovy."""
    many = {f"e{number:03d}": "openmm servalcat" for number in range(412)}
    begun = [task("submitted", key, "PREPARE_MODEL", key, None, 1) for key in many]
    at_work = [task("started", key, "PREPARE_MODEL", key, None, 1) for key in ("e300", "e400")]
    worked = [
        event
        for key in ("a", "b")
        for event in (
            task("submitted", key, "SETUP", key, None, 0),
            task("started", key, "SETUP", key, None, 0),
            task("ended", key, "SETUP", key, 600, 600),
        )
    ]
    kinds = dict.fromkeys("abcd", "openmm servalcat")
    over = [["finished", "a", "a/report.html", 600 * SECOND], ["failed", "b", "RANK", "too few", 600 * SECOND]]
    cases = {
        "many": told("terminal", begun + at_work, many.items()),
        # two at a time, 600 s for each of the two that are left
        "left": told("terminal", [*worked, *over], kinds.items()),
        # how long models of another program take says nothing of those that are sampled
        "kinds": told("terminal", [*worked, *over], {**kinds, "a": "ensemble"}.items()),
        "plain": told(
            "plain",
            [
                ["begin", 0],
                *TWO_DONE,
                ["tick", 59 * SECOND],
                ["tick", 61 * SECOND],
                ["tick", 90 * SECOND],
                ["tick", 122 * SECOND],
                task("submitted", 9, "RANK", "one", None, 130),
            ],
        ),
        "crowd": told(
            "plain", [["begin", 0], *begun, ["tick", 61 * SECOND], ["failed", "e001", "FETCH", "gone", 1]], many.items()
        ),
        **{f"terminal {number}": told("terminal", happens) for number, (happens, _) in enumerate(TERMINAL)},
    }
    return dict(zip(cases, library(list(cases.values())), strict=True))


@pytest.mark.parametrize("number", range(len(TERMINAL)))
def test_an_entry_in_work(answers, number):
    expected = TERMINAL[number][1]
    lines = answers[f"terminal {number}"]
    if expected is None:
        assert lines[0].startswith("one: sampled 5 of 100, about ")
    else:
        assert lines == expected


def test_hundreds_of_entries_fit_the_terminal(answers):
    """All together first, then those with a task at work, and how many more there are."""
    lines = answers["many"]
    assert len(lines) == 23
    assert lines[0] == "0 of 412 entries finished"
    assert [line.split(":")[0] for line in lines[1:4]] == ["e300", "e400", "e000"]
    assert lines[-1] == "and 391 more in work"


def test_the_time_left_of_the_whole_run(answers):
    assert answers["left"] == ["1 of 4 entries finished, 1 failed, about 10 min left"]
    assert answers["kinds"] == ["1 of 4 entries finished, 1 failed"]


def test_a_log_has_a_line_now_and_then(answers):
    assert answers["plain"] == [
        "one: sampled 10 of 100, about 9 min left",
        "one: sampled 10 of 100, about 18 min left",
        "one: sampled 10 of 100",
    ]
    assert answers["crowd"] == ["0 of 412 entries finished", "e001 has failed: gone"]


def test_every_process_has_its_stage():
    """Of the modules, and of the names by which workflows include them; one_of_many as its label says."""
    expected = {}
    for path in sorted((ROOT / "modules").rglob("main.nf")):
        for name, body in re.findall(r"^process (\w+) \{(.*?)^}", path.read_text(), re.M | re.S):
            expected[name] = "label 'one_of_many'" in body
    for path in (ROOT / "workflows").glob("*.nf"):
        for original, alias in re.findall(r"([A-Z_]+) as ([A-Z_]+)", path.read_text()):
            if original in expected:  # the processes of a workflow keep their names
                expected[alias] = expected[original]
    for name in ("VALIDATE", "PRECISION"):
        expected.pop(name)  # runs under its aliases only
    answers = library([{"process": name} for name in expected])
    stages = {name: stage for name, (stage, _) in zip(expected, answers, strict=True)}
    assert {name for name, stage in stages.items() if stage is None} == RUN_WIDE | WAITED_FOR_BY_NONE
    assert {name: many for name, (_, many) in zip(expected, answers, strict=True)} == expected


# --- whole runs -----------------------------------------------------------------------------------------------------

SIZES = ["--models", "4", "--best", "2", "--min_models", "2", "--batch", "2"]
# tasks of entry b that fail, for a reason of their own
BROKEN = """
process { withName: 'PREPARE_MAP' { beforeScript = { task.tag == 'b' ? 'echo the map is torn >&2; exit 3' : '' } } }
"""


@pytest.fixture
def sheet(tmp_path):
    """Two entries, of which b fails, as the arguments of a run of stubs."""
    for name in ("map.mrc", "model.pdb"):
        (tmp_path / name).touch()
    (tmp_path / "sheet.csv").write_text("id,map,model,resolution\na,map.mrc,model.pdb,3\nb,map.mrc,model.pdb,3\n")
    (tmp_path / "broken.config").write_text(BROKEN)
    return ["run", "--input", "sheet.csv", "-stub-run", *SIZES, "-c", "broken.config"]


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if name not in ("NXF_ANSI_LOG", "EMCONVERGE_PROGRESS")}
    return {**kept, **more}


def lines_of_json(arguments, cwd):
    """Runs the launcher; the events on its standard output, which holds nothing else, and its standard error."""
    result = subprocess.run(
        [EMCONVERGE, *arguments, "--progress", "json"],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    events = [json.loads(line) for line in result.stdout.splitlines()]
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for event in events:
        validator.validate(event)
    assert not validator.is_valid({"event": "stage"})
    return events, result.stderr


def test_lines_of_json(sheet, tmp_path):
    """Everything else is on the standard error; a resumed run counts what it takes over."""
    events, rest = lines_of_json(sheet, tmp_path)
    assert (events[0]["event"], events[0]["entries"]) == ("run_started", ["a", "b"])
    stages = [event for event in events if event["event"] == "stage" and event["entry"] == "a"]
    order = list(dict.fromkeys(event["stage"] for event in stages))
    assert order == ["prepare", "sample", "validate", "rank", "refine", "converge", "report"]
    assert [event["done"] for event in stages if event["stage"] == "sample"] == [0, 2, 4]
    last = {event["stage"]: (event["done"], event["total"]) for event in stages}
    assert last == {**dict.fromkeys(order, (1, 1)), "sample": (4, 4), "validate": (4, 4), "refine": (2, 2)}
    (failed,) = [event for event in events if event["event"] == "entry_failed"]
    assert (failed["entry"], failed["process"], failed["reason"]) == ("b", "PREPARE_MAP", "the map is torn")
    (finished,) = [event for event in events if event["event"] == "entry_finished"]
    assert (finished["entry"], finished["report"]) == ("a", f"{tmp_path}/results/a/report.html")
    end = {name: events[-1][name] for name in ("event", "status", "finished", "failed", "total")}
    assert end == {"event": "run_finished", "status": "completed", "finished": 1, "failed": 1, "total": 2}
    assert "N E X T F L O W" in rest and "1 of 2 entries have a report" in rest
    assert "Submitted process" not in rest and "Submitted process" in (tmp_path / ".nextflow.log").read_text()

    again, _ = lines_of_json([*sheet, "-resume"], tmp_path)
    sampled = [
        event for event in again if event["event"] == "stage" and (event["entry"], event["stage"]) == ("a", "sample")
    ]
    assert again[0]["resumed"] and (sampled[-1]["done"], sampled[-1]["cached"]) == (4, 4)


def test_a_log_of_a_run(sheet, tmp_path):
    """A line at the end of every stage, none for a task, and Nextflow's own words."""
    result = subprocess.run(
        [EMCONVERGE, *sheet],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    lines = result.stdout.splitlines()
    assert result.returncode == 0, result.stdout
    assert lines[0].startswith("N E X T F L O W")
    ours = [line for line in lines if re.match(r"[ab]\b", line)]
    assert [line for line in ours if line.startswith("a")] == [
        "a: model and map are prepared",
        "a: sampled 4 of 4",
        "a: judged 4 of 4",
        "a: models are ranked",
        "a: refined 2 of 2",
        "a: models are compared",
        f"a is finished: {tmp_path}/results/a/report.html",
    ]
    assert [line for line in ours if line.startswith("b")] == ["b has failed: the map is torn"]
    assert "process >" not in result.stdout and "\x1b" not in result.stdout
    assert any(line.startswith("1 of 2 entries have a report") for line in lines)


class Screen:
    """What a wide terminal shows, by the control sequences of the display; any other is a mistake."""

    def __init__(self):
        self.lines, self.row, self.column, self.rest = [""], 0, 0, ""

    def feed(self, text):
        text = self.rest + text
        whole = re.match(r"(.*?)(\x1b[^A-Za-z]*)?$", text, re.S)[1]
        self.rest = text[len(whole) :]
        for token in re.findall(r"\x1b\[\d*[A-Za-z]|.", whole, re.S):
            if token == "\n":
                self.row += 1
                self.lines += [""] * (self.row + 1 - len(self.lines))
            elif token == "\r":
                self.column = 0
            elif token == "\x1b[J":
                self.lines = [*self.lines[: self.row], self.lines[self.row][: self.column]]
            elif match := re.fullmatch(r"\x1b\[(\d+)A", token):
                assert self.row >= int(match[1]), "the cursor leaves the screen"
                self.row -= int(match[1])
            else:
                assert token >= " ", f"an unexpected control sequence {token!r}"
                line = self.lines[self.row].ljust(self.column)
                self.lines[self.row] = line[: self.column] + token + line[self.column + 1 :]
                self.column += 1


def on_terminal(arguments, cwd, seen=lambda text, process: None, columns=80):
    """Runs the launcher on a terminal; its status, the screens after each piece of output, and the last one."""
    process, terminal = pty.fork()
    if process == 0:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # tests that run in the background have it ignored, and so would this
        os.chdir(cwd)
        os.execve(EMCONVERGE, [str(EMCONVERGE), *arguments], environment(TERM="xterm"))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    decoder = codecs.getincrementaldecoder("utf-8")()
    screen, shown, deadline = Screen(), [], time.monotonic() + 300
    while True:
        assert time.monotonic() < deadline, "\n".join(screen.lines)
        try:
            text = os.read(terminal, 65536)
        except OSError:
            break
        screen.feed(decoder.decode(text))
        shown.append(list(screen.lines))
        seen(screen.lines, terminal)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown, screen.lines


def test_a_terminal_is_written_in_place(sheet, tmp_path):
    """Lines that change in place, gone at the end; what failed, what is finished and the last words stay."""
    status, shown, last = on_terminal(sheet, tmp_path, columns=34)
    assert status == 0, last
    text = "\n".join(last)
    assert "b has failed: the map is torn" in text and f"a is finished: {tmp_path}/results/a/report.html"[:70] in text
    assert re.search(r"^1 of 2 entries have a report: ", text, re.M)
    assert "process >" not in text and "executor >" not in text
    everything = {line for lines in shown for line in lines}
    assert {"0 of 2 entries finished", "a: model and map are being prepa…"} <= everything, "cut to the terminal's width"
    for words in ("of 2 entries finished", "a: ", "b: "):  # b may fail before its line is drawn
        assert max(sum(words in line for line in lines) for lines in shown) <= 1, "a line is written over, not repeated"
        assert words not in text


def test_a_run_that_is_interrupted_leaves_its_words(sheet, tmp_path):
    """Ctrl-C while tasks are at work: nothing of the display is left, the command that goes on is."""
    (tmp_path / "broken.config").write_text("process { withName: 'ANNEAL' { beforeScript = 'sleep 60' } }")
    pressed = []

    def interrupt(lines, terminal):
        if not pressed and any("a: sampled 0 of 4" in line for line in lines):
            pressed.append(True)
            os.write(terminal, b"\x03")

    status, _, last = on_terminal(sheet, tmp_path, interrupt)
    text = "\n".join(last)
    assert pressed and status in (1, 128 + signal.SIGINT), text
    assert "0 of 2 entries have a report" in text and "Mend it and go on" in text and "-resume" in text
    assert "entries finished" not in text and "a: " not in text.replace("\n  a: ", "")


# --- the launcher ---------------------------------------------------------------------------------------------------


def chosen(*arguments, **variables):
    """The display that the launcher asks the driver for, and Nextflow's setting, where the output is no terminal."""
    script = f"""
        fail() {{ echo "emconverge: $*"; exit 2; }}
        source '{ROOT}/setup/progress.sh'
        ask_for_progress "$@"
        echo "${{EMCONVERGE_PROGRESS-Nextflow}} ${{NXF_ANSI_LOG-}}"
    """
    command = ["bash", "-c", script, "bash", *arguments]
    return subprocess.run(command, env=environment(**variables), capture_output=True, text=True).stdout.strip()


def test_who_asks_for_nextflows_display_gets_it():
    assert chosen("auto", "") == "plain false"
    assert chosen("auto", "-ansi-log") == "Nextflow"
    assert chosen("auto", "", NXF_ANSI_LOG="true") == "Nextflow true"
    assert chosen("none", "", NXF_ANSI_LOG="true") == "none false"
    assert "--progress json and -q exclude each other" in chosen("json", "-q")
    assert chosen("jsno", "") == "emconverge: --progress 'jsno' is not known: give auto, plain, json or none."


def test_run_alone_explains_itself(tmp_path):
    result = emconverge("run", cwd=tmp_path, env={"EMCONVERGE_HOME": str(tmp_path / "home")})
    assert result.returncode == 2
    for call in ("--map map.mrc --model model.pdb --resolution 3.2", "--emdb EMD-2566", "--input samplesheet.csv"):
        assert f"  emconverge run {call}" in result.output
    assert not (tmp_path / "home").exists(), "nothing is set up for it"


def set_up(script, tmp_path, terminal):
    """What the set-up prints while it makes components, on a terminal or not."""
    command = f"ROOT='{ROOT}'; EMCONVERGE_HOME='{tmp_path}'; source '{ROOT}/setup/components.sh'; {script}"
    if not terminal:
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True).stderr
    process, descriptor = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm"
        os.execvp("bash", ["bash", "-c", command])
    text = b""
    while True:
        try:
            text += os.read(descriptor, 65536)
        except OSError:
            break
    assert os.waitpid(process, 0)[1] == 0, text
    return text.decode()


def test_the_set_up_tells_sizes_and_how_far_it_is(tmp_path):
    """The sizes are those of the table; a bar only where somebody can see it."""
    rows = [line.split("\t") for line in (ROOT / "setup" / "sizes.tsv").read_text().splitlines() if "\t" in line]
    sizes = {name: (stays, most) for name, stays, most, _ in rows}
    half = int(sizes["monomers"][1]) // 2
    script = f"""
        half_of_it() {{ head -c {half}M /dev/zero > "$1/half"; sleep 2; }}
        plan monomers object_store
        make monomers "$EMCONVERGE_HOME/a" half_of_it
        make object_store "$EMCONVERGE_HOME/b" true
    """
    plain = set_up(script, tmp_path / "log", terminal=False)
    total = int(sizes["monomers"][0]) + int(sizes["object_store"][0])
    assert plain.splitlines() == [
        f"emconverge: 2 components are missing and are set up now, once: about {total} MB in {tmp_path}/log.",
        f"emconverge: setting up the monomer library (1 of 2, about {sizes['monomers'][0]} MB) ...",
        f"emconverge: setting up an S3-compatible server (2 of 2, about {sizes['object_store'][0]} MB) ...",
    ]
    watched = set_up(script, tmp_path / "terminal", terminal=True)
    bars = re.findall(r"\[(#*)(\.*)\] (\d+) %", watched)
    assert any(abs(int(number) - 50) <= 10 for *_, number in bars), watched
    assert all(len(full) + len(empty) == 30 for full, empty, _ in bars)
    assert (tmp_path / "terminal" / "a" / ".complete").is_file() and not (tmp_path / "terminal" / "a" / ".tmp").exists()
