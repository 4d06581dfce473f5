#!/usr/bin/env python3
"""Fits the confidence: the probability that a starting model has a residue within 2 Å of its right place.

    fit_confidence.py RUN [RUN ...] --emtools bin/emtools [--out confidence.json]

Each RUN is a folder of run.py. Prints, as Markdown, how well each map is told by the fit to the other maps (leave one
map out), beside the fit to all, and writes the coefficients that the jar carries. The features are those of
`emtools confidence-features`; their weights are kept at 0 or above, so that the confidence falls with every one of
them.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cases
import entry
import numpy as np
from measures import WRONG, brier, calibration_error, found_at, reliability, roc_auc
from scipy.optimize import minimize
from scipy.special import expit
from tables import shown, table
from verdicts import Levels

from emconverge_engines.files import json_text, write_atomically

PENALTY = 10.0  # of the sum of squares of the standardised weights, which keeps like features from trading places
SMALLEST = 0.01  # of a standardised weight; smaller ones are left out


@dataclass(frozen=True)
class Rows:
    """The residues of the benchmark; what is not defined has the typical value of the right ones."""

    names: list[str]
    values: np.ndarray  # (residues, features)
    wrong: np.ndarray  # (residues,)
    maps: np.ndarray  # (residues,), names
    sets: np.ndarray  # (residues,), names


@dataclass(frozen=True)
class Fit:
    """log odds of wrong = intercept + Σ weight · (feature − typical)."""

    intercept: float
    weights: np.ndarray
    typical: np.ndarray

    def confidence(self, values: np.ndarray) -> np.ndarray:
        """The probability of being right."""
        return expit(-(self.intercept + (self.defined(values) - self.typical) @ self.weights))

    def defined(self, values: np.ndarray) -> np.ndarray:
        """Values with the typical ones where there are none."""
        return np.where(np.isnan(values), self.typical, values)


def features(emtools: Path, folder: Path) -> dict[entry.truth.Key, dict[str, str]]:
    """The features of an entry's residues, by residue."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "features.csv"
        subprocess.run([emtools, "confidence-features", "--entry", folder, "--out", out], check=True)
        with out.open(newline="") as stream:
            return {(row["chain"], row["resnum"] + row["icode"]): row for row in csv.DictReader(stream)}


def fingerprints(summaries: Iterable[Mapping]) -> dict[str, str]:
    """The fingerprints of the settings that made all of the entries; a ValueError when they are not the same."""
    found = {json.dumps(summary["fingerprints"], sort_keys=True) for summary in summaries}
    if len(found) != 1 or None in json.loads(min(found)).values():
        raise ValueError(f"the entries were made with different settings: {sorted(found)}")
    return json.loads(min(found))


def finished(runs: list[Path]) -> Iterator[tuple[cases.BenchCase, Path]]:
    """The cases that have results, and their folders. Simulated maps have no wrong residues to learn from."""
    for run in runs:
        for case in cases.read(run / "cases.csv"):
            folder = run / "results" / case.id
            if case.set != "simulated" and (folder / "residues.csv").is_file():
                yield case, folder


def read(found: list[tuple[cases.BenchCase, Path]], emtools: Path) -> Rows:
    """The residues of the entries."""
    values, wrong, maps, sets, names = [], [], [], [], []
    for case, folder in found:
        known = entry.truth.read(case.truth)
        rows = features(emtools, folder)
        for key, error in zip(known.keys, known.error, strict=True):
            row = rows.get(key)
            if row is None or not row["disagreement"]:
                continue
            names = [name for name in row if name not in ("chain", "resnum", "icode")]
            values.append([entry.number(row[name]) for name in names])
            wrong.append(error > WRONG)
            maps.append(case.map_name)
            sets.append(case.set)
    known = ~np.isnan(values).all(axis=0)
    names = [name for name, there in zip(names, known, strict=True) if there]
    return Rows(names, np.array(values)[:, known], np.array(wrong), np.array(maps), np.array(sets))


