"""The twenty amino acids, for the scripts beside this file."""

import json
from pathlib import Path

FACTS = Path(__file__).resolve().parents[2] / "facts.json"
BY_LETTER = {facts["letter"]: name for name, facts in json.loads(FACTS.read_text())["amino_acids"]["residues"].items()}
"""By one-letter code: A is ALA."""
NAMES = sorted(BY_LETTER.values())
