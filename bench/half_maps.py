#!/usr/bin/env python3
"""CPU time and peak memory of half-map FSC and local resolution, from one helix bundle (280 residues) in a crop to 27
in 512³.

    bench/half_maps.py [--edge 512] [--jar java-tools/target/emtools.jar]

Needs numpy. The half maps are Gaussians at the Cα atoms and noise, voxels of 1 Å, windows of 7 · 3 Å. A process of
its own for each row, with the options of bin/emtools; "write" makes the full map and its file as well.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
from prepare_map import bundle, run, write_map

FOLDER = Path(__file__).resolve().parent
OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
SPACING = 100  # between bundles, Å


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edge", type=int, default=512)
    parser.add_argument("--jar", default=str(FOLDER.parent / "java-tools/target/emtools.jar"))
    options = parser.parse_args()
    crop = [("fsc", 2, 1), ("local", 2, 1), ("local", 1, 1), ("local", 2, 2)]
    whole = [("local", 8, 1), ("local", 4, 1), ("local", 4, 2), ("write", 4, 1), ("local", 2, 2)]
    for edge, bundles, rows in ((100, 1, crop), (options.edge, 3, whole)):
        with tempfile.TemporaryDirectory() as name:
            halves = [Path(name) / f"half{i}.mrc" for i in (1, 2)]
            places = SPACING * (np.arange(bundles) - (bundles - 1) / 2)
            atoms = np.concatenate(
                [bundle(edge / 2) + np.array([x, y, z]) for x in places for y in places for z in places]
            )
            np.savetxt(Path(name) / "atoms.txt", atoms, "%.3f")
            for seed, half in enumerate(halves, 1):
                write_map(half, edge, atoms, seed)
            print(f"{edge}^3, {len(atoms)} residues")
            for what, step, threads in rows:
                cpu, wall, peak = run(
                    [
                        "java",
                        *OPTIONS,
                        "-Xmx6g",
                        "-cp",
                        options.jar,
                        str(FOLDER / "HalfMapsBench.java"),
                        what,
                        *map(str, halves),
                        str(Path(name) / "atoms.txt"),
                        "3",
                        str(step),
                        str(threads),
                    ]
                )
                print(
                    f"{what}, step {step}, {threads} thread(s): {cpu:.1f} s CPU, {wall:.1f} s,"
                    f" peak {peak:.0f} MB resident"
                )


if __name__ == "__main__":
    main()
