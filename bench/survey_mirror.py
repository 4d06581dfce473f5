#!/usr/bin/env python3
"""A survey of a mirror of the archives on this machine, with crops of real maps as entries: twenty at first, among them
broken ones, with a kill in the middle; then a second survey of two new, one revised and one withdrawn entry.

    python3 bench/survey_mirror.py [--entries 20] [--residues 40] [--models 4] [--best 2] [--chunk 7] [--folder FOLDER]

The Python needs gemmi and numpy, as that of the engines has them. Asserts what entries, tables and site must say, and
prints the table of docs/results.md. Maps are those of the shared data (EMCONVERGE_SHARED, default 'shared' beside the
checkout): of each model a stretch of its first chain with the density around it.
"""

import argparse
import csv
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gemmi
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "pipeline"))

import mirror  # noqa: E402  # of the tests

SHARED = Path(os.environ.get("EMCONVERGE_SHARED", ROOT.parent / "shared"))
MARGIN = 10  # Å of map around a stretch
CONTACT = "bench@example.org"
PAGE = b"<html><body>Maintenance</body></html>"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=20, help="of the first survey, 6 or more, 4 of them broken")
    parser.add_argument("--residues", type=int, default=40, help="of each entry")
    parser.add_argument("--models", type=int, default=4)
    parser.add_argument("--best", type=int, default=2)
    parser.add_argument("--chunk", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="kept; otherwise a temporary one")
    return parser.parse_args()


def sources():
    """Real maps with their models: (folder, resolution), the smallest map first."""
    found = [
        (path.parent, json.loads(path.read_text())["resolution_A"]) for path in (SHARED / "data").glob("*/meta.json")
    ]
    found = [(folder, float(resolution)) for folder, resolution in found if (folder / "map.mrc").exists()]
    assert found, f"there are no maps in {SHARED / 'data'}: set EMCONVERGE_SHARED"
    return sorted(found, key=lambda each: (each[0] / "map.mrc").stat().st_size)


def read_map(path):
    """Density by z, y, x; voxel and place of its first voxel, Å."""
    content = path.read_bytes()
    columns, rows, sections, mode = struct.unpack_from("<4i", content, 0)
    samples = struct.unpack_from("<3i", content, 28)
    cell = struct.unpack_from("<3f", content, 40)
    assert mode == 2, f"{path} is no map of real numbers"
    skip = 1024 + struct.unpack_from("<i", content, 92)[0]
    density = np.frombuffer(content, "<f4", columns * rows * sections, skip).reshape(sections, rows, columns)
    axes = [axis - 1 for axis in struct.unpack_from("<3i", content, 64)]  # of columns, rows and sections
    density = density.transpose([2 - axes.index(axis) for axis in (2, 1, 0)])
    return density, np.array(cell) / samples, np.array(struct.unpack_from("<3f", content, 196))


def map_bytes(density, voxel, origin):
    nz, ny, nx = density.shape
    header = bytearray(1024)
    struct.pack_into("<10i", header, 0, nx, ny, nz, 2, 0, 0, 0, nx, ny, nz)
    struct.pack_into("<6f", header, 40, *(voxel * (nx, ny, nz)), 90, 90, 90)
    struct.pack_into("<3i", header, 64, 1, 2, 3)
    struct.pack_into("<3f", header, 76, density.min(), density.max(), density.mean())
    struct.pack_into("<2i", header, 88, 1, 0)
    struct.pack_into("<3f", header, 196, *origin)
    header[208:212] = b"MAP "
    header[212:216] = b"\x44\x44\x00\x00"
    return bytes(header) + density.astype("<f4").tobytes()


