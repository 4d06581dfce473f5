"""The scripts for ChimeraX and PyMOL of the built-in example, as it is and with made-up values of confidence."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

FACTS = json.loads((ROOT / "facts.json").read_text(encoding="utf-8"))
LOOK = """
import json
from pymol import cmd, stored

def colours():
    stored.rows = []
    cmd.iterate("convergence and name CA", "stored.rows.append((chain, resi, b, partial_charge, color))")
    return [(*row, cmd.get_color_tuple(color)) for *row, color in stored.rows]

found = {"objects": cmd.get_names("objects"), "states": cmd.count_states("ensemble"), "colours": colours()}
stored.ensemble = set()
cmd.iterate("ensemble and name CA", "stored.ensemble.add((chain, resi, color))")
found["ensemble"] = sorted((chain, resi, cmd.get_color_tuple(color)) for chain, resi, color in stored.ensemble)
cmd.png(PICTURE, 320, 240, ray=1)
found["spread"] = None
if "spread" in cmd.get_scene_list():
    cmd.scene("spread", "recall", animate=0)
    found["spread"] = colours()
json.dump(found, open(OUT, "w"))
"""


def rows(entry):
    with (entry / "residues.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def judged(demo, tmp_path_factory):
    """A copy of the demo's entry with made-up values of confidence, and what 'emtools report' makes of it."""
    entry = shutil.copytree(demo.entry, tmp_path_factory.mktemp("judged") / "entry")
    residues = rows(entry)
    for number, row in enumerate(residues):
        row["confidence"] = "" if number == 3 else f"{number % 10 / 10:.4f}"
    with (entry / "residues.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(residues[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(residues)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["report", "--entry", entry, "--renderer", ROOT / "bin" / "render_figures.py", "--out-dir", entry]
    subprocess.run([ROOT / "bin" / "emtools", *command], env={**os.environ, "PATH": path}, check=True)
    return entry


def seen_in_pymol(entry, folder):
    """What a real PyMOL, without a window, shows of an entry."""
    look, found, picture = (folder / name for name in ("look.py", "found.json", "view.png"))
    look.write_text(LOOK.replace("PICTURE", repr(str(picture))).replace("OUT", repr(str(found))))
    result = subprocess.run(
        [sys.executable, "-m", "pymol", "-cq", entry / "viewers" / "open.pml", look],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert found.exists(), result.stdout + result.stderr
    assert picture.stat().st_size > 5000  # a blank picture of this size has less than a kilobyte
    return json.loads(found.read_text())


def assert_colours_of_the_spread(colours, residues):
    assert len(colours) == len(residues)
    for _, _, b, _, (red, green, blue) in colours:
        assert (red > blue + 0.3) == (b > 3) and (blue > red + 0.3) == (b < 1), (b, red, green, blue)


def test_pymol_opens_the_script(demo, tmp_path):
    """The models and the map are there, the putty's colours follow the B column where there is no confidence."""
    found = seen_in_pymol(demo.entry, tmp_path)
    assert {"convergence", "ensemble", "density", "density_mesh"} <= set(found["objects"]) and found["states"] == 6
    residues = rows(demo.entry)
    judged = any(row["confidence"] for row in residues)
    assert_colours_of_the_spread(found["spread"] if judged else found["colours"], residues)


def colour_of(confidence):
    if not confidence:
        return FACTS["spread"]["undefined_colour"]
    return next(of["colour"] for of in FACTS["confidence"]["classes"] if float(confidence) >= of.get("from", 0))


def is_colour(channels, colour):
    return [round(255 * channel) for channel in channels] == list(bytes.fromhex(colour[1:]))


def test_pymol_colours_by_confidence(judged, tmp_path):
    """The confidence is the partial charge and gives the colours of all models; those of the spread are a scene."""
    found = seen_in_pymol(judged, tmp_path)
    confidence = {(row["chain"], row["resnum"] + row["icode"]): row["confidence"] for row in rows(judged)}
    assert len({colour_of(value) for value in confidence.values()}) == 4
    for chain, residue, _, charge, colour in found["colours"]:
        expected = confidence[chain, residue]
        assert charge == pytest.approx(float(expected or -1)), residue
        assert is_colour(colour, colour_of(expected)), (residue, expected, colour)
    assert len(found["ensemble"]) == len(found["colours"])
    for chain, residue, colour in found["ensemble"]:
        assert is_colour(colour, colour_of(confidence[chain, residue])), residue
    assert_colours_of_the_spread(found["spread"], rows(judged))


def words_of_chimerax(line):
    """The words of a command as next_token of chimerax.core.commands.cli finds them: quotes count only at the start."""
    token = re.compile(
        r"""\s*(?:"(?P<double>.*?)"(?=[\s;]|$)|'(?P<single>.*?)'(?=[\s;]|$)|(?P<plain>[^;\s"'][^;\s]*))"""
    )
    words, place = [], 0
    while found := token.match(line, place):
        assert not re.search("[\"']", found["plain"] or ""), f"a quote inside a word is a letter: {line}"
        words.append(found[found.lastgroup])
        place = found.end()
    assert not line[place:].strip(), f"an unended quote or a second command: {line}"
    return words


def test_the_chimerax_script_names_files_that_are_there(demo):
    """The commands of ChimeraX's language that it uses, each in words by its own rules; the files it opens."""
    known = {"open", "hide", "show", "cartoon", "color", "key", "volume", "view", "ui"}
    folder = demo.entry / "viewers"
    opened = []
    for line in (folder / "open.cxc").read_text().splitlines():
        if line and not line.startswith("#"):
            words = words_of_chimerax(line)
            assert words[0] in known, line
            opened += words[1:2] if words[0] == "open" else []
    assert [(folder / name).resolve().name for name in opened] == [
        "convergence.cif",
        "ensemble.cif",
        "ca_rmsd.defattr",
        "map.mrc",
    ]
    assert all((folder / name).exists() for name in opened)


def test_chimerax_has_the_attributes_of_every_residue(judged):
    values = {}
    for line in (judged / "viewers" / "ca_rmsd.defattr").read_text().splitlines():
        if line.startswith("attribute: "):
            values[line.removeprefix("attribute: ")] = attribute = []
        if line.startswith("\t"):
            _, spec, value = line.split("\t")
            attribute.append((spec, float(value)))
    assert list(values) == ["ca_rmsd", "confidence"]
    for column, attribute in values.items():
        assert attribute == [
            (f"/{row['chain']}:{row['resnum']}", pytest.approx(float(row[column]), abs=6e-4))
            for row in rows(judged)
            if row[column]
        ]
