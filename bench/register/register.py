"""The evidence for the register: fits the biases of the kinds, and measures how good the evidence is.

usage: register.py fit DATA [--write]
       register.py measure DATA [--planted FOLDER] [--left-out]

DATA holds a folder for each map: map.mrc or map.mrc.gz, meta.json with resolution_A, model.pdb, the right model, and
perhaps models/, starts that are wrong in places. FOLDER/<map>/planted_*.pdb are right models with planted errors, and
planted_*.truth.csv what is wrong in them (bench/wrong_residues makes them). --left-out measures every map with biases
that were fitted without it. The jar must have been built: bin/emconverge doctor --install.
"""

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "bench/wrong_residues"))  # whose measures these are
import truth  # noqa: E402
from measures import WRONG, found_at, roc_auc  # noqa: E402

TARGET = ROOT / "java-tools/target"
TABLE = ROOT / "java-tools/src/main/resources/org/emconverge/register/kinds.csv"
MAIN = "org.emconverge.register.RegisterBench"
# strength of the ridge that holds biases near 0, in residues
RIDGE = 5


@dataclass
class Map:
    name: str
    resolution: float
    file: Path
    model: Path
    starts: list[Path] = field(default_factory=list)


def maps(data: Path, folder: Path) -> list[Map]:
    """The maps of DATA, the finest first; of a model of several chains the first chain, and of a residue that a file
    holds twice the first."""
    found = []
    for meta in sorted(data.glob("*/meta.json")):
        place = meta.parent
        file = next(place.glob("map.mrc*"))
        resolution = json.loads(meta.read_text())["resolution_A"]
        starts = [tidied(start, folder / place.name) for start in sorted(place.glob("models/*.pdb"))]
        model = tidied(place / "model.pdb", folder / place.name)
        found.append(Map(place.name, resolution, file, model, starts))
    return sorted(found, key=lambda m: (m.resolution, m.name))


