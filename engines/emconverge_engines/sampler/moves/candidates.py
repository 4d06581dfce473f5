"""The evidence for the register: stretches as `emtools register`, or a survey of them, writes them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from emconverge_engines.program import InputError
from emconverge_engines.sampler.moves.residues import Chain


@dataclass(frozen=True)
class Stretch:
    """Residues that may lie further along the chain: residue i in the place of residue i + shift of its segment."""

    first: int  # indices in the chain
    last: int
    shift: int
    probability: float
    chi: Mapping[int, Sequence[float]]  # side-chain torsions, degrees, of the rotamer that fits best there
    gain: float | None = None  # kJ/mol: how much lower the model's score is after the move, where that was surveyed


def stretches_in(path: Path | None, chain: Chain) -> tuple[Stretch, ...]:
    """The stretches of a file, in its order; none where there is no file. An InputError when it is of another model."""
    if path is None:
        return ()
    try:
        rows = json.loads(path.read_text())["stretches"]
        return tuple(stretch_of(row, chain) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} is not what `emtools register` writes of this model: {error!r}") from None


def stretch_of(row: Mapping, chain: Chain) -> Stretch:
    """One stretch; a ValueError when its residues or places are not in one segment of the chain."""
    name = f"{row['chain']} {row['first']}–{row['last']}"
    first, last = (chain.index(row["chain"], row[key]) for key in ("first", "last"))
    shift = int(row["shift"])
    if first is None or last is None or first > last or shift == 0:
        raise ValueError(f"the stretch {name} is not in the model")
    begin, end = chain.segment(first)
    if last > end or first + shift < begin or last + shift > end:
        raise ValueError(f"the stretch {name} leaves its segment")
    chi = {chain.index(row["chain"], each["residue"]): tuple(each.get("chi", ())) for each in row.get("residues", ())}
    gain = None if row.get("gain") is None else float(row["gain"])
    return Stretch(first, last, shift, float(row["probability"]), chi, gain)


def row_of(stretch: Stretch, chain: Chain) -> dict[str, object]:
    """A stretch as `stretch_of` reads it."""
    ends = chain.residues[stretch.first], chain.residues[stretch.last]
    return {
        "chain": ends[0].chain,
        "first": ends[0].number,
        "last": ends[1].number,
        "shift": stretch.shift,
        "probability": stretch.probability,
        "gain": None if stretch.gain is None else round(stretch.gain, 1),
        "residues": [
            {
                "residue": chain.residues[index].number,
                "place": chain.residues[index + stretch.shift].number,
                "chi": list(stretch.chi.get(index, ())),
            }
            for index in range(stretch.first, stretch.last + 1)
        ],
    }