def stretch(source, number, residues):
    """The number-th stretch of a model's first chain, and the density around it; None where the chain has no more, or
    the map does not show it.
    """
    structure = gemmi.read_structure(str(source / "model.pdb"))
    structure.setup_entities()
    chain = structure[0][0]
    chosen = [residue for residue in chain if residue.find_atom("CA", "*")][number * residues : (number + 1) * residues]
    if len(chosen) < residues:
        return None
    crop = gemmi.Structure()
    crop.add_model(gemmi.Model(1))
    new = gemmi.Chain(chain.name)
    for residue in chosen:
        new.add_residue(residue)
    crop[0].add_chain(new)
    crop.setup_entities()
    density, voxel, origin = read_map(source / "map.mrc")
    positions = np.array([site.atom.pos.tolist() for site in crop[0].all()])
    low = np.maximum(np.floor((positions.min(axis=0) - MARGIN - origin) / voxel).astype(int), 0)
    high = np.ceil((positions.max(axis=0) + MARGIN - origin) / voxel).astype(int) + 1
    box = density[low[2] : high[2], low[1] : high[1], low[0] : high[0]].copy()
    places = np.clip(np.rint((positions - origin) / voxel).astype(int) - low, 0, np.array(box.shape[::-1]) - 1)
    there = box[places[:, 2], places[:, 1], places[:, 0]].mean()
    return (box, voxel, origin + low * voxel, crop) if there > box.mean() + 1.2 * box.std() else None


def cif(structure, shift=0.0):
    for site in structure[0].all():
        site.atom.pos += gemmi.Position(shift, 0, 0)
    return structure.make_mmcif_document().as_string().encode()


