"""The command line as its users meet it: help, versions, completion in the shells themselves, examples that work."""

import gzip
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import time

import pytest
from conftest import EMCONVERGE, ROOT, emconverge

COMMANDS = [line.split("\t") for line in (ROOT / "setup" / "commands.tsv").read_text().splitlines()[1:]]
NAMES = [name for _, name, _ in COMMANDS]
OWN = sorted(path.stem for path in (ROOT / "setup" / "help").glob("*.txt"))


@pytest.fixture
def nothing_set_up(tmp_path):
    """The environment of somebody who has just cloned."""
    home = tmp_path / "home"
    return {"EMCONVERGE_HOME": str(home), "EMTOOLS_JAR": str(home / "emtools.jar"), "CLIBD_MON": ""}


def examples(text):
    """The commands below 'Examples:', with the lines that they go on in."""
    return re.findall(r"^  (em\S+ .*)", text.split("\nExamples:\n")[1].replace("\\\n", ""), re.M)


def test_every_command_is_listed_under_its_heading(tmp_path, nothing_set_up):
    result = emconverge(cwd=tmp_path, env=nothing_set_up)
    assert result.returncode == 0 and result.output == emconverge("--help", cwd=tmp_path, env=nothing_set_up).output
    heading, listed = None, []
    for line in result.output.split("\nExamples:\n")[0].splitlines()[3:]:
        if line.endswith(":"):
            heading = line[:-1]
        elif line:
            listed.append([heading, *line.split(maxsplit=1)])
    assert listed == COMMANDS


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_explained(name, tmp_path):
    result = emconverge(name, "--help", cwd=tmp_path)
    description = next(description for _, command, description in COMMANDS if command == name)
    assert result.returncode == 0 and result.output.startswith(description + "\n"), result.output
    assert f"\nUsage: emconverge {name}" in result.output and "\nExit status:" in result.output
    assert all(example.startswith("emconverge ") for example in examples(result.output))
    assert result.output == emconverge("help", name, cwd=tmp_path).output


@pytest.mark.parametrize("name", NAMES)
def test_an_explanation_sets_up_nothing(name, tmp_path, nothing_set_up):
    result = emconverge("help", name, cwd=tmp_path, env=nothing_set_up)
    if name in OWN:
        assert result.returncode == 0 and f"Usage: emconverge {name}" in result.output
    else:
        assert result.returncode == 2
        assert result.output.startswith(f"emconverge: the help of '{name}' is in emtools, which is not set up yet: run")
    assert not (tmp_path / "home").exists()


def test_what_is_no_command_is_told(tmp_path):
    for arguments in (["rnu"], ["help", "rnu"], ["rnu", "--help"]):
        result = emconverge(*arguments, cwd=tmp_path)
        assert result.returncode == 2
        assert result.output == "emconverge: there is no command 'rnu': 'emconverge --help' lists them.\n"


def test_the_examples_of_validation_work(example, tmp_path):
    """As users type them, without a word of the monomer library; the files have the names that they have there."""
    for name in ("model.cif", "map.mrc"):
        shutil.copy(example / name, tmp_path)
    for name in ("half1.mrc", "half2.mrc"):
        (tmp_path / name).write_bytes(gzip.decompress((example / f"{name}.gz").read_bytes()))
    shutil.copy(example / "model.cif", tmp_path / "other.cif")
    environment = {key: value for key, value in os.environ.items() if key != "CLIBD_MON"}
    commands = examples(emconverge("help", "validate", cwd=tmp_path).output)
    assert len(commands) >= 3
    for command in commands:
        words = [EMCONVERGE, *shlex.split(command)[1:]]
        result = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert result.returncode == 0, command + "\n" + result.stderr
    for name in ("validation.json", "residues.csv", "half_maps.json"):
        assert (tmp_path / name).stat().st_size > 100


def test_a_monomer_library_that_is_nowhere_is_told(tmp_path):
    environment = {**os.environ, "EMCONVERGE_HOME": str(tmp_path / "home")}
    environment.pop("CLIBD_MON", None)
    result = subprocess.run(
        [ROOT / "bin" / "emtools", "validate", "--model", "a.pdb"], env=environment, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert result.stderr.startswith("emtools validate: There is no monomer library: run 'bin/emconverge doctor")


def test_versions_for_a_bug_report(tmp_path):
    result = emconverge("version", cwd=tmp_path)
    lines = dict(line.split(maxsplit=1) for line in result.output.splitlines())
    names = ["emconverge", "system", "bash", "java", "python", "nextflow", "emtools"]
    assert list(lines) == [*names, "openmm", "pdbfixer", "servalcat", "gemmi"]
    version = (ROOT / "VERSION").read_text().strip()
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True).stdout[:12]
    assert lines["emconverge"].startswith(version + (f" (commit {commit}" if commit else ""))
    assert lines["emtools"] == version
    assert all(re.match(r"\d+\.\d+", lines[name]) for name in ("java", "python", "nextflow", "openmm", "servalcat"))
    assert result.output == emconverge("--version", cwd=tmp_path).output


def test_versions_of_what_is_missing(tmp_path, nothing_set_up):
    result = emconverge("version", cwd=tmp_path, env=nothing_set_up)
    missing = {line.split()[0] for line in result.output.splitlines() if " missing" in line}
    assert result.returncode == 0 and {"emtools", "openmm", "pdbfixer", "servalcat", "gemmi"} <= missing
    assert result.output.splitlines()[-1].endswith("emconverge doctor --install")
    assert not (tmp_path / "home").exists()


