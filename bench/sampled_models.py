"""What the pipeline makes of sampled models, of models that were sampled elsewhere: on a GPU that has no Java, say.

The commands are those of the pipeline's processes, on folders of an entry as the pipeline stages them.
"""

import csv
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = ("scores", "dropped")


@dataclass(frozen=True)
class Sampled:
    """Models 1 to N of an entry, and what they are ranked and refined with."""

    entry: Path  # the folder of the entry's results in a run of the pipeline: prepared/ is taken from it
    models: Path  # what `sample_openmm.py sample` wrote, the folder or folders below it
    name: str
    resolution: str  # Å
    python: str  # the engines'
    library: Path  # monomers
    out: Path
    best: int

    def files(self, first: int, last: int) -> list[Path]:
        """The models of these seeds."""
        return [path for path in sorted(self.models.rglob("model_*.cif")) if first <= seed_of(path.stem) <= last]

    def assess(self, sizes: Sequence[int]) -> dict[int, Path]:
        """The folder of the entry, with residues.csv and ranking.csv, for the first N models of every size."""
        tables, first = [], 1
        for size in sizes:
            tables.append(self.validated(first, size))
            first = size + 1
        entries = {size: self.ranked(size, tables[: index + 1]) for index, size in enumerate(sizes)}
        selected = {size: (entry / "ranking/selected.txt").read_text().split() for size, entry in entries.items()}
        refined = self.refined(sorted(set().union(*selected.values())))
        for size, entry in entries.items():
            for name in selected[size]:
                for path in refined.glob(f"{name}.*"):
                    link(path, entry / "refined")
            self.emtools("converge", "--entry", entry, "--id", self.name, "--resolution", self.resolution, "--sampler",
                         "openmm", "--refiner", "servalcat", "--out-dir", entry)  # fmt: skip
        return entries

    def emtools(self, *arguments: object) -> None:
        """Runs a Java step."""
        run(ROOT / "bin/emtools", *arguments)

    def validated(self, first: int, last: int) -> Path:
        """The sampled models' geometry and fit, a table."""
        table = self.out / f"validation/sampled_{first:04d}.json"
        if not table.exists():
            self.emtools("validate", "--model", *self.files(first, last), "--stage", "sampled", "--map",
                         self.entry / "prepared/map.mrc", "--resolution", self.resolution, "--monlib", self.library,
                         "--threads", 2, "--json", table)  # fmt: skip
        return table

    def ranked(self, size: int, tables: Sequence[Path]) -> Path:
        """The folder of the entry for the first models, ranked."""
        entry = self.out / f"best_of_{size}" / self.name
        for path in (self.entry / "prepared").iterdir():
            link(path, entry / "prepared")
        for path in self.files(1, size):
            link(path, entry / "sampled")
        for path in tables:
            link(path, entry / "validation")
        for name in TABLES:
            self.collect(name, size, entry / "sampled" / f"{name}_0001.csv")
        self.emtools("rank", "--entry", entry, "--requested", size, "--best", self.best, "--out-dir", entry / "ranking")
        for name in ("ranking.csv", "ranking.json"):
            link(entry / "ranking" / name, entry)
        return entry

    def collect(self, name: str, size: int, to: Path) -> None:
        """Writes the rows of the first models, of all tables of a name."""
        rows = []
        for table in sorted(self.models.rglob(f"{name}*.csv")):
            with table.open(newline="") as stream:
                reader = csv.DictReader(stream)
                fields, found = reader.fieldnames, list(reader)
            rows += [row for row in found if seed_of(row["model"]) <= size]
        with to.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, fields, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: seed_of(row["model"])))

    def refined(self, names: Sequence[str]) -> Path:
        """The folder of the refined models of these names; those that are there are not refined again."""
        folder = self.out / "refined"
        models = {path.stem: path for path in self.files(1, 10**9)}
        missing = [models[name] for name in names if not (folder / f"{name}.cif").exists()]
        if missing:
            prepared = self.entry / "prepared"
            command = [self.python, ROOT / "bin/refine_servalcat.py", "--model", *missing]
            command += ["--map", prepared / "map.mrc", "--symmetry", prepared / "symmetry.json"]
            command += ["--resolution", self.resolution]
            command += ["--monlib", self.library, "--jobs", 2, "--out", folder]
            run(*command)
        return folder


def run(*command: object) -> None:
    """Runs a command, which says itself what is wrong; its names of a thousand models are of no use to a reader."""
    status = subprocess.run(list(map(str, command))).returncode
    if status:
        raise SystemExit(status)


def seed_of(name: str) -> int:
    """The seed in a model's name."""
    return int(name.rpartition("_")[2])


def link(path: Path, folder: Path) -> None:
    """Puts a link to a file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / path.name
    place.unlink(missing_ok=True)
    place.symlink_to(path.resolve())
