"""The evidence for the register: the stretches of register.json, which `emtools register` writes."""

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
    return Stretch(first, last, shift, float(row["probability"]), chi)
