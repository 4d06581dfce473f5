"""What the engines share with the rest of the project: facts.json, and the limits of the run's parameters.

Both files stand at the root of the checkout; in this folder are links to them, which become copies when the package is
built.
"""

import json
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_FACTS = json.loads((_HERE / "facts.json").read_text(encoding="utf-8"))
_PARAMETERS = json.loads((_HERE / "nextflow_schema.json").read_text(encoding="utf-8"))["$defs"]


class Limits(NamedTuple):
    """The lowest and the highest value that a parameter may have."""

    lowest: float
    highest: float

    def hold(self, value: float) -> bool:
        """Whether the value lies within the limits, themselves included; one that is not a number does not."""
        return self.lowest <= value <= self.highest


def _limits_of(name: str) -> Limits:
    """The limits of a parameter of the run."""
    parameter = next(group["properties"][name] for group in _PARAMETERS.values() if name in group["properties"])
    return Limits(parameter["minimum"], parameter["maximum"])


LONGEST_PEPTIDE_BOND: float = _FACTS["longest_peptide_bond"]  # Å; a longer distance from C to N is a gap in the chain
MODEL_NAME: str = _FACTS["model_name"]  # of a sampled model, a format of its seed
# What the Protein Data Bank calls residues, nucleotides and ligands that were not identified.
UNIDENTIFIED: tuple[str, ...] = tuple(_FACTS["unidentified_components"])
RESOLUTION = _limits_of("resolution")  # Å
# The heavy atoms of the 20 standard amino acids, by the names of the Protein Data Bank, without the terminal OXT.
HEAVY_ATOMS: dict[str, tuple[str, ...]] = {
    name: (*_FACTS["amino_acids"]["backbone"], *residue["side_chain"])
    for name, residue in _FACTS["amino_acids"]["residues"].items()
}
