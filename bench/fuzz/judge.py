"""Runs `emtools validate` on variants and compares what it finds with what it finds of the plain files."""

import csv
import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import content
import map_variants
import model_variants

EMTOOLS = content.ROOT / "bin" / "emtools"
TOLERANCE = 2e-4
"""Numbers are written with four decimals; sums in another order may differ in the last."""
FAULTS = ("Exception", "\tat ", "null", "fault")


def emtools(*arguments, library):
    environment = dict(os.environ, CLIBD_MON=str(library))
    return subprocess.run([EMTOOLS, *map(str, arguments)], capture_output=True, text=True, env=environment)


def leaves(value, path=""):
    """{path: number, text or None} of a JSON value; names and the reading aside."""
    if isinstance(value, dict):
        return {
            key: leaf
            for name, inner in value.items()
            if name not in ("model", "reading", "chains", "stage")
            for key, leaf in leaves(inner, f"{path}/{name}").items()
        }
    return {path: value}


def differences(found, wanted):
    """What differs between two sets of leaves, as text."""
    told = []
    for key in sorted(found.keys() | wanted.keys()):
        a, b = found.get(key), wanted.get(key)
        numbers = isinstance(a, int | float) and isinstance(b, int | float)
        if (abs(a - b) > TOLERANCE * max(1, abs(b))) if numbers else a != b:
            told.append(f"{key}: {a} instead of {b}")
    return told


class Judge:
    """Validates models in batches against one map and remembers what the plain files gave."""

    def __init__(self, folder, library):
        self.folder, self.library = Path(folder), library
        self.map = self.folder / "map.mrc"
        self.map.write_bytes(map_variants.references()["signed"].data)
        self.wanted = {v.like: found for v, found in self.validate(list(model_variants.references().values()))}
        self.of_maps = {}
        for name, plain in map_variants.references().items():
            self.of_maps[name], sentence = self.validate_in(plain)
            if sentence:
                raise RuntimeError(sentence)

    def validate(self, variants):
        """[(variant, record with its residues)], one program for all; a record may hold an error."""
        files = [self.folder / "plain.pdb"]  # one that can be read, which places the map
        files[0].write_bytes(model_variants.references()["heavy"].data)
        for variant in variants:
            files.append(self.folder / (variant.name + variant.ending))
            files[-1].write_bytes(variant.data)
        out, rows = self.folder / "out.json", self.folder / "rows.csv"
        run = emtools(
            *("validate", "--json", out, "--residues", rows, "--map", self.map, "--resolution", content.RESOLUTION),
            *("--model", *files),
            library=self.library,
        )
        if not out.exists():
            raise RuntimeError(run.stderr)
        residues = Counter()
        with rows.open(newline="") as stream:
            for row in csv.DictReader(stream):
                residues[row["model"]] += 1
        records = {record["model"]: record for record in json.loads(out.read_text())}
        out.unlink()
        rows.unlink()
        for file in files:
            file.unlink()
        return [(v, records[self.name(v)] | {"residues": residues[self.name(v)]}) for v in variants]

    @staticmethod
    def name(variant):
        """As the program calls the model: the file's name without its endings."""
        return variant.name

    def faults(self, variants):
        """[(variant, what is wrong with it)]"""
        told = []
        for variant, found in self.validate(variants):
            wrong = self.damage(found) if variant.sentence else self.fault(variant, found)
            if wrong:
                told.append((variant, wrong))
        return told

    def fault(self, variant, found):
        if "error" in found:
            return found["error"]
        reading = found["reading"]
        if reading["coordinate_lines"] != reading["atoms"]:
            return f"{reading}"
        return "; ".join(differences(leaves(found), leaves(self.wanted[variant.like])))

    @staticmethod
    def damage(found):
        """A damaged file must end in one sentence that is meant for people."""
        error = found.get("error")
        if not error:
            return f"read without a word: {found['reading']}"
        if "\n" in error or not error.endswith(".") or any(fault in error for fault in FAULTS):
            return f"not a sentence: {error}"
        return ""

    def validate_in(self, variant):
        """(record, None) of the plain model in a map, or (None, what the program says)."""
        model, file, out = (
            self.folder / "plain.pdb",
            self.folder / (variant.name + variant.ending),
            self.folder / "out.json",
        )
        model.write_bytes(model_variants.references()["heavy"].data)
        file.write_bytes(variant.data)
        run = emtools(
            *("validate", "--model", model, "--map", file, "--resolution", content.RESOLUTION, "--json", out),
            library=self.library,
        )
        file.unlink()
        if run.returncode:
            return None, run.stderr.strip()
        record = json.loads(out.read_text())[0]
        out.unlink()
        return record, None

    def fault_of_map(self, variant):
        """What is wrong with the answer to a map; empty where nothing is."""
        found, sentence = self.validate_in(variant)
        if variant.sentence:
            return self.damage({"error": sentence} if sentence else {"reading": "the map"})
        if sentence:
            return sentence
        return "; ".join(differences(leaves(found), leaves(self.of_maps[variant.like])))
