"""What a result calls determined and undetermined."""

from dataclasses import dataclass

import numpy as np

DETERMINED_SPREAD, UNDETERMINED_SPREAD = 1.0, 3.0  # Å; the paper's classes, where results have no confidence


@dataclass(frozen=True)
class Levels:
    """Confidences: from the first on a residue is called determined, below the second undetermined."""

    determined: float = 0.9
    undetermined: float = 0.5

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
