"""What of a model is missing, and what PDBFixer builds for it."""

import io
from dataclasses import dataclass
from typing import NamedTuple

import gemmi

from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import Member, Segment, mark_polymers, missing_atoms, model_text, segments
from emconverge_engines.program import InputError

# PDBFixer lays its template over what is there: three atoms fix the frame.
FRAME_ATOMS = {Kind.PROTEIN: ("N", "CA", "C"), Kind.NUCLEIC: ("C1'", "C3'", "C4'")}
Places = dict[str, tuple[float, float, float]]  # by the name of the atom, Å


class Wanting(NamedTuple):
    """A residue and the names of the atoms that it lacks."""

    member: Member
    atoms: list[str]


@dataclass(frozen=True)
class Addition:
    """What was added to one residue: an object of completed.json."""

    chain: str
    resnum: int
    icode: str  # empty for none
    resname: str
    atoms: list[str]


def simple_copy(parts: list[Segment]) -> str:
    """mmCIF with every segment as its own chain, residues counted from 1: PDBFixer sees no gap and no odd id."""
    structure = gemmi.Structure()
    model = gemmi.Model(1)
    for number, part in enumerate(parts):
        chain = gemmi.Chain(f"S{number}")
        for index, (_, residue) in enumerate(part, 1):
            copy = residue.clone()
            copy.seqid = gemmi.SeqId(index, " ")
            chain.add_residue(copy)
        model.add_chain(chain)
    structure.add_model(model)
    return model_text(structure)


def rebuilt_atoms(parts: list[Segment], seed: int) -> list[Places]:
    """The places of every heavy atom after PDBFixer, for each residue of all segments in order."""
    import openmm
    from pdbfixer import PDBFixer

    platform = openmm.Platform.getPlatformByName("CPU")
    platform.setPropertyDefaultValue("Threads", "1")
    platform.setPropertyDefaultValue("DeterministicForces", "true")
    fixer = PDBFixer(pdbxfile=io.StringIO(simple_copy(parts)), platform=platform)
    fixer.missingResidues = {}
    fixer.findMissingAtoms()
    fixer.missingTerminals = {}
    try:
        fixer.addMissingAtoms(seed=seed + 1)  # 0 would mean "any seed" to OpenMM
    except openmm.OpenMMException as error:
        raise InputError(
            f"PDBFixer cannot place the missing atoms ({error.args[0].split('.')[0]}); "
            "look for atoms of the model on top of each other"
        ) from None
    positions = fixer.positions.value_in_unit(openmm.unit.angstrom)
    return [
        {atom.name: tuple(positions[atom.index]) for atom in residue.atoms()} for residue in fixer.topology.residues()
    ]


def check_frames(wanting: list[Wanting]) -> None:
    """An InputError that names the first residue whose missing atoms have nothing to be placed from."""
    for member, _ in wanting:
        frame = FRAME_ATOMS[kind_of(member.residue)]
        absent = [name for name in frame if member.residue.find_atom(name, "*") is None]
        if absent:
            raise InputError(
                f"residue {member.label} lacks {', '.join(absent)}, so its other atoms "
                "cannot be placed; rebuild or remove that residue"
            )


def add_atoms(wanting: Wanting, places: Places) -> Addition:
    """Adds atoms at the end of their residue, with its mean B factor."""
    chain, residue = wanting.member
    b_factor = sum(atom.b_iso for atom in residue) / len(residue)
    for name in wanting.atoms:
        atom = gemmi.Atom()
        atom.name, atom.element = name, gemmi.Element(name[0])  # C, N, O, P, S: all of the standard residues'
        atom.pos, atom.occ, atom.b_iso = gemmi.Position(*places[name]), 1.0, b_factor
        residue.add_atom(atom)
    return Addition(chain.name, residue.seqid.num, residue.seqid.icode.strip(), residue.name, wanting.atoms)


def complete(structure: gemmi.Structure, seed: int) -> list[Addition]:
    """Adds the missing atoms in place, in the order of the residue's template; returns what was added.

    What stands alone and is of no chain is not looked at: PDBFixer knows neither ligands nor ions.
    """
    parts = segments(structure)
    mark_polymers(parts)
    parts = [part for part in parts if any(kind_of(member.residue) in FRAME_ATOMS for member in part)]
    wanting = [
        Wanting(
            member, missing_atoms(member.residue, first=index == 0) if kind_of(member.residue) in FRAME_ATOMS else []
        )
        for part in parts
        for index, member in enumerate(part)
    ]
    check_frames([entry for entry in wanting if entry.atoms])
    if not any(entry.atoms for entry in wanting):
        return []
    rebuilt = rebuilt_atoms(parts, seed)
    return [add_atoms(entry, places) for entry, places in zip(wanting, rebuilt, strict=True) if entry.atoms]
