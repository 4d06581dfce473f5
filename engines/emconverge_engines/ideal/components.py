"""The wwPDB's chemical components: their atoms with ideal coordinates, and their bonds."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

FOLDER = "components"  # of the monomer library


@dataclass(frozen=True)
class Component:
    """A component, without the hydrogens that have no place."""

    name: str
    type: str  # as the dictionary has it, such as NON-POLYMER
    ideal: bool  # whether the places are ideal ones; else those of a deposited model
    atoms: list[str]
    elements: list[str]  # as gemmi writes them
    charges: list[int]
    stereo: list[str]  # R, S or N
    places: np.ndarray  # (atoms, 3), Å
    bonds: list[tuple[int, int, int, bool]]  # two atoms, the order, whether it is aromatic


def read_component(library: Path, name: str) -> Component | None:
    """A component; None where the library has no tables, or where nobody has places for its heavy atoms.

    The tables are mapped into memory, so that only the rows of this component are read.
    """
    folder = library / FOLDER
    if not (folder / "index.npy").is_file():
        return None
    index, atoms, bonds = (np.load(folder / f"{part}.npy", mmap_mode="r") for part in ("index", "atoms", "bonds"))
    row = int(np.searchsorted(index["id"], name.encode()))
    if row == len(index) or index["id"][row] != name.encode():
        return None
    first, last = (index[row + step] if row + step < len(index) else None for step in (0, 1))
    own = atoms[first["atoms"] : last["atoms"] if last is not None else len(atoms)]
    joined = bonds[first["bonds"] : last["bonds"] if last is not None else len(bonds)]
    placed = ~np.isnan(own["place"][:, 0])
    if not len(own) or not (placed | (own["element"] == b"H")).all():
        return None
    numbers = np.cumsum(placed) - 1
    kept = own[placed]
    return Component(
        name=name,
        type=first["type"].decode().upper(),
        ideal=bool(first["ideal"]),
        atoms=[text.decode() for text in kept["id"]],
        elements=[text.decode().capitalize() for text in kept["element"]],
        charges=[int(charge) for charge in kept["charge"]],
        stereo=[text.decode() for text in kept["stereo"]],
        places=kept["place"].astype(float),
        bonds=[
            (int(numbers[bond["first"]]), int(numbers[bond["second"]]), int(bond["order"]), bool(bond["aromatic"]))
            for bond in joined
            if placed[bond["first"]] and placed[bond["second"]]
        ],
    )


def ionised(component: Component) -> Component:
    """The component without the hydrogens of its carboxylic, phosphoric and sulfonic acids, as it is in water."""
    neighbours: list[list[int]] = [[] for _ in component.atoms]
    for first, second, _, _ in component.bonds:
        neighbours[first].append(second)
        neighbours[second].append(first)

    def is_lone_oxygen(atom: int) -> bool:
        heavy = [end for end in neighbours[atom] if component.elements[end] != "H"]
        return component.elements[atom] == "O" and len(heavy) == 1

    doubled = {
        end
        for first, second, order, _ in component.bonds
        if order == 2
        for end in (first, second)
        if is_lone_oxygen(end)
    }
    gone, charges = set(), list(component.charges)
    for atom, near in enumerate(neighbours):
        if component.elements[atom] in ("C", "P", "S") and doubled & set(near):
            for oxygen in filter(is_lone_oxygen, near):
                hydrogens = [end for end in neighbours[oxygen] if component.elements[end] == "H"]
                gone |= set(hydrogens)
                charges[oxygen] -= len(hydrogens)
    kept = [atom for atom in range(len(component.atoms)) if atom not in gone]
    numbers = {atom: number for number, atom in enumerate(kept)}
    return replace(
        component,
        atoms=[component.atoms[atom] for atom in kept],
        elements=[component.elements[atom] for atom in kept],
        charges=[charges[atom] for atom in kept],
        stereo=[component.stereo[atom] for atom in kept],
        places=component.places[kept],
        bonds=[
            (numbers[first], numbers[second], order, aromatic)
            for first, second, order, aromatic in component.bonds
            if first in numbers and second in numbers
        ],
    )