# --- completion -----------------------------------------------------------------------------------------------------

# What is typed behind the program, what the tab key offers, and what it must not.
COMPLETIONS = [
    ("emconverge val", ["validate"], []),
    ("emconverge run --mo", ["--model", "--models", "--monlib", "--moves"], ["--map"]),
    ("emconverge run --sampler ", ["openmm", "rosetta"], ["a_map.mrc"]),
    ("emconverge run --sampler ro", ["rosetta"], ["openmm"]),
    ("emconverge run --models 3 --map a_", ["a_map.mrc"], ["b_model.cif"]),
    # 'test' is a command, too, but not here
    ("emconverge run -profile test --sa", ["--sampler", "--save_sampled"], ["lint"]),
    ("emconverge run -prof", ["-profile"], []),
    ("emconverge test pip", ["pipeline"], []),
    ("emconverge validate --model b_", ["b_model.cif"], ["a_map.mrc"]),
    ("emconverge assess-models --resolution 3 b_", ["b_model.cif"], ["a_map.mrc"]),
    ("emconverge help assess", ["assess-models"], []),
    ("emtools regi", ["register"], []),
    ("emtools validate --stage sa", ["sampled"], ["refined"]),
]
READY = "ready>"
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "bind 'set show-all-if-ambiguous on' 'set bell-style none'"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit && compinit -u -D; unsetopt beep"),
}


@pytest.fixture(scope="module")
def completion(tmp_path_factory):
    """The scripts of both programs for each shell, in a folder with two files."""
    folder = tmp_path_factory.mktemp("completion")
    for name in ("a_map.mrc", "b_model.cif"):
        (folder / name).touch()
    for shell in ("bash", "zsh", "fish"):
        for program in ("emconverge", "emtools"):
            words = [ROOT / "bin" / program, "completion", shell]
            script = subprocess.run(words, check=True, capture_output=True, text=True).stdout
            (folder / f"{program}.{shell}").write_text(script)
    return folder


class Terminal:
    """A shell on a terminal, as a person has it."""

    def __init__(self, words, folder):
        self.master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "dumb", "PS1": READY, "HOME": str(folder), "COLUMNS": "200"}
        self.process = subprocess.Popen(
            words, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def type(self, text):
        os.write(self.master, text.encode())

    def read(self, enough, seconds=60):
        """What the shell shows until it is enough, or the time is over."""
        shown, end = "", time.monotonic() + seconds
        while not enough(shown) and time.monotonic() < end:
            if select.select([self.master], [], [], 0.5)[0]:
                shown += os.read(self.master, 65536).decode(errors="replace")
        return shown

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture(scope="module", params=sorted(START))
def terminal(request, completion):
    shell = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: its completion is not tried")
    words, settings = START[shell]
    terminal = Terminal(words, completion)
    terminal.type(f"PS1='{READY}'; {settings}; . ./emconverge.{shell}; . ./emtools.{shell}; echo beg''un\n")
    begin = terminal.read(lambda shown: "begun" in shown)
    assert "begun" in begin, begin
    yield terminal
    terminal.close()


@pytest.mark.parametrize("typed, offered, others", COMPLETIONS, ids=[typed for typed, _, _ in COMPLETIONS])
def test_a_shell_completes(terminal, typed, offered, others):
    terminal.type(typed + "\t")
    shown = terminal.read(lambda shown: all(word in shown for word in offered))
    terminal.type("\x15echo en''ded\n")  # clears the line
    shown += terminal.read(lambda shown: "ended" in shown)
    missing = [word for word in offered if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown)]
    assert not missing and not any(word in shown for word in others), shown


@pytest.mark.parametrize("typed, offered, others", COMPLETIONS, ids=[typed for typed, _, _ in COMPLETIONS])
def test_fish_completes(completion, typed, offered, others):
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed: its completion is not tried")
    program = typed.split()[0]
    script = f"source {program}.fish; complete -C '{typed}'"
    result = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=completion,
        env={**os.environ, "HOME": str(completion)},
        capture_output=True,
        text=True,
    )
    found = [line.split("\t")[0] for line in result.stdout.splitlines()]
    assert result.returncode == 0 and set(offered) <= set(found) and not set(others) & set(found), result


def test_help_on_a_terminal_goes_through_the_pager(tmp_path):
    terminal = Terminal(["bash", "-c", f"PAGER='sed s/^/paged:/' '{EMCONVERGE}' help symmetry; echo ended"], tmp_path)
    shown = terminal.read(lambda shown: "ended" in shown)
    terminal.close()
    lines = shown.splitlines()
    assert lines[0].startswith("paged:Find the symmetry") and lines.index("ended") > 20, shown
    assert "\x1b[1m" in shown, "headings are bold"


def test_a_completion_needs_a_shell_and_emtools(tmp_path, nothing_set_up):
    result = emconverge("completion", cwd=tmp_path)
    assert result.returncode == 2 and "name the shell" in result.output
    result = emconverge("completion", "bash", cwd=tmp_path, env=nothing_set_up)
    assert result.returncode == 2 and "not set up yet: run 'emconverge doctor --install'" in result.output
    assert not (tmp_path / "home").exists()
