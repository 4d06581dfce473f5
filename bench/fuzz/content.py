"""What the variants say: small models with everything that files may hold, and their map.

The peptide of PDB entry 5I55, which the tests carry (CC0): 22 residues with MSE, two conformers, two
ligands and waters.
A copy 40 Å away is chain B, so that chains can be confused. Every content is a list of `Atom`.
"""

import io
import random
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import gemmi
import numpy as np
from openmm import Platform, app, unit
from writers import pdb_text

ROOT = Path(__file__).resolve().parents[2]
PEPTIDE = ROOT / "java-tools/src/test/resources/org/emconverge/validation/peptide-5i55.pdb"
RESOLUTION = 3.0  # Å
SHIFT = 40.0  # Å, of chain B along x
FIRST_OF_B = 101  # residue number; that of chain A is 1
MARGIN = 8.0  # Å
STANDARD = {"MSE": ("MET", {"SE": "SD"})}

sys.dont_write_bytecode = True


@dataclass(frozen=True)
class Atom:
    """One atom as a file may name it; altloc is empty where there is one conformer."""

    hetero: bool
    name: str
    altloc: str
    residue: str
    chain: str
    number: int
    x: float
    y: float
    z: float
    occupancy: float
    b: float
    element: str

    @property
    def hydrogen(self):
        return self.element in ("H", "D")

    @property
    def polymer(self):
        return self.chain in ("A", "B")


def peptide():
    """The peptide twice; ligands are in chains L and M, waters in W and X."""
    atoms = []
    for copy, (chain, ligands, waters) in enumerate((("A", "L", "W"), ("B", "M", "X"))):
        for residue in gemmi.read_structure(str(PEPTIDE))[0][0]:
            kind = waters if residue.is_water() else ligands if residue.name in ("MPD", "ACT") else chain
            number = residue.seqid.num + (FIRST_OF_B - 1 if copy else 0)
            for atom in residue:
                atoms.append(
                    Atom(
                        hetero=residue.het_flag == "H",
                        name=atom.name,
                        altloc="" if atom.altloc == "\0" else atom.altloc,
                        residue=residue.name,
                        chain=kind,
                        number=number,
                        x=round(atom.pos.x + SHIFT * copy, 3),
                        y=round(atom.pos.y, 3),
                        z=round(atom.pos.z, 3),
                        occupancy=round(atom.occ, 2),
                        b=round(atom.b_iso, 2),
                        element=atom.element.name.upper(),
                    )
                )
    return sorted(atoms, key=lambda atom: "ABLMWX".index(atom.chain))


def standard(atoms):
    """The protein alone, one conformer of twenty amino acids, occupancy 1: what every program can hold."""
    kept = []
    for atom in atoms:
        if atom.polymer and atom.altloc in ("", "A"):
            name, names = STANDARD.get(atom.residue, (atom.residue, {}))
            element = "S" if atom.name in names else atom.element
            kept.append(
                replace(
                    atom,
                    residue=name,
                    name=names.get(atom.name, atom.name),
                    element=element,
                    altloc="",
                    occupancy=1.0,
                    hetero=False,
                )
            )
    return kept


def protonated(atoms):
    """With hydrogens as OpenMM names and places them, their B that of the heavy atoms' mean."""
    random.seed(1)
    file = app.PDBFile(io.StringIO(pdb_text(atoms)))
    modeller = app.Modeller(file.topology, file.positions)
    modeller.addHydrogens(app.ForceField("amber14-all.xml"), platform=Platform.getPlatformByName("Reference"))
    b = round(float(np.mean([atom.b for atom in atoms])), 2)
    known = {(atom.chain, atom.number, atom.name): atom for atom in atoms}
    made = []
    for atom, position in zip(modeller.topology.atoms(), modeller.positions, strict=True):
        chain, number = atom.residue.chain.id, int(atom.residue.id)
        if atom.element.symbol != "H":
            made.append(known[chain, number, atom.name])
            continue
        x, y, z = (round(float(value), 3) for value in position.value_in_unit(unit.angstrom))
        made.append(Atom(False, atom.name, "", atom.residue.name, chain, number, x, y, z, 1.0, b, "H"))
    return made


@cache
def contents():
    """The models by name."""
    full = peptide()
    heavy = standard(full)
    return {"full": full, "heavy": heavy, "hydrogens": protonated(heavy)}


@cache
def density():
    """The map of the full content: array [z, y, x], origin and voxel in Å."""
    atoms = contents()["full"]
    places = np.array([(atom.x, atom.y, atom.z) for atom in atoms])
    origin = np.floor(places.min(axis=0) - MARGIN)
    size = [int(np.ceil(extent / 2)) * 2 for extent in places.max(axis=0) + MARGIN - origin]
    structure = gemmi.Structure()
    structure.cell = gemmi.UnitCell(*map(float, size), 90, 90, 90)
    structure.spacegroup_hm = "P 1"
    structure.add_model(gemmi.Model(1))
    chain = structure[0].add_chain(gemmi.Chain("A"))
    residue = chain.add_residue(gemmi.Residue())
    for atom in atoms:
        made = gemmi.Atom()
        made.name, made.element = atom.name, gemmi.Element(atom.element)
        made.pos = gemmi.Position(*(np.array((atom.x, atom.y, atom.z)) - origin))
        made.occ, made.b_iso = atom.occupancy, atom.b + 40
        residue.add_atom(made)
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = RESOLUTION
    calculator.rate = RESOLUTION / 2.0
    calculator.grid.set_unit_cell(structure.cell)
    calculator.grid.set_size(*size)
    calculator.grid.spacegroup = gemmi.SpaceGroup("P 1")
    calculator.add_model_density_to_grid(structure[0])
    grid = np.array(calculator.grid.array, dtype=np.float32).transpose(2, 1, 0)
    noise = np.random.default_rng(5).normal(0, 0.05 * float(grid.std()), grid.shape).astype(np.float32)
    return np.ascontiguousarray(grid + noise), tuple(map(float, origin)), 1.0
