"""The results of one entry beside its truth: what score.py measures."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np
import truth
from cases import BenchCase
from measures import WRONG, filled, spread

# Columns of residues.csv, and whether a high value means wrong (1) or a low one (-1).
COLUMNS = {
    "ca_rmsd": 1, "ca_shift": 1, "spread_and_shift": 1, "ca_rmsd_sampled": 1, "all_atom_rmsd": 1, "b_iso": 1,
    "density_ca": -1, "cbeta_deviation": 1, "cc": -1, "q_score": -1, "q_score_04": -1, "smoc": -1, "inclusion": -1,
    "local_resolution": 1, "register_probability": -1, "confidence": -1,
}  # fmt: skip
TABLE = (
    "id", "set", "map_name", "resolution", "chain", "residue", *COLUMNS, "register_shift", "true_shift", "ca_error",
    "ca_error_models",
)  # fmt: skip
HALF = 2  # models, at least, in each half of an ensemble


@dataclass(frozen=True)
class Entry:
    """The residues that truth and results share, in the order of residues.csv."""

    case: BenchCase
    keys: list[truth.Key]
    error: np.ndarray  # (residues,): of the start, Å
    columns: dict[str, np.ndarray]  # as in residues.csv, NaN where empty; not the columns that are empty throughout
    shift: np.ndarray  # (residues,): the true register shift
    model_errors: np.ndarray  # (models, residues), Å; the best model first
    halves: float  # Pearson's correlation of the spreads of two halves of the ensemble; NaN of too few models

    @property
    def wrong(self) -> np.ndarray:
        """Whether the start has the residue wrong."""
        return self.error > WRONG

    @property
    def after(self) -> np.ndarray:
        """The root mean square error of the models, (residues,), Å."""
        return np.sqrt((self.model_errors**2).mean(axis=0))

    def oriented(self, column: str) -> np.ndarray:
        """A column, its sign such that high means wrong, the median where it is empty."""
        return filled(COLUMNS[column] * self.columns[column])

    def rows(self) -> Iterator[dict[str, object]]:
        """Each residue with its columns and its truth, for a table of all."""
        for index, (chain, number) in enumerate(self.keys):
            yield {
                **{name: getattr(self.case, name) for name in ("id", "set", "map_name", "resolution")},
                **{"chain": chain, "residue": number},
                **{name: shown(values[index]) for name, values in self.columns.items()},
                **{"true_shift": int(self.shift[index]), "ca_error": round(float(self.error[index]), 3)},
                "ca_error_models": round(float(self.after[index]), 3),
            }


def shown(value: float) -> float | str:
    """A number of a table, empty where there is none."""
    return "" if np.isnan(value) else round(float(value), 4)


def number(cell: str | None) -> float:
    """A cell of a table; NaN when it is empty or absent."""
    return float(cell) if cell else float("nan")


def positions(models: list[list[truth.Alpha]], keys: list[truth.Key]) -> np.ndarray:
    """The Cα of residues in each model, (models, residues, 3), Å."""
    places = [{each.key: each.position for each in model} for model in models]
    return np.array([[place[key] for key in keys] for place in places])


def half_correlation(models: np.ndarray) -> float:
    """Pearson's correlation of the spreads of every other model (by rank) and of those between."""
    halves = models[0::2], models[1::2]
    if min(map(len, halves)) < HALF:
        return float("nan")
    return float(np.corrcoef(*map(spread, halves))[0, 1])


def columns_of(rows: list[dict[str, str]], models: np.ndarray, start: np.ndarray) -> dict[str, np.ndarray]:
    """The columns that are there; ca_shift also of results that are older than it."""
    found = {name: np.array([number(row.get(name)) for row in rows]) for name in (*COLUMNS, "register_shift")}
    if np.isnan(found["ca_shift"]).all():
        found["ca_shift"] = np.linalg.norm(models.mean(axis=0) - start, axis=1)
    found["spread_and_shift"] = np.hypot(found["ca_rmsd"], found["ca_shift"])
    return {name: values for name, values in found.items() if not np.isnan(values).all()}


def read(case: BenchCase, results: Path) -> Entry:
    """An entry of a run; FileNotFoundError when it has no results."""
    folder = results / case.id
    known = truth.read(case.truth)
    index = {key: row for row, key in enumerate(known.keys)}
    with (folder / "residues.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if (row["chain"], row["resnum"] + row["icode"]) in index]
    keys = [(row["chain"], row["resnum"] + row["icode"]) for row in rows]
    order = [index[key] for key in keys]
    models = positions([truth.alphas(model) for model in gemmi.read_structure(str(folder / "ensemble.cif"))], keys)
    start = positions([truth.first_model(case.model)], keys)[0]
    return Entry(
        case,
        keys,
        known.error[order],
        columns_of(rows, models, start),
        known.shift[order],
        np.linalg.norm(models - known.right[order], axis=2),
        half_correlation(models),
    )
