"""What the engine programs share: reading and writing protein models, segments, errors, versions.

Models are gemmi structures in the frame of the map (Å); chain ids, residue numbers and insertion codes are the author's.
"""

import json
import os
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import gemmi

MAX_PEPTIDE_BOND = 2.0  # Å; a longer C-N distance is a chain gap (design: "Numbers that define the method")

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


class InputError(Exception):
    """A fault of the input, told in one sentence: what, where, what to do."""


def run(main) -> None:
    """Runs a program's main(); an InputError ends it with its sentence and status 1."""
    try:
        sys.exit(main())
    except InputError as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        sys.exit(1)


def print_versions(*distributions: str) -> None:
    """YAML lines, for the pipeline's table of software versions."""
    print(f"python: {sys.version.split()[0]}")
    for name in distributions:
        try:
            print(f"{name}: {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            raise InputError(
                f"{name} is not installed in this Python ({sys.executable}); "
                "install containers/engines/requirements.txt"
            ) from None


def write_atomically(path, text: str) -> None:
    """Writes beside the target under a temporary name, then renames; the file is whole or absent."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def read_model(path) -> gemmi.Structure:
    """The first model of an mmCIF or PDB file; InputError when unreadable or empty."""
    if not Path(path).is_file():
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


def read_symmetry(path):
    """symmetry.json, as `emtools symmetry` writes it, when a symmetry is used; else None, as for no path."""
    if not path:
        return None
    try:
        symmetry = json.loads(Path(path).read_text())
        return symmetry if symmetry["used"] else None
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path} is not what `emtools symmetry` writes: {error!r}") from None


def model_text(structure: gemmi.Structure) -> str:
    """mmCIF of the atoms; label_seq_id counts the residues present, author numbering stays beside it."""
    for chain in structure[0]:
        for index, residue in enumerate(chain, 1):
            residue.subchain, residue.label_seq = chain.name, index
            residue.entity_type, residue.het_flag = gemmi.EntityType.Polymer, "A"
    structure.entities = gemmi.EntityList()
    structure.assign_serial_numbers()
    structure.ensure_entities()
    groups = gemmi.MmcifOutputGroups(False)
    groups.atoms = groups.group_pdb = groups.auth_all = groups.entity = groups.entity_poly = True
    document = structure.make_mmcif_document(groups)
    document[0].name = "model"
    return document.as_string()


def residue_label(chain: gemmi.Chain, residue: gemmi.Residue) -> str:
    """For messages: chain, number with insertion code, name."""
    return f"{chain.name} {str(residue.seqid).strip()} ({residue.name})"


def peptide_bonded(first: gemmi.Residue, second: gemmi.Residue) -> bool:
    """Whether C of the first is within MAX_PEPTIDE_BOND of N of the second."""
    carbon, nitrogen = first.find_atom("C", "*"), second.find_atom("N", "*")
    return bool(carbon and nitrogen and carbon.pos.dist(nitrogen.pos) <= MAX_PEPTIDE_BOND)


def segments(structure: gemmi.Structure) -> list:
    """Runs of bonded residues, in file order: lists of (chain, residue)."""
    found = []
    for chain in structure[0]:
        previous = None
        for residue in chain:
            if previous is None or not peptide_bonded(previous, residue):
                found.append([])
            found[-1].append((chain, residue))
            previous = residue
    return found


def missing_atoms(residue: gemmi.Residue) -> list:
    """Names of the heavy atoms that a standard amino acid lacks; empty for other residues."""
    present = {atom.name for atom in residue}
    return [name for name in HEAVY_ATOMS.get(residue.name, ()) if name not in present]
