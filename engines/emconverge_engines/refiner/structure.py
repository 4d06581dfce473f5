"""What is done to a model before and after Servalcat: its frame, its disulfides, its mates, its atoms."""

from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.models import Member, add_labels, mark_polymers, position, read_model, segments
from emconverge_engines.refiner.servalcat import Dropped
from emconverge_engines.symmetry import Symmetry

START_B = 40.0  # Å²; Servalcat refines well from a flat start (docs/engines.md)
MAX_DISULFIDE = 3.0  # Å between SG, as OpenMM's createDisulfideBonds


def shift(structure: gemmi.Structure, by: np.ndarray) -> None:
    """Moves every atom by a vector (3,), Å."""
    for site in structure[0].all():
        site.atom.pos = gemmi.Position(*(position(site.atom) + by))


def add_disulfides(structure: gemmi.Structure) -> None:
    """Declares close SG pairs as bonds, the closest first; undeclared, Servalcat would push them apart."""
    sulfurs = [site for site in structure[0].all() if site.residue.name == "CYS" and site.atom.name == "SG"]
    pairs = sorted(
        (first.atom.pos.dist(second.atom.pos), i, i + 1 + j)
        for i, first in enumerate(sulfurs)
        for j, second in enumerate(sulfurs[i + 1 :])
    )
    taken: set[int] = set()
    for distance, i, j in pairs:
        if distance <= MAX_DISULFIDE and not taken & {i, j}:
            taken |= {i, j}
            structure.connections.append(disulfide(sulfurs[i], sulfurs[j], len(taken) // 2))


def disulfide(first: gemmi.CRA, second: gemmi.CRA, number: int) -> gemmi.Connection:
    """The bond between two sulfurs, as gemmi knows bonds."""
    bond = gemmi.Connection()
    bond.name, bond.type, bond.link_id = f"disulf{number}", gemmi.ConnectionType.Disulf, "SS"
    bond.partner1, bond.partner2 = (
        gemmi.AtomAddress(site.chain.name, site.residue.seqid, site.residue.name, site.atom.name)
        for site in (first, second)
    )
    bond.asu = gemmi.Asu.Same
    return bond


def write_input(path: Path, cell: gemmi.UnitCell, origin: np.ndarray, target: Path) -> gemmi.Structure:
    """Reads a model, brings it into Servalcat's frame and writes it to target, with flat B factors and disulfides."""
    structure = read_model(path)
    structure.remove_hydrogens()
    mark_polymers(segments(structure))
    structure.cell, structure.spacegroup_hm = cell, "P 1"
    shift(structure, -origin)
    for site in structure[0].all():
        site.atom.b_iso = START_B
    add_labels(structure)
    add_disulfides(structure)
    structure.make_mmcif_document().write_file(str(target))
    return structure


def with_neighbours(structure: gemmi.Structure, symmetry: Symmetry, origin: np.ndarray) -> gemmi.Structure:
    """The structure and its mates near it; both in the frame that lies at origin (3,), Å, in the map's."""
    whole = structure.clone()
    for index in symmetry.neighbours:
        operator = symmetry.operators[index]
        shift_to = operator[:, :3] @ origin + operator[:, 3] - origin
        transform = gemmi.Transform(gemmi.Mat33(operator[:, :3].tolist()), gemmi.Vec3(*shift_to))
        for chain in structure[0]:
            copy = chain.clone()
            copy.name = f"{chain.name}-{index}"
            for residue in copy:
                for atom in residue:
                    atom.pos = gemmi.Position(transform.apply(atom.pos))
            whole[0].add_chain(copy)
    return whole


def take_over(structure: gemmi.Structure, refined: gemmi.Structure) -> None:
    """Coordinates and B factors of the refined heavy atoms onto the input's atoms: same set, same order."""

    def key(site: gemmi.CRA) -> tuple[str, str, str, str]:
        return site.chain.name, str(site.residue.seqid), site.residue.name, site.atom.name

    refined.remove_hydrogens()
    places = {key(site): site.atom for site in refined[0].all()}
    for site in structure[0].all():
        atom = places.pop(key(site), None)
        if atom is None:
            label = Member(site.chain, site.residue).label
            raise Dropped(f"Servalcat lost the atom {site.atom.name} of residue {label}")
        site.atom.pos, site.atom.b_iso = atom.pos, atom.b_iso
    if places:
        raise Dropped(f"Servalcat added {len(places)} atoms, the first of residue {' '.join(next(iter(places))[:2])}")
