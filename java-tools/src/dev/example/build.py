"""Builds heavy atoms from torsions with the project's table of ideal internal coordinates, many conformations at once."""

import csv
import os

import numpy as np

RESOURCES = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "resources", "org", "emconverge", "structure"
)
TORSIONS = ["phi", "psi", "omega", "chi1", "chi2", "chi3", "chi4"]
ONE = {
    "A": "ALA",
    "R": "ARG",
    "N": "ASN",
    "D": "ASP",
    "C": "CYS",
    "Q": "GLN",
    "E": "GLU",
    "G": "GLY",
    "H": "HIS",
    "I": "ILE",
    "L": "LEU",
    "K": "LYS",
    "M": "MET",
    "F": "PHE",
    "P": "PRO",
    "S": "SER",
    "T": "THR",
    "W": "TRP",
    "Y": "TYR",
    "V": "VAL",
}


def read_table():
    with open(os.path.join(RESOURCES, "internal-coordinates.csv"), encoding="utf-8") as f:
        rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
    common = {r["atom"]: r for r in rows if r["residue"] == "*"}
    table = {}
    for name in ONE.values():
        table[name] = dict(common)
        for r in rows:
            if r["residue"] == name:
                table[name][r["atom"]] = r
    return table


TABLE = read_table()
CHIS = {
    name: sorted({r["torsion"] for r in atoms.values() if r["torsion"].startswith("chi")})
    for name, atoms in TABLE.items()
}


def place(a, b, c, length, angle, torsion):
    """The atom d with |cd| = length, angle bcd and torsion abcd (radians); a, b, c, torsion have a leading batch axis."""
    bc = c - b
    bc /= np.linalg.norm(bc, axis=-1, keepdims=True)
    n = np.cross(b - a, bc)
    n /= np.linalg.norm(n, axis=-1, keepdims=True)
    m = np.cross(n, bc)
    return (
        c
        - length * np.cos(angle) * bc
        + length * np.sin(angle) * (np.cos(torsion)[:, None] * m + np.sin(torsion)[:, None] * n)
    )


def atom_names(sequence, backbone=False):
    keep = ("N", "CA", "C", "O", "CB")
    return [(i, a) for i, s in enumerate(sequence) for a in TABLE[ONE[s]] if not backbone or a in keep]


def build(sequence, torsions, backbone=False):
    """torsions: (batch, residues, 7) degrees -> (batch, atoms, 3) in the order of atom_names."""
    t = np.radians(torsions)
    batch = len(t)
    at = {}
    const = lambda v: np.broadcast_to(np.array(v, float), (batch, 3))
    # the virtual residue before the first one only fixes the frame
    at[-1, "N"], at[-1, "CA"], at[-1, "C"] = const([-1.5, 1.2, 0]), const([-1.4, -0.2, 0.1]), const([0, 0, 0])
    for i, s in enumerate(sequence):
        for atom, r in TABLE[ONE[s]].items():
            if backbone and atom not in ("N", "CA", "C", "O", "CB"):
                continue
            ref = [
                at[i - 1, x[1:]] if x[0] == "-" else at[i, x] for x in (r["torsion_to"], r["angle_to"], r["bond_to"])
            ]
            name = r["torsion"]
            if name == "":
                tor = np.zeros(batch)
            elif name == "previous_psi":
                tor = t[:, i - 1, 1] if i else np.full(batch, np.radians(120.0))
            else:
                tor = t[:, i, TORSIONS.index(name)]
            at[i, atom] = place(
                *ref, float(r["length"]), np.radians(float(r["angle"])), tor + np.radians(float(r["offset"]))
            )
    return np.stack([at[k] for k in atom_names(sequence, backbone)], axis=1)


def dihedral(a, b, c, d):
    u, v, w = b - a, c - b, d - c
    n1, n2 = np.cross(u, v), np.cross(v, w)
    return np.degrees(np.arctan2(np.sum(np.cross(n1, n2) * v, -1) / np.linalg.norm(v, axis=-1), np.sum(n1 * n2, -1)))


def measure(sequence, xyz):
    """The torsions of coordinates in the order of atom_names: (residues, 7), 0 where there is none."""
    at = dict(zip(atom_names(sequence), xyz))
    out = np.zeros((len(sequence), 7))
    for i, s in enumerate(sequence):
        if i:
            out[i, 0] = dihedral(at[i - 1, "C"], at[i, "N"], at[i, "CA"], at[i, "C"])
            out[i, 2] = dihedral(at[i - 1, "CA"], at[i - 1, "C"], at[i, "N"], at[i, "CA"])
        out[i, 1] = dihedral(at[i, "N"], at[i, "CA"], at[i, "C"], at[i, "O"]) - 180
        for atom, r in TABLE[ONE[s]].items():
            if r["torsion"].startswith("chi") and float(r["offset"]) == 0:
                out[i, TORSIONS.index(r["torsion"])] = dihedral(
                    at[i, r["torsion_to"]], at[i, r["angle_to"]], at[i, r["bond_to"]], at[i, atom]
                )
    return (out + 180) % 360 - 180
