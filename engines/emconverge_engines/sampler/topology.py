"""From a prepared model to OpenMM's topology, with what the force field needs, and back to the model's own atoms."""

import random
from typing import NamedTuple

import gemmi
import numpy as np
import openmm
from openmm import app, unit

from emconverge_engines.facts import HEAVY_ATOMS
from emconverge_engines.models import Segment, members, missing_atoms, position
from emconverge_engines.program import InputError

C_OXT = 1.25  # Å
CAP = "ACE"


class NewAtom(NamedTuple):
    """An atom of a topology that is made: name, symbol of the element, position in Å."""

    name: str
    element: str
    position: np.ndarray


def check_residues(parts: list[Segment]) -> None:
    """An InputError that names the first residue whose heavy atoms are not those of a standard amino acid."""
    for member in members(parts):
        residue = member.residue
        if residue.name not in HEAVY_ATOMS:
            raise InputError(
                f"residue {member.label} is not one of the 20 standard amino acids; "
                "prepare the model first, or leave that residue out"
            )
        if lacking := missing_atoms(residue):
            raise InputError(f"residue {member.label} lacks {', '.join(lacking)}; run complete_model.py first")
        names = [atom.name for atom in residue]
        known = (*HEAVY_ATOMS[residue.name], "OXT")
        if odd := [name for name in names if name not in known or names.count(name) > 1]:
            raise InputError(
                f"residue {member.label} has an unknown or repeated atom {odd[0]}; remove it or its alternate conformer"
            )


def oxt_position(residue: gemmi.Residue) -> np.ndarray:
    """The second carboxyl oxygen, in the plane of CA, C and O, Å."""
    carbon, alpha, oxygen = (position(residue.find_atom(name, "*")) for name in ("C", "CA", "O"))
    away = (alpha - carbon) / np.linalg.norm(alpha - carbon) + (oxygen - carbon) / np.linalg.norm(oxygen - carbon)
    return carbon - C_OXT * away / np.linalg.norm(away)


def place(a: np.ndarray, b: np.ndarray, c: np.ndarray, length: float, angle: float, torsion: float) -> np.ndarray:
    """The point at length (Å) from c, at angle a, b, c and torsion about b-c (degrees)."""
    angle, torsion = np.radians([angle, torsion])
    along = (c - b) / np.linalg.norm(c - b)
    normal = np.cross(b - a, along)
    normal /= np.linalg.norm(normal)
    side = np.cross(normal, along)
    return c + length * (np.sin(angle) * (np.cos(torsion) * side + np.sin(torsion) * normal) - np.cos(angle) * along)


def cap_atoms(residue: gemmi.Residue) -> list[NewAtom]:
    """Acetyl before a residue that stands alone: the force field knows no residue with two free ends."""
    nitrogen, alpha, carbon = (position(residue.find_atom(name, "*")) for name in ("N", "CA", "C"))
    carbonyl = place(carbon, alpha, nitrogen, 1.33, 121.7, -70.0)
    return [
        NewAtom("CH3", "C", place(alpha, nitrogen, carbonyl, 1.52, 116.6, 180.0)),
        NewAtom("C", "C", carbonyl),
        NewAtom("O", "O", place(alpha, nitrogen, carbonyl, 1.23, 122.7, 0.0)),
    ]


def residue_atoms(residue: gemmi.Residue, last: bool) -> list[NewAtom]:
    """The residue's heavy atoms; the last of a segment has a terminal oxygen, its own or a new one."""
    atoms = [NewAtom(atom.name, atom.element.name, position(atom)) for atom in residue if atom.name != "OXT"]
    if last:
        own = residue.find_atom("OXT", "*")
        atoms.append(NewAtom("OXT", "O", position(own) if own else oxt_position(residue)))
    return atoms


def heavy_topology(parts: list[Segment], centre: np.ndarray) -> tuple[app.Topology, unit.Quantity]:
    """OpenMM topology and positions (nm about centre): each segment is a chain with whole ends, nothing across gaps."""
    topology, positions = app.Topology(), []

    def add_residue(name: str, chain: app.topology.Chain, atoms: list[NewAtom]) -> None:
        owner = topology.addResidue(name, chain)
        for atom in atoms:
            topology.addAtom(atom.name, app.Element.getBySymbol(atom.element), owner)
            positions.append(openmm.Vec3(*(0.1 * (atom.position - centre))))

    for part in parts:
        chain = topology.addChain()
        if len(part) == 1:
            add_residue(CAP, chain, cap_atoms(part[0].residue))
        for index, (_, residue) in enumerate(part):
            add_residue(residue.name, chain, residue_atoms(residue, last=index == len(part) - 1))
    topology.createStandardBonds()
    topology.createDisulfideBonds([position * unit.nanometer for position in positions])
    return topology, positions * unit.nanometer


def own_residues(topology: app.Topology) -> list[app.topology.Residue]:
    """The topology's residues that are the model's, in its order."""
    return [residue for residue in topology.residues() if residue.name != CAP]


def with_hydrogens(topology: app.Topology, positions: unit.Quantity, seed: int) -> app.Modeller:
    """Adds the hydrogens for pH 7; their random first places are seeded, the platform is deterministic."""
    modeller = app.Modeller(topology, positions)
    random.seed(seed)
    platform = openmm.Platform.getPlatformByName("CPU")
    platform.setPropertyDefaultValue("Threads", "1")
    platform.setPropertyDefaultValue("DeterministicForces", "true")
    modeller.addHydrogens(platform=platform)
    return modeller


class OutputModel(NamedTuple):
    """The model's own atoms and its hydrogens, in file order, and the particle of each, (atoms,)."""

    structure: gemmi.Structure
    order: np.ndarray


def output_model(parts: list[Segment], topology: app.Topology) -> OutputModel:
    """What is written of a topology: no cap and no added terminal oxygen; hydrogens at the end of each residue."""
    structure, order = gemmi.Structure(), []
    structure.add_model(gemmi.Model(1))
    for (chain, residue), owner in zip(members(parts), own_residues(topology), strict=True):
        if not len(structure[0]) or structure[0][-1].name != chain.name:
            structure[0].add_chain(gemmi.Chain(chain.name))
        particle = {atom.name: atom.index for atom in owner.atoms()}
        copy = residue.clone()
        b_factor = sum(atom.b_iso for atom in residue) / len(residue)
        for atom in owner.atoms():
            if atom.element.symbol == "H":
                copy.add_atom(new_hydrogen(atom.name, b_factor))
        order += [particle[atom.name] for atom in copy]
        structure[0][-1].add_residue(copy)
    return OutputModel(structure, np.array(order))


def new_hydrogen(name: str, b_factor: float) -> gemmi.Atom:
    """A hydrogen that has no place yet; B factor in Å²."""
    hydrogen = gemmi.Atom()
    hydrogen.name, hydrogen.element = name, gemmi.Element("H")
    hydrogen.occ, hydrogen.b_iso = 1.0, b_factor
    return hydrogen


def particles_of(parts: list[Segment], topology: app.Topology) -> dict[tuple[int, str], int]:
    """The particle of (id of the residue, name of the atom)."""
    return {
        (id(member.residue), atom.name): atom.index
        for member, owner in zip(members(parts), own_residues(topology), strict=True)
        for atom in owner.atoms()
    }
