#!/usr/bin/env python3
"""Add the missing heavy atoms of existing residues with PDBFixer: never a residue, a hydrogen or a bond across a gap."""

import sys

sys.dont_write_bytecode = True  # the program's folder is not ours to write to

import argparse
import json

import gemmi

from protein_model import (
    InputError,
    missing_atoms,
    model_text,
    print_versions,
    read_model,
    residue_label,
    run,
    segments,
    write_atomically,
)

FRAME_ATOMS = ("N", "CA", "C")  # PDBFixer lays its template over what is there: three atoms fix the frame


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="stripped model, mmCIF or PDB")
    parser.add_argument("--out", required=True, help="completed model, mmCIF")
    parser.add_argument("--json", required=True, help="list of what was added")
    parser.add_argument("--seed", type=int, default=0, help="PDBFixer's seed (default 0)")
    return parser.parse_args()


def simple_copy(parts) -> str:
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


def rebuilt_atoms(parts, seed: int) -> list:
    """Per residue of all segments in order: {atom name: (x, y, z) in Å} of every heavy atom after PDBFixer."""
    import io

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


def check_frames(wanting) -> None:
    for chain, residue, _ in wanting:
        absent = [name for name in FRAME_ATOMS if residue.find_atom(name, "*") is None]
        if absent:
            raise InputError(
                f"residue {residue_label(chain, residue)} lacks {', '.join(absent)}, so its other atoms "
                "cannot be placed; rebuild or remove that residue"
            )


def complete(structure: gemmi.Structure, seed: int) -> list:
    """Adds the missing atoms in place, in the order of the residue's template; returns what was added."""
    parts = segments(structure)
    residues = [pair for part in parts for pair in part]
    wanting = [(chain, residue, missing_atoms(residue)) for chain, residue in residues]
    wanting = [entry for entry in wanting if entry[2]]
    check_frames(wanting)
    if not wanting:
        return []
    rebuilt = rebuilt_atoms(parts, seed)
    places = {id(residue): atoms for (_, residue), atoms in zip(residues, rebuilt)}
    added = []
    for chain, residue, names in wanting:
        b_factor = sum(atom.b_iso for atom in residue) / len(residue)
        for name in names:
            atom = gemmi.Atom()
            atom.name, atom.element = name, gemmi.Element(name[0])  # C, N, O, S: all of the standard residues'
            atom.pos, atom.occ, atom.b_iso = gemmi.Position(*places[id(residue)][name]), 1.0, b_factor
            residue.add_atom(atom)
        added.append(
            {
                "chain": chain.name,
                "resnum": residue.seqid.num,
                "icode": residue.seqid.icode.strip(),
                "resname": residue.name,
                "atoms": names,
            }
        )
    return added


def main() -> int:
    if "--versions" in sys.argv:
        print_versions("openmm", "pdbfixer", "gemmi")
        return 0
    options = arguments()
    structure = read_model(options.model)
    added = complete(structure, options.seed)
    for chain in structure[0]:
        for residue in chain:
            for atom in residue:
                atom.occ = 1.0
    write_atomically(options.out, model_text(structure))
    write_atomically(options.json, json.dumps(added, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    run(main)
