#!/usr/bin/env python3
"""Is the best ten of fewer models as good as the best ten of many? The paper's question of 100 against 1,000.

    PYTHON bench/ensemble_size.py --map FILE --model FILE --resolution D --id NAME --out FOLDER
        [--sizes 30 100 300 1000] [--margin 0.1]
    PYTHON bench/ensemble_size.py --sampled FOLDER --entry FOLDER --monlib FOLDER --resolution D --id NAME --out FOLDER

PYTHON is the engines'. The pipeline runs once for every size, the largest first: the models of one seed are the same in
all, so nothing is sampled twice. With --sampled the models are those of a folder that `sample_openmm.py sample` made,
on a GPU for instance, of an entry that a run of the pipeline has prepared (--entry: the entry's folder of its results).
Printed are the tables of docs/results.md:

- the refined best ten of the first N models beside those of the largest N: profiles' correlation, means, and a test of
  equivalence (two one-sided tests at 5 %: the 90 % interval of the mean difference of paired residues lies within the
  margin), its interval by a bootstrap of blocks of neighbouring residues, which are alike;
- the best ten, as sampled, of every disjoint group of N models: what another choice of seeds changes.
"""

import argparse
import csv
import subprocess
import sys
from pathlib import Path

import gemmi
import numpy as np
from sampled_models import Sampled
from scipy.stats import rankdata

ROOT = Path(__file__).resolve().parents[1]
BLOCK = 10  # residues; the profile's correlation has fallen to a third within it
DRAWS = 10_000
CRITERIA = ("ramachandran_outliers_percent", "geometry_violations_percent", "clashscore", "engine_score")


def profile(residues: Path) -> np.ndarray:
    """Cα RMSD of every residue, Å."""
    with residues.open(newline="") as stream:
        return np.array([float(row["ca_rmsd"]) for row in csv.DictReader(stream)])


def interval(differences: np.ndarray) -> tuple[float, float]:
    """The 90 % interval of their mean."""
    rng = np.random.default_rng(1)
    count = len(differences)
    starts = rng.integers(0, count, (DRAWS, -(-count // BLOCK)))
    drawn = (starts[:, :, None] + np.arange(BLOCK)).reshape(DRAWS, -1)[:, :count] % count
    return tuple(np.quantile(differences[drawn].mean(axis=1), [0.05, 0.95]))


def run(options: argparse.Namespace, size: int) -> Path:
    """The entry's results with this many models."""
    command = [ROOT / "bin/emconverge", "run", "--map", options.map.resolve(), "--model", options.model.resolve()]
    command += ["--resolution", options.resolution, "--id", options.id, "--models", size, "--batch", options.batch]
    command += ["--best", options.best, "--outdir", f"best_of_{size}", "--save_sampled", "-resume", *options.more]
    with (options.out / f"best_of_{size}.log").open("w") as log:
        subprocess.run(list(map(str, command)), cwd=options.out, stdout=log, stderr=log, check=True)
    return options.out / f"best_of_{size}" / options.id


def assessed(options: argparse.Namespace, sizes: list[int]) -> dict[int, Path]:
    """The entry's results for every number of models that are sampled already."""
    return Sampled(
        options.entry.resolve(), options.sampled.resolve(), options.id, options.resolution, sys.executable,
        options.monlib.resolve(), options.out, options.best,
    ).assess(sizes)  # fmt: skip


def group(entry: Path, ranking: list[dict[str, str]], seeds: range, best: int) -> np.ndarray:
    """The profile of the best of the models of these seeds, ranked among themselves, not refined."""
    of_group = [row for row in ranking if int(row["seed"]) in seeds]
    sums = sum(rankdata([float(row[criterion]) for row in of_group]) for criterion in CRITERIA)
    chosen = [of_group[place]["model"] for place in np.argsort(sums, kind="stable")[:best]]
    models = [gemmi.read_structure(str(entry / "sampled" / f"{name}.cif"))[0] for name in chosen]
    alpha = np.array([[site.atom.pos.tolist() for site in model.all() if site.atom.name == "CA"] for model in models])
    pairs = 2 * best / (best - 1)  # of the mean square distance from the mean that between all pairs of models
    return np.sqrt(pairs * ((alpha - alpha.mean(axis=0)) ** 2).sum(axis=2).mean(axis=0))


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--map", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--sampled", type=Path, help="instead of map and model: the models")
    parser.add_argument("--entry", type=Path, help="with --sampled: the entry's results, of which prepared/ is taken")
    parser.add_argument("--monlib", type=Path, help="with --sampled: the monomer library")
    parser.add_argument("--resolution", required=True)
    parser.add_argument("--id", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 100, 300, 1000])
    parser.add_argument("--best", type=int, default=10)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--margin", type=float, default=0.1, help="of the mean, Å (default 0.1)")
    options, options.more = parser.parse_known_args()
    if not all([options.sampled, options.entry, options.monlib] if options.sampled else [options.map, options.model]):
        parser.error("give --map and --model, or --sampled, --entry and --monlib")
    options.out = options.out.resolve()
    options.out.mkdir(parents=True, exist_ok=True)
    sizes = sorted(options.sizes)
    entries = assessed(options, sizes) if options.sampled else {size: run(options, size) for size in reversed(sizes)}
    profiles = {size: profile(entry / "residues.csv") for size, entry in entries.items()}
    largest = profiles[sizes[-1]]
    print("|best of|mean (Å)|Pearson|mean difference (Å), 90 % interval|equivalent|\n|-|-|-|-|-|")
    for size in sizes:
        compared = ["", "", ""]
        if size < sizes[-1]:
            differences = profiles[size] - largest
            low, high = interval(differences)
            compared = [
                f"{np.corrcoef(profiles[size], largest)[0, 1]:.3f}",
                f"{differences.mean():+.3f} ({low:+.3f} to {high:+.3f})",
                "yes" if max(-low, high) < options.margin else "not shown",
            ]
        print("|".join(["", str(size), f"{profiles[size].mean():.3f}", *compared, ""]))
    whole = entries[sizes[-1]]
    with (whole / "ranking.csv").open(newline="") as stream:
        ranking = list(csv.DictReader(stream))
    print("\n|best of, as sampled|groups|mean (Å)|SD|Pearson of two groups|\n|-|-|-|-|-|")
    for size in sizes:
        starts = range(1, sizes[-1] - size + 2, size)
        groups = np.array([group(whole, ranking, range(first, first + size), options.best) for first in starts])
        means, several = groups.mean(axis=1), len(groups) > 1
        alike = np.corrcoef(groups)[np.triu_indices(len(groups), 1)].mean() if several else np.nan
        scatter = [f"{means.std(ddof=1):.3f}", f"{alike:.3f}"] if several else ["", ""]
        print("|".join(["", str(size), str(len(groups)), f"{means.mean():.3f}", *scatter, ""]))


if __name__ == "__main__":
    main()
