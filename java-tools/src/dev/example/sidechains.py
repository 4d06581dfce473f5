"""Step 2: a sequence that suits the backbone (hydrophobic where buried) and its rotamers, by simulated annealing on steric contacts."""

import sys

import numpy as np
from backbone import HELICES, LENGTH, SEGMENTS
from build import atom_names, build

# Rotamers common in helices: Lovell et al., Proteins 40, 389 (2000), rounded
ROTAMERS = {
    "L": [(-65, 175), (-177, 65)],
    "I": [(-65, 170), (-57, -60), (-177, 66), (62, 170)],
    "V": [(175,), (-60,), (63,)],
    "M": [(a, b, c) for a in (-67, -177) for b in (180, -65, 65) for c in (75, -75, 180)],
    "F": [(-65, -85), (-65, -30), (-177, 80), (62, 90)],
    "Y": [(-65, -85), (-65, -30), (-177, 80), (62, 90)],
    "W": [(-65, 95), (-65, -5), (-65, -90), (-177, -105), (-177, 90), (62, -90)],
    "T": [(62,), (-65,), (-175,)],
    "S": [(62,), (-65,), (-177,)],
    "C": [(-65,), (-177,)],
    "D": [(-70, -15), (-177, 0), (62, -10)],
    "N": [(-65, -20), (-174, -20), (62, -10), (-65, 120)],
    "E": [(a, b, c) for a in (-67, -177) for b in (180, -85 if a == -67 else 65) for c in (-10, 60)],
    "Q": [(a, b, c) for a in (-67, -177) for b in (180, -65 if a == -67 else 65) for c in (-25, 100, -100)],
    "K": [(a, b, c, d) for a in (-67, -177) for b in (180, -68) for c in (180,) for d in (180, 65)],
    "R": [(a, b, c, d) for a in (-67, -177) for b in (180, -68) for c in (180, 65) for d in (180, -85, 85)],
    "H": [(-65, -70), (-65, 165), (-177, 80), (-177, -165)],
    "P": [(-25, 36), (27, -36)],
    "A": [()],
    "G": [()],
}


def with_rotamers(torsions, sequence, choice):
    t = torsions.copy()
    t[:, 3:] = 0
    for i, s in enumerate(sequence):
        r = ROTAMERS[s][choice[i]]
        t[i, 3 : 3 + len(r)] = r
    return t


def burial(torsions):
    """Neighbours of every residue: side-chain points (2.4 Å out along CA-CB) within about 9 Å of its own."""
    x = build("A" * LENGTH, torsions[None], backbone=True)[0]
    names = atom_names("A" * LENGTH, backbone=True)
    ca, cb = (x[[k for k, n in enumerate(names) if n[1] == a]] for a in ("CA", "CB"))
    side = ca + 2.4 * (cb - ca) / np.linalg.norm(cb - ca, axis=1, keepdims=True)
    d = np.linalg.norm(side[:, None] - side[None], axis=-1) + 1e3 * np.eye(LENGTH)
    return np.sum(1 / (1 + np.exp(np.minimum(d - 9.0, 50))), axis=1), d.min(1), d


def propose(torsions):
    """Sequence by burial: see the printed table; the designer edits the result by hand."""
    count, nearest, d = burial(torsions)
    seq = ["A"] * LENGTH
    for _n, (a, b) in enumerate(HELICES):
        order = sorted(range(a, b), key=lambda i: -count[i])
        core = set(order[:7])
        for i in range(a, b):
            other = min(d[i, j] for j in range(LENGTH) if abs(i - j) > 4)
            if i in core:
                seq[i] = "A" if other < 4.3 else "L"
            elif other < 6.5:
                seq[i] = "A"
            else:
                seq[i] = "EKEKREKQ"[(i - a) % 8]
    return "".join(seq), count, nearest


def pack(torsions, sequence, rng, steps=60000):
    count = [len(ROTAMERS[s]) for s in sequence]
    names = atom_names(sequence)
    batch = max(count)
    x = build(
        sequence, np.stack([with_rotamers(torsions, sequence, [min(k, c - 1) for c in count]) for k in range(batch)])
    )
    bb = [k for k, (_, a) in enumerate(names) if a in ("N", "CA", "C", "O", "CB")]
    coords, owner, atoms = [], [], []
    for i in range(LENGTH):
        mine = [k for k, (r, a) in enumerate(names) if r == i and a not in ("N", "CA", "C", "O", "CB")]
        for k in range(count[i]):
            coords.append(x[k, mine])
            owner.append((i, k))
            atoms.append(len(mine))
    flat = np.concatenate([c for c in coords if len(c)])
    group = np.repeat(np.arange(len(owner)), atoms)
    residue = np.array([o[0] for o in owner])

    def contact(p, q):
        d = np.linalg.norm(p[:, None] - q[None], axis=-1)
        return np.where(d < 3.7, np.minimum(8, 10 * (3.7 - d) ** 2), 0) - 0.25 * np.exp(-(((d - 4.0) / 0.6) ** 2))

    own = np.zeros(len(owner))
    e = contact(flat, x[0, bb])
    same = np.array([names[k][0] for k in bb])[None] == residue[group][:, None]
    np.add.at(own, group, np.where(same, 0, e).sum(1))
    pairs = np.zeros((len(owner), len(owner)))
    e = contact(flat, flat)
    e[residue[group][:, None] == residue[group][None]] = 0
    rows = np.zeros((len(owner), len(flat)))
    np.add.at(rows, group, e)
    np.add.at(pairs.T, group, rows.T)
    start = np.cumsum([0, *count[:-1]])
    choice = np.array([rng.integers(c) for c in count])
    free = [i for i in range(LENGTH) if count[i] > 1]
    current = start + choice
    for step in range(steps):
        i = free[rng.integers(len(free))]
        k = start[i] + rng.integers(count[i])
        others = np.delete(current, i)
        delta = own[k] - own[current[i]] + pairs[k, others].sum() - pairs[current[i], others].sum()
        if delta < 0 or rng.random() < np.exp(-delta / (3 * (1 - step / steps) + 0.05)):
            current[i] = k
    per = np.array([own[c] + pairs[c, current].sum() - pairs[c, c] for c in current])
    return with_rotamers(torsions, sequence, current - start), per


if __name__ == "__main__":
    torsions = np.load(sys.argv[1])[int(sys.argv[2])]
    sequence, count, nearest = propose(torsions)
    print(sequence)
    for k, a, b in SEGMENTS:
        print(k, a + 1, b, " ".join(f"{sequence[i]}{i + 1}:{count[i]:.1f}" for i in range(a, b)))
