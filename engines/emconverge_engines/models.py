"""Reading and writing models, and the segments that a model consists of."""

from itertools import chain as chained
from itertools import count
from pathlib import Path
from typing import NamedTuple

import gemmi
import numpy as np

from emconverge_engines.facts import HEAVY_ATOMS, LONGEST_PEPTIDE_BOND
from emconverge_engines.kinds import NUCLEOTIDES, PHOSPHATE
from emconverge_engines.program import InputError


class Member(NamedTuple):
    """A residue and the chain that it belongs to."""

    chain: gemmi.Chain
    residue: gemmi.Residue

    @property
    def label(self) -> str:
        """For messages: chain, number with insertion code, name."""
        return f"{self.chain.name} {str(self.residue.seqid).strip()} ({self.residue.name})"


Segment = list[Member]  # residues in file order, each bonded to the next


def read_model(path: Path) -> gemmi.Structure:
    """The first model of an mmCIF or PDB file; an InputError when it cannot be read or has no atoms."""
    if not path.is_file():
        raise InputError(f"the model {path} does not exist")
    try:
        structure = gemmi.read_structure(str(path))
    except (ValueError, RuntimeError, OSError, IndexError) as error:
        raise InputError(f"the model {path} is neither mmCIF nor PDB: {error}") from None
    while len(structure) > 1:
        del structure[1]
    if len(structure) == 0 or structure[0].count_atom_sites() == 0:
        raise InputError(f"the model {path} has no atoms")
    return structure


def add_labels(structure: gemmi.Structure) -> None:
    """Sets what mmCIF wants beside the author's numbering: label_seq_id counts the residues that are present.

    What is of no chain of residues (``is_polymer``) is an entity of its own, as in the Protein Data Bank.
    """
    parts = segments(structure)
    alone = {id(member.residue) for part in parts if not is_polymer(part) for member in part}
    taken = {chain.name for chain in structure[0]}
    for chain in structure[0]:
        index = 0
        for number, residue in enumerate(chain, 1):
            if id(residue) in alone:
                residue.subchain = free_name(f"{chain.name}x{number}", taken)
                residue.label_seq, residue.entity_type, residue.het_flag = None, gemmi.EntityType.NonPolymer, "H"
                continue
            index += 1
            residue.subchain, residue.label_seq = chain.name, index
            residue.entity_type, residue.het_flag = gemmi.EntityType.Polymer, "A"
    structure.entities = gemmi.EntityList()
    structure.assign_serial_numbers()
    structure.ensure_entities()


def free_name(name: str, taken: set[str]) -> str:
    """The name, or the first one that is free when a number follows; it is taken then."""
    free = next(text for text in chained([name], (f"{name}{number}" for number in count(2))) if text not in taken)
    taken.add(free)
    return free


def model_text(structure: gemmi.Structure) -> str:
    """The mmCIF of a structure's atoms; its labels are set anew."""
    add_labels(structure)
    groups = gemmi.MmcifOutputGroups(False)
    groups.atoms = groups.group_pdb = groups.auth_all = groups.entity = groups.entity_poly = True
    document = structure.make_mmcif_document(groups)
    document[0].name = "model"
    return document.as_string()


def position(atom: gemmi.Atom) -> np.ndarray:
    """Where an atom is, (3,), Å."""
    return np.array(atom.pos.tolist())


def nucleotide_bonded(first: gemmi.Residue, second: gemmi.Residue) -> bool:
    """Whether O3' of the first residue lies within LONGEST_PEPTIDE_BOND of P of the second."""
    oxygen, phosphorus = first.find_atom("O3'", "*"), second.find_atom("P", "*")
    return bool(oxygen and phosphorus and oxygen.pos.dist(phosphorus.pos) <= LONGEST_PEPTIDE_BOND)


def peptide_bonded(first: gemmi.Residue, second: gemmi.Residue) -> bool:
    """Whether C of the first residue lies within LONGEST_PEPTIDE_BOND of N of the second."""
    carbon, nitrogen = first.find_atom("C", "*"), second.find_atom("N", "*")
    return bool(carbon and nitrogen and carbon.pos.dist(nitrogen.pos) <= LONGEST_PEPTIDE_BOND)


def segments(structure: gemmi.Structure) -> list[Segment]:
    """The runs of bonded residues of the first model, in file order."""
    found: list[Segment] = []
    for chain in structure[0]:
        previous = None
        for residue in chain:
            if previous is None or not (peptide_bonded(previous, residue) or nucleotide_bonded(previous, residue)):
                found.append([])
            found[-1].append(Member(chain, residue))
            previous = residue
    return found


def is_polymer(part: Segment) -> bool:
    """Whether a segment is of a chain of residues: bonded ones, or one that its file does not call HETATM."""
    return len(part) > 1 or part[0].residue.het_flag != "H"


def mark_polymers(parts: list[Segment]) -> None:
    """Lets no residue that is bonded to another of its chain pass for a ligand, whatever its file says."""
    for part in parts:
        if len(part) > 1:
            for member in part:
                member.residue.het_flag = "A"


def members(parts: list[Segment]) -> list[Member]:
    """The residues of all segments, in file order."""
    return [member for part in parts for member in part]


def missing_atoms(residue: gemmi.Residue, first: bool = False) -> list[str]:
    """Names of the heavy atoms that a standard amino acid or nucleotide lacks; empty for other residues.

    first: whether nothing is bonded before it; the first nucleotide of a chain may lack its phosphate.
    """
    present = {atom.name for atom in residue}
    wanted = HEAVY_ATOMS.get(residue.name) or NUCLEOTIDES.get(residue.name, ())
    if first and not present & set(PHOSPHATE):
        wanted = [name for name in wanted if name not in PHOSPHATE]
    return [name for name in wanted if name not in present]
