"""How far the residues of models lie from the truth, and from each other, by kind."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import gemmi
import numpy as np
from scipy.optimize import linear_sum_assignment

from emconverge_engines.kinds import Kind, kind_of

Key: TypeAlias = tuple[str, str, str]  # chain, residue, component
Atoms: TypeAlias = dict[str, np.ndarray]  # Å
NEAR = 5.0  # Å: protein this near to something else is a neighbour
RING_FLIPS = {"PHE": (("CD1", "CD2"), ("CE1", "CE2")), "TYR": (("CD1", "CD2"), ("CE1", "CE2"))}
BOND = 2.0  # Å, the longest between the heavy atoms of groups that are alike


def residues(path: Path) -> dict[Key, Atoms]:
    """The heavy atoms of every residue."""
    found: dict[Key, Atoms] = defaultdict(dict)
    for site in gemmi.read_structure(str(path))[0].all():
        if not site.atom.is_hydrogen():
            place = np.array(site.atom.pos.tolist())
            found[site.chain.name, str(site.residue.seqid), site.residue.name][site.atom.name] = place
    return found


def groups(path: Path) -> dict[Key, str]:
    """Of every residue of the truth the row that it belongs to."""
    structure, found = gemmi.read_structure(str(path)), {}
    others = [site.atom for site in structure[0].all() if kind_of(site.residue) != Kind.PROTEIN]
    places = np.array([atom.pos.tolist() for atom in others]).reshape(-1, 3)
    for chain in structure[0]:
        for residue in chain:
            kind, name = kind_of(residue), residue.name
            if kind == Kind.PROTEIN:
                own = np.array([atom.pos.tolist() for atom in residue])
                near = len(places) and np.linalg.norm(own[:, None] - places[None], axis=2).min() <= NEAR
                row = f"protein within {NEAR:g} Å of the rest" if near else "protein, other"
            elif kind == Kind.NUCLEIC:
                row = "nucleotides"
            elif kind == Kind.OTHER and gemmi.find_tabulated_residue(name).kind == gemmi.ResidueKind.PYR:
                row = "sugars"
            else:
                row = name
            found[chain.name, str(residue.seqid), name] = row
    return found


def alike(name: str, truth: Atoms, row: str) -> list[tuple[str, ...]]:
    """Groups of atoms that only their names tell apart: the lone O, N or F of one atom. Those of nucleotides differ."""
    if row == "nucleotides":
        return []
    names, places = list(truth), np.array(list(truth.values()))
    bonded = np.linalg.norm(places[:, None] - places[None], axis=2) < BOND
    np.fill_diagonal(bonded, False)
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for index, atom in enumerate(names):
        if bonded[index].sum() == 1 and atom[0] in "ONF":
            found[int(bonded[index].argmax()), atom[0]].append(atom)
    return [tuple(group) for group in found.values() if len(group) > 1]


def deviation(name: str, truth: Atoms, model: Atoms, row: str) -> float:
    """RMSD over the heavy atoms that both have, Å, those that are alike matched as is best."""
    common = [atom for atom in truth if atom in model]
    best = np.inf
    for flips in ((), RING_FLIPS.get(name, ())) if name in RING_FLIPS else ((),):
        swapped = dict(pair for one, other in flips for pair in ((one, other), (other, one)))
        squares = {atom: _square(truth[atom], model.get(swapped.get(atom, atom))) for atom in common}
        for group in alike(name, truth, row):
            if all(atom in model for atom in group):
                costs = np.array([[_square(truth[one], model[other]) for other in group] for one in group])
                rows, columns = linear_sum_assignment(costs)
                squares.update(zip(group, costs[rows, columns], strict=True))
        best = min(best, float(np.sqrt(np.mean(list(squares.values())))))
    return best


def _square(one: np.ndarray, other: np.ndarray | None) -> float:
    return np.nan if other is None else float(((one - other) ** 2).sum())


def from_truth(truth: dict[Key, Atoms], rows: dict[Key, str], models: Sequence[Path]) -> dict[str, np.ndarray]:
    """Of each row (models, residues): RMSD to the truth, Å; residues that a model lacks are left out of all."""
    read = [residues(path) for path in models]
    found: dict[str, list[list[float]]] = defaultdict(list)
    for key, row in rows.items():
        if read and all(key in model for model in read):
            found[row].append([deviation(key[2], truth[key], model[key], row) for model in read])
    return {row: np.array(values).T for row, values in found.items()}


def spread(rows: dict[Key, str], models: Sequence[Path]) -> dict[str, float]:
    """Of each row the mean over residues and pairs of models of the RMSD between them, Å."""
    read = [residues(path) for path in models]
    found: dict[str, list[float]] = defaultdict(list)
    for key, row in rows.items():
        having = [model[key] for model in read if key in model]
        for index, one in enumerate(having):
            found[row] += [deviation(key[2], one, other, row) for other in having[:index]]
    return {row: float(np.mean(values)) for row, values in found.items() if values}
