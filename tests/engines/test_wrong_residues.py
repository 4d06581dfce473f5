"""The benchmark of wrong residues: its measures, truth tables and score, on tables made up by hand."""

import csv
import json
import subprocess
import sys
from itertools import pairwise

import gemmi
import numpy as np
import pytest
from conftest import ROOT, add_chain, new_structure

BENCH = ROOT / "bench" / "wrong_residues"
sys.path.insert(0, str(BENCH))

import cases  # noqa: E402
import chain  # noqa: E402
import choice  # noqa: E402
import entry  # noqa: E402
import measures  # noqa: E402
import pooled  # noqa: E402
import truth  # noqa: E402

NAN = float("nan")


def test_area_under_the_roc_curve():
    wrong = np.array([True, True, False, False, False])
    assert measures.roc_auc(np.array([5.0, 4, 3, 2, 1]), wrong) == 1
    assert measures.roc_auc(np.array([1.0, 2, 3, 4, 5]), wrong) == 0
    assert measures.roc_auc(np.ones(5), wrong) == 0.5
    # of the six pairs one is the wrong way round and one is a tie
    assert measures.roc_auc(np.array([5.0, 2, 3, 2, 1]), wrong) == pytest.approx(4.5 / 6)
    assert np.isnan(measures.roc_auc(np.ones(5), np.zeros(5, dtype=bool)))


def test_found_at_five_percent_of_false_alarms():
    right, wrong = np.arange(1, 101.0), np.array([50.0, 95.5, 96, 200])
    values = np.concatenate([right, wrong])
    # the 95th percentile of 1 to 100 is 95.05
    assert measures.found_at(values, np.arange(104) >= 100) == 0.75


def test_absent_values_stand_at_the_median():
    assert measures.filled(np.array([1, NAN, 3, 8])).tolist() == [1, 3, 3, 8]


def test_standardised_values_forget_unit_and_offset():
    values = np.array([1.0, 2, 4, 8, 16])
    assert measures.standardised(values) == pytest.approx(measures.standardised(7 + 3 * values))


def test_spread_is_that_of_all_pairs():
    models = np.random.default_rng(0).normal(size=(5, 3, 3))
    pairs = [((models[i] - models[j]) ** 2).sum(axis=1) for i in range(5) for j in range(i)]
    assert measures.spread(models) == pytest.approx(np.sqrt(np.mean(pairs, axis=0)))


def test_stretches_of_a_shift():
    assert measures.stretches(np.array([0, 1, 1, 1, -2, -2, -2, -2, 0, 3, 3])) == [(1, 3, 1), (4, 7, -2)]


@pytest.mark.parametrize(
    ("claimed", "found", "false"),
    [
        ([0] * 10 + [1] * 3 + [0] * 17, 1, 0),  # half of the stretch of six
        ([0] * 11 + [1] * 2 + [0] * 17, 0, 0),  # less than half, and too short to be a claim
        ([0] * 10 + [-1] * 6 + [0] * 14, 0, 0),  # wrong shift, of wrong residues
        ([0] * 10 + [1] * 6 + [0] * 8 + [2] * 4 + [0] * 2, 1, 1),  # and one of right residues
    ],
)
def test_shifts_found_and_false(claimed, found, false):
    true = np.array([0] * 10 + [1] * 6 + [0] * 14)
    counts = measures.shift_counts(np.array(claimed), true, true != 0)
    assert (counts.present, counts.found, counts.false) == (1, found, false)
    assert (counts + counts).false_per_500 == pytest.approx(500 * false / 30)


def test_reliability_curve():
    stated = np.array([0.05, 0.05, 0.95, 0.95, 0.95, 1.0])
    right = np.array([False, True, True, True, True, False])
    low, high = measures.reliability(stated, right)
    assert (low["from"], low["stated"], low["right"], low["residues"]) == (0.0, pytest.approx(0.05), 0.5, 2)
    assert (high["from"], high["right"], high["residues"]) == (0.9, 0.75, 4)
    assert measures.calibration_error([low, high]) == pytest.approx((2 * 0.45 + 4 * (0.9625 - 0.75)) / 6)
    assert measures.brier(np.array([1.0, 0.5]), np.array([True, False])) == 0.125


def test_trend_of_an_exact_line():
    resolutions = np.array([2.0, 3.0, 3.5, 4.0])
    correlation, deviation = measures.trend(resolutions, np.exp(1.3 * resolutions - 5))
    assert correlation == pytest.approx(1)
    assert deviation == pytest.approx(0, abs=1e-9)


def alphas(positions, names, name="A"):
    return [
        truth.Alpha(name, index, "", resname, np.array([x, 0.0, 0.0]))
        for index, (x, resname) in enumerate(zip(positions, names, strict=True), 1)
    ]


