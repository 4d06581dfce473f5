"""Small proteins built from ideal internal coordinates, their maps, and the engine programs to run on them."""

import os
import subprocess
import sys
from pathlib import Path

import gemmi
import numpy as np
import pytest
from openmm import unit

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("EMCONVERGE_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT / "engines"))
sys.dont_write_bytecode = True

from emconverge_engines.models import model_text, read_model, segments  # noqa: E402
from emconverge_engines.sampler import topology  # noqa: E402

ORIGIN = np.array([-79.014, -58.349, 116.5])  # of no whole number of voxels, and far below zero
HELIX = (-62.0, -42.0)
# Å and degrees, Engh & Huber (1991)
N_CA, CA_C, C_N, C_O, CA_CB = 1.458, 1.525, 1.329, 1.231, 1.53


def place(a, b, c, length, angle, torsion):
    """The atom at `length` from c, angle to b, torsion about b-c to a."""
    angle, torsion = np.radians([angle, torsion])
    bc = (c - b) / np.linalg.norm(c - b)
    normal = np.cross(b - a, bc)
    normal /= np.linalg.norm(normal)
    side = np.cross(normal, bc)
    return c + length * (
        -np.cos(angle) * bc + np.sin(angle) * np.cos(torsion) * side + np.sin(angle) * np.sin(torsion) * normal
    )


def backbone(sequence, phi_psi=HELIX, cis_before=()):
    """{atom: position} per residue; cis_before: indices of residues whose peptide bond is cis."""
    phi, psi = phi_psi
    n, ca = np.zeros(3), np.array([N_CA, 0, 0])
    c = place(np.array([0.0, 1.0, 0.0]), n, ca, CA_C, 111.0, -60.0)
    residues = []
    for index, name in enumerate(sequence):
        if index:
            n, ca, c = following(n, ca, c, psi, 0.0 if index in cis_before else 180.0, phi)
        atoms = {"N": n, "CA": ca, "C": c, "O": place(n, ca, c, C_O, 120.5, psi + 180.0)}
        if name != "GLY":
            atoms["CB"] = place(c, n, ca, CA_CB, 110.4, -122.6)
        if name == "PRO":  # PDBFixer's own ring would tear at a cis bond
            atoms["CG"] = place(n, ca, atoms["CB"], 1.50, 104.5, 25.0)
            atoms["CD"] = place(atoms["CB"], ca, n, 1.47, 112.0, -5.0)
        residues.append(atoms)
    return residues


def following(n, ca, c, psi, omega, phi):
    nitrogen = place(n, ca, c, C_N, 116.6, psi)
    alpha = place(ca, c, nitrogen, N_CA, 121.7, omega)
    return nitrogen, alpha, place(c, nitrogen, alpha, CA_C, 111.0, phi)


def add_chain(structure, name, sequence, numbers=None, at=(0.0, 0.0, 0.0), **geometry):
    """numbers: (number, insertion code) of every residue."""
    chain = gemmi.Chain(name)
    for index, (resname, atoms) in enumerate(zip(sequence, backbone(sequence, **geometry), strict=True)):
        residue = gemmi.Residue()
        residue.name = resname
        residue.seqid = gemmi.SeqId(*(numbers[index] if numbers else (index + 1, " ")))
        for atom_name, position in atoms.items():
            atom = gemmi.Atom()
            atom.name, atom.element, atom.b_iso = atom_name, gemmi.Element(atom_name[0]), 30.0
            atom.pos = gemmi.Position(*(position + at))
            residue.add_atom(atom)
        chain.add_residue(residue)
    structure[0].add_chain(chain)


def new_structure():
    structure = gemmi.Structure()
    structure.add_model(gemmi.Model(1))
    return structure


def write(structure, path):
    Path(path).write_text(model_text(structure.clone()))
    return path


def atoms_of(path):
    """{(chain, number with insertion code, residue, atom): position}, in file order."""
    structure = gemmi.read_structure(str(path))
    return {
        (site.chain.name, str(site.residue.seqid), site.residue.name, site.atom.name): np.array(site.atom.pos.tolist())
        for site in structure[0].all()
    }


def heavy(atoms):
    return {key: place for key, place in atoms.items() if not key[3].startswith("H")}


def program(name, *arguments, environment=None):
    """The finished process of bin/<name>."""
    command = [sys.executable, str(ROOT / "bin" / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(environment or {})})


def succeed(name, *arguments, **options):
    done = program(name, *arguments, **options)
    assert done.returncode == 0, done.stderr
    return done


def with_hydrogens(sequence, folder):
    """A peptide as the sampler has it: (topology with hydrogens, positions in nm, segments)."""
    structure = new_structure()
    add_chain(structure, "A", sequence)
    whole = folder / "whole.cif"
    start = write(structure, folder / "start.cif")
    succeed("complete_model.py", "--model", start, "--out", whole, "--json", folder / "added.json")
    parts = segments(read_model(whole))
    modeller = topology.with_hydrogens(*topology.heavy_topology(parts, np.zeros(3)), 0)
    return modeller.topology, np.array(modeller.positions.value_in_unit(unit.nanometer)), parts


def simulated_map(model, path, spacing=1.0, b_factor=60.0, noise=0.0, seed=0):
    """Electron density of the model in a box 8 Å wider, ORIGIN in its header; returns path."""
    structure = gemmi.read_structure(str(model))
    places = np.array([site.atom.pos.tolist() for site in structure[0].all()])
    low = places.min(axis=0) - 8.0
    size = np.ceil((places.max(axis=0) + 8.0 - low) / spacing).astype(int)
    calculator = gemmi.DensityCalculatorE()
    calculator.grid.set_unit_cell(gemmi.UnitCell(*(size * spacing), 90, 90, 90))
    calculator.grid.set_size(*(int(n) for n in size))
    for site in structure[0].all():
        site.atom.pos = gemmi.Position(*(np.array(site.atom.pos.tolist()) - low))
        site.atom.b_iso = b_factor
    calculator.put_model_density_on_grid(structure[0])
    values = calculator.grid.array + noise * np.random.default_rng(seed).normal(size=size)
    return write_map(values, low, spacing, path)


def write_map(values, origin, spacing, path):
    ccp4 = gemmi.Ccp4Map()
    ccp4.grid = gemmi.FloatGrid(np.ascontiguousarray(values, dtype=np.float32))
    ccp4.grid.set_unit_cell(gemmi.UnitCell(*(np.array(values.shape) * spacing), 90, 90, 90))
    ccp4.grid.spacegroup = gemmi.SpaceGroup("P1")
    ccp4.update_ccp4_header(2, True)
    for word, value in zip((50, 51, 52), origin, strict=True):
        ccp4.set_header_float(word, float(value))
    ccp4.write_ccp4_map(str(path))
    return path


@pytest.fixture(scope="session")
def monomer_library():
    library = os.environ.get("CLIBD_MON")
    if not library:
        pytest.skip("CLIBD_MON names no monomer library")
    return library


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A complete two-chain model with odd numbering and a gap, and its map: (model, map)."""
    folder = tmp_path_factory.mktemp("prepared")
    structure = new_structure()
    add_chain(
        structure,
        "Ab1",
        ["ALA", "LYS", "LEU", "GLU", "GLY", "VAL", "THR", "SER", "ILE", "ALA"],
        numbers=[
            (-2, " "),
            (-1, " "),
            (0, " "),
            (7, " "),
            (7, "A"),
            (7, "B"),
            (8, " "),
            (12, " "),
            (13, " "),
            (14, " "),
        ],
        at=ORIGIN,
    )
    del structure[0]["Ab1"][4]  # the gap: residue 7A
    add_chain(
        structure,
        "B",
        ["ALA", "CYS", "PRO", "GLY", "PHE", "ALA"],
        at=ORIGIN + np.array([0, 0, 25.0]),
        cis_before=(2,),
        phi_psi=(-75.0, 145.0),
    )
    stripped = write(structure, folder / "stripped.cif")
    model = folder / "prepared.cif"
    succeed("complete_model.py", "--model", stripped, "--out", model, "--json", folder / "completed.json")
    return model, simulated_map(model, folder / "map.mrc")


@pytest.fixture(scope="session")
def entry(prepared, tmp_path_factory):
    """The folder that setup makes of `prepared`."""
    model, density = prepared
    folder = tmp_path_factory.mktemp("entry") / "system"
    succeed("sample_openmm.py", "setup", "--model", model, "--map", density, "--resolution", 3.0, "--out", folder)
    return folder
