"""What a result calls determined and undetermined."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FACTS = json.loads((Path(__file__).resolve().parents[2] / "facts.json").read_text(encoding="utf-8"))
CLASSES = FACTS["confidence"]["classes"]
DETERMINED_SPREAD, UNDETERMINED_SPREAD = 1.0, 3.0  # Å; the paper's classes, where results have no confidence


@dataclass(frozen=True)
class Levels:
    """Confidences: from the first on a residue is called determined, below the second undetermined."""

    determined: float = CLASSES[0]["from"]
    undetermined: float = CLASSES[-2]["from"]

    def is_determined(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """Whether each residue is called determined; what has no confidence is not."""
        if "confidence" in columns:
            return np.nan_to_num(columns["confidence"], nan=0.0) >= self.determined
        return columns["ca_rmsd"] < DETERMINED_SPREAD

    def is_undetermined(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """Whether each residue is called undetermined; what has no confidence is not."""
        if "confidence" in columns:
            return np.nan_to_num(columns["confidence"], nan=1.0) < self.undetermined
        return columns["ca_rmsd"] > UNDETERMINED_SPREAD