def test_truth_of_a_shifted_start():
    names = ["GLY", "ALA", "SER", "VAL", "LEU", "ILE", "PRO", "TRP"]
    right = alphas(3.8 * np.arange(8), names)
    start = alphas(3.8 * np.array([0, 1, 3, 4, 5, 5.4, 6, 7]), names, "X")
    rows = truth.compared(right, start)
    # three residues lie one place too far: each is right where the residue before it lies now
    assert [row["shift"] for row in rows] == [0, 0, -1, -1, -1, 0, 0, 0]
    assert [row["ca_error"] for row in rows] == [0, 0, 3.8, 3.8, 3.8, 1.52, 0, 0]
    assert [row["kind"] for row in rows] == ["", "", "real", "real", "real", "", "", ""]
    assert rows[2]["chain"] == "X"
    assert rows[2]["right_x"] == 7.6


def test_a_place_that_no_residue_has_is_no_shift():
    names = ["GLY", "ALA", "SER", "VAL"]
    start = alphas([0, 3.8, 100, 11.4], names)
    assert [row["shift"] for row in truth.compared(alphas(3.8 * np.arange(4), names), start)] == [0, 0, 0, 0]


def backbone_of(structure):
    alpha = [residue["CA"][0].pos.tolist() for part in structure[0] for residue in part]
    names = [residue.name for part in structure[0] for residue in part]
    segment = [number for number, part in enumerate(structure[0]) for _ in part]
    return chain.Backbone(names, np.array(segment), np.array(alpha), np.zeros(len(names), dtype=bool))


def test_secondary_structure():
    structure = new_structure()
    add_chain(structure, "A", ["ALA"] * 12)
    add_chain(structure, "B", ["ALA"] * 12, at=(60.0, 0.0, 0.0), phi_psi=(-120.0, 130.0))
    assert "".join(chain.secondary_structure(backbone_of(structure))) == "-HHHHHHHHHH--EEEEEEEEEE-"


def test_chosen_errors_are_apart_repeatable_and_not_too_many():
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "LEU", "LYS", "SER", "GLY"] * 24)
    backbone = backbone_of(structure)
    chosen = choice.Chooser(backbone, np.random.default_rng(5)).errors()
    assert chosen == choice.Chooser(backbone, np.random.default_rng(5)).errors()
    assert {error.kind for error in chosen} >= {"shift", "rotamer"}
    windows = sorted(error.window for error in chosen)
    assert all(after[0] - before[1] > choice.GAP for before, after in pairwise(windows))
    long = sum(last - first + 1 for first, last in (e.window for e in chosen if e.kind in ("shift", "loop")))
    assert long <= choice.MOST * 120


def test_a_stretch_is_not_moved_where_the_chain_cannot_follow():
    straight = np.array([[3.8 * index, 0, 0] for index in range(40)])  # drawn out: no joint can give way
    backbone = chain.Backbone(["ALA"] * 40, np.zeros(40, dtype=int), straight, np.zeros(40, dtype=bool))
    assert choice.joint(backbone, 20, -1, 1) is None
    assert choice.joint(backbone, 20, 1, 1) == 3  # there the residues are packed, which a chain can be


COLUMNS = [
    "chain",
    "resnum",
    "icode",
    "resname",
    "ca_rmsd",
    "cc",
    "register_probability",
    "register_shift",
    "confidence",
]