def tidied(model: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines, seen, chain = [], set(), None
    for line in model.read_text().splitlines(keepends=True):
        if line.startswith(("ATOM", "HETATM")):
            chain = chain or line[21]
            if line[21] == chain and line[12:27] not in seen:
                seen.add(line[12:27])
                lines.append(line)
    (folder / model.name).write_text("".join(lines))
    return folder / model.name


def java(folder: Path, *arguments: str, table: str | None = None) -> str:
    """Runs RegisterBench, with another table of the kinds in front of the shipped one where one is given."""
    classes = folder / "classes"
    path = f"{TARGET}/classes:{TARGET}/emtools.jar"
    if not classes.exists():
        subprocess.run(
            ["javac", "-d", classes, "-cp", path, Path(__file__).with_name("RegisterBench.java")], check=True
        )
    if table:
        own = folder / "table/org/emconverge/register"
        own.mkdir(parents=True, exist_ok=True)
        (own / "kinds.csv").write_text(table)
        path = f"{folder}/table:{path}"
    command = ["java", "-XX:+UseSerialGC", "-cp", f"{classes}:{path}", MAIN, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@dataclass
class Likelihoods:
    """What each kind explains at each place: logarithms by beta, place and kind; and which kind is there."""

    betas: np.ndarray
    kinds: np.ndarray
    logs: np.ndarray


def likelihoods(m: Map, folder: Path) -> Likelihoods:
    java(folder, "likelihoods", m.file, m.resolution, folder, m.model)
    words = np.fromfile(folder / f"{m.model.stem}.bin", dtype=">u4")
    numbers = words.view(">f4").astype(float)
    places, betas = map(int, words[:2])
    kinds = words[2 + betas :][: 2 * places : 2].astype(np.uint32).view(np.int32)
    logs = numbers[2 + betas + 2 * places :].reshape(betas, places, -1)
    return Likelihoods(numbers[2 : 2 + betas], kinds, logs)


def shipped() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Kinds, their logarithmic abundances, and their biases."""
    rows = list(csv.DictReader(TABLE.open()))
    abundance = np.array([float(row["abundance"]) for row in rows])
    return [r["kind"] for r in rows], np.log(abundance / abundance.sum()), np.array([float(r["bias"]) for r in rows])


def gain(found: Likelihoods, beta: int, bias: np.ndarray, abundance: np.ndarray) -> float:
    """Mean logarithm by which the density makes the kind that is there more probable than its abundance does."""
    known = found.kinds >= 0
    logs = found.logs[beta][known] + min(1, found.betas[beta]) * bias
    total = logsumexp(logs + abundance, axis=1)
    return float((logs[np.arange(len(logs)), found.kinds[known]] - total).mean())


def best(found: Likelihoods, bias: np.ndarray, abundance: np.ndarray) -> int:
    return max(range(len(found.betas)), key=lambda beta: gain(found, beta, bias, abundance))


def fitted(all_found: list[Likelihoods], abundance: np.ndarray) -> np.ndarray:
    """The biases under which the kinds that are there are the most probable, each map with its best beta."""
    bias = np.zeros(len(abundance))
    for _ in range(4):
        betas = [best(found, bias, abundance) for found in all_found]
        logs = np.concatenate([f.logs[beta][f.kinds >= 0] for f, beta in zip(all_found, betas, strict=True)])
        scale = np.concatenate(
            [np.full((f.kinds >= 0).sum(), min(1, f.betas[b])) for f, b in zip(all_found, betas, strict=True)]
        )
        kinds = np.concatenate([f.kinds[f.kinds >= 0] for f in all_found])
        there = np.eye(len(abundance))[kinds]

        def cost(b, logs=logs, scale=scale, there=there):
            joint = logs + scale[:, None] * b + abundance
            total = logsumexp(joint, axis=1)
            slope = ((np.exp(joint - total[:, None]) - there) * scale[:, None]).sum(0) + RIDGE * b
            return -((joint * there).sum() - total.sum()) + RIDGE / 2 * (b**2).sum(), slope

        bias = minimize(cost, bias, jac=True, method="L-BFGS-B").x
    return bias


def table(bias: np.ndarray) -> str:
    out = io.StringIO()
    out.write("kind,abundance,bias\n")
    for row, b in zip(csv.DictReader(TABLE.open()), bias, strict=True):
        out.write(f"{row['kind']},{row['abundance']},{b:.2f}\n")
    return out.getvalue()


def fit(data: Path, folder: Path, write: bool) -> None:
    _, abundance, _ = shipped()
    all_maps = maps(data, folder)
    found = [likelihoods(m, folder) for m in all_maps]
    everything = fitted(found, abundance)
    print("|map|d (Å)|places|β|nats per residue|with the map left out|\n|-|-|-|-|-|-|")
    for i, (m, f) in enumerate(zip(all_maps, found, strict=True)):
        others = fitted(found[:i] + found[i + 1 :], abundance)
        beta = best(f, everything, abundance)
        numbers = gain(f, beta, everything, abundance), gain(f, best(f, others, abundance), others, abundance)
        print(f"|{m.name}|{m.resolution}|{len(f.kinds)}|{f.betas[beta]:.2f}|{numbers[0]:.2f}|{numbers[1]:.2f}|")
    if write:
        TABLE.write_text(table(everything))


def left_out(all_maps: list[Map], folder: Path) -> list[str]:
    _, abundance, _ = shipped()
    found = [likelihoods(m, folder) for m in all_maps]
    return [table(fitted(found[:i] + found[i + 1 :], abundance)) for i in range(len(found))]


def registers(m: Map, models: list[Path], folder: Path, kinds: str | None) -> list[dict]:
    """Of each model a dictionary from chain and number to probability and shift."""
    models_found: list[dict] = []
    for line in java(folder, "residues", m.file, m.resolution, *models, table=kinds).splitlines():
        if line.startswith("#"):
            models_found.append({})
        else:
            chain, number, probability, shift = line.split(",")
            models_found[-1][chain, number] = float(probability), int(shift)
    return models_found


def errors(start: Path, right: Path) -> dict:
    """Distance of each CA of a start from the right place of its residue, A; residues are matched by sequence."""
    own, true = truth.first_model(start), truth.first_model(right)
    pairs = truth.paired(true, own).items()
    return {own[i].key: float(np.linalg.norm(own[i].position - true[k].position)) for i, k in pairs}


def of_starts(m: Map, folder: Path, kinds: str | None) -> str:
    areas, scores, wrong = [], [], []
    for start, found in zip(m.starts, registers(m, m.starts, folder, kinds), strict=True):
        off = {key: e for key, e in errors(start, m.model).items() if key in found}
        score = np.array([-found[key][0] for key in off])
        positive = np.array(list(off.values())) > WRONG
        if positive.any() and not positive.all():
            areas.append(roc_auc(score, positive))
            scores.append(score)
            wrong.append(positive)
    if not areas:
        return "||"
    score, positive = np.concatenate(scores), np.concatenate(wrong)
    at5 = found_at(score, positive)
    return f"{len(areas)}|{np.mean(areas):.2f}, {roc_auc(score, positive):.2f}|{at5:.2f}"


def of_planted(m: Map, models: list[Path], folder: Path, kinds: str | None) -> str:
    """Planted shifts, those found, false ones, and the residues looked at."""
    planted = found_ones = false = residues = 0
    for model, found in zip(models, registers(m, models, folder, kinds), strict=True):
        rows = list(csv.DictReader(model.with_name(model.stem + ".truth.csv").open()))
        rows = [r for r in rows if (r["chain"], r["resnum"] + r["icode"]) in found]
        own = [found[r["chain"], r["resnum"] + r["icode"]] for r in rows]
        residues += len(rows)
        for error in {r["error"] for r in rows if r["kind"] == "shift"}:
            hits = [
                p < 0.5 and k == int(r["shift"])
                for r, (p, k) in zip(rows, own, strict=True)
                if r["kind"] == "shift" and r["error"] == error
            ]
            planted += 1
            found_ones += sum(hits) >= len(hits) / 2
        false += false_ones(rows, own)
    return f"{planted}|{found_ones}|{false} in {residues}" if models else "||"


def false_ones(rows: list[dict], own: list[tuple]) -> int:
    """Runs of three or more residues with one shift and less than half the probability, two residues or more from
    anything that is wrong."""
    number, first = 0, 0
    while first < len(own):
        end = first + 1
        while end < len(own) and own[end][0] < 0.5 and own[end][1] == own[first][1]:
            end += 1
        near = rows[max(0, first - 2) : end + 2]
        moved = own[first][0] < 0.5 and own[first][1] != 0 and end - first >= 3
        number += moved and all(r["kind"] in ("", "flip", "rotamer") for r in near)
        first = end
    return number


def measure(data: Path, planted: Path | None, folder: Path, without: bool) -> None:
    all_maps = maps(data, folder)
    tables = left_out(all_maps, folder) if without else [None] * len(all_maps)
    print("|map|d (Å)|residues|right: below 0.5, mean|starts|AUC mean, pooled|@5|planted|found|false|")
    print("|-|-|-|-|-|-|-|-|-|-|")
    for m, kinds in zip(all_maps, tables, strict=True):
        p = np.array([value[0] for value in registers(m, [m.model], folder, kinds)[0].values()])
        models = sorted((planted / m.name).glob("planted_*.pdb")) if planted else []
        right = f"{len(p)}|{100 * (p < 0.5).mean():.1f} %, {p.mean():.3f}"
        numbers = f"{of_starts(m, folder, kinds)}|{of_planted(m, models, folder, kinds)}"
        print(f"|{m.name}|{m.resolution}|{right}|{numbers}|", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fit", "measure"])
    parser.add_argument("data", type=Path)
    parser.add_argument("--planted", type=Path)
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--write", action="store_true", help="write the biases into the resource of the jar")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "fit":
            fit(given.data, Path(folder), given.write)
        else:
            measure(given.data, given.planted, Path(folder), given.left_out)


if __name__ == "__main__":
    main()
