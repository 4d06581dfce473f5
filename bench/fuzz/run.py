#!/usr/bin/env python3
"""Writes models and maps in every permitted variation and tells which of them give other numbers than the plain files.

    bench/fuzz/run.py [--models 2000] [--damaged 400] [--maps 150] [--damaged-maps 50] [--seed 1] [--keep FOLDER]

Needs the engines' Python with biopython and mrcfile (the tests' environment has both) and CLIBD_MON; ends with status 1
when a variant differs in silence or a damaged file does not end in one sentence.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import map_variants
import model_variants
from judge import Judge

BATCH = 100


def batches(variants):
    return [variants[i : i + BATCH] for i in range(0, len(variants), BATCH)]


def told(faults, keep):
    for variant, wrong in faults:
        print(f"{variant.name}{variant.ending}: {wrong}\n    {variant.what}", flush=True)
        if keep:
            (keep / (variant.name + variant.ending)).write_bytes(variant.data)
    return len(faults)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=int, default=2000)
    parser.add_argument("--damaged", type=int, default=400)
    parser.add_argument("--maps", type=int, default=150)
    parser.add_argument("--damaged-maps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1, help="number of the first variant")
    parser.add_argument("--keep", type=Path, help="folder for the files of the variants that fail")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    numbers = range(options.seed, options.seed + options.models)
    damage = range(options.seed, options.seed + options.damaged)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(folder, os.environ["CLIBD_MON"])
        for batch in batches([("model", n) for n in numbers] + [("damage", n) for n in damage]):
            variants = [
                model_variants.variant(n) if kind == "model" else model_variants.damaged(n) for kind, n in batch
            ]
            wrong += told(judge.faults(variants), options.keep)
        of_maps = [map_variants.variant(n, judge.folder) for n in range(options.seed, options.seed + options.maps)]
        of_maps += [map_variants.damaged(n) for n in range(options.seed, options.seed + options.damaged_maps)]
        for variant in of_maps:
            fault = judge.fault_of_map(variant)
            wrong += told([(variant, fault)] if fault else [], options.keep)
    total = options.models + options.damaged + options.maps + options.damaged_maps
    print(f"{total} variants, {wrong} wrong, {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