class Archive:
    """Entries of the mirror from crops, each of another stretch."""

    def __init__(self, folder, residues):
        self.mirror = mirror.Mirror(folder)
        self.residues = residues
        self.stretches = (
            (source, resolution, crop)
            for number in range(100)
            for source, resolution in sources()
            if (crop := stretch(source, number, residues)) is not None
        )
        self.number = 100000  # six digits, as EMDB will need them

    def add(self, kind="good", number=None, updated="2026-11-04"):
        source, resolution, (box, voxel, origin, crop) = next(self.stretches)
        self.number += number is None
        number = number or self.number
        content = map_bytes(box, voxel, origin)
        if kind == "page":
            content = PAGE
        elif kind == "nan":
            box[box.shape[0] // 2] = np.nan
            content = map_bytes(box, voxel, origin)
        noise = np.random.default_rng(1).normal(0, 0.3 * np.nanstd(box), box.shape)
        halves = [map_bytes(box + noise, voxel, origin), None] if kind == "half" else []
        self.mirror.add(
            number,
            f"{number % 9 + 1}{np.base_repr(number % 46656, 36).lower():0>3}",
            content,
            cif(crop, 500.0 if kind == "outside" else 0.0),
            resolution,
            title=f"{source.name}, residues from {crop[0][0][0].seqid}",
            halves=halves,
            weight=self.residues * 110,
            updated=updated,
        )
        return f"EMD-{number}"


def table(path):
    with path.open(newline="") as stream:
        return {row.get("id") or row.get("emdb"): row for row in csv.DictReader(stream)}


class Survey:
    """The command of a survey, and what it leaves."""

    def __init__(self, folder, server, options):
        self.folder = folder / "survey"
        self.log = folder / "log"
        self.command = [
            *(
                ROOT / "bin" / "emconverge",
                "survey",
                "--contact",
                CONTACT,
                "--emdb-api-url",
                f"{server}/api",
                "--refresh",
            ),
            *("--cache", folder / "cache", "--out-dir", self.folder, "--chunk", options.chunk, "--tries", 2, "--"),
            *mirror.addresses(server),
            *("--models", options.models, "--best", options.best, "--min_models", 2, "--batch", options.models),
            *("--progress", "none"),
        ]

    def start(self):
        return subprocess.Popen(
            list(map(str, self.command)),
            cwd=self.folder.parent,
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("a"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self):
        began = time.monotonic()
        assert self.start().wait() == 0, self.log.read_text()[-5000:]
        return time.monotonic() - began

    def run_until_killed(self):
        """Kills all of it while its second chunk samples."""
        began = time.monotonic()
        process = self.start()
        while not list(self.folder.glob("chunks/0002/work/??/*/.command.begin")):
            assert process.poll() is None, self.log.read_text()[-5000:]
            time.sleep(0.2)
        time.sleep(20)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return time.monotonic() - began

    def statuses(self):
        return {name: row["status"] for name, row in table(self.folder / "entries.csv").items()}

    def core_hours(self):
        state = json.loads((self.folder / "state.json").read_text())
        return sum(chunk["core_hours_used"] or 0 for chunk in state["chunks"])

    def site(self, name):
        return json.loads((self.folder / "site" / "api" / "v1" / name).read_text())

    def page(self, entry):
        return (self.folder / "site" / "entries" / entry / "index.html").read_text()


def require_first(survey, good, broken):
    """What stands after the first survey."""
    statuses = survey.statuses()
    failed = table(survey.folder / "failed.csv")
    assert {name for name, status in statuses.items() if status == "done"} == set(good) | {broken["half"]}, statuses
    sentences = {kind: failed[broken[kind]]["reason"] for kind in ("outside", "nan", "page")}
    assert "not an MRC/CCP4 map" in sentences["page"], sentences
    assert all(sentence.endswith((".", "…")) for sentence in sentences.values()), sentences
    index = survey.site("index.json")
    assert (index["entries"], index["left_out"]) == (len(good) + 1, 3), index
    return sentences


def require_second(survey, before, new, revised, withdrawn, page):
    """What stands after the second: only what is new or revised was run, and the site knows all."""
    chunks = sorted((survey.folder / "chunks").iterdir())[before:]
    run = [name for chunk in chunks for name in table(chunk / "samplesheet.csv")]
    assert sorted(run) == sorted([*new, revised, page]), run
    statuses = survey.statuses()
    assert all(statuses[name] == "done" for name in [*new, revised, page]), statuses
    assert table(survey.folder / "entries.csv")[withdrawn]["offered"] == "withdrawn"
    assert survey.site(f"entries/{revised}.json")["current"]["version"] == 2
    assert survey.site(f"entries/{withdrawn}.json")["withdrawn"] != ""
    assert "Withdrawn from EMDB" in survey.page(withdrawn) and "Withdrawn from EMDB" not in survey.page(revised)
    return run


def fetched(asked, since):
    """Requests and repeated ones since a place in the list; every one names whom to ask."""
    part = asked[since:]
    assert all(CONTACT in agent for _, agent in part), {agent for _, agent in part}
    return len(part), len(part) - len(set(part))


def main():
    options = arguments()
    folder = (options.folder or Path(tempfile.mkdtemp(prefix="survey-mirror-"))).resolve()
    archive = Archive(folder / "archives", options.residues)
    good = [archive.add() for _ in range(options.entries - 4)]
    broken = {kind: archive.add(kind) for kind in ("half", "outside", "nan", "page")}
    archive.mirror.write_search()
    asked = []
    rows = []
    with mirror.serve(folder / "archives", asked) as server:
        survey = Survey(folder, server, options)
        killed = survey.run_until_killed()
        done = sum(status == "done" for status in survey.statuses().values())
        rows.append(
            ("first, killed while its second chunk sampled", killed, done, 0, survey.core_hours(), fetched(asked, 0))
        )
        since = len(asked)
        seconds = survey.run()
        sentences = require_first(survey, good, broken)
        rows.append(("the same command again", seconds, len(good) + 1, 3, survey.core_hours(), fetched(asked, since)))

        since, before = len(asked), len(list((survey.folder / "chunks").iterdir()))
        seconds = survey.run()
        rows.append(("again, nothing to do", seconds, len(good) + 1, 3, survey.core_hours(), fetched(asked, since)))
        new = [archive.add(), archive.add()]
        revised, withdrawn = good[:2]
        archive.add(number=int(revised[4:]), updated="2026-11-25")
        archive.add(number=int(broken["page"][4:]), updated="2026-11-25")  # its file is a map now
        archive.mirror.withdraw(int(withdrawn[4:]))
        archive.mirror.write_search()
        since = len(asked)
        seconds = survey.run()
        require_second(survey, before, new, revised, withdrawn, broken["page"])
        rows.append(
            (
                "two new, two revised (the page is one), one withdrawn",
                seconds,
                len(good) + 4,
                2,
                survey.core_hours(),
                fetched(asked, since),
            )
        )
    print("|survey|wall min|reports|failed|core-hours so far|requests|of them again|\n|-|-|-|-|-|-|-|")
    for name, seconds, reports, failed, hours, (requests, again) in rows:
        print(f"|{name}|{seconds / 60:.1f}|{reports}|{failed}|{hours:.2f}|{requests}|{again}|")
    for kind, sentence in sentences.items():
        print(f"{kind}: {sentence}")
    if options.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
