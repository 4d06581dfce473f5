"""The tables of Markdown that score.py prints."""

from collections.abc import Iterable, Mapping

MAIN = ("ca_rmsd", "ca_shift", "spread_and_shift", "cc", "smoc", "q_score", "register_probability", "confidence")


def shown(value: object, digits: int = 2) -> str:
    """A cell: NaN and None as a dash."""
    if value is None or value != value:
        return "–"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def percent(value: float) -> str:
    """A share as a percentage."""
    return "–" if value != value else f"{100 * value:.0f}"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table."""
    header = list(header)
    lines = ["|" + "|".join(header) + "|", "|" + "-|" * len(header)]
    return "\n".join([*lines, *("|" + "|".join(row) + "|" for row in rows)])


def pair(numbers: Mapping[str, float] | None) -> str:
    """AUC / share found at 5 % false alarms."""
    return f"{shown(numbers['auc'])} / {shown(numbers['found'])}" if numbers else "–"


def entry_table(numbers: Mapping) -> str:
    """A row per entry."""
    header = [
        "entry", "d (Å)", "residues, wrong", "models", "mean spread (Å)", "halves r", "error start → models (Å)",
        "wrong: called determined %", "still wrong %", "≤ 2 Å in the best %", "right: called undetermined %",
        *(f"{name} AUC / @5" for name in MAIN),
    ]  # fmt: skip
    rows = [
        [
            row["id"], shown(row["resolution"]), f"{row['residues']}, {row['wrong']}", str(row["models"]),
            shown(row["mean_spread"]), shown(row["halves"]),
            f"{shown(row['error_of_start'])} → {shown(row['error_of_models'])}",
            *(percent(row[key]) for key in (
                "wrong_called_determined", "still_wrong", "wrong_within_2_in_best", "right_called_undetermined")),
            *(pair(row["columns"].get(name)) for name in MAIN),
        ]
        for row in numbers["entries"]
    ]  # fmt: skip
    return table(header, rows)


def detection_table(numbers: Mapping) -> str:
    """A row per column and a column per group: raw, in brackets standardised within entries."""
    groups = numbers["pooled"]
    columns = dict.fromkeys(column for part in groups.values() for column in part["columns"])
    header = [
        f"{name}: {part['residues']}, {part['wrong']} wrong, {part['entries']} entries" for name, part in groups.items()
    ]
    rows = [[column, *(both(part["columns"].get(column)) for part in groups.values())] for column in columns]
    return table(["AUC / @5: raw (standardised)", *header], rows)


def both(values: Mapping | None) -> str:
    """The numbers of a column by its raw values, and standardised."""
    return f"{pair(values['raw'])} ({pair(values['standardised'])})" if values else "–"


def verdict_table(numbers: Mapping) -> str:
    """A row per group: what becomes of residues, and what they are called, in per cent."""
    keys = (
        "wrong_called_determined", "still_wrong", "still_wrong_called_determined", "wrong_within_2_in_best",
        "right_called_undetermined", "right_not_called_determined", "right_made_wrong",
    )  # fmt: skip
    rows = [[name, *(percent(part[key]) for key in keys)] for name, part in numbers["verdicts"].items()]
    return table(["residues", *(f"{key.replace('_', ' ')} %" for key in keys)], rows)


def shift_table(numbers: Mapping) -> str:
    """A row per group with register columns."""
    rows = [
        [name, str(part["present"]), str(part["found"]), percent(part["found_share"]), shown(part["false_per_500"])]
        for name, part in numbers["shifts"].items()
        if part
    ]
    return table(["register shifts", "there", "found", "found %", "false per 500 residues"], rows)


def truth_table(numbers: Mapping) -> str:
    """A row per simulated map."""
    header = [
        "simulated map",
        "residues",
        "mean spread (Å)",
        "mean error (Å)",
        "Spearman",
        "median error / spread",
    ]
    rows = [
        [
            row["id"],
            str(row["residues"]),
            *(shown(row[key]) for key in ("mean_spread", "mean_error", "spearman", "median_error_over_spread")),
        ]
        for row in numbers["known_truth"]
    ]
    return table(header, rows)


def reliability_table(numbers: Mapping) -> str:
    """A row per group and interval of confidence."""
    rows = [
        [name, f"{point['from']:.1f}–", shown(point["stated"], 3), shown(point["right"], 3), str(point["residues"])]
        for name, part in numbers["reliability"].items()
        if part
        for point in part["curve"]
    ]
    return table(["residues", "confidence", "stated", "right", "number"], rows)


def text(numbers: Mapping) -> str:
    """All tables that have something to say."""
    trend = numbers["trend"]
    parts = [
        entry_table(numbers),
        detection_table(numbers) if numbers["pooled"] else "",
        verdict_table(numbers) if numbers["verdicts"] else "",
        shift_table(numbers) if any(numbers["shifts"].values()) else "",
        reliability_table(numbers) if any(numbers["reliability"].values()) else "",
        truth_table(numbers) if numbers["known_truth"] else "",
        f"Mean spread of right models against resolution ({trend['maps']} maps, the 20S aside): Spearman "
        f"{shown(trend['spearman'])}, SD of the logarithm about its line {shown(trend['log_residual_sd'])}."
        if trend["maps"] > 2
        else "",
    ]
    return "\n\n".join(part for part in parts if part)
