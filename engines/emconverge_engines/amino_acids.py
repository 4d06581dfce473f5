"""The heavy atoms of the 20 standard amino acids, by the names and in the order of the Protein Data Bank."""

import gemmi

_BACKBONE = ("N", "CA", "C", "O")
_SIDE_CHAINS = {
    "ALA": "CB",
    "ARG": "CB CG CD NE CZ NH1 NH2",
    "ASN": "CB CG OD1 ND2",
    "ASP": "CB CG OD1 OD2",
    "CYS": "CB SG",
    "GLN": "CB CG CD OE1 NE2",
    "GLU": "CB CG CD OE1 OE2",
    "GLY": "",
    "HIS": "CB CG ND1 CD2 CE1 NE2",
    "ILE": "CB CG1 CG2 CD1",
    "LEU": "CB CG CD1 CD2",
    "LYS": "CB CG CD CE NZ",
    "MET": "CB CG SD CE",
    "PHE": "CB CG CD1 CD2 CE1 CE2 CZ",
    "PRO": "CB CG CD",
    "SER": "CB OG",
    "THR": "CB OG1 CG2",
    "TRP": "CB CG CD1 CD2 NE1 CE2 CE3 CZ2 CZ3 CH2",
    "TYR": "CB CG CD1 CD2 CE1 CE2 CZ OH",
    "VAL": "CB CG1 CG2",
}
HEAVY_ATOMS = {name: _BACKBONE + tuple(atoms.split()) for name, atoms in _SIDE_CHAINS.items()}


def missing_atoms(residue: gemmi.Residue) -> list[str]:
    """Names of the heavy atoms that a standard amino acid lacks; empty for other residues."""
    present = {atom.name for atom in residue}
    return [name for name in HEAVY_ATOMS.get(residue.name, ()) if name not in present]
