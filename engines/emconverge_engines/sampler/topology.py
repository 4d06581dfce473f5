"""From a prepared model to OpenMM's topology, with what the force field needs, and back to the model's own atoms."""

import io
import random
from typing import NamedTuple

import gemmi
import numpy as np
import openmm
from openmm import app, unit

from emconverge_engines.facts import HEAVY_ATOMS
from emconverge_engines.kinds import NUCLEOTIDES, Kind, kind_of
from emconverge_engines.models import Segment, members, missing_atoms, position
from emconverge_engines.program import InputError
from emconverge_engines.sampler.chemistry import Chemistry
from emconverge_engines.sampler.templates import hydrogen_definitions

C_OXT = 1.25  # Å
CAP = "ACE"


class NewAtom(NamedTuple):
    """An atom of a topology that is made: name, symbol of the element, position in Å."""

    name: str
    element: str
    position: np.ndarray


def check_residues(parts: list[Segment]) -> None:
    """An InputError that names the first residue that lacks atoms, or has atoms that are not of its kind.

    What dictionaries describe is looked at where these are read.
    """
    for part in parts:
        for index, member in enumerate(part):
            residue, kind = member.residue, kind_of(member.residue)
            if kind not in (Kind.PROTEIN, Kind.NUCLEIC):
                continue
            if lacking := missing_atoms(residue, first=index == 0):
                raise InputError(f"residue {member.label} lacks {', '.join(lacking)}; run complete_model.py first")
            names = [atom.name for atom in residue]
            known = (*HEAVY_ATOMS[residue.name], "OXT") if kind is Kind.PROTEIN else NUCLEOTIDES[residue.name]
            known = (*known, "OP3") if kind is Kind.NUCLEIC and index == 0 else known
            if odd := [name for name in names if name not in known or names.count(name) > 1]:
                raise InputError(
                    f"residue {member.label} has an unknown or repeated atom {odd[0]}; "
                    "remove it or its alternate conformer"
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


def all_atoms(residue: gemmi.Residue) -> list[NewAtom]:
    """The atoms of a residue that needs none beside its own."""
    return [NewAtom(atom.name, atom.element.name, position(atom)) for atom in residue]


def heavy_topology(
    parts: list[Segment], centre: np.ndarray, chemistry: Chemistry | None = None
) -> tuple[app.Topology, unit.Quantity]:
    """OpenMM topology and positions (nm about centre): each segment is a chain with whole ends, nothing across gaps."""
    chemistry = chemistry or Chemistry()
    topology, positions = app.Topology(), []

    def add_residue(name: str, chain: app.topology.Chain, atoms: list[NewAtom]) -> None:
        owner = topology.addResidue(name, chain)
        for atom in atoms:
            topology.addAtom(atom.name, app.Element.getBySymbol(atom.element), owner)
            positions.append(openmm.Vec3(*(0.1 * (atom.position - centre))))

    for part in parts:
        chain = topology.addChain()
        if len(part) == 1 and kind_of(part[0].residue) is Kind.PROTEIN:
            add_residue(CAP, chain, cap_atoms(part[0].residue))
        for index, (_, residue) in enumerate(part):
            last = index == len(part) - 1
            peptide = kind_of(residue) is Kind.PROTEIN or (last and id(residue) in chemistry.backbone)
            atoms = residue_atoms(residue, last) if peptide else all_atoms(residue)
            add_residue(chemistry.name_of(residue), chain, atoms)
    topology.createStandardBonds()
    add_bonds(topology, parts, chemistry)
    topology.createDisulfideBonds([position * unit.nanometer for position in positions])
    return topology, positions * unit.nanometer


def add_bonds(topology: app.Topology, parts: list[Segment], chemistry: Chemistry) -> None:
    """Adds the bonds that dictionaries know, and that of a terminal oxygen to a phosphate or a described residue."""
    atoms = {
        (id(member.residue), atom.name): atom
        for member, owner in zip(members(parts), own_residues(topology), strict=True)
        for atom in owner.atoms()
    }
    there = {frozenset(bond) for bond in topology.bonds()}
    wanted = [(atoms[first], atoms[second]) for first, second, _ in chemistry.restraints.bonds]
    for (owner, name), atom in atoms.items():
        other = {"OP3": "P", "OXT": "C"}.get(name)
        if other and (owner, other) in atoms and not any(atom in bond for bond in wanted):
            wanted.append((atom, atoms[owner, other]))
    for first, second in wanted:
        if frozenset((first, second)) not in there:
            there.add(frozenset((first, second)))
            topology.addBond(first, second)


def own_residues(topology: app.Topology) -> list[app.topology.Residue]:
    """The topology's residues that are the model's, in its order."""
    return [residue for residue in topology.residues() if residue.name != CAP]


def with_hydrogens(
    topology: app.Topology,
    positions: unit.Quantity,
    seed: int,
    parts: list[Segment] | None = None,
    chemistry: Chemistry | None = None,
) -> app.Modeller:
    """Adds the hydrogens for pH 7; their random first places are seeded, the platform is deterministic."""
    modeller = app.Modeller(topology, positions)
    random.seed(seed)
    platform = openmm.Platform.getPlatformByName("CPU")
    platform.setPropertyDefaultValue("Threads", "1")
    platform.setPropertyDefaultValue("DeterministicForces", "true")
    if not parts or not chemistry or chemistry.plain:
        modeller.addHydrogens(platform=platform)
        return modeller
    if peptides := chemistry.peptides(parts):
        app.Modeller.loadHydrogenDefinitions(io.StringIO(hydrogen_definitions(peptides)))
    of_residue = dict(zip(own_residues(topology), (chemistry.variant(m.residue) for m in members(parts)), strict=True))
    modeller.addHydrogens(platform=platform, variants=[of_residue.get(owner) for owner in topology.residues()])
    if surplus := chemistry.surplus(parts, own_residues(modeller.topology)):
        modeller.delete(surplus)
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
