#!/usr/bin/env python3
"""How well `emtools series-map` keeps its promise on half maps whose signal and noise are known; or what it costs.

    bench/series_maps.py [--seeds 3] [--only D7] [--jar java-tools/target/emtools.jar]
    bench/series_maps.py --edge 512

Needs numpy and scipy. The signal is a ball (of a helix, a rod) of random density with a B factor, the noise is white
times an envelope, both averaged over the symmetry; voxels of 1 Å. A row for each pair and resolution: the resolution
measured by each seed; the power of the new noise in units of that of the given, the mean over the shells and the shell
that is farthest off; and how far the signal that is left is from D, the mean over the shells up to the resolution.
With --edge CPU time and peak memory of one pair of such a box instead.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from prepare_map import run
from scipy import fft, ndimage

# those of bin/emtools
OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=75"]
OPTIONS += ["-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10", "-XX:MaxNewSize=32m"]
#        edge, radius, B, envelope, symmetry
PAIRS = [
    (96, 40, 80, "white", "C1"),
    (96, 40, 80, "falling", "C1"),
    (96, 40, 200, "falling", "C1"),
    (96, 40, 20, "rising", "C1"),
    (97, 40, 80, "falling", "C1"),
    (160, 65, 80, "falling", "C1"),
    (96, 40, 80, "falling", "D2"),
    (96, 40, 80, "falling", "D7"),
    (96, 40, 80, "falling", "O"),
    (96, 32, 80, "falling", "helical:37.3:9"),
    (96, 32, 80, "falling", "helical:-27.1:12.5:C2"),
]
TARGETS = (4.5, 6)


def distance(edge, axes=(0, 1, 2)):
    line = np.square(np.arange(edge, dtype=np.float32) - edge // 2)
    squares = [line[:, None, None], line[None, :, None], line[None, None, :]]
    return np.sqrt(sum(squares[axis] for axis in axes))


def about_z(angle):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1, 0, 0], [0, c, s], [0, -s, c]])


def turns(group):
    """Matrices that turn (z, y, x), the identity too."""
    if group == "O":
        signs = [np.diag(s) for s in np.array(np.meshgrid(*[[1, -1]] * 3)).T.reshape(-1, 3)]
        permutations = [np.eye(3)[list(p)] for p in ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (1, 0, 2), (2, 1, 0))]
        return [s @ p for s in signs for p in permutations if np.linalg.det(s @ p) > 0]
    ring = [about_z(2 * np.pi * i / int(group[1:])) for i in range(int(group[1:]))]
    return ring if group[0] == "C" else ring + [r @ np.diag([-1, -1, 1]) for r in ring]


def averaged(values, group, part=0.3):
    """The mean over a symmetry; of a helix that of the subunits of the box's central part, which fill the box."""
    if group == "C1":
        return values
    edge = len(values)
    places = np.indices(values.shape, np.float32).reshape(3, -1) - edge // 2
    spline = ndimage.spline_filter(values, order=3, mode="grid-wrap", output=np.float32)
    if not group.startswith("helical"):
        return (sum(sampled(spline, turn @ places, edge) for turn in turns(group)) / len(turns(group))).reshape(
            values.shape
        )
    _, twist, rise, *about = group.split(":")
    total = np.zeros(places.shape[1], np.float32)
    count = np.zeros(places.shape[1], np.float32)
    for step in range(-int(edge / float(rise)) - 1, int(edge / float(rise)) + 2):
        # where the subunit lies that is so many steps away
        along = step * float(rise)
        inside = np.abs(places[0] + along) <= part * edge / 2
        for turn in turns(about[0] if about else "C1"):
            at = about_z(np.radians(step * float(twist))) @ turn @ places[:, inside]
            at[0] += along
            total[inside] += sampled(spline, at, edge)
            count[inside] += 1
    return (total / count).reshape(values.shape)