def fit(values: np.ndarray, wrong: np.ndarray, maps: np.ndarray) -> Fit:
    """Logistic regression by maximum likelihood, weights not negative, every map counting the same."""
    typical = np.nanmedian(values[~wrong], axis=0)
    filled = np.where(np.isnan(values), typical, values) - typical
    scale = filled.std(axis=0)
    scale[scale == 0] = 1
    standard = filled / scale
    counts = {name: (maps == name).sum() for name in set(maps)}
    share = np.array([len(maps) / len(counts) / counts[name] for name in maps])

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        odds = parameters[0] + standard @ parameters[1:]
        likelihood = share * (np.logaddexp(0, odds) - wrong * odds)
        slope = share * (expit(odds) - wrong)
        penalty = PENALTY * (parameters[1:] ** 2).sum()
        gradient = np.concatenate([[slope.sum()], slope @ standard + 2 * PENALTY * parameters[1:]])
        return likelihood.sum() + penalty, gradient

    start = np.zeros(standard.shape[1] + 1)
    bounds = [(None, None), *[(0, None)] * standard.shape[1]]
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000}).x
    weights = np.where(found[1:] < SMALLEST, 0, found[1:]) / scale
    return Fit(float(found[0]), weights, typical)


def without(rows: Rows, name: str) -> Fit:
    """The fit to all maps but one."""
    rest = rows.maps != name
    return fit(rows.values[rest], rows.wrong[rest], rows.maps[rest])


def left_out(rows: Rows) -> np.ndarray:
    """The confidence of each residue by the fit to the maps that it does not lie in."""
    confidence = np.zeros(len(rows.wrong))
    for name in sorted(set(rows.maps)):
        own = rows.maps == name
        confidence[own] = without(rows, name).confidence(rows.values[own])
    return confidence


def report(rows: Rows, confidence: np.ndarray) -> str:
    """Tables of how well the confidence tells wrong residues."""
    level = Levels().determined
    groups = [(name, rows.maps == name) for name in sorted(set(rows.maps))]
    groups += [(f"set {name}", rows.sets == name) for name in sorted(set(rows.sets))]
    groups.append(("all", np.ones(len(rows.wrong), dtype=bool)))
    lines = []
    for name, own in groups:
        wrong, suspicion = rows.wrong[own], 1 - confidence[own]
        determined = confidence[own] >= level
        lines.append(
            [
                name,
                f"{len(wrong)}, {wrong.sum()}",
                shown(roc_auc(suspicion, wrong), 3),
                shown(found_at(suspicion, wrong)),
                shown(float(determined[wrong].mean()) if wrong.any() else float("nan")),
                shown(float((~determined[~wrong]).mean())),
                shown(brier(confidence[own], ~wrong), 3),
            ]
        )
    header = ["map", "residues, wrong", "AUC", "@5", f"wrong ≥ {level}", f"right < {level}", "Brier"]
    curve = reliability(confidence, ~rows.wrong)
    points = [[f"{p['from']:.1f}–", shown(p["stated"], 3), shown(p["right"], 3), str(p["residues"])] for p in curve]
    return "\n\n".join(
        [
            table(header, lines),
            table(["confidence", "stated", "right", "residues"], points),
            f"Calibration error {calibration_error(curve):.3f}.",
        ]
    )


def coefficients(rows: Rows, found: Fit, settings: dict[str, str]) -> dict[str, object]:
    """The content of confidence.json."""
    return {
        "description": "Log odds that a starting model's residue lies more than 2 Å from its right place: intercept + "
        "sum of weight (feature - typical), the features being those of ConfidenceFeature. Written by "
        "bench/wrong_residues/fit_confidence.py.",
        "residues": len(rows.wrong),
        "wrong": int(rows.wrong.sum()),
        "maps": sorted(set(rows.maps.tolist())),
        "fingerprints": settings,
        "intercept": round(found.intercept, 4),
        "features": {
            name: {"weight": round(float(weight), 4), "typical": round(float(typical), 4)}
            for name, weight, typical in zip(rows.names, found.weights, found.typical, strict=True)
            if weight > 0
        },
    }


def main() -> None:
    """The program."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("runs", nargs="+", type=Path)
    options.add_argument("--emtools", required=True, type=Path)
    options.add_argument("--out", type=Path, help="confidence.json")
    given = options.parse_args()
    entries = list(finished(given.runs))
    rows = read(entries, given.emtools)
    found = fit(rows.values, rows.wrong, rows.maps)
    print("Leave one map out:\n")
    print(report(rows, left_out(rows)))
    print("\nFit to all maps:\n")
    print(report(rows, found.confidence(rows.values)))
    single = [
        [
            name,
            shown(roc_auc(found.defined(rows.values)[:, index], rows.wrong), 3),
            shown(float(found.weights[index]), 3),
        ]
        for index, name in enumerate(rows.names)
    ]
    print("\n" + table(["feature", "AUC alone", "weight"], single))
    if given.out:
        summaries = [json.loads((folder / "summary.json").read_text()) for _, folder in entries]
        write_atomically(given.out, json_text(coefficients(rows, found, fingerprints(summaries))))


if __name__ == "__main__":
    main()
