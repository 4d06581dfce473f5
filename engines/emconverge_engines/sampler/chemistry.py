"""What of a model is more than the 20 amino acids: its contacts, its restraints, and what they ask of the topology."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gemmi
import numpy as np
from openmm import app

from emconverge_engines.dictionaries import read_dictionaries
from emconverge_engines.kinds import PHOSPHATE, Kind, kind_of
from emconverge_engines.models import Segment, members, position
from emconverge_engines.sampler.contacts import Contacts, contacts_of
from emconverge_engines.sampler.restraints import Restraints, restraints_of

PEPTIDE = ("N", "CA", "C", "O")
MAIN_CHAIN_BOND = 1.8  # Å; what is that near to N and not CA is a side chain that closes a ring, or a methyl group
DESCRIBED = "x"  # before a component's id: OpenMM must not take it for one that it knows by name


@dataclass(frozen=True)
class Chemistry:
    """Of a model; of one that is all protein everything here is empty."""

    contacts: Contacts = field(default_factory=lambda: Contacts([], [], [], []))
    restraints: Restraints = field(default_factory=Restraints)
    backbone: dict[int, bool] = field(default_factory=dict)  # described residues of chains, by id: has N a hydrogen
    plain: bool = True  # whether the model is all protein

    def name_of(self, residue: gemmi.Residue) -> str:
        """A residue's name in the topology."""
        if kind_of(residue) is not Kind.OTHER:
            return residue.name
        marks = {None: "", True: "", False: "-"}[self.backbone.get(id(residue))]
        return DESCRIBED + ("+" if id(residue) in self.backbone else "") + marks + residue.name

    def peptides(self, parts: Sequence[Segment]) -> dict[str, bool]:
        """The names in the topology of described residues of chains, and whether their N has a hydrogen."""
        found = {}
        for member in members(parts):
            if id(member.residue) in self.backbone:
                found[self.name_of(member.residue)] = self.backbone[id(member.residue)]
        return found

    def variant(self, residue: gemmi.Residue) -> str | None:
        """Which protonation a residue must have that holds a metal; None where it may be chosen."""
        held = {name for owner, name in self.contacts.coordinated() if owner == id(residue)}
        if residue.name == "CYS" and "SG" in held:
            return "CYX"
        if residue.name == "HIS" and len(held & {"ND1", "NE2"}) == 1:
            return "HIE" if "ND1" in held else "HID"
        return None

    def surplus(self, parts: Sequence[Segment], owners: Sequence[app.topology.Residue]) -> list[app.topology.Atom]:
        """Hydrogens that must go again: of atoms that a link took them from, and of a chain's first phosphate."""
        found = []
        firsts = {id(part[0].residue) for part in parts}
        for member, owner in zip(members(parts), owners, strict=True):
            kind = kind_of(member.residue)
            if kind is Kind.NUCLEIC and id(member.residue) in firsts and member.residue.find_atom(PHOSPHATE[0], "*"):
                found += [atom for atom in owner.atoms() if atom.name == "HO5'"]
            if kind in (Kind.PROTEIN, Kind.NUCLEIC):
                for linked in self.contacts.touching(member):
                    found += hydrogens_of(owner, linked.atom.name, member.residue)[:1]
        return found


def hydrogens_of(owner: app.topology.Residue, name: str, residue: gemmi.Residue) -> list[app.topology.Atom]:
    """The hydrogens that a link may take from an atom: those of the side chain, the last named first."""
    if name in ("N", "C", "O3'", "P"):
        return []  # the chain's own bonds
    found = [
        other
        for bond in owner.internal_bonds()
        if any(atom.name == name for atom in bond)
        for other in bond
        if other.element.symbol == "H"
    ]
    return sorted(found, key=lambda atom: atom.name, reverse=True)


def chemistry_of(parts: list[Segment], library: Path | None, files: Sequence[Path]) -> Chemistry:
    """Of a model whose described residues a monomer library and users' files know; InputErrors name a residue."""
    kinds = {kind_of(member.residue) for member in members(parts)}
    if kinds <= {Kind.PROTEIN}:
        return Chemistry()
    contacts = contacts_of(parts)
    names = {member.residue.name for member in members(parts)} if Kind.OTHER in kinds else set()
    dictionaries = read_dictionaries(names, library, files)
    return Chemistry(contacts, restraints_of(parts, contacts, dictionaries), backbones_in(parts), False)


def backbones_in(parts: Sequence[Segment]) -> dict[int, bool]:
    """The described residues whose backbone is that of an L-amino acid of a chain, and whether N has a hydrogen."""
    found = {}
    for part in parts:
        for member in part if len(part) > 1 else ():
            residue = member.residue
            whole = all(residue.find_atom(name, "*") for name in PEPTIDE)
            if kind_of(residue) is Kind.OTHER and whole and not is_mirrored(residue):
                found[id(residue)] = not has_tertiary_nitrogen(residue)
    return found


def is_mirrored(residue: gemmi.Residue) -> bool:
    """Whether CA has the hand of a D-amino acid."""
    beta = residue.find_atom("CB", "*")
    if not beta:
        return False
    alpha, nitrogen, carbon = (position(residue.find_atom(name, "*")) for name in ("CA", "N", "C"))
    return bool(np.dot(nitrogen - alpha, np.cross(carbon - alpha, position(beta) - alpha)) < 0)


def has_tertiary_nitrogen(residue: gemmi.Residue) -> bool:
    """Whether N is bonded to an atom of its residue beside CA, as in proline."""
    nitrogen = residue.find_atom("N", "*")
    return any(atom.name not in ("N", "CA") and atom.pos.dist(nitrogen.pos) < MAIN_CHAIN_BOND for atom in residue)
