"""The measures of one entry and of several together."""

from collections.abc import Callable

import numpy as np
from entry import COLUMNS, Entry
from measures import (
    ShiftCounts,
    brier,
    calibration_error,
    found_at,
    reliability,
    roc_auc,
    share,
    shift_counts,
    spearman,
    standardised,
    trend,
)
from verdicts import Levels

LEAST_SPREAD = 1e-3  # Å; the decimals of residues.csv end here
CLAIMED = 0.5  # register_probability below which a register_shift counts as claimed


def together(part: list[Entry], values: Callable[[Entry], np.ndarray]) -> np.ndarray:
    """The values of all residues of several entries."""
    return np.concatenate([values(each) for each in part])


def shared_columns(part: list[Entry]) -> list[str]:
    """The columns that every one of the entries has."""
    return [name for name in COLUMNS if all(name in each.columns for each in part)]


def auc_and_found(values: np.ndarray, wrong: np.ndarray) -> dict[str, float]:
    """How well values tell wrong residues from right ones."""
    return {"auc": roc_auc(values, wrong), "found": found_at(values, wrong)}


def detection(part: list[Entry]) -> dict[str, object]:
    """Of each column over all residues of several entries: by its raw values, and standardised within each entry."""
    wrong = together(part, lambda each: each.wrong)
    found = {
        name: {
            "raw": auc_and_found(together(part, lambda each, name=name: each.oriented(name)), wrong),
            "standardised": auc_and_found(
                together(part, lambda each, name=name: standardised(each.oriented(name))), wrong
            ),
        }
        for name in shared_columns(part)
    }
    return {"entries": len(part), "residues": len(wrong), "wrong": int(wrong.sum()), "columns": found}


def entry_row(each: Entry, levels: Levels) -> dict[str, object]:
    """The numbers of an entry."""
    return {
        "id": each.case.id,
        "resolution": each.case.resolution,
        "models": len(each.model_errors),
        "mean_spread": float(np.nanmean(each.columns["ca_rmsd"])),
        "halves": each.halves,
        **verdicts([each], levels),
        "columns": {name: auc_and_found(each.oriented(name), each.wrong) for name in shared_columns([each])},
    }


def verdicts(part: list[Entry], levels: Levels) -> dict[str, object]:
    """What becomes of wrong and right residues of several entries, and what they are called; shares, and Å."""
    wrong = together(part, lambda each: each.wrong)
    after = together(part, lambda each: each.after)
    best = together(part, lambda each: each.model_errors[0])
    determined = together(part, lambda each: levels.is_determined(each.columns))
    undetermined = together(part, lambda each: levels.is_undetermined(each.columns))
    still = wrong & (after > 2)
    return {
        "residues": len(wrong),
        "wrong": int(wrong.sum()),
        "wrong_called_determined": share(determined[wrong]),
        "still_wrong": share(still[wrong]),
        "still_wrong_called_determined": share(determined[still]),
        "wrong_within_2_in_best": share(best[wrong] <= 2),
        "right_called_undetermined": share(undetermined[~wrong]),
        "right_not_called_determined": share(~determined[~wrong]),
        "right_made_wrong": share(after[~wrong] > 2),
        "error_of_start": float(together(part, lambda each: each.error).mean()),
        "error_of_models": float(after.mean()),
    }


def claimed_shift(each: Entry) -> np.ndarray:
    """The register shift that is claimed, 0 where none is."""
    doubted = each.columns["register_probability"] < CLAIMED
    return np.where(doubted, np.nan_to_num(each.columns["register_shift"]), 0).astype(int)


def shifts(part: list[Entry]) -> dict[str, object] | None:
    """Register shifts found and falsely claimed; None where results have no such columns."""
    if not all({"register_probability", "register_shift"} <= set(each.columns) for each in part):
        return None
    counts = sum(
        (shift_counts(claimed_shift(each), each.shift, each.wrong) for each in part), start=ShiftCounts(0, 0, 0, 0)
    )
    found = counts.found / counts.present if counts.present else float("nan")
    return {**vars(counts), "found_share": found, "false_per_500": counts.false_per_500}


def reliability_of(part: list[Entry]) -> dict[str, object] | None:
    """The confidence against what is so; None where results have none."""
    if not all("confidence" in each.columns for each in part):
        return None
    stated, right = together(part, lambda each: each.columns["confidence"]), ~together(part, lambda each: each.wrong)
    defined = ~np.isnan(stated)
    curve = reliability(stated[defined], right[defined])
    return {
        "curve": curve,
        "calibration_error": calibration_error(curve),
        "brier": brier(stated[defined], right[defined]),
    }


def resolution_trend(part: list[Entry]) -> dict[str, object]:
    """The mean spread of right models against the resolution of their maps."""
    resolutions = np.array([each.case.resolution for each in part])
    correlation, deviation = trend(resolutions, np.array([np.nanmean(each.columns["ca_rmsd"]) for each in part]))
    return {"maps": len(part), "spearman": correlation, "log_residual_sd": deviation}


def known_truth(name: str, part: list[Entry]) -> dict[str, object]:
    """Of simulated maps: whether the spread of a residue foretells the error of its models."""
    spreads, errors = together(part, lambda each: each.columns["ca_rmsd"]), together(part, lambda each: each.after)
    return {
        "id": name,
        "residues": len(errors),
        "mean_spread": float(spreads.mean()),
        "mean_error": float(errors.mean()),
        "spearman": spearman(spreads, errors),
        "median_error_over_spread": float(np.median(errors / np.maximum(spreads, LEAST_SPREAD))),
    }


def known_truths(part: list[Entry]) -> list[dict[str, object]]:
    """Each simulated map, then all their residues together."""
    found = [known_truth(each.case.id, [each]) for each in part]
    return [*found, known_truth("together", part)] if len(part) > 1 else found
