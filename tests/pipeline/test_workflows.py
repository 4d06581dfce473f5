"""Each workflow alone: what it takes and what it emits, without the steps before and after it."""

import csv
import json
from pathlib import Path

import gemmi
import pytest
from conftest import ROOT, nextflow

GIVEN = ("map", "half1", "half2", "model", "ensemble", "contour", "emdb", "pdb", "symmetry", "title", "sources")
# measured half maps, curves, outliers, half maps, and models of either half map
NOTHING = ", ".join(["channel.empty()"] * 4 + ["[channel.empty(), channel.empty()]"] * 2)
ENGINES = "[alone: [sampler: 'openmm', refiner: 'servalcat']]"
SCRIPT = """\
include {{ {name} }} from './workflows/{file}.nf'

// Writes what a channel emits for the one entry: paths as texts.
def emit(name, made) {{
    def texts = {{ value -> value instanceof List ? value*.toString() : value.toString() }}
    made.map {{ row -> groovy.json.JsonOutput.toJson(row.drop(1).collect(texts)) }}
        .subscribe {{ text -> file("${{params.outdir}}/${{name}}.json").text = text }}
}}

workflow {{
    LocalResources.keep()
    def meta = [id: 'alone', resolution: 3.5]
    file("${{params.outdir}}/pipeline_info").mkdirs()
{body}
}}
"""


@pytest.fixture
def alone(tmp_path):
    """alone(workflow, statements, channels): runs a workflow as the only one of a pipeline that has all other parts.

    Returns the paths that each channel emits, by the name of the channel.
    """
    project = tmp_path / "project"
    project.mkdir()
    for path in ROOT.iterdir():
        if path.name not in ("main.nf", ".git"):
            (project / path.name).symlink_to(path)

    def run(name, statements, *channels, options=()):
        emits = [f"emit('{channel}', {name}.out.{channel})" for channel in channels]
        body = "\n".join(f"    {line}" for line in [*statements, *emits])
        (project / "main.nf").write_text(SCRIPT.format(name=name, file=name.lower(), body=body))
        sizes = ["--models", "3", "--best", "2", "--min_models", "2", "--batch", "2"]
        result = nextflow("run", project / "main.nf", "--outdir", tmp_path / "out", *sizes, *options, cwd=tmp_path)
        assert result.returncode == 0, result.output
        return {channel: json.loads((tmp_path / "out" / f"{channel}.json").read_text()) for channel in channels}

    return run


def groovy(**given):
    """An entry's given as Groovy has it: paths become files, what is missing null."""
    values = {
        name: f"file('{given[name]}')" if isinstance(given.get(name), Path) else given.get(name, "null")
        for name in GIVEN
    } | {"ligand": "[]"}
    return "[" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "]"


def channel(*values):
    return f"channel.of(tuple(meta, {', '.join(values)}))"


def files(paths):
    return "[" + ", ".join(f"file('{path}')" for path in paths) + "]"


def names(paths):
    return sorted(Path(path).name for path in paths)


def test_prepare(example, alone):
    half1, half2 = sorted(example.glob("half?.mrc*"))
    given = groovy(map=example / "map.mrc", half1=half1, half2=half2, model=example / "model.cif")
    emitted = ("model", "map", "halves", "symmetry", "target", "records")
    made = alone("PREPARE", [f"PREPARE({channel(given)}, {ENGINES}, [])"], *emitted)
    (model,), (density,) = made["model"], made["map"]
    residues = [len(gemmi.read_structure(str(path))[0][0]) for path in (model, example / "model.cif")]
    assert residues[0] == residues[1] and gemmi.read_ccp4_map(density).grid.point_count > 0
    assert names(made["halves"][0]) == ["half1.mrc", "half2.mrc"]
    assert made["target"] == [density, made["halves"][0], made["symmetry"][0]], (
        "without symmetry the target is the unit's own"
    )
    assert names(made["records"][0]) == ["completed.json", "components.json", "map.json", "prepare.json"]


def test_sample(demo, alone):
    prepared = demo.entry / "prepared"
    files_of_entry = [f"file('{prepared / name}')" for name in ("prepared.cif", "map.mrc", "symmetry.json")]
    register = channel(f"file('{prepared / 'register.json'}')")
    contour = channel("null")
    given = f"{channel(*files_of_entry)}, {register}, {channel('[]')}, {contour}, {ENGINES}"
    call = f"SAMPLE({given}, channel.empty(), [], {channel('[]')})"
    made = alone(
        "SAMPLE", [call], "chosen", "scores", "ranking", "setup", "ofStart", "ofRelaxed", "ofSampled", "half_maps"
    )
    chosen = json.loads(next(Path(path) for path in made["ranking"][0] if path.endswith(".json")).read_text())[
        "selected"
    ]
    assert len(chosen) == 2 and names(made["chosen"][0]) == sorted(f"{name}.cif" for name in chosen)
    assert names(made["scores"][0]) == ["scores_0001.csv", "scores_0003.csv"], "a table of each batch"
    assert names(made["ofSampled"][0]) == ["sampled_0001.json", "sampled_0003.json"]
    judged = [json.loads(Path(made[channel][0]).read_text()) for channel in ("ofStart", "ofRelaxed")]
    assert [[model["stage"] for model in models] for models in judged] == [["start"], ["relaxed"]]
    assert made["half_maps"] == [[]]


