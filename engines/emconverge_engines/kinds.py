"""The kinds of residues that a model holds beside protein, and how each is told from the others."""

from collections import Counter
from collections.abc import Iterable
from enum import Enum

import gemmi

from emconverge_engines.facts import HEAVY_ATOMS

PHOSPHATE = ("P", "OP1", "OP2")
_SUGAR = ("O5'", "C5'", "C4'", "O4'", "C3'", "O3'", "C2'", "C1'")
_PURINE = ("N9", "C8", "N7", "C5", "C6", "N1", "C2", "N3", "C4")
_PYRIMIDINE = ("N1", "C2", "O2", "N3", "C4", "C5", "C6")
_BASES = {
    "A": (*_PURINE, "N6"),
    "G": (*_PURINE, "O6", "N2"),
    "C": (*_PYRIMIDINE, "N4"),
    "U": (*_PYRIMIDINE, "O4"),
    "T": (*_PYRIMIDINE, "O4", "C7"),
}
# The heavy atoms of the standard nucleotides, by the names of the Protein Data Bank, without the terminal OP3.
NUCLEOTIDES: dict[str, tuple[str, ...]] = {
    **{base: (*PHOSPHATE, *_SUGAR, "O2'", *_BASES[base]) for base in "ACGU"},
    **{f"D{base}": (*PHOSPHATE, *_SUGAR, *_BASES[base]) for base in "ACGT"},
}
WATERS = ("HOH", "DOD", "WAT")


HALOGENS = ("F", "Cl", "Br", "I")


class Kind(Enum):
    """What a residue is, as records name it."""

    PROTEIN = "protein"  # the 20 standard amino acids, in a chain
    NUCLEIC = "nucleic"  # the standard nucleotides, in a chain
    ION = "ion"  # one atom of a metal or a halogen
    WATER = "water"
    OTHER = "other"  # what a dictionary describes: ligands, sugars, lipids, modified residues


def kind_of(residue: gemmi.Residue) -> Kind:
    """The kind of a residue by its name, its atoms, and whether its file calls it no polymer.

    A standard amino acid or nucleotide that the file has as HETATM is a ligand, such as a bound glutamate.
    """
    if residue.name in WATERS:
        return Kind.WATER
    if len(residue) == 1 and (residue[0].element.is_metal or residue[0].element.name in HALOGENS):
        return Kind.ION
    if residue.het_flag == "H":
        return Kind.OTHER
    if residue.name in HEAVY_ATOMS:
        return Kind.PROTEIN
    return Kind.NUCLEIC if residue.name in NUCLEOTIDES else Kind.OTHER


def counts_of(residues: Iterable[gemmi.Residue]) -> dict[str, int]:
    """How many residues of each kind there are, in the order of ``Kind``; kinds that are not there are left out."""
    found = Counter(kind_of(residue) for residue in residues)
    return {kind.value: found[kind] for kind in Kind if found[kind]}