def sampled(spline, places, edge):
    return ndimage.map_coordinates(spline, places + edge // 2, order=3, mode="grid-wrap", prefilter=False)


def frequencies(edge):
    line = np.square(fft.fftfreq(edge).astype(np.float32))
    half = np.square(fft.rfftfreq(edge).astype(np.float32))
    return np.sqrt(line[:, None, None] + line[None, :, None] + half[None, None, :])


def envelope(kind, edge):
    r = distance(edge) / (edge / 2)
    return {"white": np.ones_like(r), "falling": 0.3 + np.exp(-2 * r * r), "rising": 0.5 + 0.5 * r * r}[kind]


def pair(edge, radius, b, kind, group, seed=1, strength=0.12):
    """Signal and two half maps, float32. The noise is as strong beside the signal whatever the symmetry."""
    random = np.random.default_rng(seed)
    signal = fft.rfftn(random.standard_normal((edge,) * 3, np.float32))
    signal *= np.exp(-b / 4 * np.square(frequencies(edge)))
    signal = fft.irfftn(signal, (edge,) * 3)
    helix = group.startswith("helical")
    r = distance(edge, (1, 2)) if helix else distance(edge)
    signal *= np.clip((radius - r) / 6 + 0.5, 0, 1)
    signal = averaged(signal, group)
    noise = []
    for _ in range(2):
        made = averaged(random.standard_normal((edge,) * 3, np.float32) * envelope(kind, edge), group)
        noise.append(made)
    inside = (r < radius) & (distance(edge, (0,)) < 0.15 * edge if helix else True)
    scale = strength * signal[inside].std() / noise[0][inside].std() * np.exp(0.01 * b)
    return signal, [signal + scale * part for part in noise]


def write(path, values):
    header = np.zeros(256, "<i4")
    floats = header.view("<f4")
    header[:4] = *values.shape[::-1], 2
    header[7:10] = floats[10:13] = values.shape[::-1]
    floats[13:16] = 90
    header[16:19] = 1, 2, 3
    header[52:54] = np.frombuffer(b"MAP \x44\x44\0\0", "<i4")
    with path.open("wb") as out:
        out.write(header.tobytes())
        values.astype("<f4").tofile(out)


def read(path):
    edge = np.fromfile(path, "<i4", 3)
    return np.fromfile(path, "<f4", offset=1024).reshape(edge[::-1])


def series_map(options, folder, target, seed, group):
    command = ["-jar", options.jar, "series-map", "--half1", folder / "1.mrc", "--half2", folder / "2.mrc"]
    command += ["--target", target, "--seed", seed, "--out-dir", folder / "out"]
    if group.startswith("helical"):
        command += ["--symmetry", group]
    cost = run(["java", *OPTIONS, *map(str, command)])
    return cost, json.loads((folder / "out/series_map.json").read_text())


def shell_means(edge, values):
    shells = np.rint(frequencies(edge) * edge).astype(int)
    weights = np.full(shells.shape, 2.0)
    weights[..., 0] = 1
    count = np.bincount(shells.ravel(), weights.ravel())
    return np.bincount(shells.ravel(), (values * weights).ravel())[: edge // 2] / count[: edge // 2]


def transformed(values):
    return fft.rfftn(values - values.mean(dtype=float))


def accuracy(options):
    print("|box|radius|B|noise|symmetry|given|asked for|measured|noise, mean|worst shell|signal|\n" + "|-" * 11 + "|")
    for edge, radius, b, kind, group in PAIRS:
        if options.only not in group:
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            signal, halves = pair(edge, radius, b, kind, group)
            write(folder / "1.mrc", halves[0])
            write(folder / "2.mrc", halves[1])
            before = shell_means(edge, np.square(np.abs(transformed(halves[0] - halves[1]))))
            s = transformed(signal)
            power = shell_means(edge, np.square(np.abs(s)))
            for target in TARGETS:
                found, ratios, left = [], [], []
                for seed in range(1, options.seeds + 1):
                    _, record = series_map(options, folder, target, seed, group)
                    found.append(record["measured"])
                    h1, h2 = read(folder / "out/half1.mrc"), read(folder / "out/half2.mrc")
                    ratios.append(shell_means(edge, np.square(np.abs(transformed(h1 - h2)))) / before)
                    cross = shell_means(edge, (transformed((h1 + h2) / 2) * s.conj()).real) / power
                    d = np.exp(-2 * np.square(np.pi * record["shift"] * np.arange(edge // 2) / edge))
                    left.append((cross / d)[5 : int(edge / target)])
                ratio = np.mean(ratios, axis=0)[5:]
                worst = ratio[np.argmax(np.abs(ratio - 1))]
                measured = ", ".join(f"{value:.2f}" for value in found)
                cells = [f"{edge}³", radius, b, kind, group, f"{record['given']:.2f}", target, measured]
                cells += [f"{value:.3f}" for value in (ratio.mean(), worst, np.mean(left))]
                print("|" + "|".join(map(str, cells)) + "|", flush=True)


def cost(options):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, halves = pair(options.edge, options.edge // 3, 80, "falling", "C1")
        write(folder / "1.mrc", halves[0])
        write(folder / "2.mrc", halves[1])
        del halves
        (cpu, wall, peak), record = series_map(options, folder, 4, 1, "C1")
        print(
            f"{options.edge}³: {cpu:.0f} s CPU, {wall:.0f} s, peak {peak:.0f} MB resident;"
            f" {record['given']:.2f} Å given, 4 Å asked for, {record['measured']:.2f} Å measured"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edge", type=int)
    parser.add_argument("--only", default="", help="symmetries that hold this text")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--jar", default=str(Path(__file__).resolve().parent.parent / "java-tools/target/emtools.jar"))
    options = parser.parse_args()
    cost(options) if options.edge else accuracy(options)


if __name__ == "__main__":
    main()