def test_refine(demo, alone):
    """Two models, each of which comes back under its own name, fitting the map."""
    models = sorted((demo.entry / "refined").glob("*.cif"))[:2]
    density, symmetry = (f"file('{demo.entry / 'prepared' / name}')" for name in ("map.mrc", "symmetry.json"))
    call = (
        f"REFINE({channel(files(models))}, {channel(density, '[]', symmetry)}, {channel(density)}, {channel('null')},"
        f" channel.empty(), {ENGINES}, channel.empty(), [], {channel('[]')})"
    )
    made = alone("REFINE", [call], "refined", "ofRefined", "residues")
    expected = [name for model in models for name in (model.name, f"{model.stem}.refinement.json")]
    assert names(made["refined"][0]) == sorted(expected)
    judged = json.loads(Path(made["ofRefined"][0]).read_text())
    assert [model["model"] for model in judged] == [model.stem for model in models]
    assert all(model["stage"] == "refined" and model["fit"]["cc_mask"] > 0.5 for model in judged)
    assert Path(made["residues"][0]).name == "refined.csv"


def test_conclude(demo, alone, tmp_path):
    """From the files that it cannot do without; what else a run has is left out of its results, not made up."""
    (tmp_path / "setup.json").write_text("{}")
    prepared = demo.entry / "prepared"
    of_entry = [prepared / name for name in ("prepared.cif", "map.mrc", "symmetry.json")]
    refined = sorted((demo.entry / "refined").glob("*.cif"))
    call = [
        f"def entry = {channel(groovy(title=repr('A title of its own')))}",
        f"def prepared = {channel(files([*of_entry, tmp_path / 'setup.json']))}",
        f"def records = {channel(files(prepared / name for name in ('prepare.json', 'completed.json', 'map.json')))}",
        f"def ranking = {channel(files([demo.entry / 'ranking.csv', demo.entry / 'ranking.json']))}",
        f"def refined = {channel(files(refined))}",
        f"def counts = {channel(str(len(refined)))}",
        f"CONCLUDE(entry, {ENGINES}, prepared, channel.empty(), records, {channel('[]')}, ranking, counts, refined, [],"
        f" {NOTHING}, [], [])",
    ]
    made = alone("CONCLUDE", call, "pages", "summaries", "residues")
    summary, of_demo = (
        json.loads(Path(path).read_text()) for path in (made["summaries"][0], demo.entry / "summary.json")
    )
    assert summary["title"] == "A title of its own" and summary["title"] in Path(made["pages"][0]).read_text()
    assert summary["ca_rmsd"] == of_demo["ca_rmsd"] and summary["models"]["names"] == of_demo["models"]["names"]
    assert summary["validation"] == {} and summary["half_maps"] is None and summary["ca_rmsd_sampled"]["mean"] is None


def test_another_title_computes_nothing_again_but_the_pages(example, alone, tmp_path):
    """meta, which is part of every task's key, holds the id and the resolution alone."""

    def computed(title):
        given = groovy(map=example / "map.mrc", model=example / "model.cif", title=repr(title))
        call = [f"def entries = [tuple(meta, {given})]", f"ASSESS(entries, {ENGINES})"]
        alone("ASSESS", call, "reports", options=["-stub-run", "-resume"])
        with (tmp_path / "out" / "pipeline_info" / "trace.tsv").open(newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t"))
        return {row["process"].split(":")[-1] for row in rows if row["status"] == "COMPLETED"}

    assert {"SETUP", "ANNEAL", "CONVERGE", "REPORT"} <= computed("One title")
    assert computed("Another title") == {"REPORT", "INDEX", "METHODS"}
    assert computed("Another title") == set()


LOSING = """\
process FIRST {
    output: val true
    exec: true
}

process NEXT {
    cpus Runtime.runtime.availableProcessors()
    input: val ready
    output: stdout
    script: "echo went on"
}

workflow {
    LocalResources.keep()
    NEXT(FIRST().map { ready ->
        def executors = nextflow.Global.session.executorFactory.executors
        def monitor = executors[nextflow.executor.local.LocalExecutor].taskMonitor
        monitor.@availCpus = monitor.@availCpus - 1
        monitor.@availMemory = 0
        ready
    }).view()
}
"""


def test_a_run_goes_on_when_nextflow_has_lost_count_of_what_is_free(tmp_path):
    (tmp_path / "main.nf").write_text(LOSING)
    (tmp_path / "lib").symlink_to(ROOT / "lib")
    result = nextflow("run", tmp_path / "main.nf", cwd=tmp_path)
    assert result.returncode == 0 and "went on" in result.output, result.output
