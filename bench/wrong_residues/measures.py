"""What the benchmark measures of columns of numbers, as the field does; no files here.

wrong is true where a residue of the starting model lies more than WRONG from its right place.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.stats import linregress, pearsonr, rankdata, spearmanr

WRONG = 2.0  # Å, of a Cα from the right place of its residue
FALSE_ALARMS = 0.05
SHORTEST_SHIFT = 3  # residues; shorter runs of a register shift are not counted as found or false
RELIABILITY_BINS = 10
UNUSUAL = "t20s"  # left out of the resolution trend: unusually tight, in the paper too


def roc_auc(values: np.ndarray, wrong: np.ndarray) -> float:
    """Area under the ROC curve, ties counted half (Mann & Whitney); NaN where there is one class alone."""
    positives, negatives = int(wrong.sum()), int((~wrong).sum())
    if not positives or not negatives:
        return float("nan")
    ranks = rankdata(values)[wrong].sum()
    return float((ranks - positives * (positives + 1) / 2) / (positives * negatives))


def found_at(values: np.ndarray, wrong: np.ndarray, false_alarms: float = FALSE_ALARMS) -> float:
    """Share of the wrong residues above the value that this share of the right ones exceeds; NaN likewise."""
    if not wrong.any() or wrong.all():
        return float("nan")
    return float((values[wrong] > np.quantile(values[~wrong], 1 - false_alarms)).mean())


def filled(values: np.ndarray) -> np.ndarray:
    """Values with the median in place of those that are absent; NaN throughout where all are absent."""
    absent = np.isnan(values)
    return values if absent.all() or not absent.any() else np.where(absent, np.nanmedian(values), values)


def standardised(values: np.ndarray) -> np.ndarray:
    """Values about their median, in units of their interquartile range."""
    return (values - np.median(values)) / (np.subtract(*np.percentile(values, [75, 25])) + 1e-9)


def share(marks: np.ndarray) -> float:
    """Share of true values; NaN of none."""
    return float(marks.mean()) if len(marks) else float("nan")


class Stretch(NamedTuple):
    """A run of residues (indices, first to last) with one register shift."""

    first: int
    last: int
    shift: int

    def inside(self) -> slice:
        """The residues."""
        return slice(self.first, self.last + 1)


def stretches(shifts: np.ndarray) -> list[Stretch]:
    """The runs of one shift that is not zero, SHORTEST_SHIFT residues at least."""
    edges = np.flatnonzero(np.diff(shifts)) + 1
    found = [
        Stretch(int(part[0]), int(part[-1]), int(shifts[part[0]]))
        for part in np.split(np.arange(len(shifts)), edges)
        if len(part)
    ]
    return [run for run in found if run.shift and run.last - run.first + 1 >= SHORTEST_SHIFT]


@dataclass(frozen=True)
class ShiftCounts:
    """Register shifts that are there, those found, and those claimed where the residues are right."""

    present: int
    found: int
    false: int
    residues: int

    def __add__(self, other: "ShiftCounts") -> "ShiftCounts":
        return ShiftCounts(
            self.present + other.present,
            self.found + other.found,
            self.false + other.false,
            self.residues + other.residues,
        )

    @property
    def false_per_500(self) -> float:
        """False ones per 500 residues."""
        return 500 * self.false / self.residues


def shift_counts(claimed: np.ndarray, true: np.ndarray, wrong: np.ndarray) -> ShiftCounts:
    """Counts claimed register shifts (0: none) against the true ones, residue by residue.

    A true stretch is found when half of its residues or more are claimed to have its shift. A claimed stretch is false
    when less than half of its residues are wrong; one that is wrong in another way than claimed is neither.
    """
    there = stretches(true)
    found = sum(np.mean(claimed[run.inside()] == run.shift) >= 0.5 for run in there)
    false = sum(np.mean(wrong[run.inside()]) < 0.5 for run in stretches(claimed))
    return ShiftCounts(len(there), int(found), int(false), len(true))


def reliability(probability: np.ndarray, right: np.ndarray) -> list[dict[str, float]]:
    """The reliability curve: of equal intervals of a stated probability, its mean and the share that is right."""
    bins = np.minimum((probability * RELIABILITY_BINS).astype(int), RELIABILITY_BINS - 1)
    return [
        {
            "from": index / RELIABILITY_BINS,
            "stated": float(probability[bins == index].mean()),
            "right": float(right[bins == index].mean()),
            "residues": int((bins == index).sum()),
        }
        for index in np.unique(bins)
    ]


def calibration_error(curve: list[dict[str, float]]) -> float:
    """The mean distance of stated and true shares, weighted by residues (expected calibration error)."""
    weights = np.array([point["residues"] for point in curve])
    distances = np.array([abs(point["stated"] - point["right"]) for point in curve])
    return float((weights * distances).sum() / weights.sum())


def brier(probability: np.ndarray, right: np.ndarray) -> float:
    """Mean squared distance of a stated probability from what is so."""
    return float(np.mean((probability - right) ** 2))


def trend(resolutions: np.ndarray, means: np.ndarray) -> tuple[float, float]:
    """Of mean spreads (Å) against resolution (Å): Spearman's correlation, and the SD of ln(mean) about its line."""
    if len(means) < 3:
        return float("nan"), float("nan")
    line = linregress(resolutions, np.log(means))
    residuals = np.log(means) - line.intercept - line.slope * resolutions
    return float(spearmanr(resolutions, means)[0]), float(residuals.std(ddof=2))


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation."""
    return float(spearmanr(one, other)[0])


def pearson(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's correlation."""
    return float(pearsonr(one, other)[0])


def spread(models: np.ndarray) -> np.ndarray:
    """Root mean square distance over all pairs of models (models, residues, 3), Å: twice the variance."""
    count = len(models)
    return np.sqrt(2 * count / (count - 1) * models.var(axis=0).sum(axis=1))
