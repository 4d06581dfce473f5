#!/usr/bin/env python3
"""Where would `--models auto` stop, and how far is its profile from that of all models? Of models that are there.

    PYTHON bench/adaptive_size.py --entry RESULTS/ID [--sampled FOLDER] [--rounds 20 30 35 45 60 75 100]

PYTHON is the engines'. The entry is one of a run with `--save_sampled`; `emtools precision` judges its first models by
name, round by round, as the pipeline does. Pearson's correlation and the mean are those of the Cα RMSD as sampled,
against all models of the last round (of which the others are a part).
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import gemmi
import numpy as np

ROOT = Path(__file__).resolve().parents[1]


def profile(files: list[Path]) -> np.ndarray:
    """Cα RMSD over all pairs of models, Å, of every residue."""
    models = [gemmi.read_structure(str(file))[0] for file in files]
    alpha = np.array([[site.atom.pos.tolist() for site in model.all() if site.atom.name == "CA"] for model in models])
    pairs = 2 * len(files) / (len(files) - 1)  # of the mean square distance from the mean that between all pairs
    return np.sqrt(pairs * ((alpha - alpha.mean(axis=0)) ** 2).sum(axis=2).mean(axis=0))


def verdict(files: list[Path], entry: Path, most: int) -> dict:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "prepared").symlink_to(entry / "prepared")
        (folder / "sampled").mkdir()
        for file in files:
            (folder / "sampled" / file.name).symlink_to(file)
        out = folder / "precision.json"
        command = [ROOT / "bin/emtools", "precision", "--entry", folder, "--stage", "sampled", "--most", str(most)]
        subprocess.run([*command, "--out", out], check=True)
        return json.loads(out.read_text())


def knowledge(told: dict) -> str:
    """Residues that are known and standard error of their mean, both in percent."""
    return f"{100 * told['known'] / told['residues']:.0f}, {100 * told['mean_error'] / told['mean']:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entry", type=Path, required=True)
    parser.add_argument("--sampled", type=Path)
    parser.add_argument("--rounds", type=int, nargs="+", default=[20, 30, 35, 45, 60, 75, 100])
    options = parser.parse_args()
    entry = options.entry.resolve()
    files = sorted((options.sampled or entry / "sampled").resolve().glob("model_*.cif"))
    rounds = [size for size in options.rounds if size <= len(files)]
    full = profile(files[: rounds[-1]])
    titles = ["models", "all: known %, error of the mean %", "undivided", "divided (not known)", "enough", "mean (Å)"]
    print(f"|{'|'.join(titles)}|Pearson to the last|\n{'|-' * (len(titles) + 1)}|")
    for size in rounds:
        told = verdict(files[:size], entry, rounds[-1])
        own = profile(files[:size])
        divided = f"{told['contested']} ({told['contested_unknown']})"
        print(
            f"|{size}|{knowledge(told)}|{knowledge(told['undivided'])}|{divided}"
            f"|{'yes' if told['enough'] else 'no'}|{own.mean():.3f}|{np.corrcoef(own, full)[0, 1]:.3f}|",
            flush=True,
        )


if __name__ == "__main__":
    main()
