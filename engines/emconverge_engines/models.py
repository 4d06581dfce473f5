"""Reading and writing protein models, and the segments that a model consists of."""

from pathlib import Path
from typing import NamedTuple

import gemmi
import numpy as np

from emconverge_engines.facts import HEAVY_ATOMS, LONGEST_PEPTIDE_BOND
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
    """Sets what mmCIF wants beside the author's numbering: label_seq_id counts the residues that are present."""
    for chain in structure[0]:
        for index, residue in enumerate(chain, 1):
            residue.subchain, residue.label_seq = chain.name, index
            residue.entity_type, residue.het_flag = gemmi.EntityType.Polymer, "A"
    structure.entities = gemmi.EntityList()
    structure.assign_serial_numbers()
    structure.ensure_entities()


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
            if previous is None or not peptide_bonded(previous, residue):
                found.append([])
            found[-1].append(Member(chain, residue))
            previous = residue
    return found


def members(parts: list[Segment]) -> list[Member]:
    """The residues of all segments, in file order."""
    return [member for part in parts for member in part]


def missing_atoms(residue: gemmi.Residue) -> list[str]:
    """Names of the heavy atoms that a standard amino acid lacks; empty for other residues."""
    present = {atom.name for atom in residue}
    return [name for name in HEAVY_ATOMS.get(residue.name, ()) if name not in present]