def write_entry(folder, rows, models):
    """Results of an entry of one chain, with models (models, residues, 3)."""
    folder.mkdir(parents=True)
    with (folder / "residues.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])
    structure = gemmi.Structure()
    for number, places in enumerate(models, 1):
        model, part = gemmi.Model(number), gemmi.Chain("A")
        for index, place in enumerate(places, 1):
            residue, atom = gemmi.Residue(), gemmi.Atom()
            residue.name, residue.seqid = "ALA", gemmi.SeqId(index, " ")
            atom.name, atom.element, atom.pos = "CA", gemmi.Element("C"), gemmi.Position(*place)
            residue.add_atom(atom)
            part.add_residue(residue)
        model.add_chain(part)
        structure.add_model(model)
    structure.make_mmcif_document().write_file(str(folder / "ensemble.cif"))
    return structure


@pytest.fixture
def run(tmp_path):
    """A run of one real case: ten residues, 3 to 6 wrong by one place, of which two are found by their confidence."""
    right = np.array([[3.8 * index, 0.0, 0.0] for index in range(10)])
    start = right.copy()
    start[3:7, 0] += 3.8
    wrong = [3, 4, 5, 6]
    rows = [
        ["A", i + 1, "", "ALA", 2.0 if i == 3 else 0.5, -0.1 * i]
        + ([0.1, -1] if i in wrong else [0.9, 0])
        + [0.2 if i in (3, 4) else 0.95]
        for i in range(10)
    ]
    best = start.copy()
    best[3] = right[3]
    structure = write_entry(tmp_path / "results" / "real.made.up", rows, [best, start, start, start])
    structure[0][0][3]["CA"][0].pos = gemmi.Position(*start[3])
    structure.write_pdb(str(tmp_path / "start.pdb"))
    table = [
        {"chain": "A", "resnum": i + 1, "icode": "", "resname": "ALA", "kind": "", "shift": -1 if i in wrong else 0}
        | {f"right_{axis}": value for axis, value in zip("xyz", right[i], strict=True)}
        | {"ca_error": 3.8 if i in wrong else 0.0}
        for i in range(10)
    ]
    with (tmp_path / "truth.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, truth.FIELDS)
        writer.writeheader()
        writer.writerows(table)
    made = cases.BenchCase(
        "real.made.up", "real", "made", 3.0, tmp_path / "map.mrc", tmp_path / "start.pdb", tmp_path / "truth.csv"
    )
    lost = cases.BenchCase(**{**vars(made), "id": "real.lost"})
    cases.write(tmp_path / "cases.csv", [made, lost])
    return tmp_path


def test_score(run):
    command = [sys.executable, BENCH / "score.py", run, "--json", run / "score.json", "--residues", run / "all.csv"]
    done = subprocess.run(
        list(map(str, command)), env={"PYTHONPATH": str(ROOT / "engines")}, capture_output=True, text=True, check=True
    )
    assert "real.lost has no results" in done.stderr
    numbers = json.loads((run / "score.json").read_text())
    (row,) = numbers["entries"]
    assert (row["residues"], row["wrong"], row["models"]) == (10, 4, 4)
    assert row["wrong_called_determined"] == 0.5  # the two whose confidence is 0.95
    assert row["right_called_undetermined"] == 0
    assert row["wrong_within_2_in_best"] == 0.25
    assert row["still_wrong"] == 1  # the error is that of all models
    assert row["error_of_start"] == pytest.approx(1.52)
    columns = numbers["pooled"]["real"]["columns"]
    assert columns["confidence"]["raw"] == {"auc": 0.75, "found": 0.5}
    assert columns["register_probability"]["raw"]["auc"] == 1
    assert columns["ca_rmsd"]["raw"]["auc"] == pytest.approx(0.625)
    # residue 3 lies in its right place in one of four models: 3.8 / 4 from the start
    assert columns["ca_shift"]["raw"]["auc"] == pytest.approx(0.625)
    assert "spread_and_shift" in columns
    shifts = numbers["shifts"]["real"]
    assert (shifts["present"], shifts["found"], shifts["false"]) == (1, 1, 0)
    low, high = numbers["reliability"]["real"]["curve"]
    assert (low["residues"], low["right"]) == (2, 0)
    assert (high["residues"], high["right"]) == (8, 0.75)
    assert "|real.made.up|3.00|10, 4|4|" in done.stdout
    with (run / "all.csv").open(newline="") as stream:
        table = list(csv.DictReader(stream))
    assert [row["confidence"] for row in table[2:5]] == ["0.95", "0.2", "0.2"]
    assert [(row["residue"], row["ca_error"], row["true_shift"]) for row in table[2:4]] == [
        ("3", "0.0", "0"),
        ("4", "3.8", "-1"),
    ]
    assert table[3]["ca_error_models"] == "3.291"  # three of four models are 3.8 Å off
    assert table[0]["smoc"] == ""


def test_score_without_results_says_so(run, tmp_path):
    (run / "results" / "real.made.up" / "residues.csv").unlink()
    done = subprocess.run(
        [sys.executable, str(BENCH / "score.py"), str(run)],
        env={"PYTHONPATH": str(ROOT / "engines")},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "no entry has results" in done.stderr


def test_known_truth(run):
    case = cases.read(run / "cases.csv")[0]
    made = cases.BenchCase(**{**vars(case), "set": "simulated"})
    spread = np.array([1.0, 2, 3, 4])
    parts = [
        entry.Entry(made, [], np.zeros(4), {"ca_rmsd": spread}, np.zeros(4), np.array([factor * spread] * 3), NAN)
        for factor in (0.5, 2.0)
    ]
    first, second, both = pooled.known_truths(parts)
    assert (first["spearman"], first["median_error_over_spread"]) == (pytest.approx(1), 0.5)
    assert second["mean_error"] == 5
    assert (both["id"], both["residues"], both["median_error_over_spread"]) == ("together", 8, 1.25)
