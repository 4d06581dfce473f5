"""Rounds of sampling and refinement: how many models each asks for, and whole runs of stub tasks in which the models of
a second round are enough (modules/precision).
"""

import csv
from pathlib import Path

import pytest
from conftest import emconverge, library

AUTO = {"models": "auto", "best": "auto"}
PLANS = [
    # (parameters, last seed of each round, refined when each round is over)
    (AUTO, [20, 30, 35, 45, 60, 75, 100], [6, 10, 14, 20]),
    ({"models": 100, "best": 10}, [20, 30, 35, 45, 60, 75, 100], [10, 10, 10, 10]),
    ({"models": 12, "best": 6}, [12], [6, 6, 6, 6]),
    ({"models": 12, "best": "auto"}, [12], [6, 10, 12, 12]),
    ({**AUTO, "models_max": 200}, [20, 30, 35, 45, 60, 75, 200], [6, 10, 14, 20]),
    ({**AUTO, "models_max": 33, "best_max": 12}, [20, 30, 33], [6, 10, 12, 12]),
    ({**AUTO, "batch": 50}, [50, 100], [6, 10, 14, 20]),
    ({**AUTO, "models_min": 7, "models_max": 20, "batch": 2}, [8, 10, 12, 16, 20], [6, 10, 14, 20]),
]


def test_batches_are_of_the_same_round_however_many_models_are_asked_for():
    answers = library([{"rounds": parameters} for parameters, _, _ in PLANS])
    for (parameters, ends, refined), (rounds, found) in zip(PLANS, answers, strict=True):
        batches = [batch for seeds in rounds for batch in seeds]
        most = batches[-1][1]
        size = parameters.get("batch", 5)
        assert batches == [[first, min(first + size - 1, most)] for first in range(1, most + 1, size)]
        # a round without models would end an entry that needs more
        assert [seeds[-1][1] for seeds in rounds[: len(ends)]] == ends and found == refined, parameters
        assert not any(rounds[len(ends) :])
    default, fixed, longer = answers[0][0], answers[1][0], answers[4][0]
    assert default == fixed and default[:6] == longer[:6]


# of entry b two batches are lost, one in each of two rounds
LOST = """
process { withName: 'ANNEAL' { beforeScript = { task.tag in ['b 6-10', 'b 21-25'] ? 'echo bad luck; exit 3' : '' } } }
"""


@pytest.fixture(scope="module")
def adaptive(tmp_path_factory):
    """A finished run of two entries; computed() goes on with other parameters and tells which tasks were computed."""
    folder = tmp_path_factory.mktemp("rounds")
    for name in ("map.mrc", "model.pdb"):
        (folder / name).touch()
    (folder / "sheet.csv").write_text("id,map,model,resolution\na,map.mrc,model.pdb,3\nb,map.mrc,model.pdb,3\n")
    (folder / "lost.config").write_text(LOST)

    def computed(*options):
        result = emconverge("run", "--input", "sheet.csv", "-stub-run", "-resume", *options, cwd=folder)
        assert result.returncode == 0 and "2 of 2 entries have a report" in result.output, result.output
        with (folder / "results" / "pipeline_info" / "trace.tsv").open(newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t"))
        return {
            (row["process"].split(":")[-1], row["tag"]): Path(row["workdir"])
            for row in rows
            if row["status"] == "COMPLETED"
        }

    return computed("--models", "auto", "--best", "auto", "-c", "lost.config"), computed


def of(tasks, process):
    return {tag for name, tag in tasks if name == process}


def test_rounds_end_when_it_is_enough_and_pass_over_lost_batches(adaptive):
    tasks, _ = adaptive
    assert of(tasks, "PRECISION_SAMPLED") == {
        "a 20 models",
        "a 30 models",
        "b 15 models",
        "b 20 models",
        "b 25 models",
    }
    assert of(tasks, "ANNEAL") == {f"a {first}-{first + 4}" for first in range(1, 30, 5)} | {
        f"b {first}-{first + 4}" for first in range(1, 35, 5) if first not in (6, 21)
    }
    # the last verdict is what the summary tells of
    converge = tasks["CONVERGE", "b"] / "entry"
    assert (converge / "precision_sampled.json").samefile(
        tasks["PRECISION_SAMPLED", "b 25 models"] / "precision_sampled.json"
    )
    assert of(tasks, "PRECISION_REFINED") == {f"{entry} {count} models" for entry in "ab" for count in (6, 10)}


def test_a_fixed_number_takes_what_the_rounds_left(adaptive):
    _, computed = adaptive
    more = computed("--models", "45", "--best", "10")
    missing = {"a": (31, 36, 41), "b": (6, 21, 36, 41)}
    assert of(more, "ANNEAL") == {f"{entry} {n}-{n + 4}" for entry, firsts in missing.items() for n in firsts}
    assert of(more, "PRECISION_SAMPLED") == of(more, "PRECISION_REFINED") == set()
    # by default as many as it takes, but no fewer than are refined: 30 would be enough
    refined = computed("--best", "33")
    assert of(refined, "ANNEAL") == set()
    assert of(refined, "PRECISION_SAMPLED") >= {"a 35 models", "b 35 models"}
