"""Step 1: a three-helix bundle backbone with a loose C-terminal tail, from ideal internal coordinates and loop torsions only.

Simulated annealing over the torsions of the two loops (all starts at once); helices keep near-ideal torsions. Score: helix axes
antiparallel at 9.6 Å, no clash of backbone or of side-chain centroids, loop torsions near their Ramachandran basin, tail clear of
the bundle. Writes backbone.npy (torsions) and prints the scores."""

import sys

import numpy as np
from build import atom_names, build

HELIX = (-63.0, -42.0)
BASIN = {"A": (-65, -40), "B": (-105, 135), "P": (-68, 145), "G": (60, 38), "N": (-90, 5)}
AXIS = 9.6  # Å between packed helix axes
LAYOUT = [("cap", 2), ("H", 16), ("loop", 4), ("H", 17), ("loop", 4), ("H", 16), ("tail", 11)]
LOOPS = ["GBPP", "NGBP", "GBBP", "NGPP", "AGBP", "GPPP", "BPPA", "BAPP", "GBPA"]
TAIL = "NGPBPBNPBPB"


def segments():
    out, at = [], 0
    for kind, n in LAYOUT:
        out.append((kind, at, at + n))
        at += n
    return out, at


SEGMENTS, LENGTH = segments()
HELICES = [(a, b) for k, a, b in SEGMENTS if k == "H"]


def start(rng, batch):
    t = np.zeros((batch, LENGTH, 7))
    t[:, :, 2] = 180
    centre = np.zeros((batch, LENGTH, 2))
    centre[:] = HELIX
    free = np.zeros(LENGTH, bool)
    for k, a, b in SEGMENTS:
        if k == "cap":
            centre[:, a:b] = [BASIN["P"], (-75, 160)]
        if k == "loop":
            for p in range(batch):
                centre[p, a:b] = [BASIN[c] for c in LOOPS[rng.integers(len(LOOPS))]]
            free[a:b] = True
        if k == "tail":
            centre[:, a:b] = [BASIN[c] for c in TAIL]
            free[a:b] = True
    t[:, :, :2] = centre + rng.normal(0, 12, centre.shape) * free[None, :, None]
    return t, centre, free


def axis_points(ca, a, b):
    """Helix axis: the CA trace smoothed over four residues with the weights that cancel a 100 degree turn."""
    w = np.array([0.22, 0.28, 0.28, 0.22])
    return sum(w[k] * ca[:, a + k : b - 3 + k] for k in range(4))


def distances(p, q):
    p, q = p.astype(np.float32), q.astype(np.float32)
    d2 = (p**2).sum(-1)[:, :, None] + (q**2).sum(-1)[:, None] - 2 * p @ q.transpose(0, 2, 1)
    return np.sqrt(np.maximum(d2, 1e-3))


def score(t, centre, free, sequence, index):
    x = build(sequence, t, backbone=True)
    ca, cb = x[:, index["CA"]], x[:, index["CB"]]
    side = ca + 2.3 * (cb - ca) / np.linalg.norm(cb - ca, axis=-1, keepdims=True)
    e = np.zeros(len(t))
    axes = [axis_points(ca, a, b) for a, b in HELICES]
    for i, j, sense in ((0, 1, -1), (1, 2, -1), (0, 2, 1)):
        d = distances(axes[i], axes[j])
        for m in (d.min(1), d.min(2)):
            e += np.mean(np.minimum(np.abs(m - AXIS), 1.5) ** 2 + 2 * np.abs(m - AXIS), axis=1)
        u, v = (q[:, -1] - q[:, 0] for q in (axes[i], axes[j]))
        cosine = np.sum(u * v, -1) / np.linalg.norm(u, axis=-1) / np.linalg.norm(v, axis=-1)
        e += 20 * (1 - sense * cosine) + np.maximum(
            0, np.linalg.norm(axes[i].mean(1) - axes[j].mean(1), axis=-1) - 10.5
        )
    far = np.abs(np.subtract.outer(np.arange(LENGTH), np.arange(LENGTH)))[None] > 3
    pair = lambda p, q, low: np.sum(np.maximum(0, low - distances(p, q)) ** 2 * far, axis=(1, 2))
    o, n = x[:, index["O"]], x[:, index["N"]]
    e += (
        pair(ca, ca, 4.8)
        + pair(side, side, 4.2)
        + 2 * pair(side, ca, 4.4)
        + pair(o, o, 3.3)
        + pair(o, cb, 3.4)
        + pair(n, cb, 3.4)
    )
    tail, body = SEGMENTS[-1][1] + 3, SEGMENTS[-1][1]
    d = distances(ca[:, tail:], ca[:, :body]).min(2)
    e += 0.3 * np.sum(np.maximum(0, 9.0 - d) ** 2 + np.maximum(0, d - 13.0) ** 2, axis=1)
    off = (t[:, :, :2] - centre + 180) % 360 - 180
    e += np.sum(np.maximum(0, np.abs(off) - 18) ** 2 * free[None, :, None], axis=(1, 2)) / 50
    return e


def main(seed, batch=48, steps=900):
    rng = np.random.default_rng(seed)
    sequence = "A" * LENGTH
    names = atom_names(sequence, backbone=True)
    index = {a: [k for k, (_, n) in enumerate(names) if n == a] for a in ("N", "CA", "CB", "O")}
    t, centre, free = start(rng, 1500)
    e = score(t, centre, free, sequence, index)
    order = np.argsort(e)[:batch]
    t, centre = t[order], centre[order]
    e = score(t, centre, free, sequence, index)
    best, best_e = t.copy(), e.copy()
    moves = np.flatnonzero(free)
    for step in range(steps):
        temperature = 4.0 * (1 - step / steps) ** 2 + 0.02
        size = 15 * (1 - step / steps) + 1.5
        new = t.copy()
        for _ in range(2):
            new[np.arange(batch), moves[rng.integers(len(moves), size=batch)], rng.integers(2, size=batch)] += (
                rng.normal(0, size, batch)
            )
        f = score(new, centre, free, sequence, index)
        take = rng.random(batch) < np.exp(np.minimum(0, (e - f) / temperature))
        t[take], e[take] = new[take], f[take]
        better = e < best_e
        best[better], best_e[better] = t[better], e[better]
        if step in (steps // 2,):  # keep the better half, twice
            half = np.argsort(best_e)[: batch // 4]
            t, e, centre = (np.concatenate([v[half]] * 4) for v in (best, best_e, centre))
            best, best_e = t.copy(), e.copy()
    order = np.argsort(best_e)
    return best[order], best_e[order]


if __name__ == "__main__":
    torsions, energies = main(int(sys.argv[1]))
    print(sys.argv[1], np.round(energies[:8], 2))
    np.save(sys.argv[2], torsions[:4])
