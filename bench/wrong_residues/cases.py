"""The cases of the benchmark: a map, a starting model, and the truth about it, in four sets."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import truth
from maps import MAPS, case

from emconverge_engines.files import csv_text, write_atomically

SETS = ("real", "planted", "right", "simulated")
REAL = {  # the starts whose errors are of different kinds; the other models of emd1461_vp6 repeat these
    "emd6555_3jci": ("*",),
    "emd5925_3j6j": ("*",),
    "emd1461_vp6": ("rank[1-5]_*", "rank10_*"),
}
FIELDS = ("id", "set", "map_name", "resolution", "map", "model", "truth")


@dataclass(frozen=True)
class BenchCase:
    """What is run as one entry: files by absolute paths, resolution in Å."""

    id: str
    set: str
    map_name: str
    resolution: float
    map: Path
    model: Path
    truth: Path


def compared(folder: Path, name: str, start: Path, right: Path) -> Path:
    """Writes the truth table of a start into a folder."""
    path = folder / f"{name}.truth.csv"
    rows = truth.compared(truth.first_model(right), truth.first_model(start))
    write_atomically(path, csv_text(truth.FIELDS, rows))
    return path


def real(shared: Path, folder: Path) -> Iterator[BenchCase]:
    """De-novo models of other programs."""
    for name, patterns in REAL.items():
        entry = case(shared, name)
        for start in sorted(path for pattern in patterns for path in (entry.folder / "models").glob(f"{pattern}.pdb")):
            id = f"real.{name}.{start.stem}"
            table = compared(folder, id, start, entry.model)
            yield BenchCase(id, "real", name, entry.resolution, entry.map, start, table)


def right(shared: Path, folder: Path) -> Iterator[BenchCase]:
    """The deposited models."""
    for name in MAPS:
        entry = case(shared, name)
        id = f"right.{name}"
        table = compared(folder, id, entry.model, entry.model)
        yield BenchCase(id, "right", name, entry.resolution, entry.map, entry.model, table)


def planted(shared: Path, models: Path) -> Iterator[BenchCase]:
    """What plant.py wrote."""
    for name in MAPS:
        entry = case(shared, name)
        for table in sorted((models / name).glob("*.truth.csv")):
            stem = table.name.removesuffix(".truth.csv")
            start = table.with_name(f"{stem}.pdb")
            yield BenchCase(f"planted.{name}.{stem}", "planted", name, entry.resolution, entry.map, start, table)


def simulated(maps: Path, folder: Path) -> Iterator[BenchCase]:
    """What simulate.py wrote: the right model is the start."""
    for described in sorted(maps.glob("*/simulated.json")):
        here = described.parent
        id = f"simulated.{here.name}"
        table = compared(folder, id, here / "model.pdb", here / "model.pdb")
        resolution = json.loads(described.read_text())["resolution"]
        yield BenchCase(id, "simulated", here.name, resolution, here / "map.mrc", here / "model.pdb", table)


def write(path: Path, cases: list[BenchCase]) -> None:
    """Writes the list of cases."""
    write_atomically(path, csv_text(FIELDS, (vars(each) for each in cases)))


def read(path: Path) -> list[BenchCase]:
    """A list of cases."""
    with path.open(newline="") as stream:
        return [
            BenchCase(
                row["id"],
                row["set"],
                row["map_name"],
                float(row["resolution"]),
                *(Path(row[key]) for key in FIELDS[4:]),
            )
            for row in csv.DictReader(stream)
        ]
