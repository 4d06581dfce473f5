"""Made models of nucleic acids, ligands and sugars: from the library's own coordinates and from internal ones."""

from pathlib import Path

import gemmi
import numpy as np
from conftest import add_chain, new_structure, place

# Degrees, of A-form RNA (Saenger, Principles of Nucleic Acid Structure, 1984); gamma, delta and chi are the library's.
EPSILON, ZETA, ALPHA, BETA = -153.0, -71.0, -68.0, 178.0


def component(library, name):
    """{atom: position} of the heavy atoms of a component, as the library has them."""
    block = gemmi.cif.read(str(Path(library) / name[0].lower() / f"{name}.cif"))[-1]
    table = block.find("_chem_comp_atom.", ["atom_id", "type_symbol", "x", "y", "z"])
    return {
        row.str(0): (row.str(1), np.array([float(row[2]), float(row[3]), float(row[4])]))
        for row in table
        if row.str(1) != "H"
    }


def fitted(atoms, names, targets):
    """The atoms moved as a rigid body so that those of these names come to lie nearest to the targets."""
    own = np.array([atoms[name][1] for name in names])
    targets = np.array(targets)
    covariance = (own - own.mean(axis=0)).T @ (targets - targets.mean(axis=0))
    left, _, right = np.linalg.svd(covariance)
    turn = np.diag([1, 1, np.sign(np.linalg.det(left @ right))])
    rotation = (left @ turn @ right).T
    return {
        name: (element, rotation @ (position - own.mean(axis=0)) + targets.mean(axis=0))
        for name, (element, position) in atoms.items()
    }


def residue_of(name, number, atoms, het=False):
    """A residue of these atoms."""
    residue = gemmi.Residue()
    residue.name, residue.seqid, residue.het_flag = name, gemmi.SeqId(number, " "), "H" if het else "A"
    for atom_name, (element, position) in atoms.items():
        atom = gemmi.Atom()
        atom.name, atom.element, atom.b_iso, atom.occ = atom_name, gemmi.Element(element), 30.0, 1.0
        atom.pos = gemmi.Position(*position)
        residue.add_atom(atom)
    return residue


def add_residues(structure, chain_name, residues):
    """Adds a chain of residues."""
    chain = gemmi.Chain(chain_name)
    for residue in residues:
        chain.add_residue(residue)
    structure[0].add_chain(chain)


def strand(library, sequence, at=(0.0, 0.0, 0.0)):
    """The residues of a single strand of RNA or DNA; the first has no phosphate."""
    residues, before = [], None
    for number, name in enumerate(sequence, 1):
        atoms = {key: atom for key, atom in component(library, name).items() if key != "OP3"}
        if before is None:
            atoms = fitted(atoms, ("C4'", "C3'", "O3'"), [atoms[key][1] + at for key in ("C4'", "C3'", "O3'")])
            atoms = {key: atom for key, atom in atoms.items() if key not in ("P", "OP1", "OP2")}
        else:
            atoms = following(atoms, before)
        before = {key: position for key, (_, position) in atoms.items()}
        residues.append(residue_of(name, number, atoms))
    return residues


def following(atoms, before):
    """The next nucleotide of a strand."""
    phosphorus = place(before["C4'"], before["C3'"], before["O3'"], 1.607, 119.7, EPSILON)
    oxygen = place(before["C3'"], before["O3'"], phosphorus, 1.593, 104.0, ZETA)
    carbon = place(before["O3'"], phosphorus, oxygen, 1.42, 120.9, ALPHA)
    next_carbon = place(phosphorus, oxygen, carbon, 1.51, 110.0, BETA)
    moved = fitted(atoms, ("O5'", "C5'", "C4'"), [oxygen, carbon, next_carbon])
    for name, turn in (("OP1", 120.0), ("OP2", -120.0)):  # O3' lies at alpha, these a third of a turn to either side
        moved[name] = ("O", place(carbon, oxygen, phosphorus, 1.485, 108.0, ALPHA + turn))
    moved["P"] = ("P", phosphorus)
    return moved


def with_ligand(library, name, sequence=("ALA", "GLY", "ALA", "SER", "ALA", "GLY"), at=(0.0, 12.0, 0.0)):
    """A peptide, to be completed, with a component beside it."""
    structure = new_structure()
    add_chain(structure, "A", list(sequence))
    atoms = component(library, name)
    middle = np.mean([position for _, position in atoms.values()], axis=0)
    moved = {key: (element, position - middle + at) for key, (element, position) in atoms.items()}
    add_residues(structure, "B", [residue_of(name, 301, moved, het=True)])
    return structure


def link(library, name, structure, chain, index, names, length, angle, torsion):
    """Adds a component in whose place of its atom `names[0][0]`, which goes, the residue's last named atom stands.

    names: of the component's three atoms (leaving, bonded, next), and of the residue's (far, near, linked).
    """
    residue = structure[0][chain][index]
    own, ends = names
    far, near, linked = (np.array(residue.find_atom(atom, "*").pos.tolist()) for atom in ends)
    first = place(far, near, linked, length, angle, torsion)
    second = place(near, linked, first, 1.52, 109.0, 180.0)
    moved = fitted(component(library, name), own, [linked, first, second])
    del moved[own[0]]
    add_residues(structure, "G", [residue_of(name, 1, moved, het=True)])
